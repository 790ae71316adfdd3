"""Works out from exact links how many people there are: what occurs together is one person, what contradicts is not."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from exposurecheck.content.union import Groups, Hashes, Ledger, different, singular

_PLAUSIBLE_PLURAL: Final = 1.35
"""Keys per name up to which same-named records may all be one person with several keys (a quarter have two e-mails)."""
_LIST: Final = 0.9
"""Share of different names from which a list of bare names is one row per person, equal names being chance."""


NAMED: Final = np.uint64(0)
"""Kind of a record of text that holds more than a contact."""


@dataclass(slots=True)
class Links:
    """Everything that ties hashes to people, as tables of different rows."""

    edges: Ledger = field(default_factory=lambda: Ledger(3))
    """First node of a record, another node of it, the date of birth or 0."""
    contacts: Ledger = field(default_factory=lambda: Ledger(3))
    """A contact alone, the first node of a record with it, the name there."""
    named: Ledger = field(default_factory=lambda: Ledger(3))
    """A name, the first node of a record with it, the date of birth or 0."""
    alone: Ledger = field(default_factory=lambda: Ledger(2))
    """A name without anything else, and its row or 0 when it stood in text."""
    loose: Ledger = field(default_factory=lambda: Ledger(2))
    """A node that stood alone in text, and its kind."""
    possible: Ledger = field(default_factory=lambda: Ledger(1))
    """Names of staff and household numbers: perhaps more people, perhaps not."""

    def tables(self) -> tuple[Ledger, ...]:
        """Return all tables."""
        return self.edges, self.contacts, self.named, self.alone, self.loose, self.possible

    def merge(self, other: "Links") -> None:
        """Add every row of ``other``."""
        for mine, theirs in zip(self.tables(), other.tables(), strict=True):
            mine.merge(theirs)

    def clear(self) -> None:
        """Forget everything but the possible people, who are few."""
        for table in self.tables()[:-1]:
            table.clear()

    def records(self) -> Hashes:
        """Return the first nodes: what a record is known by before any linking."""
        return different(self.edges.rows()[:, 0])

    def count(self) -> tuple[int, int, int]:
        """Return (low, best, high)."""
        edges, contacts, named = self.edges.rows(), self.contacts.rows(), self.named.rows()
        firsts = self.records()
        groups = Groups(np.concatenate((edges[:, 0], edges[:, 1], contacts[:, 0])))
        _link_edges(groups, edges)
        single = singular(contacts[:, 0], contacts[:, 2])
        groups.link(contacts[single, 0], contacts[single, 1])
        _, pick = np.unique(contacts[:, 0], return_index=True)  # a shared contact belongs to one of its people
        groups.link(contacts[pick, 0], contacts[pick, 1])
        solid, mentions = self._mentions(groups, firsts, named)
        lonely, rows = self._listed(named)
        best = solid + max(mentions, default=0) + (rows if lonely >= _LIST * rows else lonely)
        high = solid + sum(mentions) + rows
        low = self._lowest(groups, firsts, named) - (sum(mentions) - max(mentions, default=0)) + lonely
        staff = np.setdiff1d(self.possible.rows()[:, 0], named[:, 0]).size
        return max(0, min(low, best)), best, max(high, best) + staff

    def _mentions(self, groups: Groups, firsts: Hashes, named: Hashes) -> tuple[int, list[int]]:
        """Return the number of people outside text, and of those only mentioned in text by what they are known by."""
        if not firsts.size:
            return 0, self._loose_names(named)
        roots = groups.roots(firsts)
        loose = self.loose.rows()
        loose = loose[np.lexsort((loose[:, 1], loose[:, 0]))]
        mentioned = np.isin(firsts, loose[:, 0])
        solid = np.unique(roots[~mentioned])
        left = mentioned & ~np.isin(roots, solid)
        kinds = loose[np.searchsorted(loose[:, 0], firsts[left]), 1]
        order = np.lexsort((kinds, roots[left]))  # a group with a name in it is of the kind NAMED
        _, pick = np.unique(roots[left][order], return_index=True)
        kinds = kinds[order][pick]
        return int(solid.size), [*np.unique(kinds, return_counts=True)[1].tolist(), *self._loose_names(named)]

    def _loose_names(self, named: Hashes) -> list[int]:
        alone = self.alone.rows()
        listed = alone[alone[:, 1] != 0, 0]
        free = np.setdiff1d(alone[alone[:, 1] == 0, 0], np.concatenate((named[:, 0], listed)))
        return [int(free.size)] if free.size else []

    def _listed(self, named: Hashes) -> tuple[int, int]:
        """Return different names, and rows, of lists of bare names that no other record explains."""
        alone = self.alone.rows()
        unknown = (alone[:, 1] != 0) & ~np.isin(alone[:, 0], named[:, 0])
        return int(np.unique(alone[unknown, 0]).size), int(np.unique(alone[unknown, 1]).size)

    @staticmethod
    def _lowest(groups: Groups, firsts: Hashes, named: Hashes) -> int:
        """Return the number of people if equal names, unless born on different days, were one person."""
        before = int(np.unique(groups.roots(firsts)).size) if firsts.size else 0
        merged = groups.copy()
        same = singular(named[:, 0], named[:, 2])
        order = np.argsort(named[same, 0], kind="stable")
        who, node = named[same, 0][order], named[same, 1][order]
        repeats = who[1:] == who[:-1]
        merged.link(node[1:][repeats], node[:-1][repeats])
        after = int(np.unique(merged.roots(firsts)).size) if firsts.size else 0
        return after if after * _PLAUSIBLE_PLURAL >= before else before


def _link_edges(groups: Groups, edges: Hashes) -> None:
    """Join the nodes of each record, except through a node that stands beside two different dates of birth."""
    sound = singular(edges[:, 1], edges[:, 2])
    groups.link(edges[sound, 0], edges[sound, 1])
    doubtful = edges[~sound]
    _, pick = np.unique(doubtful[:, 1], return_index=True)
    groups.link(doubtful[pick, 0], doubtful[pick, 1])
