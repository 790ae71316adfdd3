"""Turns a report into a Markdown summary for the page of a CI job: the verdict, worst first, what was not checked."""

import re
from collections.abc import Callable

from exposurecheck.model.finding import Severity
from exposurecheck.model.report import Report
from exposurecheck.report import quoting
from exposurecheck.report.actions import actions, sentence, state
from exposurecheck.report.messages import Lang, Value, both
from exposurecheck.report.overview import GapGroup, Overview, Store
from exposurecheck.report.wording import categories, local_time, people

LIMIT = 60_000
"""Bytes; merge-request comments of several hosts end at 65,535."""

_STORES = 40
_GAPS = 20
_NAMED = 80
"""Characters of a quoted name."""
_TEXT = 600

_SPECIAL = re.compile(r"([\\`*_\[\]|~^$]|^[#+-]|(?<=^\d)[.)])")
_ALIVE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "://": "&#58;//", "www.": "www&#46;"}
"""What Markdown as CI hosts extend it turns into HTML, a mention or a link."""
_SIGN = {
    Severity.CRITICAL: "🟥",
    Severity.HIGH: "🟧",
    Severity.MEDIUM: "🟨",
    Severity.LOW: "🟦",
    Severity.INFO: "⬜",
}


def code(name: str) -> str:
    """Quote a stranger's name as a code span, in which no link, mention or HTML is alive; also inside a table.

    Source: GitHub Flavored Markdown 0.29, 6.3 "Code spans", and 4.10 for the pipe, which ends a cell even in code.
    """
    shown = quoting.name(name, _NAMED).replace("|", "¦")
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence, pad = "`" * (longest + 1), " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown or ' '}{pad}{fence}"


def prose(text: str) -> str:
    """Print a text so that every character stands for itself."""
    shown = _SPECIAL.sub(r"\\\1", quoting.name(text, _TEXT))
    for living, dead in _ALIVE.items():
        shown = shown.replace(living, dead)
    return shown


def render(report: Report, lang: Lang) -> str:
    """Return ``summary.md`` in ``lang``: at most 60,000 bytes; where names are long, fewer stores are listed."""
    for share in (1, 2, 4, 8, 16):
        text = _page(Overview(report), lang, _STORES // share, max(1, _GAPS // share))
        if len(text.encode("utf-8", "replace")) <= LIMIT:
            break
    return text


def _page(overview: Overview, lang: Lang, stores: int, gaps: int) -> str:
    def say(key: str, **values: Value) -> str:
        return prose(both(key, **values).get(lang))

    report = overview.report
    lines = [
        f"## {say('page.title')}",
        "",
        f"**{say(f'state.{state(overview)}.label')}** — {prose(sentence(overview).get(lang))}",
        "",
        *_counts(report, lang, say),
    ]
    if report.coverage.interrupted:
        lines += [f"⚠️ {say('summary.interrupted')}", ""]
    lines += _worst(overview, lang, stores, say)
    lines += [f"### {say('summary.todo')}", ""]
    lines += [
        f"{n}. **{prose(a.title.get(lang))}** {prose(a.detail.get(lang))}" for n, a in enumerate(actions(overview), 1)
    ]
    lines += ["", *_limits(overview, lang, gaps, say)]
    made = [prose(local_time(report.generated_at).get(lang)), code(report.run_id)]
    made += [code(account) for account in report.scope.accounts[:_GAPS]]
    lines += [
        "---",
        "",
        " · ".join([*made, f"exposurecheck {prose(report.tool.version)}"]),
        "",
        f"*{say('footer.legal_long')}*",
    ]
    return "\n".join(lines) + "\n"


def _counts(report: Report, lang: Lang, say: Callable[..., str]) -> list[str]:
    counts = report.summary
    heads = [f"{_SIGN[s]} {say(f'severity.{s}.name')}" for s in Severity]
    values = [counts.critical, counts.high, counts.medium, counts.low, counts.info, counts.unknown, counts.passed]
    heads += [f"❔ {say('reach.undecided')}", f"✅ {say('method.passed')}"]
    lines = [_row(heads), _row(["---:"] * len(heads)), _row([f"{n:,}" for n in values]), ""]
    muted = Overview(report).muted
    if muted:
        lines += [prose(both("muted.count", n=len(muted)).get(lang)), ""]
    return lines


def _worst(overview: Overview, lang: Lang, stores: int, say: Callable[..., str]) -> list[str]:
    elsewhere = [f"- {code(f.resource)}: {prose(f.title.get(lang))}" for f in overview.elsewhere[:stores]]
    if not overview.failing:
        return [*(elsewhere or [say("terminal.none")]), ""]
    heads = ["", say("stores.name"), say("findings.who"), say("stores.people"), say("stores.worst")]
    lines = [f"### {say('summary.worst')}", "", _row(heads), _row(["---", "---", "---", "---:", "---"])]
    lines += [_row(_store(store, lang)) for store in overview.failing[:stores]]
    rest = len(overview.failing) - stores
    lines += ["", *([say("terminal.more", n=rest), ""] if rest > 0 else [])]
    return [*lines, *elsewhere, *([""] if elsewhere else [])]


def _store(store: Store, lang: Lang) -> list[str]:
    exposure = store.resource.exposure
    who = both(f"audience.{'unknown' if exposure is None else exposure.exposure}").get(lang)
    data = store.resource.personal_data
    many = "—"
    if data is not None and store.subjects.high:
        many = f"{people(store.subjects).get(lang)} ({categories(data.categories).get(lang)})"
    worst = store.failed[0]
    more = f" +{len(store.failed) - 1}" if len(store.failed) > 1 else ""
    sign = _SIGN[worst.severity] if store.severity is None else _SIGN[store.severity]
    return [sign, code(store.resource.id), prose(who), prose(many), prose(worst.title.get(lang)) + more]


def _limits(overview: Overview, lang: Lang, gaps: int, say: Callable[..., str]) -> list[str]:
    coverage = overview.report.coverage
    lines = [f"### {say('summary.limits')}", ""]
    if overview.undecided:
        lines.append(f"- {say('terminal.undecided', n=overview.undecided)}")
    if coverage.objects.exposed != coverage.objects.inspected:
        lines.append(f"- {say('terminal.unread', exposed=coverage.objects.exposed, read=coverage.objects.inspected)}")
    if overview.report.scope.content == "off":
        lines.append(f"- {say('limits.content_off')}")
    for cloud, why in overview.report.scope.skipped.items():
        said = say("limits.skipped", cloud=both(f"cloud.{cloud}").get(lang))
        lines.append(f"- {said} {prose(why)}")
    lines += [f"- {_gap(group, lang)}" for group in overview.gaps[:gaps]]
    rest = len(overview.gaps) - gaps
    if rest > 0:
        lines.append(f"- {say('summary.more', n=rest)}")
    return [*(lines if len(lines) > 2 else [*lines, say("summary.limits_none")]), ""]  # noqa: PLR2004 - the heading


def _gap(group: GapGroup, lang: Lang) -> str:
    why = ", ".join(both(f"gap.reason.{reason}").get(lang) for reason in group.reasons)
    what = code(group.permission or group.fact)
    more = f" +{len(group.resources) - 1}" if len(group.resources) > 1 else ""
    return f"{what}: {prose(why)} ({code(group.resources[0])}{more})"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
