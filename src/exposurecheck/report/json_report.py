"""Turns a report into report.json, the canonical form that other programs read."""

import json
import re

from pydantic import JsonValue, TypeAdapter

from exposurecheck.model.exposure import Exposure, ExposureClass
from exposurecheck.model.report import Report

_OBJECT: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def exposure_json(exposure: Exposure) -> dict[str, JsonValue]:
    """Print a verdict as the ``access`` verb does: the same keys, and what explains them.

    ``anonymous_other`` is there only with the class of that name or where it says something, ``aws_policy_is_public``
    only where AWS's documents decide it.
    """
    printed = _OBJECT.validate_python(exposure.model_dump(mode="json"))
    if not exposure.anonymous_other and exposure.exposure is not ExposureClass.ANONYMOUS_OTHER:
        del printed["anonymous_other"]
    is_public = printed.pop("policy_is_public")
    if is_public is not None:
        printed["aws_policy_is_public"] = is_public
    return printed


def report_json(report: Report) -> dict[str, JsonValue]:
    """Print a report as a JSON document; every key of the model, in its order."""
    printed = _OBJECT.validate_python(report.model_dump(mode="json", by_alias=True, exclude={"resources"}))
    resources: list[JsonValue] = []
    for resource in report.resources:
        one = _OBJECT.validate_python(resource.model_dump(mode="json", exclude={"exposure"}))
        one["exposure"] = None if resource.exposure is None else exposure_json(resource.exposure)
        resources.append(one)
    return {key: resources if key == "resources" else printed[key] for key in _keys()}


def _keys() -> list[str]:
    return [field.alias or name for name, field in Report.model_fields.items()]


def text(document: JsonValue) -> str:
    """Return a JSON document as text that UTF-8 can always encode, whatever an object key holds."""
    printed = json.dumps(document, ensure_ascii=False, indent=1)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", printed) + "\n"


def render(report: Report) -> str:
    """Return report.json as text; :mod:`exposurecheck.report.load` reads it back."""
    return text(report_json(report))
