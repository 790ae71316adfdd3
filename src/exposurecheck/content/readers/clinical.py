"""Turns clinical documents (HL7 CDA), such as the results of 特定健診 that insurers are sent, into one record each."""

from collections.abc import Iterator

from exposurecheck.content.readers.markup import Element, local, outside
from exposurecheck.content.units import Table, Text, Unit

_NUMBERS = {
    "1.2.392.200119.6.101": "保険者番号",
    "1.2.392.200119.6.204": "被保険者証記号",
    "1.2.392.200119.6.205": "被保険者証番号",
    "1.2.392.200119.6.209": "受診券整理番号",
    "1.2.392.200119.6.211": "枝番",
}
"""What a number is, by who gave it (厚生労働省 特定健診情報ファイル仕様, OID 一覧)."""
_PLAIN = {"name": "氏名", "addr": "住所", "postalCode": "郵便番号", "telecom": "電話番号", "birthTime": "生年月日"}


def is_clinical(root: Element) -> bool:
    """Tell whether a document is one."""
    return local(root) == "ClinicalDocument" and "hl7-org" in root.tag


def clinical_units(root: Element) -> Iterator[Unit]:
    """Yield who it is about with what was found, then everyone else in it and all other text."""
    record: dict[str, str] = {}
    for node in root.iter():
        if local(node) == "recordTarget":
            record |= _person(node)
        elif local(node) == "observation":
            record |= _finding(node)
    loose = [(node.text or "").strip() for node in outside(root, "recordTarget") if local(node) not in {"", "value"}]
    if record:
        yield Table(tuple(record), tuple([cell] for cell in record.values()), table="clinical")
    if any(loose):
        yield Text("\n".join(line for line in loose if line) + "\n")


def _person(target: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in target.iter():
        name = local(node)
        if name == "id" and node.get("root") in _NUMBERS:
            found.setdefault(_NUMBERS[node.get("root") or ""], node.get("extension") or "")
        elif name in _PLAIN:
            own = (
                " ".join(filter(None, map(str.strip, node.itertext()))) if name == "name" else (node.text or "").strip()
            )
            found.setdefault(_PLAIN[name], own or (node.get("value") or "").removeprefix("tel:"))
    return {name: cell for name, cell in found.items() if cell}


def _finding(observation: Element) -> dict[str, str]:
    code = next((node for node in observation if local(node) == "code"), None)
    value = next((node for node in observation if local(node) == "value"), None)
    if code is None or value is None:
        return {}
    name = code.get("displayName") or code.get("code") or ""
    cell = value.get("displayName") or value.get("value") or "".join(value.itertext()).strip()
    return {name: cell} if name and cell else {}
