"""report.json has the promised keys, fits its published schema, and can always be encoded."""

import json

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck import bundled
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.report import schema
from exposurecheck.report.json_report import exposure_json, pieces, render, report_json, text
from tests.report.sample import exposure, sample, store


def test_the_promised_keys_are_there_in_order() -> None:
    printed = json.loads(render(sample()))

    assert [k for k in printed if k != "run_id"] == [
        "schema", "generated_at", "tool", "scope", "coverage", "resources", "findings", "summary", "subjects", "duties",
        "rules", "watch", "facts", "law_as_of", "open", "set_aside", "warnings", "missing_facts", "changes", "notes",
    ]  # fmt: skip
    assert printed["schema"] == "exposurecheck.report/1"
    assert printed["generated_at"] == "2026-11-23T06:40:00Z"
    assert printed["tool"] == {"name": "exposurecheck", "version": "0.1.0"}
    assert printed["coverage"]["resources"] == {"total": 13, "assessed": 11, "unknown": 2}
    assert printed["coverage"]["gaps"][0] == {
        "resource": "s3://acme-finance",
        "fact": "policy",
        "reason": "denied",
        "permission": "s3:GetBucketPolicy",
        "detail": "AccessDenied",
    }
    first = printed["resources"][0]
    assert {"id", "provider", "type", "name", "region", "account", "exposure", "proof", "personal_data"} <= first.keys()
    assert {"status", "key", "sha256_of_first_bytes", "at"} <= first["proof"].keys()
    assert first["personal_data"]["subjects"] == {"low": 128, "best": 131, "high": 131, "key": "jp.my_number"}
    assert {"check", "resource", "status", "severity", "title", "evidence", "missing", "fingerprint", "first_seen"} <= (
        printed["findings"][0].keys()
    )


def test_an_exposure_is_printed_with_the_keys_of_the_access_verb() -> None:
    printed = exposure_json(exposure(ExposureClass.ANONYMOUS_READ))

    assert {
        "exposure", "anonymous_read", "anonymous_list", "any_authenticated_read", "external_accounts",
        "exposed_prefixes", "exposed_except", "exposed_conditions", "network_restricted", "cause", "blocked_by",
        "unknown", "witness", "explanation",
    } <= printed.keys()  # fmt: skip
    assert "anonymous_other" not in printed
    assert "aws_policy_is_public" not in printed


def test_keys_that_hold_only_sometimes_appear_only_then() -> None:
    other = exposure(ExposureClass.ANONYMOUS_OTHER).model_copy(update={"policy_is_public": True})

    assert exposure_json(other)["anonymous_other"] == []
    assert exposure_json(other)["aws_policy_is_public"] is True


def test_the_published_schema_is_the_one_of_the_model() -> None:
    published = (bundled.schemas() / schema.FILE_NAME).read_text("utf-8")

    assert published == schema.render(), "the model has changed: run `make samples`"


def test_a_report_fits_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema.document())

    validator.validate(json.loads(render(sample())))


def test_the_schema_refuses_a_key_it_does_not_know() -> None:
    printed = json.loads(render(sample()))
    printed["resources"][0]["exposure"]["surprise"] = 1

    assert list(jsonschema.Draft202012Validator(schema.document()).iter_errors(printed))


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_name_survives_the_round_trip_through_utf8(name: str) -> None:
    report = sample().model_copy(update={"resources": (store("x").model_copy(update={"name": name}),), "findings": ()})

    assert json.loads(render(report).encode().decode())["resources"][0]["name"] == name


def test_the_pieces_are_the_document() -> None:
    report = sample()
    assert "".join(pieces(report)) == text(report_json(report))
    bare = report.model_copy(update={"resources": (), "findings": ()})
    assert "".join(pieces(bare)) == text(report_json(bare))
