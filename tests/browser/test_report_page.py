"""report.html in a real browser: languages, phone, paper, hostile names, and a large estate."""

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from exposurecheck.model.report import Report
from exposurecheck.report import html
from exposurecheck.report.messages import LANGS, Lang
from tests.report.sample import large, sample
from tests.report.test_html import HOSTILE, poisoned

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ON_FIRST_PAGE: dict[Lang, tuple[str, ...]] = {
    "ja": ("経営向けサマリー", "1,793人", "いま行うこと", "優先して対応する保管先", "確認できなかった事項"),
    "en": ("Executive summary", "1,793 people", "Do now", "Deal with these stores first", "What was not checked"),
}


def opened(browser: "Browser", folder: Path, text: str, *, width: int = 1100) -> "tuple[Page, list[str]]":
    """Open the page from a file; whatever the page loads, runs or complains about is collected."""
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    events: list[str] = []

    def dialog(shown: "Dialog") -> None:
        events.append(f"dialog: {shown.message}")
        shown.dismiss()

    def request(sent: "Request") -> None:
        if sent.url != path.as_uri():
            events.append(f"request: {sent.url}")

    page.on("console", lambda message: events.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: events.append(f"error: {error}"))
    page.on("dialog", dialog)
    page.on("request", request)
    page.goto(path.as_uri())
    return page, events


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_opens_in_the_chosen_language_and_switches_without_script(
    browser: "Browser", tmp_path: Path, lang: Lang
) -> None:
    page, events = opened(browser, tmp_path, html.render(sample(), lang))
    headings = {"ja": "クラウドストレージ公開状況 確認報告書", "en": "Cloud storage exposure report"}
    other: Lang = "en" if lang == "ja" else "ja"

    assert page.inner_text("h1") == headings[lang]
    page.click(f"label[for=lang-{other}]")
    assert page.inner_text("h1") == headings[other]
    assert page.evaluate("[...document.scripts].length") == 0
    assert events == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out_at_any_width(browser: "Browser", tmp_path: Path, width: int) -> None:
    for report in (sample(), poisoned(sample(), "x" * 10_240), poisoned(sample(), "長" * 500)):
        page, _ = opened(browser, tmp_path, html.render(report, "ja"), width=width)

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


@pytest.mark.parametrize("with_policy", [True, False], ids=["with CSP", "without CSP"])
def test_hostile_names_run_nothing_and_load_nothing(browser: "Browser", tmp_path: Path, *, with_policy: bool) -> None:
    """The policy is a second wall; the first one must hold alone."""
    for name in HOSTILE[:3] if with_policy else HOSTILE:
        text = html.render(poisoned(sample(), name), "en")
        if not with_policy:
            text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
            assert "Content-Security-Policy" not in text
        page, events = opened(browser, tmp_path, text)

        assert events == []
        assert page.evaluate("getComputedStyle(document.body).display") == "block"
        assert page.is_visible("h1")
        page.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_summary_fits_one_a4_page_and_pages_are_numbered(browser: "Browser", tmp_path: Path, lang: Lang) -> None:
    page, _ = opened(browser, tmp_path, html.render(sample(), lang))

    pages = printed(page)

    assert not [words for words in ON_FIRST_PAGE[lang] if words not in pages[0]]
    assert {"ja": "保管先ごとにまとめています", "en": "Worst first, grouped by store"}[lang] in pages[1]
    assert f"1 / {len(pages)}" in pages[0]


def test_folded_fixes_are_printed_in_full(browser: "Browser", tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, html.render(sample(), "ja"))

    text = "".join(printed(page))

    assert "aws s3api put-public-access-block --bucket acme-exports" in text
    assert "restrict_public_buckets" in text


def printed(page: "Page") -> list[str]:
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    pages = []
    for sheet in document:
        text = sheet.get_textpage()
        pages.append(text.get_text_bounded().replace("\r\n", "\n").strip())
        text.close()
        sheet.close()
    document.close()
    return pages


def timed(browser: "Browser", folder: Path, report: Report) -> float:
    text = html.render(report, "ja")
    start = time.monotonic()
    page, _ = opened(browser, folder, text)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight); document.body.offsetHeight")
    seconds = time.monotonic() - start
    page.close()
    return seconds


def test_a_large_estate_opens_about_as_fast_as_its_size_asks_for(browser: "Browser", tmp_path: Path) -> None:
    """10,000 stores and 3,000 findings: within 3 s on an idle machine, so with slack on a busy one."""
    assert timed(browser, tmp_path, large()) < 10


def test_a_report_of_many_stores_prints(browser: "Browser", tmp_path: Path) -> None:
    """A costly selector shows here first: printing styles every page anew."""
    page, _ = opened(browser, tmp_path, html.render(large(stores=600, findings=180, opened=100), "en"))
    start = time.monotonic()

    pages = printed(page)

    assert "acme-00599-department-data" in "".join(pages)
    assert time.monotonic() - start < 45
