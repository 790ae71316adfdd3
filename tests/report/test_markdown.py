"""summary.md fits the page of a CI job, says the worst first, and no name in it is alive."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from exposurecheck.model.report import Report
from exposurecheck.model.resource import ProviderName
from exposurecheck.report.markdown import LIMIT, code, prose, render
from exposurecheck.report.messages import LANGS, Lang
from tests.report.sample import finding, large, sample
from tests.report.strangers import hostile


def test_the_verdict_the_counts_and_the_worst_store_come_first() -> None:
    lines = render(sample(), "en").splitlines()
    rows = [line for line in lines if line.startswith("| 🟥")]

    assert lines[2].startswith("**Personal data is readable from outside now**")
    assert "| 4 | 3 | 4 | 2 | 6 | 6 | 212 |" in lines
    assert "`s3://acme-hr-mynumber`" in rows[1]
    assert "128 to 131 people" in rows[1]


def test_gaps_and_clouds_that_were_not_read_are_named() -> None:
    scope = sample().scope.model_copy(update={"skipped": {ProviderName.GCP: "nobody is signed in"}})
    text = render(sample().model_copy(update={"scope": scope}), "en")

    assert "- Google Cloud was not audited: nobody is signed in" in text
    assert "- `s3:GetBucketPolicy`: permission denied (`s3://acme-finance` +1)" in text
    assert "2 stores cannot be judged open or closed" in text


def test_muted_findings_are_counted() -> None:
    assert "1 finding is not counted because somebody set it aside" in render(sample(), "en")


def test_a_finding_on_an_account_is_not_lost() -> None:
    one = finding("account-guardrail-off", "x").model_copy(update={"resource": "account 111122223333"})

    assert "`account 111122223333`" in render(sample().model_copy(update={"findings": (one,)}), "en")


@pytest.mark.parametrize("lang", LANGS)
def test_a_large_estate_with_long_names_fits(lang: Lang) -> None:
    report = large(2000, 2000, 1000)
    resources = tuple(r.model_copy(update={"id": f"{r.id}{'機密' * 200}"}) for r in report.resources)
    ids = {old.id: new.id for old, new in zip(report.resources, resources, strict=True)}
    findings = tuple(f.model_copy(update={"resource": ids[f.resource]}) for f in report.findings)
    text = render(report.model_copy(update={"resources": resources, "findings": findings}), lang)

    assert len(text.encode()) <= LIMIT
    assert text.count("| `s3://") == 40
    assert "960" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a|b", "`a¦b`"), ("", "` `"), ("a\nb", r"`a\nb`"), ("<img>", "`<img>`")],
)
def test_a_name_is_a_code_span(name: str, shown: str) -> None:
    assert code(name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>&", "&lt;b&gt;&amp;"), ("[x](https://a)", r"\[x\](https&#58;//a)"), ("@team", "&#64;team"),
        ("a|b", r"a\|b"), ("# x", r"\# x"), ("- x", r"\- x"), ("1. x", r"1\. x"), ("*x*", r"\*x\*"),
        ("www.a", "www&#46;a"), ("氏名", "氏名"),
    ],
)  # fmt: skip
def test_a_text_stands_for_itself(text: str, shown: str) -> None:
    assert prose(text) == shown


def _cells(line: str) -> int:
    return line.replace(r"\|", "").count("|")


def _tables(report: Report) -> list[set[int]]:
    """Return how many bars the lines of each table have."""
    tables: list[set[int]] = [set()]
    for line in render(report, "en").splitlines():
        if line.startswith("|"):
            tables[-1].add(_cells(line))
        elif tables[-1]:
            tables.append(set())
    return [table for table in tables if table]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_no_name_breaks_a_table(name: str) -> None:
    assert all(len(bars) == 1 for bars in _tables(hostile(name)))


def _shape(text: str) -> list[str]:
    """Return the kinds of the parts of a page as a Markdown parser sees them, inline parts included."""
    blocks = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [part.type for block in blocks for part in (block, *(block.children or ()))]


_ALIVE = [
    "[x](https://a.example)", "![x](//a)", "<img src=x onerror=alert(1)>", "<https://a.example>", "&lt;", "`", "``",
    "**", "~~x~~", "a|b", "\\", "\\|", "\\`", "# x", "---", "- x", "1. x", "1) x", "> x", "$x$", "_x_", "\n\n# x",
]  # fmt: skip


@pytest.mark.parametrize("name", _ALIVE)
def test_markup_in_a_name_changes_nothing_of_the_page(name: str) -> None:
    assert set(_shape(render(hostile(name), "en"))) <= set(_shape(render(sample(), "en")))


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("`|*_[]()<>!#~\\&@:/.-+=1 ax\n\t\"'"), max_size=14))
def test_no_combination_of_markup_is_alive(name: str) -> None:
    shape = _shape(render(hostile(name), "en"))

    assert set(shape) <= set(_shape(render(sample(), "en")))
    assert shape.count("heading_open") == 4
    assert shape.count("table_open") == 2


def test_content_that_was_not_looked_at_on_purpose_is_said() -> None:
    scope = sample().scope.model_copy(update={"content": "off"})

    assert "Content inspection was off" in render(sample().model_copy(update={"scope": scope}), "en")
