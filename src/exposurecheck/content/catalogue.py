"""Loads detectors from YAML files, one per file, and says at which line a file is wrong."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from exposurecheck.content.detector import TRUSTED, Detector
from exposurecheck.documents.kind import holds_check
from exposurecheck.errors import DetectorError

SHIPPED = Path(__file__).parent / "detectors"


def load(folders: Iterable[Path] = ()) -> tuple[Detector, ...]:
    """Return the shipped detectors and those of ``folders``, sorted by id; raises ``DetectorError``.

    A user's detector may not take the id of a shipped one.
    """
    found = dict(_shipped())
    for folder in folders:
        if not folder.is_dir():
            raise DetectorError(f"{folder}: no such folder of detectors")
        for file in sorted(folder.glob("*.yaml")):
            if holds_check(file):
                continue
            detector = read(file)
            if detector.id in found:
                raise DetectorError(
                    f"{file}:1: the id {detector.id!r} is already taken; choose another file name and id"
                )
            found[detector.id] = detector
    return tuple(found[key] for key in sorted(found))


@cache
def _shipped() -> tuple[tuple[str, Detector], ...]:
    shipped = [read(file, trusted=True) for file in sorted(SHIPPED.glob("*.yaml"))]
    return tuple((detector.id, detector) for detector in shipped)


def read(file: Path, *, trusted: bool = False) -> Detector:
    """Read one detector; raises ``DetectorError`` with file and line.

    ``trusted``: its expressions are known to run in linear time, as the tests see to for those that are shipped.
    """
    try:
        text = file.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except OSError as error:
        raise DetectorError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DetectorError(f"{file}: is not UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DetectorError(f"{file}:{line}: not YAML: {error.problem}") from None
    if not isinstance(data, dict):
        raise DetectorError(f"{file}:1: a detector is a mapping with schema, id, name, category, ...")
    duplicate = _duplicate(root)
    if duplicate:
        raise DetectorError(f"{file}:{duplicate[1]}: the key {duplicate[0]!r} stands twice")
    try:
        detector = Detector.model_validate(data, context=TRUSTED if trusted else None)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        message = str(first["msg"]).removeprefix("Value error, ")
        raise DetectorError(f"{file}:{_line(root, first['loc'])}: {place}: {message}") from None
    if detector.id != file.stem:
        raise DetectorError(f"{file}:{_line(root, ('id',))}: id {detector.id!r} must be the file's name {file.stem!r}")
    return detector


def _duplicate(node: yaml.Node | None) -> tuple[str, int] | None:
    children: list[yaml.Node] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                return str(key.value), key.start_mark.line + 1
            seen.add(key.value)
            children.append(value)
    elif isinstance(node, yaml.SequenceNode):
        children = node.value
    return next((found for child in children if (found := _duplicate(child))), None)


def _line(node: yaml.Node | None, path: tuple[int | str, ...]) -> int:
    """Return the line of the deepest node on ``path`` that the file has."""
    line = node.start_mark.line + 1 if node else 1
    for part in path:
        if isinstance(node, yaml.MappingNode):
            hit = next(((k, v) for k, v in node.value if k.value == part), None)
            if hit is None:
                return line
            line, node = hit[0].start_mark.line + 1, hit[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
