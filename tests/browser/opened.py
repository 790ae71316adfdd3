"""A page in a browser, and everything that it loads, runs or complains about."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request


@dataclass(frozen=True, slots=True)
class Opened:
    """One page, opened from a file."""

    page: "Page"
    events: list[str] = field(default_factory=list)
    """Requests, dialogs, errors and console messages; an honest report causes none."""

    def printed(self) -> list[str]:
        """Print it and return the words on each sheet."""
        document = pypdfium2.PdfDocument(self.page.pdf(prefer_css_page_size=True))
        sheets = []
        for sheet in document:
            text = sheet.get_textpage()
            sheets.append(text.get_text_bounded().replace("\r\n", "\n").strip())
            text.close()
            sheet.close()
        document.close()
        return sheets


def opened(browser: "Browser", path: Path, text: str, *, width: int = 1100) -> Opened:
    """Write ``text`` to ``path`` and open it."""
    path.write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    shown = Opened(page)

    def dialog(seen: "Dialog") -> None:
        shown.events.append(f"dialog: {seen.message}")
        seen.dismiss()

    def request(sent: "Request") -> None:
        if sent.url != path.as_uri():
            shown.events.append(f"request: {sent.url}")

    page.on("console", lambda message: shown.events.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: shown.events.append(f"error: {error}"))
    page.on("dialog", dialog)
    page.on("request", request)
    page.goto(path.as_uri())
    return shown
