"""Turns a report into report.json, the canonical form that other programs read."""

import json
import re
from collections.abc import Iterable, Iterator

from pydantic import JsonValue, TypeAdapter

from exposurecheck.model.base import Model
from exposurecheck.model.exposure import Exposure, ExposureClass
from exposurecheck.model.report import Report
from exposurecheck.model.resource import Resource

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
    resources: list[JsonValue] = [_resource(resource) for resource in report.resources]
    return {key: resources if key == "resources" else printed[key] for key in _keys()}


def _resource(resource: Resource) -> dict[str, JsonValue]:
    one = _plain(resource, exclude={"exposure"})
    one["exposure"] = None if resource.exposure is None else exposure_json(resource.exposure)
    return one


def _plain(model: Model, exclude: set[str] | None = None) -> dict[str, JsonValue]:
    return _OBJECT.validate_python(model.model_dump(mode="json", by_alias=True, exclude=exclude))


def _keys() -> list[str]:
    return [field.alias or name for name, field in Report.model_fields.items()]


def text(document: JsonValue) -> str:
    """Return a JSON document as text that UTF-8 can always encode, whatever an object key holds."""
    return _text(document) + "\n"


def pieces(report: Report) -> Iterator[str]:
    """Yield report.json bit by bit: as a whole it is four times as large in memory as on disk."""
    several = {"resources": map(_resource, report.resources), "findings": map(_plain, report.findings)}
    head = _OBJECT.validate_python(report.model_dump(mode="json", by_alias=True, exclude=set(several)))
    before = "{\n "
    for key in _keys():
        yield before + f"{json.dumps(key)}: "
        yield from _list(several[key]) if key in several else (_indented(head[key], 1),)
        before = ",\n "
    yield "\n}\n"


def _list(found: Iterable[JsonValue]) -> Iterator[str]:
    before = "[\n  "
    for one in found:
        yield before + _indented(one, 2)
        before = ",\n  "
    yield "[]" if before.startswith("[") else "\n ]"


def _indented(value: JsonValue, depth: int) -> str:
    return _text(value).replace("\n", "\n" + " " * depth)  # a line break inside a string is written as an escape


def _text(value: JsonValue) -> str:
    printed = json.dumps(value, ensure_ascii=False, indent=1)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", printed)


def render(report: Report) -> str:
    """Return report.json as text; :mod:`exposurecheck.report.load` reads it back."""
    return "".join(pieces(report))
