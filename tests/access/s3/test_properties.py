"""Laws that hold for every bucket, whatever its documents say."""

from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exposurecheck.access.resolve import resolve
from exposurecheck.access.s3 import verdict
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import Exposure, ExposureClass
from tests.access.s3 import estate
from tests.access.s3.estate import AT, Document

FEW = settings(max_examples=40, deadline=None)


def judge(found: Document) -> Exposure:
    return resolve("aws", found, AT)


def flags(found: Exposure) -> tuple[bool | None, ...]:
    return found.anonymous_read, found.anonymous_list, found.any_authenticated_read, found.any_authenticated_list


def widened(before: Exposure, after: Exposure) -> bool:
    """Whether any audience can do more than before; verdicts that are not known are left out."""
    if ExposureClass.UNKNOWN in (before.exposure, after.exposure):
        return False
    more = any(a is True and b is False for a, b in zip(flags(after), flags(before), strict=True))
    keys = after.exposure is before.exposure and any(
        after.keys.contains(k) and not before.keys.contains(k) for k in estate.SAMPLE_KEYS
    )
    return more or keys or after.exposure.reach > before.exposure.reach


@FEW
@given(estate.buckets(), estate.statements(("Deny",)))
def test_another_deny_never_widens_an_audience(found: Document, deny: Document) -> None:
    known = found["policy"]
    statements: list[Json] = estate.list_of(found, "policy", "Statement") if known else []
    assert not widened(judge(found), judge({**found, "policy": estate.policy(*statements, deny)}))


@FEW
@given(estate.buckets(), st.sampled_from(("public_access_block", "account_public_access_block")))
def test_another_block_never_widens_an_audience(found: Document, level: str) -> None:
    assert not widened(judge(found), judge({**found, level: estate.ALL_ON}))


@FEW
@given(estate.buckets())
def test_acls_switched_off_never_widen_an_audience(found: Document) -> None:
    assert not widened(judge(found), judge({**found, "ownership_controls": estate.ENFORCED}))


@FEW
@given(estate.buckets(), st.data())
def test_removing_a_grant_never_widens(found: Document, data: st.DataObject) -> None:
    statements = estate.list_of(found, "policy", "Statement")
    allows = [i for i, s in enumerate(statements) if isinstance(s, dict) and s["Effect"] == "Allow"]
    grants = estate.list_of(found, "acl", "Grants")
    assume(allows or len(grants) > 1)
    if allows and (len(grants) == 1 or data.draw(st.booleans())):
        gone = data.draw(st.sampled_from(allows))
        less: Document = {**found, "policy": estate.policy(*(s for i, s in enumerate(statements) if i != gone))}
        # Without its last public statement a policy is no longer public, and RestrictPublicBuckets lets go.
        assume(not (judge(found).policy_is_public is not False and judge(less).policy_is_public is False))
    else:
        less = {**found, "acl": {"Owner": {"ID": estate.OWNER}, "Grants": grants[:-1]}}
    assert not widened(judge(found), judge(less))


def renamed(value: Json, names: dict[str, str]) -> Json:
    """The same documents with other names and ids."""
    if isinstance(value, str):
        for old, new in names.items():
            value = value.replace(old, new)
        return value
    if isinstance(value, list):
        return [renamed(v, names) for v in value]
    return {k: renamed(v, names) for k, v in value.items()} if isinstance(value, dict) else value


@settings(max_examples=80, deadline=None)
@given(
    estate.buckets(),
    st.sampled_from((estate.OWN, estate.PARTNER, "999988887777")),
    st.sampled_from((estate.ORG, estate.FOREIGN_ORG, "o-other000003")),
    st.sampled_from((estate.OWNER, estate.STRANGER, "ab" * 32)),
    st.sampled_from((estate.NAME, "files-2")),
)
def test_a_kept_verdict_is_the_one_that_would_be_made(
    found: Document, account: str, org: str, owner: str, name: str
) -> None:
    judge(found)
    organization: Json = {"id": org}
    others: list[Json] = [
        {**found, "account_id": account, "organization": organization, "canonical_user_id": owner, "bucket": name},
        renamed(found, {estate.OWN: account, estate.ORG: org, estate.OWNER: owner, estate.NAME: name}),
    ]
    for other in others:
        assert isinstance(other, dict)
        kept = judge(other)
        verdict.forget()
        assert kept == judge(other)


@FEW
@given(estate.buckets(), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(found: Document, random: Random) -> None:
    statements = estate.list_of(found, "policy", "Statement")
    shuffled = statements[:]
    random.shuffle(shuffled)
    before = judge({**found, "policy": estate.policy(*statements)})
    after = judge({**found, "policy": estate.policy(*shuffled)})
    assert (
        before.exposure,
        flags(before),
        before.exposed_prefixes,
        before.exposed_except,
        before.external_accounts,
    ) == (
        after.exposure,
        flags(after),
        after.exposed_prefixes,
        after.exposed_except,
        after.external_accounts,
    )
    assert len(before.blocked_by) == len(after.blocked_by)


@settings(max_examples=60, deadline=None)
@given(estate.buckets(), st.data())
def test_losing_one_fact_never_turns_an_open_bucket_into_a_closed_one(found: Document, data: st.DataObject) -> None:
    whole = judge(found)
    gone = data.draw(st.sampled_from(sorted(set(found) - {"bucket", "website", "objects_complete"})))
    less = judge({k: v for k, v in found.items() if k != gone})
    for had, has in zip(flags(whole), flags(less), strict=True):
        assert not (had is True and has is False), gone
    if whole.exposure is not ExposureClass.UNKNOWN and less.exposure.reach < whole.exposure.reach:
        assert less.unknown, gone
        assert less.at_most.reach >= whole.exposure.reach, gone
    if whole.exposure is not ExposureClass.PRIVATE:
        assert less.exposure is not ExposureClass.PRIVATE, gone
