"""Turns what changed between two runs into lines of text: what kind of change, where, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from exposurecheck.model.base import Bilingual
from exposurecheck.model.change import Change, Changes, Worse
from exposurecheck.report import quoting, wording
from exposurecheck.report.json_report import text
from exposurecheck.report.messages import Lang, both

Kind = Literal["new", "worse", "unknown", "fixed"]
KINDS: tuple[Kind, ...] = ("new", "worse", "unknown", "fixed")
SCHEMA = "exposurecheck.diff/1"


@dataclass(frozen=True, slots=True)
class Row:
    """One change as a reader sees it."""

    kind: Kind
    change: Change
    why: tuple[Bilingual, ...]


def rows(changes: Changes) -> tuple[Row, ...]:
    """Return every change: what is new first, then worse, now unknown, fixed; gravest first."""
    return tuple(Row(kind, change, tuple(_why(kind, change))) for kind in KINDS for change in getattr(changes, kind))


def counts(changes: Changes) -> Bilingual:
    """Say how many changes there are of each kind."""
    return both("changes.counts", **{kind: len(getattr(changes, kind)) for kind in KINDS})


def render(changes: Changes, run: str, at: datetime, lang: Lang) -> str:
    """Return the comparison as plain text, one line for each change."""
    lines = [
        both("changes.before", run=quoting.name(changes.before), day=wording.local_time(changes.before_at)).get(lang),
        both("changes.after", run=quoting.name(run), day=wording.local_time(at)).get(lang),
        "",
        (counts(changes) if changes.total else both("changes.none")).get(lang),
    ]
    for row in rows(changes):
        why = "".join(f"  [{reason.get(lang)}]" for reason in row.why)
        kind = both(f"changes.kind.{row.kind}").get(lang)
        severity = both(f"severity.{row.change.severity}.name").get(lang)
        title = quoting.name(row.change.title.get(lang))
        lines.append(f"{kind}: {severity}: {quoting.name(row.change.resource)}: {title}{why}")
    return "\n".join(lines) + "\n"


def render_json(changes: Changes, run: str, at: datetime) -> str:
    """Return the comparison for programs."""
    printed = changes.model_dump(mode="json")
    document: dict[str, JsonValue] = {
        "schema": SCHEMA,
        "before": {"run_id": printed["before"], "generated_at": printed["before_at"]},
        "after": {"run_id": run, "generated_at": at.isoformat().replace("+00:00", "Z")},
    }
    return text({**document, **{kind: printed[kind] for kind in KINDS}})


def _why(kind: Kind, change: Change) -> Iterator[Bilingual]:
    if change.reopened:
        yield both("changes.reopened")
    if change.gone:
        yield both("changes.gone" if kind == "fixed" else "changes.unseen")
    elif kind == "unknown":
        yield both("changes.was_failed" if change.was in {"failed", "muted"} else "changes.undecided")
    if kind == "new" and change.was == "unknown":
        yield both("changes.was_unknown")
    yield from (_respect(worse) for worse in change.worse)


def _respect(worse: Worse) -> Bilingual:
    before, after = worse.before, worse.after
    match worse.what:
        case "people":
            return both("changes.people", before=int(before), after=int(after))
        case "audience":
            return both("changes.audience", before=both(f"audience.{before}"), after=both(f"audience.{after}"))
        case "category":
            old = both("changes.category_none" if before == "none" else f"category.{before}.short")
            return both("changes.category", before=old, after=both(f"category.{after}.short"))
        case "severity":
            old, new = both(f"severity.{before}.name"), both(f"severity.{after}.name")
            return both("changes.severity", before=old, after=new)
        case "waiver":
            return both("changes.waiver")
