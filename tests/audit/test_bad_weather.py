"""Three calls in ten throttled, one connection in twenty cut, a clock ten minutes off: the same findings."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.audit.conftest import Outcome
from tests.servers.organization import StubOrganization, organization
from tests.servers.s3 import StubS3, serving
from tests.servers.weather import Weather

LIST = "氏名,メールアドレス\n" + "".join(f"合成 太郎{n},synthetic{n}@example.co.jp\n" for n in range(40))


@pytest.fixture
def org(stub: StubS3) -> StubOrganization:
    del stub  # for its environment
    return organization(members=4, buckets=2, objects={"list.csv": LIST.encode()})


def test_bad_weather_changes_no_finding(
    org: StubOrganization, scan: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(org) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        calm = scan("--organization", "--probe")
        weather = Weather()
        org.fault = weather
        rough = scan("--organization", "--probe")
    assert rough.status == 1, rough.printed
    assert min(weather.met["throttled"], weather.met["cut"], weather.met["late"]) > 0
    assert calm.report["coverage"]["complete"]
    assert len(calm.report["resources"]) == 8
    assert _told(rough) == _told(calm)
    assert rough.status == calm.status == 1


def _told(outcome: Outcome) -> dict[str, Any]:
    findings = [(f["check"], f["resource"], f["status"], f["fingerprint"]) for f in outcome.report["findings"]]
    people = [(r["id"], (r["personal_data"] or {}).get("subjects")) for r in outcome.report["resources"]]
    return {"findings": findings, "people": people, "coverage": outcome.report["coverage"]}
