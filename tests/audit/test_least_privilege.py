"""The role that ``doctor --print-policy`` writes is what a scan uses, as the servers saw it, and lets nobody write."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from exposurecheck.audit.flow import audit
from exposurecheck.checks.catalogue import load
from exposurecheck.demo.azure.serve import running as azure_demo
from exposurecheck.demo.gcs.serve import environment
from exposurecheck.demo.gcs.serve import running as gcs_demo
from exposurecheck.demo.gcs.server import Gcs
from exposurecheck.demo.gcs.server import serving as gcs_serving
from exposurecheck.demo.gcs.story import estate as company
from exposurecheck.demo.permissions import permission_of
from exposurecheck.model.resource import ProviderName
from exposurecheck.progress import Silent
from exposurecheck.providers.permissions import needed, role
from exposurecheck.providers.registry import connect_all
from exposurecheck.settings import ScanSettings
from tests.estate import running, signed_in
from tests.providers.aws.estate import fill
from tests.providers.gcp.estate import AUDITOR, PROJECT
from tests.providers.gcp.exposed import estate as rarities
from tests.servers.organization import StubOrganization, organization
from tests.servers.s3 import Answer, serving

AT = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)
STS = "POST /"
"""STS is asked by its own protocol, whose action stands in the body."""
READS = re.compile(
    r"(\w+:(Get|List|Describe)\w+|[\w.]+\.(get|list)\w*|Microsoft\.[\w./]+/read|Microsoft\.[\w./]+/getAcl/action)"
)


class Recorded(StubOrganization):
    """An organisation that notes what each signed request needed, by the table of the demo's front door."""

    asked: set[str]

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: str) -> Answer:
        path, _, raw = target.partition("?")
        query = {part.partition("=")[0] for part in raw.split("&")}
        if "authorization" in headers:
            action = re.search(r"Action=(\w+)", body)
            named = f"sts:{action.group(1)}" if action else None
            self.asked.add(permission_of(method, path, query, headers.get("x-amz-target", "")) or named or target)
        return super().answer(method, target, headers, body)


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorded]:
    plain = organization(members=2, buckets=1)
    stub = Recorded(organizations=plain.organizations, members=plain.members)
    stub.asked = set()
    fill(stub)
    (member,) = stub.members.values()
    fill(member)
    with serving(stub) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        yield stub


def test_what_aws_was_asked_for_is_the_policy(record: Recorded) -> None:
    with running() as demo, signed_in(demo.env):
        before = demo.asked()
        _scan(ScanSettings(probe=True))
        asked = set(demo.asked() - before)
    asked -= {STS}
    assert asked, "the demo was scanned"
    environment = {**demo.env, "AWS_ENDPOINT_URL": record.url}
    with signed_in(environment):
        _scan(ScanSettings(organization=True, probe=True))
    assert asked | record.asked == {each.permission for each in needed(ProviderName.AWS)}
    policy = json.loads(role(ProviderName.AWS, every_account=True))
    (statement,) = policy["Statement"]
    assert asked | record.asked == set(statement["Action"])
    _read_only(statement["Action"], {"sts:AssumeRole"})


def test_one_account_needs_nothing_for_others_and_no_content_needs_no_objects() -> None:
    alone = role(ProviderName.AWS)
    assert "sts:AssumeRole" not in alone
    assert "organizations:ListAccounts" not in alone
    assert '"s3:GetObject"' in alone
    assert "storage.objects.get\n" not in role(ProviderName.GCP, content=False) + "\n"


def test_what_google_cloud_was_asked_for_is_the_role(tmp_path: Path) -> None:
    with gcs_demo() as demo, signed_in(demo.env):
        _scan(ScanSettings(provider="gcp", probe=True, organization_id=company().organization))
        asked = demo.asked()
    rare = Gcs(rarities())  # filters, deny policies and custom roles, which the company has none of
    with gcs_serving(rare) as url, signed_in(environment(url, tmp_path, AUDITOR, PROJECT)):
        _scan(ScanSettings(provider="gcp"))
    asked |= rare.asked
    document = yaml.safe_load(role(ProviderName.GCP))
    assert asked == set(document["includedPermissions"]) == {each.permission for each in needed(ProviderName.GCP)}
    _read_only(document["includedPermissions"], set())


def test_what_azure_was_asked_for_is_the_role() -> None:
    with azure_demo() as demo, signed_in({**demo.env, "AZURE_SUBSCRIPTION_ID": ""}):
        _scan(ScanSettings(provider="azure", probe=True))
        asked = {r.permission for r in demo.server.requests if "authorization" in r.headers} - {""}
        methods = {request.method for request in demo.server.requests}
    document = json.loads(role(ProviderName.AZURE))
    granted = {*document["Actions"], *document["DataActions"]}
    intent = "Microsoft.Storage/storageAccounts/fileServices/readFileBackupSemantics/action"
    assert asked == granted - {intent} == {each.permission for each in needed(ProviderName.AZURE)}
    assert methods <= {"GET", "HEAD"}
    _read_only(granted, {intent})


def _scan(settings: ScanSettings) -> None:
    report = audit(connect_all(settings), settings, load(), lambda: AT, Silent())
    assert report.resources


def _read_only(permissions: "set[str] | list[str]", but: set[str]) -> None:
    assert {each for each in permissions if not READS.fullmatch(each)} == but
