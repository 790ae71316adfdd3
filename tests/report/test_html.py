"""The page is one file that fetches nothing, speaks both languages, and lets no stranger write into it."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from pydantic import BaseModel

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.inspection import Category
from exposurecheck.model.report import Report
from exposurecheck.report import html, quoting
from exposurecheck.report.messages import LANGS, Lang
from tests.report.sample import finding, large, personal, proof, sample, store

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'--></style></title><svg onload=alert(1)>",
    "</code></pre></details></article><h1>hi</h1>",
    "{{ 7*7 }}{% raw %}{n}%s",
    "body{display:none}</style><style>*{color:red}",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066\u200f",
    "a\nb\r\x00\x1b[2J",
    "&lt;b&gt;&#60;",
    "x" * 10_240,
    "\ud800\udfff",
    "Z\u0335\u0336\u0337\u0338" * 40,
]
TEXT_ONLY_KEPT = {"schema_", "content", "references", "fingerprint", "color"}
"""Fields whose values are not a stranger's: literals, and addresses that have a test of their own."""


def everywhere(value: object, change: Callable[[str], str]) -> object:
    """Change every free text in a model, consistently, so that ids still refer to each other."""
    if type(value) is str:
        return change(value)
    if isinstance(value, BaseModel):
        fields = {k: getattr(value, k) for k in type(value).model_fields}
        name = {"name"} if type(value).__name__ == "Tool" else set()
        return value.model_copy(
            update={k: v if k in TEXT_ONLY_KEPT | name else everywhere(v, change) for k, v in fields.items()}
        )
    if isinstance(value, tuple):
        return tuple(everywhere(v, change) for v in value)
    if isinstance(value, dict):
        return {everywhere(k, change): everywhere(v, change) for k, v in value.items()}
    return value


def poisoned(report: Report, prefix: str) -> Report:
    changed = everywhere(report, lambda text: prefix + text)
    assert isinstance(changed, Report)
    return changed


def parsed(text: str) -> etree._Element:
    return lxml_html.document_fromstring(text.encode())


def structure(text: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [(str(e.tag), tuple(sorted(e.attrib.items()))) for e in parsed(text).iter()]


@pytest.fixture(scope="module")
def harmless() -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return structure(html.render(poisoned(sample(), "p-"), "ja"))


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_in_every_field_adds_no_element_and_no_attribute(
    name: str, harmless: list[tuple[str, tuple[tuple[str, str], ...]]]
) -> None:
    page = html.render(poisoned(sample(), name), "ja")

    assert structure(page) == harmless


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), min_size=1, max_size=60))
def test_no_text_at_all_adds_an_element_or_an_attribute(name: str) -> None:
    assert structure(html.render(poisoned(sample(), name), "ja")) == structure(
        html.render(poisoned(sample(), "p-"), "ja")
    )


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_quoted_name_is_there_as_text(name: str) -> None:
    hostile = store("x", ExposureClass.ANONYMOUS_READ).model_copy(update={"name": name})
    report = sample().model_copy(update={"resources": (hostile,), "findings": (finding("public-personal-data", "x"),)})

    titles = [e.text_content() for e in parsed(html.render(report, "en")).iter("h3") if e.get("id") == "t1"]

    assert titles == [quoting.name(name)]


def test_no_name_is_longer_than_the_page_can_bear() -> None:
    small, big = (len(html.render(poisoned(sample(), p * n), "ja")) for p, n in (("p", 2), ("x", 10_240)))

    assert big < 12 * small


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://example.com", "https://example.com/\u202e", "data:text/html,x", "//x"]
)
def test_only_https_addresses_become_links(address: str) -> None:
    bad = finding("public-personal-data", "acme-exports").model_copy(update={"references": (address,)})
    report = sample().model_copy(update={"findings": (bad,)})

    links = [a.get("href") for a in parsed(html.render(report, "ja")).iter("a")]

    assert all(link.startswith("#") for link in links)


def loads(page: etree._Element) -> Iterator[str]:
    for element in page.iter():
        if element.tag in {"script", "link", "img", "iframe", "object", "embed", "base", "form", "video", "audio"}:
            yield str(element.tag)
        yield from (
            a for a in element.attrib if a in {"src", "srcset", "style", "action", "ping"} or a.startswith("on")
        )


def test_nothing_is_fetched_and_nothing_is_executed() -> None:
    page = parsed(html.render(sample(), "ja"))

    assert list(loads(page)) == []
    assert len(page.findall(".//style")) == 1
    assert "url(" not in html.style()
    assert "@import" not in html.style()
    assert {u.get("href") for u in page.iter("use")} <= {f"#{s.get('id')}" for s in page.iter("symbol")}


def test_the_policy_allows_the_one_style_sheet_by_its_hash_and_nothing_else() -> None:
    page = parsed(html.render(sample(), "ja"))
    (policy,) = [m.get("content") for m in page.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    style = page.findtext(".//style")
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_both_languages_are_in_the_page_and_marked(lang: Lang) -> None:
    page = parsed(html.render(sample(), lang))

    assert page.get("lang") == lang
    assert {i.get("id"): "checked" in i.attrib for i in page.iter("input")} == {
        "lang-ja": lang == "ja",
        "lang-en": lang == "en",
    }
    spans = {span: [s.text_content() for s in page.iter("span") if s.get("lang") == span] for span in LANGS}
    assert len(spans["ja"]) == len(spans["en"]) > 200
    assert "法的助言ではありません" in spans["ja"]
    assert "This is not legal advice" in spans["en"]


def test_no_japanese_stands_in_the_english_of_our_own_texts() -> None:
    page = parsed(html.render(sample(), "en"))
    kana = re.compile("[\u3041-\u30ff]")

    assert not [s.text_content() for s in page.iter("span") if s.get("lang") == "en" and kana.search(s.text_content())]


def test_headings_do_not_skip_a_level_and_ids_are_unique() -> None:
    page = parsed(html.render(sample(), "ja"))
    levels = [int(str(e.tag)[1]) for e in page.iter("h1", "h2", "h3", "h4")]
    ids = [e.get("id") for e in page.iter() if e.get("id")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_has_its_target() -> None:
    for report in (sample(), large(stores=900, opened=600)):
        page = parsed(html.render(report, "ja"))
        ids = {e.get("id") for e in page.iter()}

        assert not {h for a in page.iter("a") if (h := a.get("href", "")).startswith("#") and h[1:] not in ids}


def text_of(report: Report, lang: Lang = "en") -> str:
    page = parsed(html.render(report, lang))
    for other in [s for s in page.iter("span") if s.get("lang") not in {None, lang}]:
        other.drop_tree()
    return re.sub(r"\s+", " ", page.find("body").text_content())


def test_a_failed_search_is_never_called_absence() -> None:
    """The operator of a public bucket went wrong by declaring that its data was not personal data."""
    found_nothing = store(
        "a", ExposureClass.ANONYMOUS_READ, data=personal((), 0, 0, 0, "email", complete=False), probe=proof()
    )
    report = sample().model_copy(
        update={"resources": (found_nothing,), "findings": (finding("public-personal-data", "a"),)}
    )

    said = text_of(report)

    assert "None detected in what was inspected" in said
    assert "Files read: 10 of 12" in said
    assert "no personal data was detected in what was inspected" in said.lower()
    assert not re.search(
        r"(contains|there is|holds) no personal data(?! was)(?!\.$)",
        said.replace("does not say that there is no personal data", ""),
    )


def test_a_verdict_and_a_probe_that_disagree_are_both_shown() -> None:
    said = text_of(sample())

    assert "In 1 store the verdict and the real answer disagree." in said
    assert "disagrees with the verdict. Both facts are given" in said
    assert "Status 403 (AccessDenied)" in said


def test_what_else_anyone_can_do_is_said_beside_the_headline() -> None:
    opened = store("a", ExposureClass.ANONYMOUS_READ)
    assert opened.exposure is not None
    worse = opened.exposure.model_copy(update={"anonymous_other": ("write",), "anonymous_list": True})
    report = sample().model_copy(
        update={
            "resources": (opened.model_copy(update={"exposure": worse}),),
            "findings": (finding("public-personal-data", "a"),),
        }
    )

    said = text_of(report)

    assert "Anyone can write" in said
    assert "Anyone can list" in said


def test_an_interrupted_scan_says_so_first() -> None:
    report = sample()
    report = report.model_copy(update={"coverage": report.coverage.model_copy(update={"interrupted": True})})

    assert "このスキャンは途中で中断されました" in text_of(report, "ja").split("総合判定")[0]


def test_an_empty_report_is_a_page_too() -> None:
    empty = sample().model_copy(update={"resources": (), "findings": ()})

    assert "No store was found." in text_of(empty)


def test_the_page_of_a_large_estate_stays_small() -> None:
    assert len(html.render(large(), "ja").encode()) < 4_000_000
    assert len(html.render(large(opened=10_000), "ja").encode()) < 4_000_000


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_of_text_have_the_contrast_that_wcag_asks_for(scheme: int) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    blocks = re.findall(r":root\{(.*?)\}", html.style(), re.DOTALL)
    colours = {
        n: v if len(v) == 6 else "".join(c * 2 for c in v) for n, v in re.findall(r"--([\w-]+):#(\w+)", blocks[scheme])
    }

    pairs = [(n, w) for n in ("critical", "high", "medium", "low", "info", "ok") for w in ("paper", f"{n}-wash")]
    pairs += [(n, w) for n in ("ink", "soft", "accent") for w in ("paper", "wash")]
    assert {
        f"{a} on {b}": round(contrast(colours[a], colours[b]), 2)
        for a, b in pairs
        if contrast(colours[a], colours[b]) < 4.5
    } == {}


@pytest.mark.parametrize("category", list(Category))
def test_every_category_has_its_chip(category: Category) -> None:
    leak = store("a", ExposureClass.ANONYMOUS_READ, data=personal((category,), 1, 1, 1, "email"))
    report = sample().model_copy(update={"resources": (leak,), "findings": (finding("public-personal-data", "a"),)})

    page = parsed(html.render(report, "ja"))

    assert len(page.find_class("chips")) == 1
