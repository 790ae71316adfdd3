"""Turns a case into drafts for counsel, as Markdown in Japanese and English; nothing is ever sent anywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from exposurecheck import bundled
from exposurecheck.errors import RenderError
from exposurecheck.report.case.case import Case
from exposurecheck.report.drafts.filling import Filling
from exposurecheck.report.messages import LANGS, Lang

NAMES = (
    "01-preliminary-report", "02-final-report", "03-notice-to-persons", "04-public-statement", "05-notice-to-entruster",
    "06-deletion-request", "07-deletion-certificate", "08-secondary-harm", "09-questions-for-counsel",
)  # fmt: skip
"""File names without their endings; the templates are ``drafts/<language>/<name>.md.j2``."""

_GAP = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Letter:
    """One draft."""

    name: str
    lang: Lang
    markdown: str

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.markdown.partition("\n")[0].lstrip("# ")


@cache
def _environment() -> Environment:
    return Environment(  # noqa: S701 - Markdown, not HTML: Filling quotes every text for it
        loader=FileSystemLoader(bundled.templates() / "drafts"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def letters(case: Case) -> Iterator[Letter]:
    """Write every draft in every language.

    Raises:
        RenderError: A template is missing or broken.
    """
    for lang in LANGS:
        for name in NAMES:
            yield letter(case, name, lang)


def letter(case: Case, name: str, lang: Lang) -> Letter:
    """Write one draft in one language; raises ``RenderError``."""
    try:
        template = _environment().get_template(f"{lang}/{name}.md.j2")
        text = template.render(f=Filling(case, lang))
    except TemplateError as error:
        raise RenderError(
            f"draft {name} ({lang}): template {error} is broken or missing; install exposurecheck again"
        ) from error
    return Letter(name, lang, _GAP.sub("\n\n", text).strip() + "\n")
