"""What changed is on the first page, on the terminal, and in words for each respect."""

import pytest

from exposurecheck.model.change import Change, Changes, Worse
from exposurecheck.model.report import Report
from exposurecheck.report import changes, html, terminal
from exposurecheck.report.messages import LANGS, Lang
from tests.report.sample import AT, finding, sample


def change(check: str, name: str, **more: object) -> Change:
    told = finding(check, name)
    given = {"check": check, "resource": told.resource, "fingerprint": "f", "severity": told.severity}
    return Change.model_validate({**given, "title": told.title, **more})


WORSE = tuple(
    Worse(what=what, before=before, after=after)
    for what, before, after in [
        ("audience", "external_account", "anonymous_read"),
        ("people", "1200", "1240"),
        ("category", "none", "my_number"),
        ("category", "contact", "my_number"),
        ("severity", "medium", "high"),
        ("waiver", "muted", "failed"),
    ]
)


def changed(**more: object) -> Report:
    found = Changes.model_validate(
        {
            "before": "20261122T064000Z-0001",
            "before_at": AT,
            "new": [change("public-my-number", "acme-hr-mynumber", was="passed", reopened=True)],
            "worse": [change("public-personal-data", "acme-exports", was="failed", worse=WORSE)],
            "unknown": [change("anonymous-list", "acme-finance", was="failed")],
            "fixed": [change("anonymous-list", "acme-old", was="failed", gone=True)],
            **more,
        }
    )
    return sample().model_copy(update={"changes": found})


@pytest.mark.parametrize("lang", LANGS)
def test_the_terminal_tells_them(lang: Lang) -> None:
    text = terminal.render(changed(), lang, width=160)

    assert {"en": "1 new, 1 worse, 1 now unknown, 1 fixed", "ja": "新規1件、悪化1件、判断不能に変化1件、是正1件"}[
        lang
    ] in text
    assert "s3://acme-old" in text


def test_the_first_page_tells_them_gravest_first_and_the_rest_is_linked() -> None:
    page = html.render(changed())
    summary = page[page.index('id="summary"') : page.index('id="findings"')]

    assert "1 new, 1 worse, 1 now unknown, 1 fixed" in summary
    assert summary.index("s3://acme-hr-mynumber") < summary.index("s3://acme-exports")
    assert 'href="#changes"' in summary
    assert "s3://acme-old" in page[page.index('id="changes"') :]


def test_a_run_without_a_past_says_nothing_about_changes() -> None:
    assert 'class="changes"' not in html.render(sample())
    assert "Changes since" not in terminal.render(sample(), "en")


def test_every_respect_has_its_words() -> None:
    told = changed().changes
    assert told is not None
    text = changes.render(told, "now", AT, "en")

    assert "[Granted to an external account → Anyone can read]" in text
    assert "[1,200 → 1,240 people]" in text
    assert "[gravest data: none → My Number]" in text
    assert "[severity Medium → High]" in text
    assert "[no longer set aside]" in text
    assert "[it had been fixed, and is back]" in text
    assert "[the store is gone]" in text


def test_names_of_strangers_cannot_speak_to_the_terminal() -> None:
    hostile = change("public-my-number", "a").model_copy(update={"resource": "s3://a\x1b[2J"})
    told = changed(new=(hostile,)).changes
    assert told is not None

    assert "\x1b" not in changes.render(told, "run\x1b", AT, "en")
