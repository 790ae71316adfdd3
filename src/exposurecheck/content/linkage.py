"""Works out from exact links how many people there are: what occurs together is one person, what contradicts is not."""

from dataclasses import dataclass, field
from itertools import chain
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.movers import AGAIN, NAMESAKES, movers
from exposurecheck.content.same_numbers import Tied, perhaps_the_same, renamed, tied
from exposurecheck.content.union import (
    Groups,
    Hashes,
    Ledger,
    Numbers,
    among,
    different,
    how_many,
    numbered,
    order,
    perhaps_repeated,
    singular,
    taken,
)

_PLAUSIBLE_PLURAL: Final = 1.35
"""Keys per name up to which same-named records may all be one person with several keys (a quarter have two e-mails)."""
_LIST: Final = 0.9
"""Share of different names from which a list of bare names is one row per person, equal names being chance."""


_SAME_PEOPLE: Final = 0.5
"""Share of common names from which two lists are about the same people, rather than about namesakes."""
_KEEPERS: Final = 3
"""Names of which nothing else is known, beside a list of people of whom more is: who keeps it, perhaps, or nobody."""
_EACH_KEEPS: Final = 4
"""People in such a list for each of these names, at least."""
_ENOUGH: Final = 10
_NOBODY_ELSE: Final = 0.9
"""Common names, and share of them in the shorter list, from which chance cannot have made them common."""
_MOST_LISTS: Final = 32
"""Different sets of kinds of keys that are compared."""

NAMED: Final = np.uint64(0)
OTHERWISE: Final = np.uint64(1)
"""Kind of a record of text that holds more than a contact."""
MAILBOX: Final = np.uint64(crc32(b"email"))
PLURAL: Final = np.uint64(2)
"""Kind of a record of text that holds nothing but an account, of which one person may have several."""


@dataclass(frozen=True, slots=True)
class _Mentions:
    """How many people text speaks of, by what they are known by."""

    kinds: list[int]
    named: int
    """Of them those known by a name and by something else."""
    names: int
    """Names known by nothing else."""
    mailboxes: int = 0
    """How many of them a mailbox tells apart."""

    def least(self) -> int:
        """Return how many there are at least: a bare name may be short for that of somebody known otherwise."""
        return max([self.names, *self.kinds])

    def nameless(self) -> int:
        """Return how many of the least have no name, so that each may be one of whom a table tells."""
        return self.least() - max(self.names, self.named)

    def of_one(self) -> bool:
        """Tell whether it is one without a name, of whom more is known than a mailbox: that of who writes, mostly."""
        return self.named == self.names == 0 and sum(self.kinds) > self.mailboxes and self.least() == 1

    def best(self) -> int:
        """Return how many there are where different names are those of different people."""
        return max(self.least(), self.named + self.names)


@dataclass(slots=True)
class Links:
    """Everything that ties hashes to people, as tables of different rows."""

    firsts: Ledger = field(default_factory=lambda: Ledger(1))
    """First nodes of records: what each is known by before any linking."""
    edges: Ledger = field(default_factory=lambda: Ledger(3))
    """First node of a record, another node of it, the date of birth or 0."""
    contacts: Ledger = field(default_factory=lambda: Ledger(5))
    """A contact alone, the first node of a record with it, the name there, its kana, its Latin letters or 0."""
    named: Ledger = field(default_factory=lambda: Ledger(4))
    """A name, the first node of a record with it, the date of birth or 0, the kinds of keys in that record as bits."""
    alone: Ledger = field(default_factory=lambda: Ledger(2))
    """A name without anything else, and its row or 0 when it stood in text."""
    loose: Ledger = field(default_factory=lambda: Ledger(2))
    """A node that stood alone in text, and its kind."""
    bare: Ledger = field(default_factory=lambda: Ledger(2))
    """First node of a record without a name, and the kinds of keys in its part of the table as bits."""
    numbers: Ledger = field(default_factory=lambda: Ledger(6))
    """What tells numbers from others, the number, the first node or 0, the name, its kana, its Latin letters or 0."""
    readings: Ledger = field(default_factory=lambda: Ledger(2))
    """A name and its kana."""
    doubtful: Ledger = field(default_factory=lambda: Ledger(1))
    """Names in text that may be none."""
    possible: Ledger = field(default_factory=lambda: Ledger(1))
    """Names of staff and household numbers: perhaps more people, perhaps not."""

    def tables(self) -> tuple[Ledger, ...]:
        """Return all tables."""
        lists = self.firsts, self.edges, self.contacts, self.named, self.alone, self.loose, self.bare, self.numbers
        return *lists, self.readings, self.doubtful, self.possible

    def merge(self, other: "Links") -> None:
        """Add every row of ``other``."""
        for mine, theirs in zip(self.tables(), other.tables(), strict=True):
            mine.merge(theirs)

    def clear(self) -> None:
        """Forget everything but the possible people, who are few."""
        for table in self.tables()[:-1]:
            table.clear()

    def records(self) -> Hashes:
        """Return the first nodes, sorted."""
        return self.firsts.rows()[:, 0]

    def count(self, occurrences: int = 0, *, last: bool = False) -> tuple[int, int, int]:
        """Return (low, best, high); ``occurrences`` of names in all rows, those that came again included.

        ``last``: the largest tables are let go of on the way, to make room.
        """
        firsts, readings, ties = self.records(), self.readings.rows(), tied(self.numbers.table())
        named = self.named.table().copy("F")
        named[:, 0] = renamed(named[:, 0], readings)
        groups, records, bearer = self._grouped(firsts, named[:, 1], ties, last=last)
        alone, known = self.alone.rows().copy("F"), np.concatenate((named[:, 0], ties.names))
        alone[:, 0] = renamed(alone[:, 0], readings)
        free = _loose_names(alone, known)
        sure, alike, most = same_names(groups.roots(bearer), named)
        groups.link(*sure)
        apart, before, told = self._mentions(firsts, groups.roots(records), free)
        solid, mentions, all_told = apart, before, told
        if alike[0].size:
            groups.link(*alike)
            solid, mentions, all_told = self._mentions(firsts, groups.roots(records), free)
        moved = movers(groups.roots(bearer), named, self.numbers.table(), occurrences)
        if moved[0].size:
            solid, mentions, _ = self._mentions(firsts, groups.linked(*moved).roots(records), free)
        lonely, rows = _listed(alone, known)
        others = solid + (rows if lonely >= _LIST * rows else lonely)
        # What a form says outside its table is of whom it is about.
        best = others if others == 1 and mentions.of_one() else others + mentions.best()
        high = apart + told + rows
        surplus = all_told - mentions.least()
        low = _lowest(groups.linked(*most), records, bearer, named) + free - surplus + lonely
        low -= min(solid + rows, mentions.nameless())
        low -= self._perhaps_the_same(firsts, groups.roots(records), groups.roots(bearer), named, lonely)
        bare = free + lonely
        low -= bare if 0 < bare <= min(_KEEPERS, solid // _EACH_KEEPS) else 0
        doubted = _doubted(self.alone.rows(), self.doubtful.rows()[:, 0], known)
        low = max(low - doubted, min(1, low)) if doubted else low
        possible = self.possible.rows()[:, 0]
        staff = np.count_nonzero(~(among(possible, known) | among(possible, alone[:, 0])))
        return max(0, min(low, best)), best, max(high, best) + int(staff)

    def _grouped(self, firsts: Hashes, bearers: Hashes, ties: Tied, *, last: bool) -> tuple[Groups, Numbers, Numbers]:
        """Join what belongs to one person for sure; return the groups, and the nodes of records and of who bears names.

        Everything else that this takes is let go of.
        """
        edges, contacts = _shared(firsts, self.edges, self.contacts)
        if last:
            self.edges.clear()
            self.contacts.clear()
        parts = firsts, bearers, edges[:, 0], edges[:, 1], contacts[:, 0], contacts[:, 1], ties.firsts, ties.ids
        nodes, numbers = numbered(np.concatenate(parts))
        cuts = np.cumsum([part.size for part in parts])[:-1]
        records, bearer, first, other, contact, holder, *by_number = np.split(numbers, cuts)
        groups = Groups(nodes.size)
        _link(groups, first, other, singular(other, edges[:, 2], nodes.size)[other])
        of_one = np.all([singular(contact, contacts[:, script], nodes.size) for script in (2, 3, 4)], axis=0)
        _link(groups, holder, contact, of_one[contact])
        groups.link(*by_number)
        return groups, records.copy(), bearer.copy()

    def _mentions(self, firsts: Hashes, roots: Numbers, names: int) -> tuple[int, _Mentions, int]:
        """Return the number of people outside text, of those only mentioned in text by what they are known by, and all.

        Two who are known by the same kind of thing are not one person. ``names`` of text are known by nothing else.
        """
        loose = self.loose.rows()
        if not len(loose):
            return how_many(roots), _Mentions([], 0, names), names
        first, kind = taken(loose, order(loose[:, 0])).T
        place = np.minimum(np.searchsorted(firsts, first), max(firsts.size - 1, 0))
        here = firsts[place] == first
        mentioned = np.zeros(firsts.size, np.bool_)
        mentioned[place[here]] = True
        solid = np.unique(roots[~mentioned])
        left = mentioned & ~np.isin(roots, solid) if solid.size else mentioned
        here &= left[place]
        kinds = different(kind)
        told = _without_repeats(roots[place[here]] * kinds.size + np.searchsorted(kinds, kind[here]))
        counts = np.bincount(told % kinds.size, minlength=kinds.size)
        named, mailboxes = (int(counts[kinds == one].sum()) for one in (NAMED, MAILBOX))
        mentions = _Mentions(counts.tolist(), named, names, mailboxes)
        return int(solid.size), mentions, how_many(told // kinds.size) + names

    def _perhaps_the_same(self, firsts: Hashes, people: Numbers, bearers: Numbers, named: Hashes, lonely: int) -> int:
        """Return how many of those known by no name may be others of whom other kinds of things are known.

        A table of users and one of their addresses tell of the same people by a number that means nothing elsewhere.
        """
        bare = self.bare.rows()
        if not len(bare):
            return 0
        roots, place = np.unique(
            np.concatenate((bearers, people[np.searchsorted(firsts, bare[:, 0])])), return_inverse=True
        )
        kinds, has_name = np.zeros(roots.size, np.uint64), np.zeros(roots.size, np.bool_)
        np.bitwise_or.at(kinds, place, np.concatenate((named[:, 3], bare[:, 1])))
        has_name[place[: bearers.size]] = True
        with_name, without = _counted(kinds[has_name]), _counted(kinds[~has_name])
        with_name[0] = with_name.get(0, 0) + lonely
        return perhaps_the_same(with_name, without)


def _without_repeats(numbers: Numbers) -> Numbers:
    """Return different small numbers in order."""
    there = np.zeros(int(numbers.max(initial=0)) + 1, np.bool_)
    there[numbers] = True
    return np.flatnonzero(there)


def _counted(kinds: Hashes) -> dict[int, int]:
    sets, counts = np.unique(kinds, return_counts=True)
    most = np.argsort(-counts, kind="stable")[:_MOST_LISTS]
    return dict(zip(sets[most].tolist(), counts[most].tolist(), strict=True))


def _doubted(alone: Hashes, doubtful: Hashes, known: Hashes) -> int:
    """Return how many of the names that stand alone in text may be none."""
    free = different(alone[alone[:, 1] == 0, 0])
    return int(np.count_nonzero(among(free, doubtful) & ~among(free, known)))


def _loose_names(alone: Hashes, known: Hashes) -> int:
    """Return how many names stand in text alone and nowhere else."""
    listed, free = alone[alone[:, 1] != 0, 0], different(alone[alone[:, 1] == 0, 0])
    return int(np.count_nonzero(~(among(free, known) | among(free, listed))))


def _listed(alone: Hashes, known: Hashes) -> tuple[int, int]:
    """Return different names, and rows, of lists of bare names that no other record explains."""
    unknown = (alone[:, 1] != 0) & ~among(alone[:, 0], known)
    return different(alone[unknown, 0]).size, different(alone[unknown, 1]).size


def _shared(firsts: Hashes, edges: Ledger, contacts: Ledger) -> tuple[Hashes, Hashes]:
    """Leave out what ties a record to a node that no other row speaks of: it can join nobody to anybody."""
    pieces = [(piece, 1) for piece in edges.pieces()] + [(piece, 0) for piece in contacts.pieces()]
    repeated = perhaps_repeated(np.concatenate([firsts, *(piece[:, node] for piece, node in pieces)]))
    ends = np.cumsum([firsts.size, *(len(piece) for piece, _ in pieces)])
    marks = np.split(repeated, ends[:-1])[1:]
    kept = [taken(piece, np.flatnonzero(marked)) for (piece, _), marked in zip(pieces, marks, strict=True)]
    count = len(edges.pieces())
    return _together(kept[:count], edges.width), _together(kept[count:], contacts.width)


def _together(pieces: list[Hashes], width: int) -> Hashes:
    return np.concatenate([np.empty((width, 0), np.uint64), *(piece.T for piece in pieces)], axis=1).T


def _link(groups: Groups, left: Numbers, right: Numbers, sound: NDArray[np.bool_]) -> None:
    """Join left and right where that is sound; else give each right to one of its lefts, so that it is no one's own."""
    groups.link(left[sound], right[sound])
    left, right = left[~sound], right[~sound]
    order = np.lexsort((left, right))  # the same one, in whatever order the rows came
    left, right = left[order], right[order]
    pick = np.flatnonzero(np.concatenate((np.ones(min(1, right.size), np.bool_), right[1:] != right[:-1])))
    groups.link(left[pick], right[pick])


def same_names(roots: Numbers, named: Hashes) -> tuple[tuple[Numbers, Numbers], ...]:
    """Link people of the same name who are known by different kinds of keys: pay accounts here, My Numbers there.

    ``roots`` and ``named`` have a row for each record with a name. Returns the links of lists one of which names
    nobody else, those that are likely, for lists mostly about the same people, both for names that each has once, and
    all that are possible.
    """
    sure: list[tuple[Numbers, Numbers]] = []
    likely: list[tuple[Numbers, Numbers]] = []
    possible: list[tuple[Numbers, Numbers]] = []
    sets = different(named[:, 3])[:_MOST_LISTS].tolist()  # 0 where it is a date of birth that tells them apart
    # Those known by the same kind of key have been compared by its values.
    apart = [(one, other) for place, one in enumerate(sets) for other in sets[place + 1 :] if not one & other]
    lists = {kinds: _list(roots, named, kinds) for kinds in set(chain.from_iterable(apart))}
    for one, other in apart:
        (names, people, born), (other_names, other_people, other_born) = lists[one], lists[other]
        common, left, right = np.intersect1d(names, other_names, return_indices=True)
        days, other_days = born[left], other_born[right]
        fits = (days == 0) | (other_days == 0) | (days == other_days)
        possible.append((people[left][fits], other_people[right][fits]))
        if common.size >= _SAME_PEOPLE * min(names.size, other_names.size):
            once = fits & _once(names, common) & _once(other_names, common)
            likely.append((people[left][once], other_people[right][once]))
            if common.size >= max(_ENOUGH, _NOBODY_ELSE * min(names.size, other_names.size)):
                sure.append(likely[-1])
    return _joined(sure), _joined(likely), _joined(possible)


def _list(roots: Numbers, named: Hashes, kinds: int) -> tuple[Hashes, Numbers, Hashes]:
    """Return names, people and dates of birth, where known, of those known by ``kinds``; same names by number."""
    chosen = np.flatnonzero(named[:, 3] == kinds)
    chosen = chosen[np.lexsort((~named[chosen, 2], roots[chosen], named[chosen, 0]))]
    repeated = (named[chosen[1:], 0] == named[chosen[:-1], 0]) & (roots[chosen[1:]] == roots[chosen[:-1]])
    chosen = chosen[np.concatenate((np.ones(min(1, chosen.size), np.bool_), ~repeated))]
    return named[chosen, 0], roots[chosen], named[chosen, 2]


def _once(names: Hashes, wanted: Hashes) -> NDArray[np.bool_]:
    different_names, counts = np.unique(names, return_counts=True)
    return np.asarray(counts[np.searchsorted(different_names, wanted)] == 1)


def _joined(pairs: list[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    nothing = np.empty(0, np.int64)
    return (
        np.concatenate([nothing, *(left for left, _ in pairs)]),
        np.concatenate([nothing, *(right for _, right in pairs)]),
    )


def _lowest(groups: Groups, records: Numbers, bearer: Numbers, named: Hashes) -> int:
    """Return the number of people if equal names, unless born on different days, were one person."""
    before = how_many(groups.roots(records))
    places = order(named[:, 0])
    names = named[places, 0]
    place = np.zeros(names.size, np.int64)
    np.cumsum(names[1:] != names[:-1], out=place[1:])
    same = singular(place, named[places, 2], int(place[-1]) + 1 if place.size else 0)[place]
    node, place = bearer[places][same], place[same]
    repeats = place[1:] == place[:-1]
    after = how_many(groups.linked(node[1:][repeats], node[:-1][repeats]).roots(records))
    by_chance = NAMESAKES * after * after
    return after if after * _PLAUSIBLE_PLURAL >= before or before - after > AGAIN * by_chance else before
