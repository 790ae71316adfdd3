"""Findings: their status, what they lack, their order, and what is left out because another one says it."""

import itertools

import pytest

from exposurecheck.checks.catalogue import load
from exposurecheck.checks.collect import facts_of
from exposurecheck.checks.evaluate import applicable, condense, evaluate, judge, rank
from exposurecheck.checks.facts import values
from exposurecheck.checks.schema import Check
from exposurecheck.model.finding import Evidence, Finding, FindingStatus, fingerprint
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import Category
from exposurecheck.model.resource import Resource, ResourceType, Settings
from tests.checks.stores import bucket, exposure, people, undetermined

CATALOGUE = load()
PUBLIC = CATALOGUE.get("public-personal-data")
DENIED = Gap(resource="s3://b", fact="policy", reason=GapReason.DENIED, permission="s3:GetBucketPolicy")


def found(resource: Resource, *gaps: Gap) -> dict[str, Finding]:
    return {f.check: f for f in judge(CATALOGUE.checks, resource, gaps).findings}


def listed(resource: Resource, *gaps: Gap) -> dict[str, str]:
    findings = condense(judge(CATALOGUE.checks, resource, gaps).findings, CATALOGUE.checks)
    return {f.check: str(f.status) for f in findings}


def test_a_store_that_passes_gives_no_finding() -> None:
    assert evaluate(PUBLIC, bucket(verdict=exposure("private"))) is None


def test_a_failure_carries_texts_evidence_and_filled_fixes() -> None:
    evidence = (Evidence(source="s3:GetBucketPolicy", pointer="/Statement/0"),)

    finding = evaluate(PUBLIC, bucket("acme", exposure("anonymous_read"), people(3)), (), evidence)

    assert finding is not None
    assert finding.status is FindingStatus.FAIL
    assert finding.evidence == evidence
    assert finding.title == PUBLIC.title
    assert finding.missing == ()
    assert "--bucket acme " in finding.fixes[0].code


def test_an_undecided_check_names_the_fact_and_the_permission_and_offers_no_fix() -> None:
    finding = evaluate(PUBLIC, bucket(verdict=undetermined("policy")), [DENIED])

    assert finding is not None
    assert finding.status is FindingStatus.UNKNOWN
    assert finding.fixes == ()
    assert finding.missing == (
        "exposure.anonymous_read (policy: denied, s3:GetBucketPolicy)",
        "personal_data.subjects_high",
    )


def test_a_gap_that_does_not_matter_is_not_blamed() -> None:
    logging = Gap(resource="s3://b", fact="access_logging", reason=GapReason.DENIED, permission="s3:GetBucketLogging")

    by_verdict = evaluate(PUBLIC, bucket(verdict=undetermined("policy"), found=people(1)), [logging])
    by_logging = evaluate(
        CATALOGUE.get("public-personal-data-without-access-log"),
        bucket(verdict=exposure("anonymous_read"), found=people(1)),
        [logging, DENIED],
    )

    assert by_verdict is not None
    assert by_verdict.missing == ("exposure.anonymous_read",)
    assert by_logging is not None
    assert by_logging.missing == ("settings.access_logging (access_logging: denied, s3:GetBucketLogging)",)


@pytest.mark.parametrize(
    ("unknown", "gap", "blamed"),
    [
        ("policy", "policy", True),
        ("policy", "policy_status", False),
        ("organization", "organization.s3_policy", True),
        ("objects.acl", "objects", True),
        ("objects.acl", "objects.kms_key", False),
        ("policy", "store", True),
    ],
)
def test_a_gap_is_blamed_for_what_it_is_part_of(unknown: str, gap: str, *, blamed: bool) -> None:
    lost = Gap(resource="s3://b", fact=gap, reason=GapReason.DENIED)

    finding = evaluate(PUBLIC, bucket(verdict=undetermined(unknown), found=people(1)), [lost])

    assert finding is not None
    assert finding.missing == (f"exposure.anonymous_read ({gap}: denied)" if blamed else "exposure.anonymous_read",)


def test_content_that_was_denied_is_blamed_on_the_permission() -> None:
    lost = Gap(resource="s3://b", fact="content", reason=GapReason.DENIED, permission="s3:GetObject")

    finding = evaluate(PUBLIC, bucket(verdict=exposure("anonymous_read")), [lost])

    assert finding is not None
    assert finding.missing == ("personal_data.subjects_high (content: denied, s3:GetObject)",)


def test_fingerprint_is_stable_and_separates_its_parts() -> None:
    assert fingerprint("public-personal-data", "s3://acme") == "d5dc5c48cc6970c5"
    assert fingerprint("a", "bc") != fingerprint("ab", "c")


def test_checks_of_other_clouds_and_kinds_do_not_apply() -> None:
    share = bucket(type=ResourceType.SHARE)

    assert applicable(PUBLIC, bucket())
    assert not applicable(PUBLIC, share)
    assert not applicable(CATALOGUE.get("account-guardrail-off"), bucket(provider="gcp"))


def test_judge_counts_what_passed() -> None:
    settled = Settings(account_guardrail=True, store_guardrail=True)

    closed = bucket(verdict=exposure("private"), settings=settled)
    judged = judge(CATALOGUE.checks, closed)

    assert judged.findings == ()
    assert judged.passed == sum(applicable(check, closed) for check in CATALOGUE.checks) > 30


def test_a_denied_policy_is_listed_once_as_undetermined_and_once_as_undecided() -> None:
    settled = Settings(account_guardrail=True, store_guardrail=True)

    assert listed(bucket(verdict=undetermined("policy"), settings=settled), DENIED) == {
        "public-personal-data": "unknown",
        "exposure-undetermined": "fail",
    }


def test_public_content_that_was_not_read_is_listed_once_as_undecided() -> None:
    settled = Settings(
        account_guardrail=True, website=False, access_logging=True, versioning=False, declared_public=True
    )

    assert listed(bucket(verdict=exposure("anonymous_read"), settings=settled)) == {
        "public-personal-data": "unknown",
        "public-content-not-inspected": "fail",
    }


def test_a_wider_check_is_left_out_beside_a_graver_narrower_one_only() -> None:
    reader = bucket(verdict=exposure("any_authenticated_read"), found=people(3, Category.CONTACT))
    empty = bucket(verdict=exposure("any_authenticated_read"), found=people(0))
    public = bucket(verdict=exposure("anonymous_read"), found=people(3, Category.MY_NUMBER))

    assert "any-account-personal-data" in listed(reader)
    assert "any-account-readable" not in listed(reader)
    assert "any-account-readable" in listed(empty)
    assert {"public-personal-data", "public-my-number"} <= listed(public).keys()


def test_what_is_left_out_of_one_store_is_not_left_out_of_another() -> None:
    one = bucket("one", exposure("any_authenticated_read"), people(3))
    two = bucket("two", exposure("any_authenticated_read"), people(0))
    findings = [f for r in (one, two) for f in judge(CATALOGUE.checks, r).findings]

    kept = {(f.resource, f.check) for f in condense(findings, CATALOGUE.checks)}

    assert ("s3://two", "any-account-readable") in kept
    assert ("s3://one", "any-account-readable") not in kept


def test_rank_severity_then_reach_then_category_then_people() -> None:
    stores = [
        bucket("a-few", exposure("anonymous_read"), people(5, Category.CONTACT)),
        bucket("b-many", exposure("anonymous_read"), people(5000, Category.CONTACT)),
        bucket("c-grave", exposure("anonymous_read"), people(1, Category.MY_NUMBER)),
        bucket("d-narrower", exposure("any_authenticated_read"), people(9000, Category.MY_NUMBER)),
        bucket("e-medium", exposure("anonymous_read", anonymous_list=True), people(0)),
    ]
    wanted = {"public-personal-data", "any-account-personal-data", "anonymous-listing"}
    findings = [f for s in stores for f in judge(CATALOGUE.checks, s).findings if f.check in wanted]
    failed = [f for f in findings if f.status is FindingStatus.FAIL]

    for order in itertools.permutations(failed):
        ranked = rank(order, stores)
        assert [f.resource for f in ranked] == [
            "s3://c-grave",
            "s3://b-many",
            "s3://a-few",
            "s3://d-narrower",
            "s3://e-medium",
        ]


def test_rank_within_a_store_the_gravest_category_that_a_check_asks_for() -> None:
    store = bucket("a", exposure("anonymous_read"), people(5, Category.CONTACT, Category.FINANCIAL, Category.MY_NUMBER))
    critical = {"public-financial-data", "public-my-number", "public-personal-data"}
    failed = [f for f in judge(CATALOGUE.checks, store).findings if f.check in critical]

    for order in itertools.permutations(failed):
        ranked = [f.check for f in rank(order, [store], CATALOGUE.checks)]
        assert ranked == ["public-my-number", "public-financial-data", "public-personal-data"]


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (bucket(verdict=exposure("anonymous_read"), found=people(1240, Category.CONTACT)),
         {"public-personal-data", "public-contact-data", "public-data-of-over-1000-people"}),
        (bucket(verdict=exposure("external_account", external_accounts=("1",)), found=people(4)),
         {"external-account-access", "external-account-personal-data"}),
        (bucket(verdict=exposure("private",
                                 latent=("acl.bucket:AllUsers:READ",), blocked_by=("ownership:BucketOwnerEnforced",))),
         {"latent-public-grant"}),
        (bucket(verdict=exposure("anonymous_read"), found=people(0, complete=False, encrypted=1)),
         {"public-encrypted-files", "public-content-not-inspected"}),
        (bucket(verdict=exposure("network_restricted"), found=people(4)), {"network-only-personal-data"}),
        (bucket(verdict=exposure("organization")), {"organization-wide-read"}),
    ],
)  # fmt: skip
def test_whole_stores(resource: Resource, expected: set[str]) -> None:
    assert {f.check for f in found(resource).values() if f.status is FindingStatus.FAIL} == expected


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=[c.id for c in CATALOGUE.checks])
def test_losing_the_verdict_never_lets_a_failing_store_pass(check: Check) -> None:
    """The access room answers None for what it cannot decide; no check may read that as a no."""
    for example in check.examples.fail:
        blind = example.model_copy(update={"exposure": facts_of(bucket(verdict=undetermined("policy"))).exposure})

        assert check.condition.decide(values(blind)).verdict is not False
