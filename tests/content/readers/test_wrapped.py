"""What is wrapped in other things: base64, quoted-printable, Outlook's own format, property lists of Apple."""

import base64
import json
import plistlib
import quopri
import struct
from collections.abc import Iterator

import pytest
from tests.content.readers.reading import CSV, NAMES, Reading, zipped

from exposurecheck.content.readers.base64_text import plain_column
from exposurecheck.content.readers.outlook_properties import properties, unpacked
from exposurecheck.model.inspection import InspectionStatus

SAID = "お名前：架空 太一\n電話：090-1111-2222\n"
CODED = base64.b64encode(SAID.encode()).decode()
RECORDS = [{"name": NAMES[0], "tel": "090-1111-2222"}, {"name": NAMES[1], "tel": "03-1234-5678"}]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", json.dumps([{"id": n, "body": CODED} for n in range(3)])),
        ("a.xml", f"<m><t>{CODED}</t><t>{CODED}</t></m>"),
        ("a.csv", "id,body\n" + "".join(f"{n},{CODED}\n" for n in range(30))),
        ("a.sql", "INSERT INTO t (id, body) VALUES (1, 'x'), (2, 'x');\n".replace("x", CODED)),
    ],
)
def test_cells_of_base64_are_decoded(name: str, data: str) -> None:
    assert SAID in Reading(name, data.encode()).everything


def test_tokens_and_words_stay_what_they_are() -> None:
    columns = [["9f86d081884c7d659a2feaa0c55ad015" * 2] * 5, ["internationalisation"] * 5, ["AKIAIOSFODNN7QWERTYU"] * 5]
    for column in columns:
        assert plain_column(column) is column


@pytest.mark.parametrize("data", [CSV, zipped({"b.csv": CSV})], ids=["csv", "zip"])
def test_a_file_of_base64_is_read_as_what_it_stands_for(data: bytes) -> None:
    for coded in (base64.encodebytes(data), base64.b64encode(data)):
        reading = Reading("a.txt", coded)
        assert reading.cells["氏名"] == NAMES
        assert (reading.context.format or "").endswith(".b64")


def test_a_file_of_hexadecimal_digits_is_text() -> None:
    assert Reading("a.txt", b"0123456789abcdef" * 40).context.format == "text"


def test_quoted_printable_text_is_decoded() -> None:
    long = SAID + "ご住所：東京都架空区架空町一丁目二番三号 架空マンション四〇五号室\n"
    assert long in Reading("a.txt", quopri.encodestring(long.encode())).text
    assert Reading("a.txt", b"x=10&y=20&z=A0\n").text == "x=10&y=20&z=A0\n"


def _attribute(level: int, tag: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, tag, len(data)) + data + b"\0\0"


def _property(kind: int, key: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, key, 1, len(value)) + value + b"\0" * (-len(value) % 4)


MESSAGE = struct.pack("<I", 3) + struct.pack("<HHI", 3, 0x0023, 1) + _property(0x1F, 0x1000, SAID.encode("utf-16-le"))
MESSAGE += _property(0x102, 0x1013, b"<p>page k@example.jp</p>")
ATTACHMENT = struct.pack("<I", 1) + _property(0x1F, 0x3707, "名簿２.csv\0".encode("utf-16-le"))
WINMAIL = (
    struct.pack("<IH", 0x223E9F78, 1)
    + _attribute(1, 0x00018004, "件名\0".encode("cp932"))
    + _attribute(1, 0x00069003, MESSAGE)
    + _attribute(2, 0x00069002, b"\0" * 14)
    + _attribute(2, 0x00018010, "名簿.csv\0".encode("cp932"))
    + _attribute(2, 0x0006800F, CSV)
    + _attribute(2, 0x00069005, ATTACHMENT)
)


def test_what_outlook_wraps_is_read() -> None:
    reading = Reading("winmail.dat", WINMAIL)
    assert reading.context.format == "tnef"
    assert reading.cells["氏名"] == NAMES
    assert list(reading.context.members) == ["winmail.dat!/名簿２.csv"]
    for part in ("件名", SAID, "k@example.jp"):
        assert part in reading.text
    assert reading.statuses == []
    assert Reading("winmail.dat", WINMAIL[:-20]).statuses == [InspectionStatus.PARTIAL]


def test_packed_rich_text_is_unpacked() -> None:
    packed = bytes.fromhex(  # the example of [MS-OXRTFCP] 3.1
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpacked(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert properties(struct.pack("<I", 1) + _property(0x102, 0x1009, packed))[0x1009].strip() == "hello world"


def test_binary_property_lists_are_records() -> None:
    data = plistlib.dumps(RECORDS, fmt=plistlib.FMT_BINARY)
    assert Reading("a.plist", data).cells["name"] == NAMES
    assert Reading("a.plist", data[:-20]).statuses == [InspectionStatus.FAILED]


@pytest.mark.parametrize(
    "mark",
    [b"\x04\x22\x4d\x18", b"\x25\0-lh5-ab", b"!<arch>\nabc", b"070701000", b"REDIS0009", b"!BDNabc", b"MSCF\0\0\0\0"],
)
def test_archives_without_a_reader_are_unsupported_and_never_text(mark: bytes) -> None:
    assert Reading("a", mark + b"plain letters " * 50).statuses == [InspectionStatus.UNSUPPORTED]


class _Long(list[str]):
    """A column that is not to become strings as a whole."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("every cell was looked at")


def test_only_the_first_cells_of_a_column_are_looked_at() -> None:
    column = _Long(["nothing"] * 100)
    assert plain_column(column) is column


@pytest.mark.parametrize("cell", ["4242173936413116", "5f4dcc3b5aa765d61d8327deb882cf99", "kT7vq2Lm9xAb4ZQ8wYe1"])
def test_numbers_hashes_and_keys_are_base64_of_nothing(cell: str) -> None:
    assert list(plain_column([cell])) == [cell]
