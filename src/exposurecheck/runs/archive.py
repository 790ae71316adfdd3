"""Takes a report apart into items that runs share, and puts it together again."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue, TypeAdapter, ValidationError

from exposurecheck.model.report import Report
from exposurecheck.model.resource import Proof
from exposurecheck.runs import items
from exposurecheck.runs.brief import Brief
from exposurecheck.runs.page import Page, pages

Parts = Mapping[str, int]
"""Name of a part of a report to the item that holds it."""

_OBJECT: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])
_LIST: TypeAdapter[list[JsonValue]] = TypeAdapter(list[JsonValue])
_NUMBERS: TypeAdapter[list[int]] = TypeAdapter(list[int])
_LAW = ("duties", "rules", "watch", "facts", "law_as_of")
"""Parts that seldom change from run to run, so that they are one item."""
_TEXTS = ("title", "because", "remediation", "references")
"""What a finding takes from its check, the same for every store."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The pages of a report that are stored, and what is needed to put them together again."""

    pages: tuple[Page, ...]
    ids: list[int]
    """The item of each page."""
    proofs: list[JsonValue]


def keep_pages(sql: sqlite3.Connection, report: Report) -> Kept:
    """Store what a report says store by store; what an earlier run stored already takes no space."""
    found = pages(report)
    proofs: list[JsonValue] = []
    texts: dict[str, int] = {}
    printed = (_page(sql, page, number, proofs, texts) for number, page in enumerate(found))  # one at a time in memory
    return Kept(tuple(found), items.put(sql, printed), proofs)


def keep(sql: sqlite3.Connection, report: Report, kept: Kept) -> Parts:
    """Store the rest of a report."""
    place = {page.id: number for number, page in enumerate(kept.pages)}
    top = _OBJECT.validate_python(report.model_dump(mode="json", by_alias=True, exclude={"resources", "findings"}))
    coverage = _OBJECT.validate_python(top["coverage"])
    gaps = coverage.pop("gaps")
    law: dict[str, JsonValue] = {name: top.pop(name) for name in _LAW}
    order: list[JsonValue] = [place[finding.resource] for finding in report.findings]
    parts: dict[str, JsonValue] = {
        "head": {**top, "coverage": coverage},
        "gaps": gaps,
        "law": law,
        "proofs": kept.proofs,
        "order": order,
        "members": [*kept.ids],
    }
    return dict(zip(parts, items.put(sql, parts.values()), strict=True))


def _page(
    sql: sqlite3.Connection, page: Page, number: int, proofs: list[JsonValue], texts: dict[str, int]
) -> JsonValue:
    """Print a page; a proof holds the hour and the number of its request, so that it is kept apart."""
    printed = _OBJECT.validate_python(page.model_dump(mode="json"))
    resource = printed.get("resource")
    if isinstance(resource, dict):
        proof = resource.pop("proof")
        if proof is not None:
            proofs.append([number, proof])
    findings = []
    for finding, one in zip(page.findings, _LIST.validate_python(printed.get("findings", [])), strict=True):
        told = _OBJECT.validate_python(one)
        said: dict[str, JsonValue] = {name: told.pop(name) for name in _TEXTS if name in told}
        key = f"{finding.check}\0{said}"
        if key not in texts:
            (texts[key],) = items.put(sql, [said])
        findings.append({**told, "texts": texts[key]})
    return {"resource": resource, "findings": [*findings]}


def restore(sql: sqlite3.Connection, path: Path, parts: Parts) -> Report:
    """Put a report together again; raises ``RunStoreError`` when something of it is missing or damaged."""
    try:
        held = items.get(sql, path, parts.values())
        found = load_pages(sql, path, _NUMBERS.validate_python(held[parts["members"]]))
        resources = [page.resource for page in found if page.resource is not None]
        for number, proof in (_LIST.validate_python(one) for one in _LIST.validate_python(held[parts["proofs"]])):
            at = _NUMBERS.validate_python([number])[0]
            resources[at] = resources[at].model_copy(update={"proof": Proof.model_validate(proof)})
        told = [iter(page.findings) for page in found]
        findings = [next(told[place]) for place in _NUMBERS.validate_python(held[parts["order"]])]
        head = _OBJECT.validate_python(held[parts["head"]])
        coverage = {**_OBJECT.validate_python(head["coverage"]), "gaps": held[parts["gaps"]]}
        law = _OBJECT.validate_python(held[parts["law"]])
        return Report.model_validate(
            {**head, **law, "coverage": coverage, "resources": resources, "findings": findings}
        )
    except (ValidationError, KeyError, IndexError, StopIteration) as error:
        raise items.damaged(path) from error


def members(sql: sqlite3.Connection, path: Path, parts: Parts) -> list[int]:
    """Return the item of each page of a run."""
    try:
        return _NUMBERS.validate_python(items.get(sql, path, [parts["members"]])[parts["members"]])
    except (ValidationError, KeyError) as error:
        raise items.damaged(path) from error


def head(sql: sqlite3.Connection, path: Path, parts: Parts) -> Report:
    """Return a report without its stores and findings."""
    held = items.get(sql, path, [parts["head"], parts["gaps"]])
    try:
        told = _OBJECT.validate_python(held[parts["head"]])
        coverage = {**_OBJECT.validate_python(told["coverage"]), "gaps": held[parts["gaps"]]}
        return Report.model_validate({**told, "coverage": coverage})
    except (ValidationError, KeyError) as error:
        raise items.damaged(path) from error


def load_pages(sql: sqlite3.Connection, path: Path, ids: Sequence[int]) -> list[Page]:
    """Return the pages of these items, without proofs."""
    held = items.get(sql, path, ids)
    try:
        printed = [_mapping(held[id_]) for id_ in ids]
        texts = items.get(sql, path, _texts_of(printed))
        return [Page.model_validate({**one, "findings": _findings(one, texts)}) for one in printed]
    except (ValidationError, KeyError) as error:
        raise items.damaged(path) from error


def load_briefs(sql: sqlite3.Connection, path: Path, ids: Sequence[int]) -> list[Brief]:
    """Return of the pages of these items what a change can be seen in."""
    held = items.get(sql, path, ids)
    try:
        printed = [_mapping(held[id_]) for id_ in ids]
        texts = items.get(sql, path, _texts_of(printed))
        titles = {id_: _mapping(said)["title"] for id_, said in texts.items()}
        for page in printed:
            for finding in map(_mapping, _sequence(page["findings"])):
                finding["title"] = titles[_number(finding["texts"])]
        return [Brief.model_validate(page) for page in printed]
    except (ValidationError, KeyError) as error:
        raise items.damaged(path) from error


def _texts_of(printed: Iterable[dict[str, JsonValue]]) -> Iterable[int]:
    for page in printed:
        for finding in _sequence(page["findings"]):
            yield _number(_mapping(finding)["texts"])


def _findings(page: dict[str, JsonValue], texts: Mapping[int, JsonValue]) -> list[dict[str, JsonValue]]:
    found = []
    for finding in _sequence(page["findings"]):
        told = dict(_mapping(finding))
        number = _number(told.pop("texts"))
        found.append({**told, **_mapping(texts[number])})
    return found


def _mapping(value: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(value, dict):
        raise KeyError("a mapping is expected")
    return value


def _sequence(value: JsonValue) -> list[JsonValue]:
    if not isinstance(value, list):
        raise KeyError("a list is expected")
    return value


def _number(value: JsonValue) -> int:
    if not isinstance(value, int):
        raise KeyError("a number is expected")
    return value
