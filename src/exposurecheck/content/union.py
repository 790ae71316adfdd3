"""Groups numbers that are linked, in whole arrays at once; and keeps growing tables of numbers small."""

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)
_COMPACT_FROM = 1 << 18
_WIDE_FROM = 1 << 17
"""Rows from which tables of one and of several columns are rid of rows that stand there twice."""
_ONE_IN, _RARE = np.uint64(15), 0.05
"""Rows that are looked at, and share of those that come again up to which they are all kept: to look for them costs."""
_SELDOM = 0.2
"""Share of hashes that come again up to which it pays to look at those alone."""


def mix(left: Hashes, right: Hashes | np.uint64) -> Hashes:
    """Combine two keyed hashes into one, order mattering; 0 (nothing known) on either side gives 0."""
    with np.errstate(over="ignore"):
        mixed = (left ^ (right * _GOLDEN + _SPREAD)) * _SPREAD
        mixed ^= mixed >> np.uint64(31)
        mixed *= _GOLDEN
        mixed ^= mixed >> np.uint64(29)
    return np.where((left != 0) & (np.asarray(right) != 0), mixed, np.uint64(0))


def order(hashes: Hashes) -> Numbers:
    """Return the places of the hashes in the order that sorts them; equal ones stay as they are."""
    return _sorted(hashes)[0]


def _sorted(hashes: Hashes) -> tuple[Numbers, Hashes]:
    """Return the order and the hashes in it.

    NumPy sorts numbers several times faster than their places: the last bits of each hash, which hardly ever tell it
    from others, make room for its place.
    """
    last = np.uint64((1 << hashes.size.bit_length()) - 1)
    keys = hashes & ~last
    keys |= np.arange(hashes.size, dtype=np.uint64)
    keys.sort()
    keys &= last
    places: Numbers = keys.view(np.int64)
    found = hashes[places]
    if (found[1:] < found[:-1]).any():
        places = np.argsort(hashes, kind="stable")
        found = hashes[places]
    return places, found


def different(hashes: Hashes) -> Hashes:
    """Return the different hashes, sorted; NumPy's own ``unique`` goes through a slower hash table."""
    hashes = np.sort(hashes)
    return hashes[_firsts(hashes)]


def _firsts(hashes: Hashes) -> NDArray[np.bool_]:
    """Tell which of ordered hashes are not those before them."""
    first = np.ones(hashes.size, np.bool_)
    np.not_equal(hashes[1:], hashes[:-1], out=first[1:])
    return first


def tie(column: Hashes, salt: np.uint64, name: Hashes) -> Hashes:
    """Combine a value of one kind, told by ``salt``, with a name; 0 where either is unknown."""
    with np.errstate(over="ignore"):
        mixed = column * _GOLDEN
        mixed += salt
        mixed ^= mixed >> np.uint64(31)
        mixed *= _SPREAD
        mixed ^= name
        mixed *= _GOLDEN
        mixed ^= mixed >> np.uint64(29)
    mixed[(column == 0) | (name == 0)] = 0
    return mixed


def repeated(hashes: Hashes) -> Hashes:
    """Return the hashes that stand there more than once, some of them more than once too."""
    hashes = np.sort(hashes)
    twice: Hashes = hashes[1:][hashes[1:] == hashes[:-1]]
    return twice


def perhaps_repeated(hashes: Hashes) -> NDArray[np.bool_]:
    """Tell which hashes may stand there twice: all that do, and a few that do not."""
    twice = repeated(hashes)
    return _marked(hashes, twice) if twice.size else np.zeros(hashes.size, np.bool_)


def _marked(hashes: Hashes, wanted: Hashes) -> NDArray[np.bool_]:
    """Tell which hashes may be ``wanted``: all that are, and a few that are not, one in fifty where room allows."""
    size = 1 << max(10, (8 * wanted.size).bit_length(), min(20, (32 * wanted.size).bit_length()))
    table = np.zeros(size, np.bool_)
    table[(wanted & np.uint64(size - 1)).view(np.int64)] = True
    return np.asarray(table[(hashes & np.uint64(size - 1)).view(np.int64)])


def numbered(hashes: Hashes) -> tuple[Hashes, Numbers]:
    """Return the different hashes, sorted, and for each hash the place of its like among them."""
    places, hashes = _sorted(hashes)
    first = _firsts(hashes)
    numbers = np.empty(hashes.size, np.int64)
    numbers[places] = np.cumsum(first) - 1
    return hashes[first], numbers


def how_many(numbers: Numbers) -> int:
    """Return how many different small numbers there are."""
    return int(np.count_nonzero(np.bincount(numbers))) if numbers.size else 0


def among(hashes: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Tell which hashes are among ``others``; NumPy's own ``isin`` goes through a slower hash table."""
    if not hashes.size or not others.size:
        return np.zeros(hashes.size, np.bool_)
    perhaps = np.flatnonzero(_marked(hashes, others))  # to look a hash up among ordered ones costs ten times as much
    others, asked = np.sort(others), hashes[perhaps]
    place = np.minimum(np.searchsorted(others, asked), others.size - 1)
    found = np.zeros(hashes.size, np.bool_)
    found[perhaps] = others[place] == asked
    return found


def places(keys: Hashes) -> Numbers | None:
    """Return for each different key one place where it stands; None where all are different."""
    twice = repeated(keys)  # sorting alone is many times faster than what follows
    if not twice.size:
        return None
    if twice.size > _SELDOM * keys.size:
        return _first_places(keys)
    marked = _marked(keys, twice)
    few = np.flatnonzero(marked)
    marked[few[_first_places(keys[few])]] = False
    return np.flatnonzero(~marked)


def _first_places(keys: Hashes) -> Numbers:
    places, keys = _sorted(keys)
    return places[_firsts(keys)]


def taken(table: Hashes, chosen: Numbers) -> Hashes:
    """Return some rows of a table of a ledger, which holds each column in one piece."""
    rows: Hashes = table.T.take(chosen, axis=1).T
    return rows


def once_each(table: Hashes) -> Hashes:
    """Return the different rows of such a table."""
    chosen = places(_whole(table.T))
    return table if chosen is None else taken(table, chosen)


class Ledger:
    """A table of ``width`` columns of hashes, of which only different rows are kept."""

    __slots__ = ("_enough", "_parts", "_pending", "width")

    def __init__(self, width: int) -> None:
        self.width = width
        self._enough = _COMPACT_FROM if width == 1 else _WIDE_FROM
        """Rows added from which it is looked for rows that stand there twice."""
        self._parts: list[Hashes] = []
        """A row for each column."""
        self._pending = 0

    def add(self, *columns: Hashes) -> None:
        """Append rows, given as columns."""
        if columns[0].size:
            self._parts.append(np.stack(columns))
            self._pending += columns[0].size
            if self._pending > max(self._enough, self._parts[0].shape[1]):
                if self.width == 1 or _perhaps_many(self._parts):
                    self.rows()
                else:
                    self._enough = 2 * self._pending

    def __len__(self) -> int:
        """At most so many different rows; exact after ``rows``."""
        return sum(part.shape[1] for part in self._parts)

    def pieces(self) -> list[Hashes]:
        """Return the same as ``table`` in several pieces: nothing is copied."""
        return [part.T for part in self._parts]

    def table(self) -> Hashes:
        """Return all rows, some perhaps more than once, shape (n, width); each column lies in one piece."""
        if len(self._parts) > 1:
            self._parts, self._pending = [np.concatenate(self._parts, axis=1)], max(1, self._pending)
        return self._parts[0].T if self._parts else np.empty((0, self.width), np.uint64)

    def rows(self) -> Hashes:
        """Return the different rows, shape (n, width); each column lies in one piece."""
        if self._pending:
            table = self.table().T
            self._parts = [different(table[0])[None] if self.width == 1 else once_each(table.T).T]
            self._pending = 0
        return self.table()

    def merge(self, other: "Ledger") -> None:
        """Add the rows of ``other``."""
        rows = other.rows()
        if len(rows):
            self.add(*rows.T)

    @property
    def nbytes(self) -> int:
        """Bytes of memory."""
        return sum(part.nbytes for part in self._parts)

    def clear(self) -> None:
        """Forget every row."""
        self._parts, self._pending = [], 0

    def __getstate__(self) -> tuple[int, Hashes]:
        return self.width, self.rows()

    def __setstate__(self, state: tuple[int, Hashes]) -> None:
        self.__init__(state[0])  # type: ignore[misc]  # of a class that is never inherited from
        self._parts = [state[1].T] if len(state[1]) else []


def _perhaps_many(parts: list[Hashes]) -> bool:
    """Tell from some of the rows, given as columns, all that are alike among them, whether many stand there twice."""
    chosen = [part.take(np.flatnonzero(((part[0] ^ part[1]) & _ONE_IN) == 0), axis=1) for part in parts]
    some = _whole(np.concatenate(chosen, axis=1))
    return repeated(some).size > _RARE * some.size


def _whole(columns: Hashes) -> Hashes:
    """Return one hash for each row of a table, given as columns."""
    key: Hashes = columns[0].copy()
    for column in columns[1:]:
        mixed = column * _GOLDEN
        mixed += _SPREAD
        key ^= mixed
        key *= _SPREAD
        key ^= key >> np.uint64(30)
    return key


class Groups:
    """Union of numbered nodes, whole arrays of links at a time."""

    __slots__ = ("_parent",)

    def __init__(self, size: int) -> None:
        self._parent = np.arange(size, dtype=np.int64)

    def link(self, left: Numbers, right: Numbers) -> None:
        """Join the groups of ``left[i]`` and ``right[i]`` for every i."""
        parent, a, b = self._parent, left, right
        while a.size:
            roots_a, roots_b = parent[a], parent[b]
            differ = roots_a != roots_b
            a, b = roots_a[differ], roots_b[differ]
            if not a.size:
                break
            np.minimum.at(parent, np.maximum(a, b), np.minimum(a, b))
            while True:
                higher = parent[parent]
                if np.array_equal(higher, parent):
                    break
                parent = higher
        self._parent = parent

    def roots(self, nodes: Numbers) -> Numbers:
        """Return the group of each node."""
        return self._parent[nodes]

    def linked(self, left: Numbers, right: Numbers) -> "Groups":
        """Return others in which the groups of ``left[i]`` and ``right[i]`` are joined, too."""
        others = Groups(0)
        others._parent = self._parent.copy()
        others.link(left, right)
        return others


def singular(keys: Numbers, values: Hashes, size: int) -> NDArray[np.bool_]:
    """Tell for each of ``size`` keys whether it comes with one value at most (0 is no value)."""
    known = np.flatnonzero(values)
    keys, values = keys[known], values[known]
    one_of_them = np.zeros(size, np.uint64)
    one_of_them[keys] = values
    single = np.ones(size, np.bool_)
    single[keys[one_of_them[keys] != values]] = False
    return single
