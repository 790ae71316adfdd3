"""Ties people of several tables together by the number they have in all of them, unless names speak against it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.union import (
    Hashes,
    Numbers,
    among,
    different,
    numbered,
    once_each,
    perhaps_repeated,
    singular,
    taken,
)

_OTHERS = 0.5
"""Share of numbers borne by different names from which the tables do not count the same people."""


@dataclass(frozen=True, slots=True)
class Tied:
    """What numbers say about people."""

    firsts: Hashes
    """First nodes of records, each beside its number in ``ids``."""
    ids: Hashes
    names: Hashes
    """Names of those who are known by something else in another table, sorted."""


def tied(rows: Hashes) -> Tied:
    """Return the people of ``rows``, each (numbering, number, first node or 0, name in three scripts or 0)."""
    rows = once_each(taken(rows, np.flatnonzero(perhaps_repeated(rows[:, 1]))))
    space, ids, firsts, *names = rows.T
    different_ids, place = numbered(ids)
    times = np.bincount(place, minlength=different_ids.size)
    sound = np.all([singular(place, script, different_ids.size) for script in names], axis=0)
    spaces, whose = numbered(space)
    asked, against = (np.zeros(spaces.size, np.int64) for _ in range(2))
    owner = np.zeros(different_ids.size, np.int64)
    owner[place] = whose
    np.add.at(asked, owner[times > 1], 1)
    np.add.at(against, owner[~sound], 1)
    sound &= (against <= _OTHERS * asked)[owner]
    reached = np.zeros(different_ids.size, np.bool_)
    reached[place[firsts != 0]] = True
    told = (sound & reached & (times > 1))[place]
    keep = (told | _of_one_name(place, names, ~sound & (against <= _OTHERS * asked)[owner])) & (firsts != 0)
    known = different(np.concatenate([script[told] for script in names]))
    return Tied(firsts[keep], ids[keep], known[known != 0])


def _of_one_name(place: Numbers, names: list[Hashes], several: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which rows of numbers with ``several`` names are those of one of the names, or of none.

    Somebody else's parcels under a customer's number leave that customer's other records theirs.
    """
    named = np.max(names, axis=0)
    chosen = np.zeros(several.size, np.uint64)
    np.maximum.at(chosen, place, named)
    return np.asarray(several[place] & ((named == 0) | (named == chosen[place])))


def renamed(names: Hashes, readings: Hashes) -> Hashes:
    """Return ``names`` with the name in place of its reading, where (name, reading) in ``readings`` tells just one."""
    if not len(readings) or not names.size:
        return names
    kana, place = numbered(readings[:, 1])
    once = singular(place, readings[:, 0], kana.size)
    name = np.zeros(kana.size, np.uint64)
    name[place] = readings[:, 0]
    kana, name = kana[once], name[once]
    read = np.flatnonzero(among(names, kana))
    names = names.copy()
    names[read] = name[np.searchsorted(kana, names[read])]
    return names


def perhaps_the_same(named: dict[int, int], nameless: dict[int, int]) -> int:
    """Return how many people of lists without names may be people of other lists, by the kinds of keys of each list.

    Both map a set of kinds, as bits, to a number of people. Who is known by the same kind of key elsewhere has been
    compared; who is known by other kinds only may be anybody.
    """
    clusters, same = dict(named), 0
    for kinds, people in sorted(nameless.items(), key=lambda item: -item[1]):
        left = people
        for other in [other for other in clusters if not other & kinds]:
            merged = min(left, clusters[other])
            clusters[other] -= merged
            clusters[other | kinds] = clusters.get(other | kinds, 0) + merged
            left -= merged
            same += merged
        clusters[kinds] = clusters.get(kinds, 0) + left
    return same
