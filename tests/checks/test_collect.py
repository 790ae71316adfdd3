"""What is known of a store becomes a fact; what something unread could still change does not."""

from datetime import UTC, datetime

import pytest

from exposurecheck.checks.collect import facts_of
from exposurecheck.checks.facts import values
from exposurecheck.model.exposure import Exposure, ExposureClass
from exposurecheck.model.inspection import (
    Category,
    Confidence,
    Detection,
    Inspection,
    InspectionStatus,
    PersonalData,
)
from exposurecheck.model.link import SharedLink
from exposurecheck.model.resource import Proof, Settings
from tests.checks.stores import bucket, exposure, grant, people, undetermined


def exposure_facts(verdict: Exposure | None) -> dict[str, object]:
    return facts_of(bucket(verdict=verdict)).exposure.model_dump(exclude_none=True)


def personal_facts(found: PersonalData | None) -> dict[str, object]:
    return facts_of(bucket(found=found)).personal_data.model_dump(exclude_none=True)


def test_private_store_has_every_fact() -> None:
    facts = exposure_facts(exposure("private"))

    assert facts["determined"] is True
    assert {name for name, value in facts.items() if value is True} == {"determined"}
    assert facts["external_count"] == facts["latent_count"] == facts["blocker_count"] == 0


def test_undetermined_store_has_no_fact_that_the_unread_document_could_change() -> None:
    assert exposure_facts(undetermined("policy")) == {"determined": False}


def test_store_that_was_never_resolved_is_undetermined() -> None:
    assert exposure_facts(None) == {"determined": False}


def test_what_was_proved_stays_known_although_something_was_unread() -> None:
    verdict = exposure(
        "external_account", at_most=ExposureClass.ANONYMOUS_READ, anonymous_read=None, unknown=("acl",),
        external_accounts=("222233334444",),
    )  # fmt: skip

    facts = exposure_facts(verdict)

    assert facts["external_count"] == 1
    assert facts["open_to_outsiders"] is True
    assert facts["determined"] is False
    assert not {"headline", "anonymous_read", "anonymous_write", "network_read", "blocker_count"} & facts.keys()


def test_widest_verdict_is_determined_although_something_was_unread() -> None:
    facts = exposure_facts(exposure("anonymous_read", unknown=("acl",)))

    assert facts["determined"] is True
    assert "anonymous_write_acp" not in facts


@pytest.mark.parametrize(
    ("kind", "permission", "fact"),
    [
        ("anonymous", "write", "anonymous_write"),
        ("anonymous", "write_acp", "anonymous_write_acp"),
        ("anonymous", "read_acp", "anonymous_read_acp"),
        ("authenticated", "write", "any_authenticated_write"),
        ("authenticated", "write_acp", "any_authenticated_write"),
        ("account", "write", "external_write"),
        ("role", "write_acp", "external_write"),
    ],
)
def test_grants_other_than_reading(kind: str, permission: str, fact: str) -> None:
    facts = exposure_facts(exposure("anonymous_other", grants=(grant(kind, permission),)))

    assert facts[fact] is True


def test_a_service_that_acts_for_the_owner_is_no_outsider() -> None:
    assert exposure_facts(exposure("private", grants=(grant("service", "write"),)))["external_write"] is False


def test_own_organisation_is_inside_and_a_foreign_one_outside() -> None:
    own = exposure("organization", grants=(grant("organization", "read", principal="o-own"),))
    foreign = exposure(
        "external_account", external_accounts=("org:o-foreign",),
        grants=(grant("organization", "read", principal="o-foreign"),),
    )  # fmt: skip

    assert exposure_facts(own)["organization_read"] is True
    assert exposure_facts(own)["open_to_outsiders"] is False
    assert exposure_facts(foreign)["organization_read"] is False
    assert exposure_facts(foreign)["open_to_outsiders"] is True


def test_object_grants_only() -> None:
    by_object = grant("anonymous", "read", "acl.object[a.csv]:AllUsers:READ")
    by_policy = grant("anonymous", "read")

    assert exposure_facts(exposure("anonymous_read", grants=(by_object,)))["object_grants_only"] is True
    assert exposure_facts(exposure("anonymous_read", grants=(by_object, by_policy)))["object_grants_only"] is False


def test_content_that_was_not_looked_at_leaves_no_number() -> None:
    assert personal_facts(None) == {"looked_at": False, "complete": False}


def test_nobody_found_in_everything_is_zero() -> None:
    facts = personal_facts(people(0))

    assert facts["subjects_high"] == facts["subjects_ceiling"] == 0
    assert facts["my_number"] is False
    assert facts["categories"] == ()


def test_nobody_found_in_a_part_is_not_zero() -> None:
    facts = personal_facts(people(0, complete=False))

    assert (
        not {"subjects_low", "subjects_best", "subjects_high", "subjects_ceiling", "categories", "contact"}
        & facts.keys()
    )


def test_people_found_in_a_part_are_known_but_not_their_ceiling() -> None:
    facts = personal_facts(people(40, Category.CONTACT, complete=False))

    assert facts["subjects_high"] == 40
    assert facts["contact"] is True
    assert not {"subjects_ceiling", "my_number", "encrypted_objects"} & facts.keys()


def test_encrypted_objects_are_counted() -> None:
    facts = personal_facts(people(0, complete=False, encrypted=2))

    assert facts["encrypted_objects"] == facts["opaque_objects"] == 2


def test_flat_names_and_types() -> None:
    facts = values(facts_of(bucket(verdict=exposure("private"), found=people(3, Category.CONTACT), tags={"a": "b"})))

    assert facts["resource.provider"] == "aws"
    assert facts["resource.tags"] == {"a": "b"}
    assert facts["resource.personal_data.categories"] == ["contact"]
    assert "resource.settings.website" not in facts
    assert facts["resource.proof.probed"] is False


def test_a_bucket_that_can_be_listed_is_not_private_but_for_single_objects() -> None:
    by_object = grant("anonymous", "read", "acl.object[a.csv]:AllUsers:READ")
    listing = grant("anonymous", "list", "acl.bucket:AllUsers:READ")

    assert exposure_facts(exposure("anonymous_read", grants=(by_object, listing)))["object_grants_only"] is False


@pytest.mark.parametrize(
    ("declared", "tags", "expected"),
    [
        (None, None, None),
        (None, {}, False),
        (None, {"exposurecheck:intended": "Public "}, True),
        (None, {"exposurecheck:intended": "internal"}, False),
        (True, {}, True),
        (False, {"exposurecheck:intended": "public"}, False),
    ],
)
def test_a_store_is_declared_public_by_settings_or_tag(
    *, declared: bool | None, tags: dict[str, str] | None, expected: bool | None
) -> None:
    store = bucket(tags=tags, settings=Settings(declared_public=declared))

    assert facts_of(store).settings.declared_public is expected


def test_names_alone_are_no_official_numbers() -> None:
    def detected(kind: str) -> PersonalData:
        one = Detection(type=kind, category=Category.IDENTITY, confidence=Confidence.HIGH, count=1, distinct=1)
        return people(1, Category.IDENTITY).model_copy(update={"data": (one,)})

    assert personal_facts(detected("person_name"))["official_number"] is False
    assert personal_facts(detected("jp.passport"))["official_number"] is True


@pytest.mark.parametrize(
    ("status", "agrees", "contradicts"),
    [(200, False, True), (403, True, False), (200, None, False), (None, None, None)],
)
def test_only_an_answer_can_contradict(*, status: int | None, agrees: bool | None, contradicts: bool | None) -> None:
    proof = Proof(status=status, key="a", url="http://b/a", at=datetime(2026, 11, 23, tzinfo=UTC), agrees=agrees)

    assert facts_of(bucket(proof=proof)).proof.contradicts is contradicts
    assert facts_of(bucket()).proof.contradicts is False


@pytest.mark.parametrize(
    ("party", "fact"),
    [
        ("domain:partner.example", "external_domains"),
        ("user:hanako.suiren@gmail.com", "external_consumers"),
        ("serviceAccount:load@other.iam.gserviceaccount.com", "external_services"),
        ("org:o-otherorg01", "external_organizations"),
        (f"canonical:{'0' * 64}", "external_canonical"),
    ],
)
def test_each_kind_of_outside_party_is_counted_by_itself(party: str, fact: str) -> None:
    facts = exposure_facts(exposure("external_account", external_accounts=(party, "222233334444")))

    kinds = ("external_domains", "external_consumers", "external_services", "external_organizations")
    assert facts["external_count"] == 2
    assert {k for k in (*kinds, "external_canonical") if facts[k]} == {fact}


@pytest.mark.parametrize(
    ("via", "fact"),
    [
        ("managed_folder[exports/].iam:roles/storage.objectViewer:allUsers", "folder_grants_only"),
        ("access_point[partners].policy.statement[0]", "access_points_only"),
        ("object.acl[a.csv]:allUsers:READER", "object_grants_only"),
    ],
)
def test_where_every_grant_comes_from_is_told(via: str, fact: str) -> None:
    alone = exposure("anonymous_read", grants=(grant("anonymous", "read", via),))
    beside = exposure("anonymous_read", grants=(grant("anonymous", "read", via), grant("anonymous", "read")))

    assert exposure_facts(alone)[fact] is True
    assert exposure_facts(beside)[fact] is False


def test_a_default_acl_that_would_publish_is_told_from_other_latent_grants() -> None:
    default = exposure("private", latent=("latent:defaultObjectAcl:allUsers",))
    held = exposure("private", latent=("bucket.iam:roles/storage.objectViewer:allUsers",))

    assert exposure_facts(default)["latent_default_acl"] is True
    assert exposure_facts(held)["latent_default_acl"] is False


def test_a_policy_whose_publicness_is_not_documented_is_not_called_public() -> None:
    assert exposure_facts(exposure("private", policy_is_public=None))["policy_called_public"] is False
    assert exposure_facts(exposure("private", policy_is_public=True))["policy_called_public"] is True


@pytest.mark.parametrize(
    ("parameters", "complete", "number"),
    [
        ({"se": "2027-01-01T00:00:00Z"}, True, 1),
        ({"se": "2027-01-01"}, False, 1),
        ({"si": "partner"}, True, 1),
        ({"se": "2026-01-01T00:00:00Z"}, True, 0),
        ({"se": "2027-01-01T00:00:00Z", "ske": "2026-11-20T00:00:00Z"}, True, 0),
        ({"se": "2026-01-01T00:00:00Z"}, False, None),
    ],
)
def test_links_count_that_have_not_ended_each_once(
    parameters: dict[str, str], complete: bool, number: int | None
) -> None:
    link = SharedLink(account="partner", service="blob", kind="service", store="data", parameters=parameters)
    held = tuple(Inspection(path=path, status=InspectionStatus.COMPLETE, links=(link,)) for path in ("a", "b"))
    found = people(0, complete=complete).model_copy(update={"inspections": held})
    assert facts_of(bucket(found=found), datetime(2026, 11, 26, tzinfo=UTC)).personal_data.shared_links == number
