"""Finds people who come again under the same name with another address: more often they moved than not."""

from typing import Final

import numpy as np

from exposurecheck.content.codes import Mask
from exposurecheck.content.union import Hashes, Numbers, different, mix, numbered, singular, taken

_CHANGEABLE, _CONTACTS = np.uint64(0b11111), np.uint64(0b111)
"""Bits of the kinds of keys that people change, contacts and addresses (``people._COMMON`` begins with them)."""
NAMESAKES: Final = 1e-5
"""Of all pairs of people in Japan, the share with the same name is below twice this."""
AGAIN: Final = 2
"""Times as many who come again unchanged, and as the namesakes to be expected."""


def movers(people: Numbers, named: Hashes, numbers: Hashes, occurrences: int) -> tuple[Numbers, Numbers]:
    """Return the links of people of one name, where people come again and their names are too few for chance.

    ``people`` and ``named`` have a row for each record with a name; ``numbers`` are those that tables give people:
    who has two of one table is two people. ``occurrences`` of names in all rows.
    """
    nothing = np.empty(0, np.int64)
    names = different(named[:, 0]).size
    persons = different(mix(named[:, 0], people.astype(np.uint64) + np.uint64(1))).size
    moved = persons - names
    if not moved or occurrences - persons < AGAIN * moved or moved < AGAIN * NAMESAKES * names * names:
        return nothing, nothing
    order = np.lexsort((people, named[:, 0]))
    name, person = named[order, 0], people[order]
    other_name = np.concatenate(([True], name[1:] != name[:-1]))
    other_person = other_name | np.concatenate(([True], person[1:] != person[:-1]))
    place = np.cumsum(other_name) - 1
    begins = np.flatnonzero(other_person)
    kinds = np.bitwise_or.reduceat(named[order, 3], begins)
    of_names = np.flatnonzero(other_name[begins])
    fixed = (np.bitwise_or.reduceat(kinds, of_names) & ~_CHANGEABLE) != 0
    fixed |= (np.bitwise_and.reduceat(kinds, of_names) & _CONTACTS) != 0  # other numbers as well: namesakes
    one = singular(place, named[order, 2], names) & ~fixed
    if not one.any():
        return nothing, nothing
    one &= ~_numbered_apart(name[other_name], numbers)
    first = person[other_name][place]
    keep = np.flatnonzero(other_person & ~other_name & one[place])
    return first[keep], person[keep]


def _numbered_apart(names: Hashes, numbers: Hashes) -> Mask:
    """Tell which names have two numbers of one table."""
    apart = np.zeros(names.size, np.bool_)
    for script in (3, 4, 5):
        rows = taken(numbers, np.flatnonzero(numbers[:, script]))
        at = np.minimum(np.searchsorted(names, rows[:, script]), names.size - 1)
        known = names[at] == rows[:, script]
        rows, at = taken(rows, np.flatnonzero(known)), at[known]
        _, spaces = numbered(rows[:, 0])
        _, whose = numbered(at.astype(np.uint64) << np.uint64(20) | spaces.astype(np.uint64))
        if whose.size:
            sound = singular(whose, rows[:, 1], int(whose.max()) + 1)
            apart[at[~sound[whose]]] = True
    return apart
