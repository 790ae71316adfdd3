"""Each rule about who can read a storage account, on the smallest documents that show it."""

import pytest

from exposurecheck.access.azure.verdict import cause_extract, exposure, objects_matter
from exposurecheck.errors import InputError
from exposurecheck.model.exposure import Exposure, ExposureClass, Permission, Witness
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

DENY, DISABLED = "network:defaultAction=Deny", "network:publicNetworkAccess=Disabled"
NOT_PUBLIC, NO_KEYS = "account:allowBlobPublicAccess=false", "account:allowSharedKeyAccess=false"
CLOSED = {"publicNetworkAccess": "Disabled"}


def judge(given: Documents) -> Exposure:
    return exposure(given, AS_OF)


# Containers


@pytest.mark.parametrize(
    ("level", "expected", "lists", "cause"),
    [
        ("Blob", "anonymous_read", False, ("container[data]:publicAccess=Blob",)),
        ("blob", "anonymous_read", False, ("container[data]:publicAccess=Blob",)),
        ("Container", "anonymous_read", True, ("container[data]:publicAccess=Container",)),
        ("None", "private", False, ()),
        (None, "private", False, ()),
    ],
)
def test_the_level_of_a_container_decides_reading_and_listing(
    level: str | None, expected: str, lists: bool, cause: tuple[str, ...]
) -> None:
    verdict = judge(documents(container(level=level)))
    assert (verdict.exposure, verdict.anonymous_list, verdict.cause) == (expected, lists, cause)
    assert verdict.anonymous_read is verdict.any_authenticated_read is (expected == "anonymous_read")
    assert verdict.exposed_prefixes == (("data/*",) if cause else ())
    assert verdict.external_accounts == ()


def test_the_account_overrides_its_containers() -> None:
    verdict = judge(documents(container(level="Container"), properties={"allowBlobPublicAccess": False}))
    assert (verdict.exposure, verdict.blocked_by) == ("private", (NOT_PUBLIC,))
    assert verdict.latent == ("container[data]:publicAccess=Container",)


@pytest.mark.parametrize("properties", [{"allowBlobPublicAccess": None}])
def test_an_unset_switch_permits_on_older_accounts_and_is_undecided_on_newer(properties: Documents) -> None:
    assert judge(documents(container(level="Blob"), properties=properties)).exposure == "anonymous_read"
    newer = properties | {"creationTime": "2024-05-01T00:00:00Z"}
    verdict = judge(documents(container(level="Blob"), properties=newer))
    assert (verdict.exposure, verdict.at_most) == ("unknown", "anonymous_read")
    assert verdict.anonymous_read is None
    assert verdict.unknown == ("account.properties.allowBlobPublicAccess",)
    assert judge(documents(container(), properties=newer)).exposure == "private"


def test_keys_carry_the_name_of_their_container() -> None:
    verdict = judge(documents(container("$root", "Blob"), container("b", "Container"), container("c")))
    assert verdict.exposed_prefixes == ("$root/*", "b/*")
    assert verdict.anonymous_list is True


# Static website


def test_a_website_is_served_whatever_the_account_says_and_never_lists() -> None:
    given = documents(container("$web"), properties={"allowBlobPublicAccess": False}, website=True)
    verdict = judge(given)
    assert (verdict.exposure, verdict.anonymous_list) == ("anonymous_read", False)
    assert (verdict.cause, verdict.blocked_by) == (("static_website",), ())
    assert verdict.witness == Witness(method="GET", key="$web/index.html")
    assert judge(documents(container("$web"))).exposure == "private"


def test_a_website_keeps_reading_when_the_account_blocks_its_container() -> None:
    given = documents(container("$web", "Container"), properties={"allowBlobPublicAccess": False}, website=True)
    verdict = judge(given)
    assert (verdict.exposure, verdict.cause, verdict.blocked_by) == (
        "anonymous_read",
        ("static_website",),
        (NOT_PUBLIC,),
    )
    assert judge(documents(container("$web", "Blob"), website=True)).cause == (
        "static_website",
        "container[$web]:publicAccess=Blob",
    )


# Networks


@pytest.mark.parametrize(
    ("properties", "expected", "blocked"),
    [
        ({}, "anonymous_read", ()),
        ({"networkAcls": None}, "anonymous_read", ()),
        ({"networkAcls": {"defaultAction": "Allow", "ipRules": [{"value": "203.0.113.7"}]}}, "anonymous_read", ()),
        (firewall(), "private", (DENY,)),
        (firewall("203.0.113.0/24"), "network_restricted", (DENY,)),
        (firewall(subnets=("/subnets/a",)), "network_restricted", (DENY,)),
        (firewall("0.0.0.0/1", "128.0.0.0/1"), "anonymous_read", ()),
        (CLOSED, "private", (DISABLED,)),
        (CLOSED | firewall(), "private", (DENY, DISABLED)),
        (CLOSED | firewall("203.0.113.0/24"), "private", (DISABLED,)),
        ({"publicNetworkAccess": None}, "anonymous_read", ()),
        ({"privateEndpointConnections": [endpoint("blob")]}, "anonymous_read", ()),
        (CLOSED | {"privateEndpointConnections": [endpoint("blob")]}, "network_restricted", (DISABLED,)),
        (CLOSED | {"privateEndpointConnections": [endpoint("file")]}, "private", (DISABLED,)),
        (CLOSED | {"privateEndpointConnections": [endpoint("blob", status="Pending")]}, "private", (DISABLED,)),
        (firewall() | {"privateEndpointConnections": [endpoint("blob")]}, "network_restricted", (DENY,)),
    ],
)
def test_the_network_decides_from_where_a_public_container_is_read(
    properties: Documents, expected: str, blocked: tuple[str, ...]
) -> None:
    verdict = judge(documents(container(level="Blob"), properties=properties))
    assert (verdict.exposure, set(verdict.blocked_by)) == (expected, set(blocked))
    assert verdict.network_restricted is (expected == "network_restricted")
    assert verdict.exposed_prefixes == (() if expected == "private" else ("data/*",))


def test_a_subnet_rule_that_lost_its_network_admits_nobody() -> None:
    rules = firewall(subnets=("/subnets/a",))
    rules["networkAcls"]["virtualNetworkRules"][0]["state"] = "NetworkSourceDeleted"
    assert judge(documents(container(level="Blob"), properties=rules)).exposure == "private"


def test_each_service_needs_its_own_private_endpoint() -> None:
    properties = CLOSED | {"privateEndpointConnections": [endpoint("web")]}
    verdict = judge(documents(container("$web"), container(level="Blob"), properties=properties, website=True))
    assert (verdict.exposure, verdict.exposed_prefixes) == ("network_restricted", ("$web/*",))


def test_every_sufficient_blocker_is_named() -> None:
    given = documents(container(level="Blob"), properties={"allowBlobPublicAccess": False} | firewall())
    assert set(judge(given).blocked_by) == {NOT_PUBLIC, DENY}


def test_a_perimeter_without_its_rules_is_undecided() -> None:
    verdict = judge(documents(container(level="Blob"), properties={"publicNetworkAccess": "SecuredByPerimeter"}))
    assert (verdict.exposure, verdict.at_most, verdict.anonymous_read) == ("unknown", "anonymous_read", None)
    assert verdict.unknown == ("network security perimeter",)
    assert judge(documents(properties={"publicNetworkAccess": "SecuredByPerimeter"})).exposure == "private"


# Shared access signatures


@pytest.mark.parametrize(
    ("token", "keys"),
    [
        (account_sas(), ("data/*",)),
        (account_sas(sp="r"), ("data/*",)),
        (account_sas(ss="bf"), ("data/*", "share:docs/*")),
        (account_sas(ss="f"), ("share:docs/*",)),
        (account_sas(srt="o"), ("data/*",)),
        (account_sas(srt="c"), ()),
        (account_sas(sp="l"), ()),
        (service_sas(), ("data/*",)),
        (service_sas(sp="l"), ()),
        (service_sas(place={"container": "data", "blob": "a/b.csv"}, sr="b", sp="r"), ("data/a/b.csv",)),
        (service_sas(place={"container": "data", "blob": "a"}, sr="d", sdd="1"), ("data/a/*",)),
        (service_sas(place={"share": "docs"}, sr="s"), ("share:docs/*",)),
        (service_sas(place={"share": "docs", "blob": "x.txt"}, sr="f", sp="r"), ("share:docs/x.txt",)),
        (service_sas(kind="user_delegation", skt="2026-01-10", ske="2026-01-17"), ("data/*",)),
        (account_sas(se="2026-06-01"), ("data/*",)),
    ],
)
def test_a_token_opens_what_its_parameters_say(token: Documents, keys: tuple[str, ...]) -> None:
    given = documents(container(), properties={"allowBlobPublicAccess": False}, shares=(share("docs"),), sas=(token,))
    verdict = judge(given)
    assert (verdict.exposure, verdict.exposed_prefixes) == ("bearer_token", keys)
    assert verdict.cause == (f"sas[0]:{token['type']}",)
    assert (verdict.blocked_by, verdict.network_restricted, verdict.anonymous_read) == ((), False, False)


@pytest.mark.parametrize(
    "token",
    [
        account_sas(sp="w"),
        account_sas(srt="s"),
        account_sas(ss="qt"),
        service_sas(sp="cw"),
        service_sas(place={"container": "data", "blob": "a"}, sr="b", sp="l"),
    ],
)
def test_a_token_that_neither_reads_nor_lists_opens_nothing(token: Documents) -> None:
    verdict = judge(documents(container(), sas=(token,)))
    assert (verdict.exposure, verdict.blocked_by, verdict.unknown) == ("private", (), ())


@pytest.mark.parametrize(
    ("token", "properties", "blocked"),
    [
        (account_sas(se="2025-12-31T00:00:00Z"), {}, ("sas[0]:expired",)),
        (account_sas(se="2026-01-15T00:00:00Z"), {}, ("sas[0]:expired",)),
        (account_sas(st="2026-06-01T00:00:00Z"), {}, ("sas[0]:not_started",)),
        (account_sas(se=None), {}, ("sas[0]:no_expiry",)),
        (account_sas(), {"allowSharedKeyAccess": False}, (NO_KEYS,)),
        (service_sas(), {"allowSharedKeyAccess": False}, (NO_KEYS,)),
        (account_sas(se="2025-01-01"), {"allowSharedKeyAccess": False}, ("sas[0]:expired", NO_KEYS)),
        (service_sas(si="gone"), {}, ("sas[0]:stored_policy_missing",)),
        (service_sas(kind="user_delegation", ske="2026-01-10"), {}, ("sas[0]:expired",)),
        (service_sas(kind="user_delegation", sduoid="0000"), {}, ("sas[0]:bound_to_user",)),
        (account_sas(), firewall(), (DENY,)),
        (account_sas(), CLOSED, (DISABLED,)),
        (
            account_sas(st="2026-01-01"),
            {"sasPolicy": {"sasExpirationPeriod": "7.00:00:00", "expirationAction": "Block"}},
            ("sas[0]:expiration_policy",),
        ),
    ],
)
def test_what_stops_a_token_is_named(token: Documents, properties: Documents, blocked: tuple[str, ...]) -> None:
    verdict = judge(documents(container(), properties=properties, sas=(token,)))
    assert (verdict.exposure, set(verdict.blocked_by)) == ("private", set(blocked))


def test_user_delegation_does_not_need_shared_keys() -> None:
    given = documents(
        container(), properties={"allowSharedKeyAccess": False}, sas=(service_sas(kind="user_delegation"),)
    )
    assert judge(given).exposure == "bearer_token"


def test_an_anonymous_container_does_not_need_shared_keys() -> None:
    verdict = judge(documents(container(level="Blob"), properties={"allowSharedKeyAccess": False}))
    assert (verdict.exposure, verdict.blocked_by) == ("anonymous_read", ())


def test_a_stored_policy_fills_in_what_the_token_leaves_out() -> None:
    policy = {"id": "p", "accessPolicy": {"start": "2025-01-01", "expiry": "2027-01-01", "permission": "rl"}}
    token = service_sas(si="p", sp=None, se=None)
    assert judge(documents(container(signedIdentifiers=[policy]), sas=(token,))).exposure == "bearer_token"
    policy["accessPolicy"]["expiry"] = "2025-06-01"  # type: ignore[index]  # the value is a dict
    assert judge(documents(container(signedIdentifiers=[policy]), sas=(token,))).blocked_by == ("sas[0]:expired",)
    in_share = {"name": "docs", "properties": {}, "signedIdentifiers": [policy]}
    token = service_sas(si="p", sp=None, place={"share": "docs"}, sr="s", se="2027-01-01")
    assert judge(documents(shares=(in_share,), sas=(token,))).exposed_prefixes == ("share:docs/*",)


def test_stored_policies_that_were_not_read_leave_the_token_valid() -> None:
    given = documents(sas=(service_sas(si="p", sp=None, se=None),))
    del given["containers"]
    verdict = judge(given)
    assert verdict.exposure == "bearer_token"
    assert "containers.signedIdentifiers" in verdict.unknown


@pytest.mark.parametrize(
    ("token", "properties", "expected", "restricted", "blocked"),
    [
        (account_sas(sip="203.0.113.10"), {}, "bearer_token", True, ()),
        (account_sas(sip="203.0.113.10-203.0.113.20"), {}, "bearer_token", True, ()),
        (account_sas(sip="0.0.0.0-255.255.255.255"), {}, "bearer_token", False, ()),
        (account_sas(), firewall("203.0.113.0/24"), "bearer_token", True, (DENY,)),
        (account_sas(sip="203.0.113.10"), firewall("203.0.113.0/24"), "bearer_token", True, ()),
        (account_sas(sip="198.51.100.1"), firewall("203.0.113.0/24"), "private", False, (DENY,)),
        (account_sas(), CLOSED | {"privateEndpointConnections": [endpoint("dfs")]}, "bearer_token", True, (DISABLED,)),
    ],
)
def test_a_token_never_reaches_further_than_the_network(
    token: Documents, properties: Documents, expected: str, restricted: bool, blocked: tuple[str, ...]
) -> None:
    verdict = judge(documents(container(), properties=properties, sas=(token,)))
    assert (verdict.exposure, verdict.network_restricted) == (expected, restricted)
    assert verdict.blocked_by == blocked


def test_a_token_usable_from_anywhere_outweighs_a_bound_one() -> None:
    tokens = (account_sas(sip="203.0.113.10"), service_sas(sp="r"))
    verdict = judge(documents(container(), sas=tokens))
    assert (verdict.network_restricted, verdict.cause) == (False, ("sas[0]:account", "sas[1]:service"))


# File shares and NFS


def test_smb_shares_are_never_anonymous() -> None:
    assert judge(documents(shares=(share("docs"),))).exposure == "private"


@pytest.mark.parametrize(
    ("properties", "expected", "blocked"),
    [
        ({}, "private", ("share[exports]:nfs_requires_restricted_network",)),
        (firewall(subnets=("/subnets/a",)), "network_restricted", ()),
        (firewall("203.0.113.0/24"), "private", (DENY,)),
        (CLOSED | {"privateEndpointConnections": [endpoint("file")]}, "network_restricted", ()),
        (CLOSED | {"privateEndpointConnections": [endpoint("blob")]}, "private", (DISABLED,)),
        (CLOSED | firewall(subnets=("/subnets/a",)), "private", (DISABLED, DENY)),
    ],
)
def test_an_nfs_share_is_open_to_the_networks_that_reach_it(
    properties: Documents, expected: str, blocked: tuple[str, ...]
) -> None:
    given = documents(properties=properties, shares=(share("exports", "NFS"), share("docs")), kind="FileStorage")
    verdict = judge(given)
    assert (verdict.exposure, set(verdict.blocked_by)) == (expected, set(blocked))
    assert verdict.exposed_prefixes == (("share:exports/*",) if expected == "network_restricted" else ())


def test_blob_nfs_opens_every_container_to_the_network() -> None:
    properties = firewall(subnets=("/subnets/a",)) | {"isNfsV3Enabled": True, "isHnsEnabled": True}
    verdict = judge(documents(container("a"), container("b"), properties=properties))
    assert (verdict.exposure, verdict.exposed_prefixes) == ("network_restricted", ("a/*", "b/*"))
    assert verdict.cause == ("account:isNfsV3Enabled",)


# POSIX ACLs

PASS = "user::rwx,group::r-x,other::--x"
OPEN = "user::rw-,group::r--,other::r--"
SHUT = "user::rw-,group::r--,other::---"
LAKE = {"isHnsEnabled": True}


@pytest.mark.parametrize(
    ("acls", "keys"),
    [
        ({"/": PASS, "pub": PASS, "pub/a.csv": OPEN}, ("lake/pub/a.csv",)),
        ({"/": PASS, "pub": SHUT, "pub/a.csv": OPEN}, ()),
        ({"/": SHUT, "pub": PASS, "pub/a.csv": OPEN}, ()),
        ({"/": PASS, "pub": PASS, "pub/a.csv": SHUT}, ()),
        ({"/": PASS, "pub": f"{PASS},default:other::r-x", "pub/a.csv": SHUT}, ()),
        ({"/": PASS, "/pub/": PASS, "/pub/a.csv": OPEN}, ("lake/pub/a.csv",)),
    ],
)
def test_other_reads_where_every_ancestor_lets_it_pass(acls: dict[str, str], keys: tuple[str, ...]) -> None:
    verdict = judge(documents(lake(acls, "pub/a.csv"), properties=LAKE))
    assert (verdict.exposure, verdict.exposed_prefixes) == ("organization" if keys else "private", keys)
    assert verdict.anonymous_read is False
    flat = judge(documents(lake(acls, "pub/a.csv")))
    assert flat.exposure == "private"


def test_a_directory_that_other_can_list_exposes_names() -> None:
    acls = {"/": PASS, "pub": "user::rwx,group::r-x,other::r-x", "pub/a.csv": SHUT}
    verdict = judge(documents(lake(acls, "pub/a.csv"), properties=LAKE))
    assert (verdict.exposure, verdict.exposed_prefixes) == ("organization", ())
    assert verdict.cause == ("container[lake].acl[pub]:other:r",)


def test_acls_that_are_not_known_leave_the_rest_as_it_is() -> None:
    verdict = judge(documents(lake({"/": PASS, "pub/a.csv": OPEN}, "pub/a.csv"), properties=LAKE))
    assert (verdict.exposure, verdict.unknown) == ("organization", ("container[lake].acl[pub]",))
    hidden = judge(documents(lake({"/": PASS, "pub": PASS}, "pub/a.csv"), properties=LAKE))
    assert (hidden.exposure, hidden.at_most) == ("unknown", "organization")
    assert hidden.unknown == ("container[lake].acl[pub/a.csv]",)


def test_whether_a_mask_binds_other_is_undecided() -> None:
    acls = {"/": PASS, "a": "user::rw-,group::r--,mask::---,other::r--"}
    assert judge(documents(lake(acls, "a"), properties=LAKE)).unknown == ("mask and other",)


def test_whether_acls_bind_anonymous_callers_is_undecided() -> None:
    acls = {"/": PASS, "a": SHUT}
    verdict = judge(documents(lake(acls, "a", level="Blob"), properties=LAKE))
    assert (verdict.exposure, verdict.at_most) == ("unknown", "anonymous_read")
    unread = judge(documents(container(level="Blob"), properties=LAKE))
    assert (unread.exposure, unread.unknown) == ("anonymous_read", ("container[data].acls",))
    blocked = judge(documents(lake(acls, "a", level="Blob"), properties=LAKE | {"allowBlobPublicAccess": False}))
    assert (blocked.exposure, blocked.blocked_by) == ("private", (NOT_PUBLIC,))


def test_posix_access_behind_a_firewall_is_restricted() -> None:
    acls = {"/": PASS, "a": OPEN}
    verdict = judge(documents(lake(acls, "a"), properties=LAKE | firewall("203.0.113.0/24")))
    assert (verdict.exposure, verdict.network_restricted, verdict.blocked_by) == ("organization", True, (DENY,))


def test_objects_matter_with_a_hierarchical_namespace() -> None:
    assert objects_matter(documents(properties=LAKE))
    assert objects_matter({})
    assert not objects_matter(documents())


# Missing facts


@pytest.mark.parametrize(
    ("missing", "at_most"),
    [
        ("account", "network_restricted"),
        ("blobService", "anonymous_read"),
        ("containers", "anonymous_read"),
        ("sas", "bearer_token"),
    ],
)
def test_a_missing_document_that_could_open_makes_a_private_account_unknown(missing: str, at_most: str) -> None:
    given = documents(container())
    del given[missing]
    verdict = judge(given)
    assert (verdict.exposure, verdict.at_most, verdict.unknown) == ("unknown", at_most, (missing,))
    assert len(verdict.undecided) == 1


def test_shares_matter_only_where_nfs_is_possible() -> None:
    given = documents(container())
    del given["shares"]
    assert judge(given).exposure == "private"
    premium = documents(kind="FileStorage", properties=firewall(subnets=("/subnets/a",)))
    del premium["shares"]
    assert (judge(premium).exposure, judge(premium).at_most) == ("unknown", "network_restricted")


def test_a_switch_that_is_off_bounds_what_unread_containers_could_open() -> None:
    given = documents(properties={"allowBlobPublicAccess": False})
    del given["containers"]
    assert judge(given).exposure == "private"


@pytest.mark.parametrize("lost", ["account", "account.properties"])
def test_an_unread_account_could_only_close_a_public_container(lost: str) -> None:
    given = documents(container(level="Container"))
    if lost == "account":
        del given["account"]
    else:
        del given["account"]["properties"]
    verdict = judge(given)
    assert (verdict.exposure, verdict.anonymous_read, verdict.unknown) == ("anonymous_read", True, (lost,))


# Evidence and errors


@pytest.mark.parametrize(
    ("cause", "pointer"),
    [
        ("container[data]:publicAccess=Blob", "/containers/0/properties/publicAccess"),
        ("container[lake].acl[a]:other:r", "/containers/1/acls/1"),
        ("share[exports]:NFS", "/shares/0/properties/enabledProtocols"),
        ("static_website", "/blobService/staticWebsite"),
        ("sas[0]:account", "/sas/0/params"),
        ("sas[0]:expired", "/sas/0/params"),
        (NOT_PUBLIC, "/account/properties/allowBlobPublicAccess"),
        (DENY, "/account/properties/networkAcls"),
    ],
)
def test_every_cause_leads_to_its_place_and_never_shows_a_signature(cause: str, pointer: str) -> None:
    given = documents(
        container(level="Blob"),
        lake({"/": PASS, "a": OPEN}, "a"),
        website=True,
        shares=(share("exports", "NFS"),),
        sas=(account_sas(),),
    )
    found = cause_extract(given, cause)
    assert found is not None
    assert found[1] == pointer
    assert found[2]
    assert "SECRET" not in found[2]


def test_no_part_of_a_verdict_shows_a_signature() -> None:
    verdict = judge(documents(container(), sas=(account_sas(), account_sas(se="2020-01-01"))))
    assert "SECRET" not in verdict.model_dump_json()


def test_grants_are_listed_widest_first() -> None:
    given = documents(container(level="Blob"), sas=(account_sas(),))
    kinds = [(g.principal.kind.value, g.permission) for g in judge(given).grants]
    assert kinds == [("anonymous", Permission.READ), ("bearer", Permission.READ), ("bearer", Permission.LIST)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("containers",), {"a": 1}),
        (("containers", 0), "data"),
        (("account",), "records"),
        (("account", "properties", "networkAcls"), []),
        (("account", "properties", "allowBlobPublicAccess"), "false"),
        (("sas", 0, "params"), "?sv=1"),
        (("shares", 0, "name"), 1),
        (("blobService", "staticWebsite"), True),
    ],
)
def test_a_malformed_document_says_where(path: tuple[str | int, ...], value: object) -> None:
    given = documents(container(level="Blob"), shares=(share("docs"),), sas=(account_sas(),))
    place: Documents = given
    for part in path[:-1]:
        place = place[part]  # type: ignore[index]  # some steps are list indexes
    place[path[-1]] = value  # type: ignore[index]  # as above
    with pytest.raises(InputError, match=str(path[0])):
        judge(given)


def test_every_class_has_a_sentence_in_both_languages() -> None:
    seen = {
        judge(d).exposure: judge(d).explanation
        for d in (
            documents(),
            documents(container(level="Blob")),
            documents(container(level="Blob"), properties=firewall("203.0.113.0/24")),
            documents(container(), sas=(account_sas(),)),
            documents(lake({"/": PASS, "a": OPEN}, "a"), properties=LAKE),
            documents(container(level="Blob"), properties={"publicNetworkAccess": "SecuredByPerimeter"}),
        )
    }
    assert set(seen) == {
        ExposureClass.PRIVATE,
        ExposureClass.ANONYMOUS_READ,
        ExposureClass.NETWORK_RESTRICTED,
        ExposureClass.BEARER_TOKEN,
        ExposureClass.ORGANIZATION,
        ExposureClass.UNKNOWN,
    }
    assert len({s.en for s in seen.values()}) == len(seen)
    assert all(s.ja.endswith("。") and s.en.endswith(".") for s in seen.values())
