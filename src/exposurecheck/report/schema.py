"""Turns the model into the JSON Schema of report.json, so that the published schema cannot drift from the code."""

import json

from pydantic import JsonValue, TypeAdapter

from exposurecheck.model.report import Report

_OBJECT: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])

FILE_NAME = "report.schema.json"


def _child(parent: dict[str, JsonValue], key: str) -> dict[str, JsonValue]:
    """Return ``parent[key]`` itself, which is an object in every schema that pydantic makes."""
    child = parent[key]
    if not isinstance(child, dict):
        raise TypeError(key)
    return child


def document() -> dict[str, JsonValue]:
    """Return the schema (draft 2020-12) of what :func:`exposurecheck.report.json_report.render` prints."""
    schema = _OBJECT.validate_python(Report.model_json_schema(mode="serialization", by_alias=True))
    exposure = _child(_child(schema, "$defs"), "Exposure")
    properties = _child(exposure, "properties")
    properties["aws_policy_is_public"] = properties.pop("policy_is_public")
    required = exposure["required"]
    optional = {"policy_is_public", "anonymous_other"}
    exposure["required"] = [key for key in required if key not in optional] if isinstance(required, list) else []
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def render() -> str:
    """Return the text of ``reports/schemas/report.schema.json``."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"
