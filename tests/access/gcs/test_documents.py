"""Judges documents that leave something out or hold what no API returns."""

from typing import Any

import pytest

from exposurecheck.access.resolve import resolve
from exposurecheck.errors import InputError
from tests.access.gcs.bucket import AS_OF, OBJECTS, VIEWER, binding, documents, entry, item

PARTNER = "domain:partner.example"


def judge(given: dict[str, Any]) -> Any:
    return resolve("gcs", given, AS_OF)


def test_a_custom_role_listed_without_its_permissions_is_not_known() -> None:
    role = "projects/own-proj/roles/r"
    found = judge(documents(binding(role, "allUsers"), roles={role: {"title": "r"}}))
    assert (found.exposure, found.unknown) == ("unknown", (f"customRoles[{role}]",))
    empty = documents(binding(role, "allUsers"), roles={role: {"includedPermissions": []}})
    assert judge(empty).exposure == "private"


@pytest.mark.parametrize("test", [f'startsWith("{OBJECTS}a/")', f'== "{OBJECTS}a"'])
def test_a_condition_on_names_counts_though_the_name_of_the_bucket_is_missing(test: str) -> None:
    when = f"resource.name.{test}" if test.startswith("starts") else f"resource.name {test}"
    given = documents(binding(VIEWER, PARTNER, when=when))
    del given["bucket"]["name"]
    found = judge(given)
    assert (found.exposure, found.unknown) == ("external_account", ("condition:resource.name",))


def test_uniform_access_is_known_by_its_former_name() -> None:
    given = documents(objects=(item("a", entry("allUsers")),))
    given["bucket"]["iamConfiguration"] = {"bucketPolicyOnly": {"enabled": True}}
    assert (judge(given).exposure, judge(given).blocked_by) == ("private", ("ubla",))
    both = {"bucketPolicyOnly": {"enabled": True}, "uniformBucketLevelAccess": {"enabled": False}}
    given["bucket"]["iamConfiguration"] = both
    assert judge(given).exposure == "anonymous_read"


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (
            documents(
                binding(VIEWER, "allUsers"),
                bucket={"ipFilter": {"mode": "Enabled", "publicNetworkSource": {"allowedIpCidrRanges": ["x/33"]}}},
            ),
            r"allowedIpCidrRanges 'x/33'",
        ),
        (documents(uniform=False, objects=(item("a", entry("allUsers", "READ")),)), r"objects\.acl\.role"),
        (documents(uniform=False, bucket={"acl": [entry("allUsers", "READ")]}), r"bucket\.acl\.role"),
    ],
)
def test_what_would_be_passed_over_in_silence_is_refused(given: dict[str, Any], where: str) -> None:
    with pytest.raises(InputError, match=where):
        judge(given)


def test_a_condition_that_is_no_text_of_any_language_is_taken_to_hold() -> None:
    found = judge(documents(binding(VIEWER, PARTNER, when="\ud800")))
    assert (found.exposure, found.unknown) == ("external_account", ("condition:expression",))
