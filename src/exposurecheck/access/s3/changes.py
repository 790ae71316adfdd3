"""Works out what signed outsiders can change in a bucket, beside what they can read and list."""

from collections.abc import Mapping

from exposurecheck.access.s3.callers import ANONYMOUS, Caller
from exposurecheck.access.s3.evaluate import Simulator
from exposurecheck.access.s3.granted import Granted
from exposurecheck.access.s3.survey import Survey

ASKED = ("write", "read_acp", "write_acp")
"""Metadata tells an outsider little that reading and listing do not tell."""

Changes = Mapping[Caller, Mapping[str, frozenset[Granted]]]
"""What each caller may do, by kind of action, from at least one network."""

NOTHING: Changes = {}


def changes(survey: Survey, simulator: Simulator) -> Changes:
    """Ask about the requests of everybody but unsigned callers, whose changes are part of the verdict itself.

    Kept out of the verdict: who can only write is neither a reader nor a lister.
    """
    kinds = {name: bits for name, bits in survey.others.items() if name in ASKED}
    if not kinds:
        return NOTHING
    every = tuple(bit for bits in kinds.values() for bit in bits)
    found: dict[Caller, dict[str, set[Granted]]] = {}
    for request in survey.plan.requests:
        if request.caller is ANONYMOUS:
            continue
        granted = simulator.granted(request, every)
        for name, bits in kinds.items():
            here = {g for bit in bits for g in granted.get(bit, ())}
            if here:
                found.setdefault(request.caller, {}).setdefault(name, set()).update(here)
    return {caller: {name: frozenset(held) for name, held in by.items()} for caller, by in found.items()}
