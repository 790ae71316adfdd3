"""Turns a reader into the order of the page's sections; every reader gets every section, the limits included."""

from collections.abc import Mapping
from enum import StrEnum

from exposurecheck.model.report import Report


class Audience(StrEnum):
    """Who the page is handed to."""

    MANAGEMENT = "management"
    LEGAL = "legal"
    ENGINEER = "engineer"


SECTIONS: tuple[str, ...] = (
    "summary", "deadlines", "assessment", "findings", "timeline", "people", "causes", "fixes", "harm", "outside",
    "logs", "prevention", "evidence", "undecided", "limits", "counsel", "stores", "method",
)  # fmt: skip
"""Names of ``html/sections/*.html.j2`` in the order of a report to management; the summary is the first page."""

LAW = frozenset({"deadlines", "assessment", "harm", "counsel"})
"""Sections that are there only where duties were worked out."""

_FIRST: Mapping[Audience, tuple[str, ...]] = {
    Audience.MANAGEMENT: ("summary", "deadlines", "timeline", "people", "harm", "limits"),
    Audience.LEGAL: (
        "summary", "assessment", "deadlines", "counsel", "undecided", "limits", "timeline", "logs", "people",
        "evidence",
    ),
    Audience.ENGINEER: (
        "summary", "findings", "fixes", "causes", "undecided", "limits", "logs", "prevention", "stores",
    ),
}  # fmt: skip
"""What each reader asks first; the other sections follow in their usual order."""


def ordered(report: Report, audience: Audience | None = None) -> tuple[str, ...]:
    """Return the names of the sections in the order for ``audience``; the same ones for everybody."""
    first = _FIRST[audience] if audience else ()
    names = (*first, *(s for s in SECTIONS if s not in first))
    return tuple(s for s in names if s not in LAW or report.law_as_of is not None)


def heading(section: str) -> str:
    """Return the message that stands above ``section``."""
    return f"{'people_section' if section == 'people' else section}.heading"
