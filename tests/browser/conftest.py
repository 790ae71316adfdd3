"""One headless Chromium and one sample page in each language for all tests of this folder; without it they skip."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exposurecheck.report import html
from exposurecheck.report.messages import LANGS, Lang
from tests.browser.opened import Opened, opened
from tests.report.duties import with_duties
from tests.report.sample import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Chromium must not look for anything on the network, not even for its own updates.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("Chromium is not installed (apt: chromium fonts-noto-cjk)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install .[dev])")
    with sync_api.sync_playwright() as playwright:
        chromium: Browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pages(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Mapping[Lang, Opened]:
    """The sample report with duties, opened in each language; a test that changes a page changes it back."""
    folder = tmp_path_factory.mktemp("page")
    return {lang: opened(browser, folder / f"{lang}.html", html.render(with_duties(sample()), lang)) for lang in LANGS}


@pytest.fixture(scope="session")
def sheets(pages: Mapping[Lang, Opened]) -> Mapping[Lang, list[str]]:
    """The words on each printed page of the sample report."""
    return {lang: shown.printed() for lang, shown in pages.items()}


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the source of axe-core, which judges a page by the rules of WCAG."""
    script = Path(__file__).resolve().parents[2] / ".cache" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("axe-core is not installed (npm install --prefix .cache/browser axe-core)")
    return script.read_text(encoding="utf-8")
