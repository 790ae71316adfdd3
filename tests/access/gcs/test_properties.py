"""Properties that hold for every bucket, tried on random documents."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.access.gcs.verdict import exposure
from exposurecheck.model.exposure import Exposure, ExposureClass
from tests.access.gcs.bucket import (
    AS_OF,
    LISTER,
    OBJECTS,
    READER,
    VIEWER,
    Documents,
    binding,
    deny,
    documents,
    entry,
    folder,
    item,
)

MEMBERS = st.sampled_from(
    [
        "allUsers",
        "allAuthenticatedUsers",
        "domain:partner.example",
        "domain:corp.example",
        "user:a@partner.example",
        "user:dev@corp.example",
        "serviceAccount:s@other.iam.gserviceaccount.com",
        "group:team@corp.example",
        "projectViewer:own-proj",
    ]
)
ROLES = st.sampled_from(
    [VIEWER, READER, LISTER, "roles/storage.objectCreator", "roles/storage.admin", "roles/odd.role"]
)
WHEN = st.sampled_from(
    [
        None,
        None,
        f'resource.name.startsWith("{OBJECTS}a/")',
        'request.time < timestamp("2024-01-01T00:00:00Z")',
        'resource.matchTag("1/env", "prod")',
    ]
)
BINDINGS = st.builds(lambda role, member, when: binding(role, member, when=when), ROLES, MEMBERS, WHEN)
ENTITIES = st.sampled_from(["allUsers", "allAuthenticatedUsers", "domain-partner.example", "user-dev@corp.example"])
ITEMS = st.builds(lambda name, entity: item(name, entry(entity)), st.sampled_from(["a/1", "b"]), ENTITIES)
DENIES = st.builds(
    lambda name, permissions, exceptions: deny(name, *permissions, exceptions=exceptions),
    st.sampled_from(["d", "e"]),
    st.sampled_from([("objects.get",), ("objects.list",), ("objects.get", "objects.list"), ("*.*",)]),
    st.sampled_from(
        [(), ("principalSet://goog/cloudIdentityCustomerId/C0own",), ("principal://goog/subject/a@partner.example",)]
    ),
)
FOLDERS = st.builds(folder, st.sampled_from(["a/", "a/x/", "z/"]), BINDINGS)
EXTRAS = st.fixed_dictionaries(
    {},
    optional={
        "billing": st.just({"requesterPays": True}),
        "ipFilter": st.sampled_from(
            [
                {"mode": "Enabled", "publicNetworkSource": {"allowedIpCidrRanges": ["203.0.113.0/24"]}},
                {"mode": "Enabled", "publicNetworkSource": {"allowedIpCidrRanges": []}},
            ]
        ),
        "acl": st.lists(st.builds(entry, ENTITIES, st.sampled_from(["READER", "WRITER"])), max_size=2),
        "defaultObjectAcl": st.lists(st.builds(entry, ENTITIES), max_size=1),
    },
)


@st.composite
def buckets(draw: st.DrawFn) -> Documents:
    uniform = draw(st.booleans())
    # Managed folders need uniform access.
    folders = draw(st.lists(FOLDERS, max_size=1)) if uniform else []
    return documents(
        *draw(st.lists(BINDINGS, max_size=3)),
        uniform=uniform,
        prevention=draw(st.sampled_from(["inherited", "enforced"])),
        bucket=draw(EXTRAS),
        project=tuple(draw(st.lists(BINDINGS, max_size=1))),
        denies=tuple(draw(st.lists(DENIES, max_size=1))),
        folders=tuple(folders),
        objects=tuple(draw(st.lists(ITEMS, max_size=2))),
    )


BUCKETS = buckets()


def judge(bucket: Documents) -> Exposure:
    return exposure(bucket, AS_OF)


def not_wider(after: Exposure, before: Exposure) -> bool:
    """Tell whether ``after`` opens nothing that ``before`` did not open or leave open."""
    pairs = (
        (after.anonymous_read, before.anonymous_read),
        (after.anonymous_list, before.anonymous_list),
        (after.any_authenticated_read, before.any_authenticated_read),
        (after.any_authenticated_list, before.any_authenticated_list),
    )
    return after.at_most.reach <= before.at_most.reach and not any(a is True and b is False for a, b in pairs)


@settings(max_examples=150, deadline=None)
@given(BUCKETS, DENIES)
def test_adding_a_deny_never_widens(bucket: Documents, policy: Documents) -> None:
    more = copy.deepcopy(bucket)
    more["project"]["denyPolicies"].append(policy)
    assert not_wider(judge(more), judge(bucket))


@settings(max_examples=150, deadline=None)
@given(BUCKETS, st.sampled_from(["prevention", "org", "billing", "filter"]))
def test_adding_a_block_never_widens(bucket: Documents, block: str) -> None:
    more = copy.deepcopy(bucket)
    match block:
        case "prevention":
            more["bucket"]["iamConfiguration"]["publicAccessPrevention"] = "enforced"
        case "org":
            more["project"]["orgPolicies"]["constraints/storage.publicAccessPrevention"] = {"enforced": True}
        case "billing":
            more["bucket"]["billing"] = {"requesterPays": True}
        case _:
            more["bucket"]["ipFilter"] = {"mode": "Enabled"}
    assert not_wider(judge(more), judge(bucket))


@settings(max_examples=150, deadline=None)
@given(BUCKETS, st.integers(min_value=0, max_value=20))
def test_removing_a_grant_never_widens(bucket: Documents, index: int) -> None:
    less = copy.deepcopy(bucket)
    places: list[list[Any]] = [less["iamPolicy"]["bindings"], less["project"]["iamPolicy"]["bindings"]]
    places += [f["iamPolicy"]["bindings"] for f in less["managedFolders"]] + [o["acl"] for o in less["objects"]]
    places = [p for p in places if p]
    chosen = places[index % len(places)]
    del chosen[index % len(chosen)]
    assert not_wider(judge(less), judge(bucket))


@settings(max_examples=100, deadline=None)
@given(BUCKETS, st.randoms(use_true_random=False))
def test_the_order_of_bindings_does_not_matter(bucket: Documents, random: Any) -> None:
    other = copy.deepcopy(bucket)
    random.shuffle(other["iamPolicy"]["bindings"])
    random.shuffle(other["objects"])
    one, two = judge(bucket), judge(other)
    assert (one.exposure, one.at_most, one.external_accounts) == (two.exposure, two.at_most, two.external_accounts)
    assert set(one.cause) == set(two.cause)
    assert set(one.blocked_by) == set(two.blocked_by)
    assert set(one.exposed_prefixes) == set(two.exposed_prefixes)
    assert set(one.unknown) == set(two.unknown)


FACTS = ["organization", "project", "bucket", "iamPolicy", "managedFolders", "customRoles", "objects"]


@settings(max_examples=120, deadline=None)
@given(BUCKETS, st.sampled_from(FACTS))
def test_losing_a_fact_never_closes_what_is_open(bucket: Documents, fact: str) -> None:
    before = judge(bucket)
    after = judge({k: v for k, v in bucket.items() if k != fact})
    if before.exposure is not ExposureClass.PRIVATE:
        assert after.exposure is not ExposureClass.PRIVATE
        assert after.at_most.reach >= min(before.exposure.reach, before.at_most.reach)
    for name in ("anonymous_read", "anonymous_list", "any_authenticated_read"):
        if getattr(before, name) is not False:
            assert getattr(after, name) is not False


@settings(max_examples=120, deadline=None)
@given(BUCKETS)
def test_every_verdict_is_consistent(bucket: Documents) -> None:
    verdict = judge(bucket)
    assert verdict.at_most.reach >= (0 if verdict.exposure is ExposureClass.UNKNOWN else verdict.exposure.reach)
    assert len(verdict.unknown) == len(verdict.undecided)
    assert not (verdict.anonymous_read is True and verdict.any_authenticated_read is not True)
    assert (verdict.exposure is ExposureClass.UNKNOWN) <= bool(verdict.unknown)
    assert (verdict.at_most is verdict.exposure) or bool(verdict.unknown)
    if verdict.exposure not in (ExposureClass.PRIVATE, ExposureClass.UNKNOWN):
        assert verdict.cause
