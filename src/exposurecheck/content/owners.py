"""Splits the columns of a table by whose they are: the customer's, the guardian's, the clerk's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import headers, strangers
from exposurecheck.content.holders import named_before, of_holders
from exposurecheck.content.memo import Seen
from exposurecheck.content.units import Table
from exposurecheck.content.verdicts import Verdict

_HOUSEHOLD = frozenset({"jp.postal_address", "postal_address", "jp.phone"})
_CONTACTS = frozenset({"jp.postal_address", "postal_address", "jp.phone", "phone", "email"})
_OWN = frozenset({"date_of_birth", "jp.my_number", "jp.basic_pension", "jp.employment_insurance"})
CELL = "column "
"""Begins the owner of a column of a roster, in which somebody comes as often as it is their turn."""
_TELLS_APART = 50
"""Strength of a key that says by itself that there is a person."""
_AGAIN = re.compile(r"(?:\.[0-9]+)+$")
_LOOK = 100
"""Rows in which columns are compared."""


@dataclass(slots=True)
class Group:
    """The columns that speak of one person."""

    owner: str
    role: headers.Role
    names: list[Verdict] = field(default_factory=list)
    others: list[Verdict] = field(default_factory=list)
    household: list[Verdict] = field(default_factory=list)
    """Columns of the main person that are shared at home, for relatives of whom only the name is told."""
    seen: Seen = field(default_factory=Seen)
    numbers: Seen = field(default_factory=Seen)
    """Of rows that differ in the number of somebody who has been seen."""
    events: bool | None = None
    """Whether rows of bare names are events rather than people; None before any was seen."""
    latin: bool = False
    """Whether names are written in Latin letters."""
    some_latin: "NDArray[np.bool_] | None" = None
    """Rows of the part at hand with a name in Latin letters, among others."""
    counted: bool = False
    """Whether a number in the row, if there is one, is theirs."""


def _settle_nameless(groups: list[Group]) -> None:
    """Give the number of a relative without a name (緊急連絡先) to the relative with one; else it may be anybody's."""
    named = [group for group in groups if group.names and group.role == "family"]
    for group in groups:
        if group.role == "family" and not group.names and not group.owner.startswith(CELL):
            if named:
                named[0].others, group.others = named[0].others + group.others, []
            else:
                group.role = "staff"


def _give_contacts(table: Table, main: Group, others: list[Group]) -> None:
    """Give contacts that are nobody's by their header to who sends in the form: a guardian, else who comes first.

    Where that is the same person all the time (被相続人), it is who is another one in every row.
    """
    most = max(others, key=lambda group: _varies(table, group))
    owner = next((group for group in others if headers.acts_for_others(group.owner)), others[0])
    owner = owner if _varies(table, owner) > 1 else most
    contacts = [v for v in main.others if v.detector.id in _CONTACTS]
    main.others = [v for v in main.others if v.detector.id not in _CONTACTS]
    owner.others = owner.others + contacts


def _give_to_nearest(main: Group, others: list[Group]) -> None:
    """Give what only one person has and no header says whose it is to whom the column before it names."""
    names = {verdict.index: group for group in others for verdict in group.names}
    own = [v for v in main.others if v.detector.id in _OWN and v.index > min(names)]
    for verdict in own:
        names[_nearest(verdict.index, sorted(names))].others.append(verdict)
    main.others = [v for v in main.others if v not in own]


def _give_to_clerks(table: Table, main: Group, groups: list[Group]) -> None:
    """Give contacts in a list of firms to who is asked for there; the firm's own number and place are nobody's."""
    staff = [group for group in groups if group.role == "staff" and group.names]
    firms = any(map(headers.corporate, table.columns)) and all(v.detector.id in _CONTACTS for v in main.others)
    if firms and len(staff) == 1:
        staff[0].others += [v for v in main.others if v.detector.id in {"email", "jp.phone"} and not v.landlines]
        main.others = []


def _varies(table: Table, group: Group) -> int:
    return max(len(set(table.values[verdict.index])) for verdict in group.names)


def _give_number(table: Table, groups: list[Group]) -> None:
    """Say whose the number in the row is: that of the only one, or of the only one who is no relative of another.

    Beside a column of relations (続柄) a number is that of the family, or of whom the relative belongs to.
    """
    related = any(map(headers.relation, table.columns))
    chosen = groups if len(groups) == 1 else [group for group in groups if group.role == "main"]
    for group in groups:
        group.counted = [group] == chosen and not (related and len(groups) == 1)


def _owners(table: Table, verdicts: list[Verdict]) -> dict[int, headers.Owner]:
    """Return whose each column is; those of a main person without others of the kind are nobody's in particular."""
    owners = {verdict.index: headers.owner(table.columns[verdict.index]) for verdict in verdicts}
    if any(headers.owner(column)[0] == "editors" for column in table.columns):
        keepers = (index for index in owners if headers.keeps(table.columns[index]))
        owners |= dict.fromkeys(keepers, ("editors", "staff"))
    named = (owners[v.index] for v in verdicts if v.detector.id == "person_name")
    mains = {owner for owner, role in named if role == "main"}
    for index, (owner, role) in owners.items():
        if role == "main" and (owner not in mains or len(mains - {""}) <= 1):
            owners[index] = "", role
    owners |= _of_readings(table, verdicts, owners)
    owners |= of_holders(table, verdicts, owners)
    return owners | _of_branches(table, verdicts, owners) | _of_other_branches(table, verdicts, owners)


def _of_readings(table: Table, verdicts: list[Verdict], owners: dict[int, headers.Owner]) -> dict[int, headers.Owner]:
    """Return columns of readings that are nobody's by their header: they are those of the name before them."""
    before: Verdict | None = None
    found: dict[int, headers.Owner] = {}
    for verdict in (v for v in verdicts if v.detector.id == "person_name"):
        reading = headers.is_reading(table.columns[verdict.index])
        if reading and before is not None and verdict.index == before.index + 1:
            found[verdict.index] = owners[before.index]
        before = None if reading else verdict
    return found


def _branch(column: str) -> str:
    """Return the path of a field above its name; the same field a second time (sn, sn.1) is no branch of the first."""
    return _AGAIN.sub("", column).rpartition(".")[0]


def _of_branches(table: Table, verdicts: list[Verdict], owners: dict[int, headers.Owner]) -> dict[int, headers.Owner]:
    """Return the columns that are nobody's by their header, in a branch with the name of somebody else: shipTo.zip."""
    branches = {v.index: _branch(table.columns[v.index]) for v in verdicts}
    names = [(branches[v.index], owners[v.index]) for v in verdicts if v.detector.id == "person_name"]
    shared = {branch for branch, owner in names if owner == ("", "main")}
    whose = {branch: owner for branch, owner in names if branch and owner[1] == "family" and branch not in shared}
    nobodys = (index for index, owner in owners.items() if owner == ("", "main"))
    return {index: whose[branches[index]] for index in nobodys if branches[index] in whose}


def _of_other_branches(
    table: Table, verdicts: list[Verdict], owners: dict[int, headers.Owner]
) -> dict[int, headers.Owner]:
    """Return the columns of people in a branch of their own with the fields of another: coApplicant.lastName."""
    branches = {v.index: _branch(table.columns[v.index]) for v in verdicts}
    firsts: dict[tuple[str, headers.Owner], int] = {}
    others: set[str] = set()
    for index in (v.index for v in verdicts if v.detector.id == "person_name" and not v.likely):
        first = firsts.setdefault((headers.folded(table.columns[index]), owners[index]), index)
        if (
            branches[index]
            and branches[first] != branches[index]
            and not _alike(table.values[first], table.values[index])
        ):
            others.add(branches[index])
    return {index: (branch, "family") for index, branch in branches.items() if branch in others}


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two columns mostly say the same, or one in Latin letters what the other says in kanji."""
    both = [(left, right) for left, right in zip(one, other, strict=True) if left and right][:_LOOK]
    return 2 * sum(left == right or left.isascii() != right.isascii() for left, right in both) > len(both)


def _apart(table: Table, verdicts: list[Verdict], owners: dict[int, headers.Owner]) -> set[int]:
    """Return the columns of names under one owner that name others than the first of these does."""
    firsts: dict[headers.Owner, int] = {}
    apart: set[int] = set()
    for verdict in verdicts:
        if verdict.detector.id != "person_name" or owners[verdict.index][0] == "editors":
            continue
        if headers.name_part(table.columns[verdict.index]) == "full":
            first = firsts.setdefault(owners[verdict.index], verdict.index)
            if first != verdict.index and strangers.name_others(table.values[first], table.values[verdict.index]):
                apart.add(verdict.index)
    return apart


def _nearest(index: int, names: Sequence[int]) -> int:
    """Return the name whose number or address a column without a header holds: the last before it, or the first."""
    return max((name for name in names if name < index), default=names[0])


def _placed(table: Table, verdicts: list[Verdict]) -> dict[int, headers.Owner]:
    """Return whose each column is, where some name others than the columns beside them, or are those of a cell each."""
    owners = _owners(table, verdicts)
    apart, ends = _apart(table, verdicts, owners), headers.other_ends(table.columns)
    known = [v for v in verdicts if "full names" in v.reasons and v.likely]
    again = named_before(table, verdicts) if len(known) > 1 else {}
    firsts = [v.index for v in known if v.index not in again]
    several = len(firsts) > 1
    for verdict in verdicts:
        index, (_, role) = verdict.index, owners[verdict.index]
        if index in ends and verdict.detector.id in _CONTACTS:
            owners[index] = f"{CELL}of the other end", "family"
        elif (several and verdict.likely and role == "main") or index in apart:
            owners[index] = f"{CELL}{again.get(index, index)}", "family"
        elif several and not table.columns[index].strip():
            owners[index] = f"{CELL}{_nearest(index, firsts)}", "family"
    return owners | _of_readings(table, verdicts, owners)


def split(table: Table, verdicts: list[Verdict], before: list[Group]) -> list[Group]:
    """Split the columns by whose they are; several kinds of main person in one row stay apart."""
    seen = {(group.owner, group.role): group.seen for group in before}
    owned: dict[headers.Owner, Group] = {}
    owners = _placed(table, verdicts)
    for verdict in verdicts:
        owner, role = owners[verdict.index]
        group = owned.setdefault((owner, role), Group(owner, role, seen=seen.get((owner, role)) or Seen()))
        (group.names if verdict.detector.id == "person_name" else group.others).append(verdict)
    main, others = owned.get(("", "main")), [g for g in owned.values() if g.names and g.role != "staff"]
    if main is not None and not main.names and len(others) == 1:  # the only name in the row is whose row it is
        others[0].others += main.others
        del owned["", "main"]
    elif main is not None and not main.names and not others:
        _give_to_clerks(table, main, list(owned.values()))
    elif main is not None:
        at_home = [v for v in main.others if v.detector.id in _HOUSEHOLD]
        if not main.names and others:
            _give_contacts(table, main, others)
            _give_to_nearest(main, others)
        for group in others:
            if headers.lives_together(group.owner):
                group.household = [v for v in at_home if v not in group.others]
    _settle_nameless(list(owned.values()))
    groups = [
        group
        for group in owned.values()
        if group.names or any(v.detector.person_key.strength >= _TELLS_APART for v in group.others)
    ]
    _give_number(table, groups)
    if all(group.role == "staff" for group in groups):  # a table of nobody but staff is about them
        for group in groups:
            group.role = "main"
    return groups
