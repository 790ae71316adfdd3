"""Properties that hold for every account, tried on random documents."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.access.azure.verdict import exposure
from exposurecheck.model.exposure import Exposure, ExposureClass
from tests.access.azure.account import (
    AS_OF,
    Documents,
    account_sas,
    container,
    documents,
    endpoint,
    firewall,
    lake,
    service_sas,
    share,
)

PASS, OPEN = "user::rwx,group::r-x,other::--x", "user::rw-,group::r--,other::r--"
CONTAINERS = st.one_of(
    st.builds(container, st.sampled_from(["data", "$web", "logs"]), st.sampled_from([None, "Blob", "Container"])),
    st.builds(lambda acl: lake({"/": PASS, "a": acl}, "a"), st.sampled_from([OPEN, "user::rw-,group::r--,other::---"])),
)
TOKENS = st.one_of(
    st.builds(
        lambda se, sp, sip: account_sas(se=se, sp=sp, sip=sip),
        st.sampled_from(["2027-01-01", "2025-01-01"]),
        st.sampled_from(["r", "rl", "w"]),
        st.sampled_from([None, "203.0.113.9"]),
    ),
    st.builds(lambda kind: service_sas(kind=kind), st.sampled_from(["service", "user_delegation"])),
)
NETWORKS = st.sampled_from(
    [
        {},
        firewall(),
        firewall("203.0.113.0/24"),
        firewall(subnets=("/subnets/a",)),
        {"publicNetworkAccess": "Disabled"},
        {"publicNetworkAccess": "Disabled", "privateEndpointConnections": [endpoint("blob", "file")]},
        {"publicNetworkAccess": "SecuredByPerimeter"},
    ]
)


@st.composite
def accounts(draw: st.DrawFn) -> Documents:
    properties = {
        "allowBlobPublicAccess": draw(st.sampled_from([True, False, None])),
        "allowSharedKeyAccess": draw(st.sampled_from([True, False, None])),
        "isHnsEnabled": draw(st.booleans()),
        **draw(NETWORKS),
    }
    shares = draw(st.sampled_from([(), (share("docs"),), (share("exports", "NFS"),)]))
    return documents(
        *draw(st.lists(CONTAINERS, max_size=3, unique_by=lambda c: c["name"])),
        properties=properties,
        website=draw(st.booleans()),
        shares=shares,
        sas=tuple(draw(st.lists(TOKENS, max_size=2))),
        kind="FileStorage" if shares and "NFS" in str(shares) else "StorageV2",
    )


def judge(account: Documents) -> Exposure:
    return exposure(account, AS_OF)


def not_wider(after: Exposure, before: Exposure) -> bool:
    """Tell whether ``after`` opens nothing that ``before`` did not open or leave open."""
    pairs = ((after.anonymous_read, before.anonymous_read), (after.anonymous_list, before.anonymous_list))
    return after.at_most.reach <= before.at_most.reach and not any(a is True and b is False for a, b in pairs)


@settings(max_examples=120, deadline=None)
@given(accounts(), st.sampled_from(["public", "keys", "deny", "disabled"]))
def test_adding_a_block_never_widens(account: Documents, block: str) -> None:
    more = copy.deepcopy(account)
    properties = more["account"]["properties"]
    match block:
        case "public":
            properties["allowBlobPublicAccess"] = False
        case "keys":
            properties["allowSharedKeyAccess"] = False
        case "deny":
            # An NFS share needs a restricted endpoint: a subnet rule would open it, a bare Deny does not.
            properties["networkAcls"] = firewall()["networkAcls"]
        case _:
            properties["publicNetworkAccess"] = "Disabled"
    assert not_wider(judge(more), judge(account))


@settings(max_examples=120, deadline=None)
@given(accounts(), st.integers(min_value=0, max_value=30))
def test_removing_a_grant_never_widens(account: Documents, index: int) -> None:
    less = copy.deepcopy(account)
    if index % 2:
        less["blobService"]["staticWebsite"]["enabled"] = False
    for name in ("containers", "shares", "sas"):
        if less[name]:
            del less[name][index % len(less[name])]
    assert not_wider(judge(less), judge(account))


@settings(max_examples=100, deadline=None)
@given(accounts(), st.randoms(use_true_random=False))
def test_the_order_of_containers_does_not_matter(account: Documents, random: Any) -> None:
    other = copy.deepcopy(account)
    random.shuffle(other["containers"])
    one, two = judge(account), judge(other)
    assert (one.exposure, one.at_most, one.network_restricted) == (two.exposure, two.at_most, two.network_restricted)
    assert set(one.exposed_prefixes) == set(two.exposed_prefixes)
    assert set(one.cause) == set(two.cause)
    assert set(one.blocked_by) == set(two.blocked_by)


@settings(max_examples=120, deadline=None)
@given(accounts(), st.sampled_from(["account", "blobService", "containers", "shares", "sas", "properties"]))
def test_losing_a_fact_never_closes_what_is_open(account: Documents, fact: str) -> None:
    before = judge(account)
    less = copy.deepcopy(account)
    if fact == "properties":
        del less["account"]["properties"]
    else:
        del less[fact]
    after = judge(less)
    if before.exposure is not ExposureClass.PRIVATE:
        assert after.exposure is not ExposureClass.PRIVATE
        assert after.at_most.reach >= min(before.exposure.reach, before.at_most.reach)
    for name in ("anonymous_read", "anonymous_list", "any_authenticated_read"):
        if getattr(before, name) is not False:
            assert getattr(after, name) is not False


@settings(max_examples=120, deadline=None)
@given(accounts())
def test_every_verdict_is_consistent(account: Documents) -> None:
    verdict = judge(account)
    assert len(verdict.unknown) == len(verdict.undecided)
    assert verdict.any_authenticated_read is verdict.anonymous_read
    assert (verdict.exposure is ExposureClass.UNKNOWN) <= bool(verdict.unknown)
    assert (verdict.at_most is verdict.exposure) or bool(verdict.unknown)
    if verdict.exposure not in (ExposureClass.PRIVATE, ExposureClass.UNKNOWN):
        assert verdict.cause
        assert verdict.grants
