"""Turns a report into report.html: one file, both languages, no script, nothing fetched from anywhere."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from exposurecheck import bundled
from exposurecheck.errors import RenderError
from exposurecheck.model.base import Bilingual
from exposurecheck.model.report import Report
from exposurecheck.report import changes, charts, quoting, reasons, wording
from exposurecheck.report.actions import actions, sentence, state
from exposurecheck.report.case.marks import standing, supplier
from exposurecheck.report.incident import Incident
from exposurecheck.report.matrix import Matrix
from exposurecheck.report.messages import LANGS, Lang, Value, both, has, pattern, spelled
from exposurecheck.report.obligations import Obligations
from exposurecheck.report.outside import Outside
from exposurecheck.report.overview import Overview, Reach
from exposurecheck.report.page import Page
from exposurecheck.report.remedy import Remedy
from exposurecheck.report.sections import Audience, heading, ordered
from exposurecheck.report.timeline import Timeline


def _pair(ja: Markup, en: Markup) -> Markup:
    if ja == en:
        return ja
    return Markup('<span lang="ja">{}</span><span lang="en">{}</span>').format(ja, en)


def spoken(text: Bilingual) -> Markup:
    """Put both languages beside each other; the style sheet shows the chosen one."""
    return _pair(escape(quoting.block(text.ja)), escape(quoting.block(text.en)))


def message(key: str, **values: Value | Markup) -> Markup:
    """Put the sentence of ``key`` in both languages; every value is escaped unless it is Markup already."""
    texts = {
        lang: Markup(escape(pattern(key, lang, values))).format(  # noqa: S704 - our own catalogue, escaped
            **{k: v if isinstance(v, Markup) else spelled(v, lang) for k, v in values.items()}
        )
        for lang in LANGS
    }
    return _pair(texts["ja"], texts["en"])


def quoted(text: str, limit: int = quoting.NAME_LIMIT) -> Markup:
    """Quote a stranger's name: made visible, shortened, escaped, and isolated from the direction of its neighbours."""
    return Markup("<bdi>{}</bdi>").format(quoting.name(text, limit))


def _named(text: Bilingual) -> Bilingual:
    """Keep a short text on one line, whoever wrote it."""
    return Bilingual(ja=quoting.name(text.ja), en=quoting.name(text.en))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(bundled.templates() / "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "spoken": spoken,
        "q": quoted,
        "block": quoting.block,
        "people": lambda subjects: spoken(wording.people(subjects)),
        "at_most": lambda subjects: spoken(wording.at_most(subjects)),
        "jst": lambda at: spoken(wording.local_time(at)),
        "day": wording.day,
        "utc": wording.universal_time,
        "size": wording.size,
        "unread": lambda reason: spoken(_named(reasons.unread(reason))),
        "missing": reasons.missing,
        "data_type": lambda detector: spoken(wording.data_type(detector)),
        "number": lambda n: f"{n:,}",
        "heading": heading,
        "standing": lambda cited: spoken(standing(cited)),
        "supplier": lambda name: spoken(supplier(name)),
    }
    environment.tests["web_address"] = lambda url: url.startswith("https://") and url.isascii() and url.isprintable()
    environment.globals |= {"t": message, "has": has, "charts": charts, "Reach": Reach}
    return environment


@cache
def style() -> str:
    """Return the style sheet as it stands in the page."""
    return (bundled.templates() / "html" / "style.css").read_text("utf-8").strip()


def policy(css: str) -> str:
    """Return the Content-Security-Policy: nothing may load or run but the one style sheet, pinned by its hash."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def render(report: Report, lang: Lang = "ja", audience: Audience | None = None) -> str:
    """Return the page; ``lang`` is the language it opens in, ``audience`` puts first what that reader asks first.

    Raises:
        RenderError: A template or a message is missing or broken.
    """
    overview = Overview(report)
    try:
        text = (
            _environment()
            .get_template("page.html.j2")
            .render(
                lang=lang,
                title=both("page.title").get(lang),
                contents=both("page.contents").get(lang),
                css=Markup(style()),  # noqa: S704 - our own file; a hash in the policy pins it
                policy=policy(style()),
                sections=ordered(report, audience),
                obligations=Obligations.of(report),
                report=report,
                overview=overview,
                page=Page.of(overview),
                timeline=Timeline.of(overview),
                matrix=Matrix.of(overview),
                remedy=Remedy.of(overview),
                outside=Outside.of(overview),
                case=Incident.of(report),
                state=state(overview),
                sentence=sentence(overview),
                actions=actions(overview),
                changed=() if report.changes is None else changes.rows(report.changes),
                change_counts=None if report.changes is None else changes.counts(report.changes),
                bars=charts.people_bars(overview.with_people),
            )
        )
    except TemplateError as error:
        msg = f"report.html: template {error} is broken or missing; install exposurecheck again"
        raise RenderError(msg) from error
    return text.encode("utf-8", "replace").decode()
