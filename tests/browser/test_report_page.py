"""report.html in a real browser: languages, phone, paper, accessibility, hostile names, and a large estate."""

import re
import time
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exposurecheck.model.report import Report
from exposurecheck.report import html
from exposurecheck.report.messages import LANGS, Lang
from tests.browser.opened import Opened, opened
from tests.report.sample import large, sample
from tests.report.test_html import HOSTILE, poisoned

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HEADINGS: dict[Lang, str] = {"ja": "クラウドストレージ公開状況 確認報告書", "en": "Cloud storage exposure report"}
ON_FIRST_PAGE: dict[Lang, tuple[str, ...]] = {
    "ja": ("経営向けサマリー", "1,793人", "決裁事項", "優先して対応する保管先", "確認できなかった事項"),
    "en": ("Executive summary", "1,793 people", "Decide today", "Deal with these stores first", "What was not checked"),
}
ON_SECOND_PAGE: dict[Lang, str] = {"ja": "期限一覧", "en": "Deadlines"}


def together(*reports: Report) -> Report:
    """Put the stores, findings and gaps of several reports into one."""
    first = reports[0]
    gaps = tuple(chain.from_iterable(r.coverage.gaps for r in reports))
    return first.model_copy(
        update={
            "resources": tuple(chain.from_iterable(r.resources for r in reports)),
            "findings": tuple(chain.from_iterable(r.findings for r in reports)),
            "coverage": first.coverage.model_copy(update={"gaps": gaps}),
        }
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_opens_in_the_chosen_language_and_switches_without_script(
    pages: Mapping[Lang, Opened], lang: Lang
) -> None:
    page = pages[lang].page
    other: Lang = "en" if lang == "ja" else "ja"

    assert page.inner_text("h1") == HEADINGS[lang]
    page.click(f"label[for=lang-{other}]")
    assert page.inner_text("h1") == HEADINGS[other]
    page.click(f"label[for=lang-{lang}]")
    assert page.evaluate("[...document.scripts].length") == 0
    assert pages[lang].events == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(pages: Mapping[Lang, Opened], axe: str, lang: Lang, scheme: str) -> None:
    page = pages[lang].page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate("document.querySelectorAll('details').forEach(folded => folded.toggleAttribute('open', true))")
    page.evaluate(axe)

    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    page.emulate_media(color_scheme="light")

    assert [(v["id"], [n["target"] for n in v["nodes"][:5]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 0


def test_nothing_sticks_out_at_any_width(browser: "Browser", tmp_path: Path) -> None:
    report = together(sample(), poisoned(sample(), "x" * 10_240), poisoned(sample(), "長" * 500))
    page = opened(browser, tmp_path / "wide.html", html.render(report, "ja")).page
    widths = {}
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert {width: needed for width, needed in widths.items() if needed > width} == {}


@pytest.mark.parametrize("with_policy", [True, False], ids=["with CSP", "without CSP"])
def test_hostile_names_run_nothing_and_load_nothing(browser: "Browser", tmp_path: Path, *, with_policy: bool) -> None:
    """The policy is a second wall; the first one must hold alone."""
    text = html.render(together(*(poisoned(sample(), name) for name in HOSTILE)), "en")
    if not with_policy:
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        assert "Content-Security-Policy" not in text
    shown = opened(browser, tmp_path / "hostile.html", text)

    assert shown.events == []
    assert shown.page.evaluate("getComputedStyle(document.body).display") == "block"
    assert shown.page.is_visible("h1")
    assert shown.page.locator(".card").count() >= len(HOSTILE)
    shown.page.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_summary_fits_one_a4_page_and_pages_are_numbered(sheets: Mapping[Lang, list[str]], lang: Lang) -> None:
    assert not [words for words in ON_FIRST_PAGE[lang] if words not in sheets[lang][0]]
    assert ON_SECOND_PAGE[lang] in sheets[lang][1]
    assert {"ja": "最も早い期限", "en": "Earliest deadline"}[lang] in sheets[lang][0]
    assert f"1 / {len(sheets[lang])}" in sheets[lang][0]


def test_folded_fixes_are_printed_in_full(sheets: Mapping[Lang, list[str]]) -> None:
    text = "".join(sheets["ja"])

    assert "aws s3api put-public-access-block --bucket acme-exports" in text
    assert "restrict_public_buckets" in text


def test_a_large_estate_opens_about_as_fast_as_its_size_asks_for(browser: "Browser", tmp_path: Path) -> None:
    """10,000 stores and 3,000 findings: within 3 s on an idle machine, so with slack on a busy one."""
    text = html.render(large(), "ja")
    start = time.monotonic()

    page = opened(browser, tmp_path / "large.html", text).page
    page.evaluate("window.scrollTo(0, document.body.scrollHeight); document.body.offsetHeight")

    assert time.monotonic() - start < 10
    page.close()


def test_a_report_of_many_stores_prints(browser: "Browser", tmp_path: Path) -> None:
    """A costly selector shows here first: printing styles every page anew."""
    shown = opened(browser, tmp_path / "many.html", html.render(large(stores=600, findings=90, opened=50), "en"))
    start = time.monotonic()

    words = "".join(shown.printed())

    assert "acme-00599-department-data" in words
    assert time.monotonic() - start < 45
    shown.page.close()
