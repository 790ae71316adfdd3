"""Sums up every request: which keys each audience can read and list, and by which grants."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from exposurecheck.access.keysets import Term, Terms, contained, contains, reduce
from exposurecheck.access.s3 import actions
from exposurecheck.access.s3.addresses import Range, any_wide
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.callers import ANONYMOUS, STRANGER, Caller, Role
from exposurecheck.access.s3.evaluate import Simulator
from exposurecheck.access.s3.granted import BUCKET, Granted
from exposurecheck.access.s3.networks import INTERNET, Network
from exposurecheck.access.s3.survey import Place, Survey
from exposurecheck.access.s3.tags import passes
from exposurecheck.model.keys import matches

READ, LIST = actions.READ_BITS, actions.LIST_BITS


@dataclass(slots=True)
class Share:
    """What one audience holds."""

    read: set[Granted] = field(default_factory=set)
    list: set[Granted] = field(default_factory=set)
    other: dict[str, set[Granted]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.read or self.list)

    @property
    def keys(self) -> Terms:
        """The keys that can be read."""
        return reduce(frozenset(g.keys for g in self.read))

    def add(self, other: "Share") -> None:
        """Take in everything another audience holds."""
        self.read |= other.read
        self.list |= other.list


@dataclass(slots=True)
class Reach:
    """Who can do what. Each audience includes what wider audiences hold where that matters for the verdict."""

    anonymous: Share
    """Anyone on the internet."""
    anyone: Share
    """Anyone with an account of that cloud; includes ``anonymous``."""
    networked: Share
    """No identity, or any account, but only from named networks."""
    external: dict[Caller, Share]
    """Named outsiders, with what they hold beyond everybody else or by name."""
    organization: Share
    unclear: dict[Caller, Share]
    """Somebody the documents do not identify."""
    bound: frozenset[Caller]
    """Externals that must also come from a named network."""
    organization_bound: bool
    networks: tuple[str, ...]
    """Names of the networks in ``networked``."""
    cells: "_Cells"
    """Grants by place and action."""
    _prints: tuple["_Fingerprint", "_Fingerprint"] | None = None

    def same_actions(self, other: "Reach") -> bool:
        """Tell whether each action reaches the same, place by place, as without a Deny that has no effect."""
        return self.cells == other.cells or self.fingerprints()[0] == other.fingerprints()[0]

    def same_capabilities(self, other: "Reach") -> bool:
        """Tell the same with current and earlier versions of an object counted as one."""
        return self.cells == other.cells or self.fingerprints()[1] == other.fingerprints()[1]

    def same_audiences(self, other: "Reach") -> bool:
        """Tell whether each audience of the verdict holds the same."""
        return self.cells == other.cells or all(
            a == b for a, b in zip(self.audiences(), other.audiences(), strict=True)
        )

    def audiences(self) -> Iterator[object]:
        """Yield what each audience holds, so that a comparison ends at the first difference."""
        yield self.anonymous.keys
        yield bool(self.anonymous.list)
        yield frozenset(self.anonymous.other)
        yield self.anyone.keys
        yield bool(self.anyone.list)
        yield self.networked.keys
        yield bool(self.networked.list)
        yield frozenset((c.role, c.label, s.keys, bool(s.list), c in self.bound) for c, s in self.external.items())
        yield self.organization.keys
        yield bool(self.organization.list)
        yield self.organization_bound
        yield frozenset((c.id, s.keys) for c, s in self.unclear.items())

    def fingerprints(self) -> tuple["_Fingerprint", "_Fingerprint"]:
        """Return what each action, and what each capability reaches, place by place; worked out when first asked."""
        if self._prints is None:
            self._prints = _fingerprints(self.cells, self.anyone)
        return self._prints


class _Cells(dict[Place, dict[int, set[Granted]]]):
    """Grants by place and action."""

    def terms(self, place: Place, bits: Iterable[int]) -> set[Granted]:
        found: set[Granted] = set()
        here = self.get(place)
        if here:
            for bit in bits:
                if bit in here:
                    found |= here[bit]
        return found


def measure(survey: Survey, simulator: Simulator) -> Reach:
    """Evaluate every request of the plan and sum up."""
    bucket = survey.bucket
    complete = bucket.keys is not None
    cells = _Cells()
    for request, place, bits in survey.asked:
        found = simulator.granted(request, bits)
        if not found:
            continue
        here = cells.get(place)
        if here is None:
            here = cells[place] = {}
        for bit, granted in found.items():
            kept = [g for g in granted if _real(g.keys, bucket)] if complete else granted
            if kept:
                if bit in here:
                    here[bit].update(kept)
                else:
                    here[bit] = set(kept)
    if survey.plan.alike:
        for network in survey.networks:
            if (ANONYMOUS, network) in cells:
                cells[STRANGER, network] = cells[ANONYMOUS, network]
    return _sum_up(cells, survey)


def _real(term: Term, bucket: Bucket) -> bool:
    """Tell whether a listed object is in ``term``: with a complete listing only those count."""
    if term == BUCKET:
        return True
    return any(
        matches(term.include, k)
        and not any(matches(e, k) for e in term.exclude)
        and passes(bucket.tags.get(k, {}), term.filters)
        for k in bucket.keys or ()
    )


def _sum_up(cells: _Cells, survey: Survey) -> Reach:
    if not cells:
        return Reach(Share(), Share(), Share(), {}, Share(), {}, frozenset(), False, (), cells)
    networks, plan, others = survey.networks, survey.plan, survey.others
    public = [n for n in networks if n.ranges]
    if public == [INTERNET] and len(networks) == 1:
        anonymous = Share(cells.terms((ANONYMOUS, INTERNET), READ), cells.terms((ANONYMOUS, INTERNET), LIST))
        anyone = Share(cells.terms((STRANGER, INTERNET), READ), cells.terms((STRANGER, INTERNET), LIST))
        narrow = Share()
        where: tuple[str, ...] = ()
    else:
        anonymous, pieces = _spread(cells, (ANONYMOUS,), public)
        if plan.alike:
            anyone, rest = Share(set(anonymous.read), set(anonymous.list)), pieces
        else:
            anyone, rest = _spread(cells, (ANONYMOUS, STRANGER), public)
        for network in networks:
            if network.own:
                anyone.add(_share(cells, (ANONYMOUS, STRANGER), network))
        named_vpcs = [n for n in networks if n.vpc or n.endpoint]
        narrow, where = _narrow(cells, (ANONYMOUS, STRANGER), named_vpcs, rest, anyone)
    if others:
        anonymous.other = _other(cells, others, public)
    anyone.add(anonymous)
    found = Reach(anonymous, anyone, narrow, {}, Share(), {}, frozenset(), False, where, cells)
    if survey.named:
        _add_named(found, survey)
    return found


def _add_named(found: Reach, survey: Survey) -> None:
    """Add what callers hold whom the documents name."""
    bound = set[Caller]()
    organization_bound = True
    for caller in survey.named:
        share, free = _excess(found.cells, caller, (ANONYMOUS, STRANGER), survey.networks)
        if not share:
            continue
        if caller.role is Role.OWN_ORG:
            found.organization.add(share)
            organization_bound = organization_bound and not free
        elif caller.role is Role.UNCLEAR:
            found.unclear[caller] = share
        else:
            found.external[caller] = share
            if not free:
                bound.add(caller)
    found.bound = frozenset(bound)
    found.organization_bound = bool(found.organization) and organization_bound


def _share(cells: _Cells, callers: Iterable[Caller], network: Network) -> Share:
    found = Share()
    for caller in callers:
        if (caller, network) in cells:
            found.read |= cells.terms((caller, network), READ)
            found.list |= cells.terms((caller, network), LIST)
    return found


def _spread(
    cells: _Cells, callers: tuple[Caller, ...], public: list[Network]
) -> tuple[Share, list[tuple[Network, Share]]]:
    """Keep what holds on a wide part of the internet; return the shares of the single pieces as well."""
    pieces = [(n, _share(cells, callers, n)) for n in public]
    if len(pieces) == 1:
        return pieces[0][1], pieces
    wide = Share()
    if any(s.read for _, s in pieces):
        wide.read = _wide([(n, s.read) for n, s in pieces])
    if any(s.list for _, s in pieces):
        wide.list = _wide([(n, s.list) for n, s in pieces])
    return wide, pieces


def _wide(pieces: list[tuple[Network, set[Granted]]]) -> set[Granted]:
    kept = set[Granted]()
    for grant in {g for _, here in pieces for g in here}:
        where = frozenset(
            r
            for n, here in pieces
            if grant in here or any(contains(h.keys, grant.keys) for h in here)
            for r in n.ranges
        )
        if any_wide(where):
            kept.add(grant)
    return kept


def _narrow(
    cells: _Cells,
    callers: tuple[Caller, ...],
    vpcs: list[Network],
    pieces: list[tuple[Network, Share]],
    wide: Share,
) -> tuple[Share, tuple[str, ...]]:
    found, where = Share(), dict[str, None]()
    keys = wide.keys
    for network, share in [*pieces, *((n, _share(cells, callers, n)) for n in vpcs)]:
        read = {g for g in share.read if not any(contains(w, g.keys) for w in keys)}
        listing = set() if wide.list else share.list
        if read or listing:
            found.read |= read
            found.list |= listing
            where |= dict.fromkeys(network.shown)
    return found, tuple(where)


def _other(cells: _Cells, others: Mapping[str, tuple[int, ...]], public: list[Network]) -> dict[str, set[Granted]]:
    found = dict[str, set[Granted]]()
    for category, bits in others.items():
        pieces = [(n, cells.terms((ANONYMOUS, n), bits)) for n in public]
        here = pieces[0][1] if len(pieces) == 1 else _wide(pieces)
        if here:
            found[category] = here
    return found


def _excess(
    cells: _Cells, caller: Caller, everybody: tuple[Caller, ...], networks: tuple[Network, ...]
) -> tuple[Share, bool]:
    """Return what a caller holds by name or beyond everybody in the same place, and whether a free place gives it."""
    found, wide_places, free = Share(), list[Range](), False
    for network in networks:
        mine = _share(cells, (caller,), network)
        if not mine:
            continue
        theirs = _share(cells, everybody, network)
        keys = theirs.keys
        read = {g for g in mine.read if g.named or not contained(frozenset({g.keys}), keys)}
        listing = {g for g in mine.list if g.named or not theirs.list}
        if read or listing:
            found.read |= read
            found.list |= listing
            free = free or network.own
            wide_places += network.ranges
    return found, free or any_wide(frozenset(wide_places))


_CAPABILITY = dict.fromkeys(READ, -1) | dict.fromkeys(LIST, -2)
_Fingerprint = frozenset[tuple[object, ...]]


def _fingerprints(cells: _Cells, anyone: Share) -> tuple[_Fingerprint, _Fingerprint]:
    """Fingerprint what each place holds; anonymous and signed callers of a named network count as one."""
    merged = dict[tuple[object, int], set[Term]]()
    for (caller, network), by_bit in cells.items():
        if caller == STRANGER and network.ranges:
            continue
        place: object = (caller, network)
        if caller in (ANONYMOUS, STRANGER) and not network.ranges:
            place = "anyone" if network.own else network
        for bit, granted in by_bit.items():
            terms = {g.keys for g in granted}
            merged.setdefault((place, bit), set()).update(terms)
            merged.setdefault((place, _CAPABILITY.get(bit, bit)), set()).update(terms)
    for bit, grants in ((-1, anyone.read), (-2, anyone.list)):
        if grants:
            merged.setdefault(("anyone", bit), set()).update(g.keys for g in grants)
    everybody = {bit: terms for (place, bit), terms in merged.items() if place == (ANONYMOUS, INTERNET)}
    actions_, capabilities = set[tuple[object, ...]](), set[tuple[object, ...]]()
    for (place, bit), terms in merged.items():
        rest = reduce(frozenset(terms | everybody.get(bit, set())))
        actions_.add((place, bit, rest))
        if _CAPABILITY.get(bit, bit) == bit:
            capabilities.add((place, bit, rest))
    return frozenset(actions_), frozenset(capabilities)
