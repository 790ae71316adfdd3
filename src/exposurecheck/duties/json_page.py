"""Turns an assessment into the JSON that other programs read."""

from pydantic import JsonValue, TypeAdapter

from exposurecheck.duties.wording import DISCLAIMER
from exposurecheck.model.duty import Assessment

SCHEMA = "exposurecheck.duties/1"
_OBJECT: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])


def as_json(assessment: Assessment) -> dict[str, JsonValue]:
    """Print an assessment; the keys of rules and duties are those of the model, and the same as in report.json."""
    printed = _OBJECT.validate_python(assessment.model_dump(mode="json", by_alias=True))
    return {"schema": SCHEMA, **printed, "disclaimer": DISCLAIMER.model_dump()}
