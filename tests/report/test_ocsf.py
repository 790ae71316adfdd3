"""findings.ocsf.json holds events of the class Data Security Finding of OCSF 1.5.0."""

import json
from datetime import UTC, datetime

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck import bundled
from exposurecheck.model.finding import FindingStatus
from exposurecheck.model.report import Report
from exposurecheck.model.resource import ProviderName, ResourceType
from exposurecheck.report.messages import LANGS, Lang
from exposurecheck.report.ocsf import render
from tests.report.sample import finding, sample
from tests.report.strangers import hostile

_SCHEMA = bundled.schemas() / "ocsf-data-security-finding.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(_SCHEMA.read_text("utf-8")))


def _events(report: Report, lang: Lang = "en") -> list[dict[str, object]]:
    printed = json.loads(render(report, lang))
    VALIDATOR.validate(printed)
    return list(printed)


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_is_one_valid_event(lang: Lang) -> None:
    events = _events(sample(), lang)

    assert len(events) == len(sample().findings)
    assert {(e["class_uid"], e["category_uid"], e["type_uid"]) for e in events} == {(2006, 2, 200601)}


@pytest.mark.parametrize("key", ["class_uid", "time", "metadata", "finding_info", "severity_id", "cloud"])
def test_the_schema_misses_what_is_required(key: str) -> None:
    events = json.loads(render(sample(), "en"))
    del events[0][key]

    assert list(VALIDATOR.iter_errors(events))


def test_the_schema_refuses_what_the_class_does_not_have() -> None:
    events = json.loads(render(sample(), "en"))
    events[0]["remediation"] = {"desc": "not an attribute of this class"}

    assert list(VALIDATOR.iter_errors(events))


def test_an_event_says_what_where_since_when_and_how_many() -> None:
    event = json.loads(render(sample(), "en"))[0]

    assert (event["severity_id"], event["status_id"], event["is_alert"]) == (5, 1, True)
    assert event["finding_info"]["uid"] == sample().findings[0].fingerprint
    assert event["cloud"]["account"] == {"uid": "111122223333", "type_id": 10, "type": "AWS Account"}
    assert (event["databucket"]["type_id"], event["databucket"]["is_public"]) == (1, True)
    assert event["data_security"]["discovery_details"][0] == {"type": "jp.my_number", "count": 262}
    assert event["unmapped"]["people"] == {"low": 128, "best": 131, "high": 131, "key": "jp.my_number"}
    assert event["time"] == datetime(2026, 11, 23, 6, 40, tzinfo=UTC).timestamp() * 1000


def test_an_undecided_store_is_neither_public_nor_private() -> None:
    report = sample().model_copy(
        update={"findings": (finding("anonymous-list", "acme-finance", FindingStatus.UNKNOWN),)}
    )
    event = json.loads(render(report, "en"))[0]

    assert "is_public" not in event["databucket"]
    assert "data_security" not in event
    assert event["is_alert"] is False
    assert "s3:GetBucketPolicy" in event["status_detail"]


def test_a_muted_finding_is_suppressed() -> None:
    event = _events(sample())[-1]

    assert (event["status_id"], event["status"], event["is_alert"]) == (3, "Suppressed", False)


def test_a_finding_on_an_account_has_no_cloud_and_no_bucket() -> None:
    one = finding("account-guardrail-off", "x").model_copy(update={"resource": "account 111122223333"})
    (event,) = _events(sample().model_copy(update={"findings": (one,)}))

    assert {"cloud", "databucket"}.isdisjoint(event)


@pytest.mark.parametrize(
    ("provider", "kind", "type_id"),
    [
        (ProviderName.GCP, ResourceType.BUCKET, 3),
        (ProviderName.AZURE, ResourceType.CONTAINER, 2),
        (ProviderName.AZURE, ResourceType.SHARE, 99),
    ],
)
def test_every_kind_of_store_has_its_type(provider: ProviderName, kind: ResourceType, type_id: int) -> None:
    store = sample().resources[0].model_copy(update={"provider": provider, "type": kind})
    (event,) = _events(sample().model_copy(update={"resources": (store,), "findings": sample().findings[:1]}))
    bucket = event["databucket"]

    assert isinstance(bucket, dict)
    assert bucket["type_id"] == type_id


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_any_name_fits(name: str) -> None:
    assert len(_events(hostile(name))) == 4
