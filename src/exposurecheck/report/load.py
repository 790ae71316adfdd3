"""Turns the text of a report.json back into the report it was printed from."""

import json
import re

from pydantic import JsonValue, ValidationError

from exposurecheck.errors import InputError
from exposurecheck.model.report import Report

_SCHEMA = re.compile(r"exposurecheck\.report/(\d{1,9})")
_OURS = 1
_SHOWN = 80


def load(text: str | bytes, where: str) -> Report:
    """Read a report; ``where`` names its place in messages.

    Raises:
        InputError: Not JSON, not a report of exposurecheck, of a newer version, or broken.
    """
    try:
        document: JsonValue = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not a saved run: it is not valid JSON ({_first_line(error)})") from error
    schema = document.get("schema") if isinstance(document, dict) else None
    found = _SCHEMA.fullmatch(schema) if isinstance(schema, str) else None
    if not isinstance(document, dict) or found is None:
        raise InputError(
            f'{where}: not a saved run: its "schema" is not exposurecheck.report; give the report.json of a scan'
        )
    version = _version(document)
    if int(found[1]) > _OURS:
        raise InputError(
            f"{where}: written by a newer exposurecheck{version} (schema {found[0]}); update exposurecheck"
        )
    try:
        return Report.model_validate(_as_model(document))
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in problem["loc"])[:_SHOWN]
        if problem["type"] == "extra_forbidden":
            raise InputError(
                f"{where}: {place!r} is not known to this version; it was written by a newer exposurecheck{version},"
                " or changed by hand; update exposurecheck"
            ) from error
        raise InputError(f"{where}: a broken report: {place}: {problem['msg']}; scan again") from error


def _as_model(document: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Undo what :func:`exposurecheck.report.json_report.exposure_json` renames."""
    resources = document.get("resources")
    if not isinstance(resources, list):
        return document
    return {**document, "resources": [_resource(one) for one in resources]}


def _resource(printed: JsonValue) -> JsonValue:
    exposure = printed.get("exposure") if isinstance(printed, dict) else None
    if not isinstance(printed, dict) or not isinstance(exposure, dict) or "aws_policy_is_public" not in exposure:
        return printed
    renamed = {("policy_is_public" if k == "aws_policy_is_public" else k): v for k, v in exposure.items()}
    return {**printed, "exposure": renamed}


def _version(document: dict[str, JsonValue]) -> str:
    tool = document.get("tool")
    version = tool.get("version") if isinstance(tool, dict) else None
    return f" {version[:_SHOWN]}" if isinstance(version, str) and version.isprintable() else ""


def _first_line(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error).partition("\n")[0][:_SHOWN]
