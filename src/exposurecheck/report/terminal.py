"""Turns a report into the ranked summary that a scan prints: what is open, whose data, what to do, what is unknown."""

import io

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import Severity
from exposurecheck.model.report import Report
from exposurecheck.report import changes, quoting, wording
from exposurecheck.report.actions import Action, State, actions, sentence, state
from exposurecheck.report.folding import folded
from exposurecheck.report.messages import Lang, Value, both, has
from exposurecheck.report.obligations import Obligations
from exposurecheck.report.overview import SERIOUS, Overview, Reach, Store

WORST = 8
"""Stores listed; the page has them all."""

CHANGES = 6
"""Changes since the previous run that are listed."""

GAPS = 5
"""Groups of gaps listed."""

_NARROWEST = 40
_NAME_CELLS = 44
_PERMISSION_CELLS = 80
"""Azure's are long, and differ in their last part."""
SHAPE = {
    Severity.CRITICAL: "■",
    Severity.HIGH: "▲",
    Severity.MEDIUM: "◆",
    Severity.LOW: "●",
    Severity.INFO: "○",
}
"""One shape for each severity, so that nobody needs the colour."""

_STYLE = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "blue",
    Severity.INFO: "dim",
}
_STATE_STYLE = {
    State.EXPOSED: "bold red",
    State.OPEN: "bold red",
    State.SHARED: "bold yellow",
    State.UNDECIDED: "bold yellow",
    State.CLOSED: "bold green",
}


def _quoted(name: str, cells: int = _NAME_CELLS) -> str:
    """Quote a stranger's name within so many terminal cells; a Japanese character takes two."""
    shown = quoting.name(name)
    return shown if cell_len(shown) <= cells else set_cell_size(shown, cells - 1).rstrip() + "…"


class _Screen:
    """A console of fixed width that writes into a string, in one language."""

    def __init__(self, lang: Lang, width: int, *, color: bool) -> None:
        self.lang = lang
        self._text = io.StringIO()
        self._console = Console(
            file=self._text,
            width=max(width, _NARROWEST),
            force_terminal=color,
            color_system="standard" if color else None,
            no_color=not color,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def say(self, key: str, **values: Value) -> str:
        return both(key, **values).get(self.lang)

    def get(self, text: Bilingual) -> str:
        return quoting.name(text.get(self.lang), limit=600)

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        shown = folded(text, self._console.width - indent) if self.lang == "ja" else text
        self._console.print(Padding(Text(shown, style=style), (0, 0, 0, indent)))

    def heading(self, key: str) -> None:
        self.line()
        self.line(self.say(key), "bold")

    def table(self, table: Table, indent: int = 2) -> None:
        self._console.print(Padding(table, (0, 0, 0, indent)))

    def done(self) -> str:
        return "\n".join(line.rstrip() for line in self._text.getvalue().splitlines())


def render(report: Report, lang: Lang = "en", width: int = 100, color: bool = False) -> str:
    """Return some 40 lines for a newcomer; ``width`` in terminal cells (40 or more), ANSI codes only with ``color``."""
    overview = Overview(report)
    screen = _Screen(lang, width, color=color)
    _verdict(screen, overview)
    _changes(screen, overview)
    _worst(screen, overview)
    _todo(screen, actions(overview))
    _limits(screen, overview)
    return screen.done() + "\n"


def _verdict(screen: _Screen, overview: Overview) -> None:
    verdict = state(overview)
    screen.line(screen.say(f"state.{verdict}.label"), _STATE_STYLE[verdict])
    screen.line(screen.get(sentence(overview)))
    obligations = Obligations.of(overview.report)
    if obligations.first:
        what = f"{screen.get(obligations.first.when)} {screen.get(obligations.first.duty.title)}"
        screen.line(f"{screen.say('duties.shortest')}: {what}", "bold")
    if obligations.viewed:
        screen.line(f"{screen.say('summary.viewed')}: {screen.get(obligations.viewed)}")
    if overview.report.coverage.interrupted:
        screen.line(screen.say("summary.interrupted"), "bold yellow")
    if overview.disagreements:
        screen.line(screen.say("summary.disagree", n=len(overview.disagreements)), "bold yellow")
    summary = overview.report.summary
    counts = "   ".join(
        f"{SHAPE[s]} {screen.say(f'severity.{s}.name')} {getattr(summary, s.value):,}" for s in Severity
    )
    screen.line()
    screen.line(f"{screen.say('terminal.scanned', n=overview.total)}   {counts}")


def _changes(screen: _Screen, overview: Overview) -> None:
    found = overview.report.changes
    if found is None:
        return
    screen.heading("changes.heading")
    screen.line(screen.get(changes.counts(found)) if found.total else screen.say("changes.none"), indent=2)
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(overflow="fold")
    told = changes.rows(found)
    for row in told[:CHANGES]:
        why = ", ".join(screen.get(reason) for reason in row.why)
        what = f"{screen.get(row.change.title)}{f' ({why})' if why else ''}"
        table.add_row(Text(screen.say(f"changes.kind.{row.kind}")), Text(_quoted(row.change.resource)), Text(what))
    if told:
        screen.table(table)
    if len(told) > CHANGES:
        screen.line(screen.say("changes.more", n=len(told) - CHANGES), "dim", indent=2)


def _worst(screen: _Screen, overview: Overview) -> None:
    screen.heading("terminal.worst")
    if not overview.failing:
        screen.line(screen.say("terminal.none"), indent=2)
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(ratio=None, overflow="fold")
    table.add_column(overflow="fold")
    listed = ([s for s in overview.failing if s.severity in SERIOUS] or list(overview.failing))[:WORST]
    for store in listed:
        severity = store.severity or Severity.INFO
        badge = Text(f"{SHAPE[severity]} {screen.say(f'severity.{severity}.name')}", style=_STYLE[severity])
        table.add_row(badge, Text(_quoted(store.label)), Text(_facts(screen, store)))
    screen.table(table)
    if len(overview.failing) > len(listed):
        screen.line(screen.say("terminal.more", n=len(overview.failing) - len(listed)), "dim", indent=2)


def _facts(screen: _Screen, store: Store) -> str:
    resource = store.resource
    kind = resource.exposure.exposure if resource.exposure else ExposureClass.UNKNOWN
    facts = [screen.say(f"audience.{kind}")]
    if kind is ExposureClass.ANONYMOUS_OTHER and resource.exposure:
        facts = [screen.say(f"ability.{a}") for a in resource.exposure.anonymous_other if has(f"ability.{a}")] or facts
    if store.reach is Reach.INSIDE:
        facts = [screen.get(store.failed[0].title)]
    if store.subjects.high and resource.personal_data:
        found = screen.get(wording.categories(resource.personal_data.categories))
        facts.append(f"{screen.get(wording.people(store.subjects))} ({found})")
    elif store.held:
        facts.append(screen.get(wording.categories(store.held)))
    return " / ".join(facts)


def _todo(screen: _Screen, todo: tuple[Action, ...]) -> None:
    screen.heading("terminal.todo")
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for number, action in enumerate(todo, 1):
        table.add_row(f"{number}.", Text(screen.get(action.title)))
    screen.table(table)


def _limits(screen: _Screen, overview: Overview) -> None:
    screen.heading("terminal.limits")
    objects = overview.report.coverage.objects
    undecided = overview.undecided
    for note in overview.report.notes:
        screen.line(screen.get(note), "bold yellow", indent=2)
    if overview.muted:
        screen.line(screen.say("muted.count", n=len(overview.muted)), indent=2)
    if undecided:
        screen.line(screen.say("terminal.undecided", n=undecided), indent=2)
    if objects.inspected < objects.exposed:
        screen.line(screen.say("terminal.unread", exposed=objects.exposed, read=objects.inspected), indent=2)
    skipped = overview.report.scope.skipped
    for cloud, why in skipped.items():
        said = screen.say("limits.skipped", cloud=screen.say(f"cloud.{cloud}"))
        screen.line(f"{said} {quoting.name(why, limit=300)}", indent=2)
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(overflow="fold")
    for gap in overview.gaps[:GAPS]:
        why = ", ".join(screen.say(f"gap.reason.{r}") for r in gap.reasons)
        remedy = gap.permission or gap.fact
        table.add_row(
            Text(_quoted(remedy, _PERMISSION_CELLS), style="bold" if gap.permission else ""),
            Text(screen.say("terminal.gap", n=len(gap.resources))),
            Text(why),
        )
    if overview.gaps:
        screen.table(table)
        if len(overview.gaps) > GAPS:
            screen.line(screen.say("summary.more", n=len(overview.gaps) - GAPS), "dim", indent=2)
    elif not undecided and not skipped and objects.inspected >= objects.exposed:
        screen.line(screen.say("terminal.no_gaps"), indent=2)
    screen.line()
