"""Collections of MongoDB, tables of dBase, calendars, clinical documents, and XML that is not in what it says."""

import struct

import pytest
from tests.content.readers.reading import NAMES, Reading

from exposurecheck.content.readers.bson_dump import is_bson
from exposurecheck.content.readers.dbase import is_dbase
from exposurecheck.model.inspection import InspectionStatus


def _element(name: str, value: object) -> bytes:
    key = name.encode() + b"\0"
    if isinstance(value, str):
        data = value.encode() + b"\0"
        return b"\2" + key + struct.pack("<i", len(data)) + data
    if isinstance(value, int):
        return b"\x10" + key + struct.pack("<i", value)
    if isinstance(value, list):
        return b"\4" + key + bson({str(place): item for place, item in enumerate(value)})
    if isinstance(value, dict):
        return b"\3" + key + bson(value)
    return b"\7" + key + bytes(12)


def bson(document: dict[str, object]) -> bytes:
    body = b"".join(_element(name, value) for name, value in document.items()) + b"\0"
    return struct.pack("<i", len(body) + 4) + body


DOCUMENTS = [
    bson({"_id": None, "name": name, "address": {"zip": "530-0001"}, "tags": ["a", "b"], "points": 7}) for name in NAMES
]
BORN = b"\x09birth\0" + struct.pack("<q", -86_400_000)


def test_collections_are_tables() -> None:
    reading = Reading("members.bson", b"".join(DOCUMENTS))
    assert reading.context.format == "bson"
    assert reading.cells["name"] == NAMES
    assert reading.cells["address.zip"] == ["530-0001"] * 2
    body = BORN + b"\0"
    assert Reading("a.bson", struct.pack("<i", len(body) + 4) + body).cells["birth"] == ["1969-12-31"]


def test_archives_of_collections_are_read() -> None:
    between = b"\xff\xff\xff\xff"
    data = b"\x6d\xe2\x99\x81" + bson({"server": "7"}) + between + bson({"db": "app"}) + b"".join(DOCUMENTS) + between
    assert [cell for cell in Reading("dump.archive", data).cells["name"] if cell] == NAMES


@pytest.mark.parametrize("data", [b"".join(DOCUMENTS)[:-20], b"".join(DOCUMENTS) + struct.pack("<i", -5)])
def test_a_cut_or_broken_collection_gives_what_came_before(data: bytes) -> None:
    reading = Reading("members.bson", data)
    assert reading.cells["name"][0] == NAMES[0]
    assert reading.statuses == [InspectionStatus.PARTIAL]


@pytest.mark.parametrize(
    "head", [b"", b"\x20\0\0\0\x02", b"name,tel\n" * 9, bytes(64), b"\x10\0\0\0\2\xff\xfe\0" + bytes(9)]
)
def test_other_bytes_are_no_collection_and_no_table(head: bytes) -> None:
    assert not is_bson(head)
    assert not is_dbase(head)


def dbf(version: int = 3) -> bytes:
    fields = [("SHIMEI", b"C", 20), ("TEL", b"C", 13)]
    described = b"".join(
        name.encode().ljust(11, b"\0") + kind + bytes(4) + bytes([size]) + bytes(15) for name, kind, size in fields
    )
    rows = b"".join(
        flag + name.encode("cp932").ljust(20) + b"090-1111-2222" for flag, name in zip((b" ", b"*"), NAMES, strict=True)
    )
    head = struct.pack("<BBBBIHH", version, 126, 4, 1, 2, 32 + len(described) + 1, 34)
    return head.ljust(32, b"\0") + described + b"\r" + rows + b"\x1a"


def test_tables_of_dbase_are_read_with_deleted_rows() -> None:
    reading = Reading("MEIBO.DBF", dbf())
    assert reading.cells == {"SHIMEI": NAMES, "TEL": ["090-1111-2222"] * 2}
    assert (reading.context.format, reading.context.encoding, reading.statuses) == ("dbf", "cp932", [])
    assert Reading("a.dbf", dbf(0x83)).statuses == [InspectionStatus.PARTIAL]
    assert Reading("a.dbf", dbf()[:-10]).statuses == [InspectionStatus.PARTIAL]


CALENDAR = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        *[
            line
            for _ in range(3)
            for line in (
                "BEGIN:VEVENT",
                "SUMMARY:面談\\, 架空様",
                "DESCRIPTION:電話 090-1111-2222\\n持参",
                " 物なし",
                'ATTENDEE;CUTYPE=INDIVIDUAL;CN="架空 太一";X-NUM-GUESTS=0:',
                " mailto:taichi@example.jp",
                "ATTENDEE;CN=hana@example.jp:MAILTO:hana@example.jp",
                "ATTENDEE;CUTYPE=ROOM;CN=大会議室:mailto:room@example.jp",
                "END:VEVENT",
            )
        ],
        "END:VCALENDAR",
        "",
    ]
)


def test_calendars_tell_each_participant_once() -> None:
    reading = Reading("team.ics", CALENDAR.encode())
    assert reading.context.format == "ics"
    assert reading.text.count("架空 太一 <taichi@example.jp>\n") == 1
    assert reading.text.count("hana@example.jp") == 1
    assert "電話 090-1111-2222\n持参物なし" in reading.text
    assert "面談, 架空様" in reading.text


def _document(declared: str) -> str:
    rows = "".join(f"<客 氏名='{name}'><備考>①髙﨑㈱</備考></客>" for name in NAMES)
    return f'<?xml version="1.0" encoding="{declared}"?><客々>{rows}</客々>'


@pytest.mark.parametrize(
    ("declared", "encoding"), [("Shift_JIS", "cp932"), ("UTF-8", "cp932"), ("x-unknown", "utf-8"), ("utf-8", "utf-8")]
)
def test_xml_is_read_in_the_encoding_it_is_in(declared: str, encoding: str) -> None:
    reading = Reading("a.xml", _document(declared).encode(encoding))
    assert reading.cells["客々.客.氏名"] == NAMES
    assert reading.cells["客々.客.備考"] == ["①髙﨑㈱"] * 2
    assert reading.statuses == []


def test_controls_and_entities_do_not_end_a_document() -> None:
    text = f"<list><b>{NAMES[0]}</b><c>x\x0b&nbsp;y</c><b>{NAMES[1]}</b></list>"
    reading = Reading("a.xml", text.encode())
    assert reading.everything.count(NAMES[1]) == 1
    assert reading.statuses == []


def test_only_what_is_behind_the_break_is_read_again() -> None:
    rows = "".join(f"<b><n>架空{n}</n></b>\n" for n in range(20))
    reading = Reading("a.xml", f"<list>\n{rows}<b><n>最後".encode())
    assert reading.everything.count("架空3<") + reading.everything.count("架空3\n") <= 1
    assert "最後" in reading.everything
    assert reading.statuses == [InspectionStatus.PARTIAL]


def test_clinical_documents_are_records() -> None:
    text = (
        '<ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><id extension="06137525" '
        'root="1.2.392.200119.6.101"/><id extension="465" root="1.2.392.200119.6.204"/><id extension="9363" '
        'root="1.2.392.200119.6.205"/><addr>東京都架空区1-1<postalCode>790-0012</postalCode></addr><patient>'
        '<name>カクウ　タイチ</name><birthTime value="19810307"/></patient></patientRole></recordTarget><component>'
        '<title>結果</title><observation><code code="3D" displayName="HbA1c"/><value value="6.2"/></observation>'
        '<observation><code code="9N"/><value>要精密</value></observation></component></ClinicalDocument>'
    )
    reading = Reading("h1.xml", text.encode())
    assert reading.cells == {
        "保険者番号": ["06137525"], "被保険者証記号": ["465"], "被保険者証番号": ["9363"], "住所": ["東京都架空区1-1"],
        "郵便番号": ["790-0012"], "氏名": ["カクウ　タイチ"], "生年月日": ["19810307"],
        "HbA1c": ["6.2"], "9N": ["要精密"],
    }  # fmt: skip
    assert "結果" in reading.text
