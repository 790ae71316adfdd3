"""Judges documents that leave something out or hold what no API returns."""

from typing import Any

import pytest

from exposurecheck.access.resolve import resolve
from exposurecheck.errors import InputError
from tests.access.azure.account import AS_OF, container, documents, endpoint, firewall, lake, service_sas

LAKE = {"isHnsEnabled": True}
PASS, OPEN = "user::rwx,group::r-x,other::--x", "user::rw-,group::r--,other::r--"


def judge(given: dict[str, Any]) -> Any:
    return resolve("azure", given, AS_OF)


def test_resource_managers_answer_says_nothing_about_a_website() -> None:
    given = documents(container())
    given["blobService"] = {"deleteRetentionPolicy": {"enabled": True}}
    found = judge(given)
    assert (found.exposure, found.at_most, found.unknown) == ("unknown", "anonymous_read", ("blobService",))


def test_acls_of_paths_count_perhaps_where_nobody_says_whether_the_namespace_is_hierarchical() -> None:
    given = documents(lake({"/": PASS, "a": OPEN}, "a"))
    del given["account"]["properties"]["isHnsEnabled"]
    found = judge(given)
    assert (found.exposure, found.at_most) == ("unknown", "organization")
    assert found.unknown == ("account.properties.isHnsEnabled",)
    given["account"]["properties"]["isHnsEnabled"] = False
    assert judge(given).exposure == "private"


def test_whether_a_lake_is_read_without_a_name_through_its_own_endpoint_is_undecided() -> None:
    closed = {"publicNetworkAccess": "Disabled", "privateEndpointConnections": [endpoint("dfs")]}
    found = judge(documents(container(level="Blob"), properties=closed | LAKE))
    assert (found.exposure, found.at_most) == ("unknown", "network_restricted")
    assert judge(documents(container(level="Blob"), properties=closed)).exposure == "private"


def test_a_token_whose_stored_policy_is_gone_is_named_as_stopped() -> None:
    found = judge(documents(container(signedIdentifiers=[]), sas=(service_sas(si="gone", sp=None, se=None),)))
    assert (found.exposure, found.blocked_by) == ("private", ("sas[0]:stored_policy_missing",))


def test_a_path_without_its_acl_is_not_known() -> None:
    found = judge(documents(lake({"/": PASS, "a": ""}, "a"), properties=LAKE))
    assert (found.exposure, found.unknown) == ("unknown", ("container[lake].acl[a]",))


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (documents(container(level="Everything")), r"containers\[0\]\.properties\.publicAccess"),
        (documents(container(), properties=firewall("somewhere")), r"networkAcls\.ipRules\.value 'somewhere'"),
        (documents(container(), sas=(service_sas(sip="here"),)), r"sas\[0\]\.params\.sip 'here'"),
        (documents(container(), sas=({"container": "data", "params": {"sp": "r"}},)), r"sas\[0\] must have a type"),
        (documents(container(), sas=({"type": "service", "params": {"sp": "r"}},)), r"sas\[0\].*container"),
        (documents(container(), sas=({"type": "service", "container": "data"},)), r"sas\[0\]\.params is missing"),
        (documents(lake({"/": "rwxr-x--x"}), properties=LAKE), r"containers\[0\]\.acls\[0\]\.acl"),
    ],
)
def test_what_would_be_passed_over_in_silence_is_refused(given: dict[str, Any], where: str) -> None:
    with pytest.raises(InputError, match=where):
        judge(given)


@pytest.mark.parametrize("level", ["None", "none", "private", "off", "", None])
def test_every_word_for_a_private_container_is_understood(level: str | None) -> None:
    assert judge(documents(container(level=level))).exposure == "private"
