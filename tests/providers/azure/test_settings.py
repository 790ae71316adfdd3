"""Facts beside the verdict: from the documents, and unknown where those are silent."""

from datetime import UTC, datetime

import pytest

from exposurecheck.model.base import Json
from exposurecheck.model.resource import Settings
from exposurecheck.providers.azure.settings import settings_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _account(**properties: Json) -> dict[str, Json]:
    return {"account": {"name": "a", "properties": {"kind": "x", **properties}}, "blobService": {}, "sas": []}


def test_nothing_read_is_nothing_known() -> None:
    assert settings_of({}, NOW) == Settings()
    assert settings_of({"account": {"name": "a"}, "blobService": {}, "sas": []}, NOW) == Settings(
        website=False, shared_links=0, links_without_expiry=0, links_with_write=0, links_found=0
    )


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({}, True),
        ({"publicNetworkAccess": "Disabled"}, False),
        ({"publicNetworkAccess": "SecuredByPerimeter"}, False),
        ({"networkAcls": {"defaultAction": "Deny"}}, False),
        ({"networkAcls": {"defaultAction": "Allow", "ipRules": [{"value": "203.0.113.1"}]}}, True),
    ],
)
def test_a_firewall_counts_only_when_it_denies(properties: dict[str, Json], expected: object) -> None:
    assert settings_of(_account(**properties), NOW).open_to_all_networks is expected


def test_an_unset_shared_key_setting_allows() -> None:
    assert settings_of(_account(), NOW).shared_key_access is True
    assert settings_of(_account(allowSharedKeyAccess=False), NOW).shared_key_access is False
    assert settings_of(_account(allowCrossTenantReplication=True), NOW).cross_tenant_replication is True
    assert settings_of(_account(), NOW).cross_tenant_replication is None
    assert settings_of(_account(sasPolicy={"sasExpirationPeriod": "1.00:00:00"}), NOW).link_policy is True


def test_stored_policies_that_never_end_or_that_write_are_named() -> None:
    policies: Json = [
        {"id": "old", "accessPolicy": {"permission": "r"}},
        {"id": "new", "accessPolicy": {"permission": "rwd", "expiry": "2026-02-01"}},
    ]
    found = settings_of({**_account(), "containers": [{"name": "c", "signedIdentifiers": policies}]}, NOW)
    assert (found.policies_without_expiry, found.policies_with_write) == (("old",), ("new",))
    assert settings_of({**_account(), "containers": [{"name": "c"}]}, NOW).policies_without_expiry is None


def test_links_are_counted_by_what_is_wrong_with_them() -> None:
    links: Json = [
        {"type": "service", "params": {"sp": "r", "st": "2026-01-01", "se": "2026-03-02T00:00:00Z"}},
        {"type": "service", "params": {"sp": "rw", "se": "2026-01-11"}},
        {"type": "service", "params": {"si": "old"}},
        {"type": "account", "params": {"sp": "rl"}},
        {"type": "service", "params": {"sp": "r", "se": "soon"}},
    ]
    found = settings_of({**_account(), "sas": links}, NOW)
    assert (found.shared_links, found.links_without_expiry, found.links_with_write) == (5, 1, 1)
    assert found.longest_link_days == 60


@pytest.mark.parametrize(("protocol", "expected"), [("NFS", True), ("SMB", False)])
def test_shares_say_whether_they_speak_nfs(protocol: str, expected: object) -> None:
    shares: Json = [{"name": "s", "properties": {"enabledProtocols": protocol}}]
    assert settings_of({**_account(), "shares": shares}, NOW).nfs is expected
