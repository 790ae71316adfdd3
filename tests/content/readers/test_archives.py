"""Archives inside archives are opened within limits, and nothing in them is believed."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable

import pytest
import zstandard
from tests.content.readers.reading import CSV, NAMES, Reading, zipped
from tests.corpus.persons import crowd

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.content.units import Limits, Table
from exposurecheck.model.inspection import InspectionStatus

COMPRESSORS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gz", gzip.compress),
    ("bz2", bz2.compress),
    ("xz", lzma.compress),
    ("zst", zstandard.compress),
]


def tarred(add: Callable[[tarfile.TarFile], None]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        add(archive)
    return out.getvalue()


def add_file(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))


@pytest.mark.parametrize(("kind", "compress"), COMPRESSORS)
def test_a_compressed_file_is_read_as_what_it_holds(kind: str, compress: Callable[[bytes], bytes]) -> None:
    reading = Reading(f"a.csv.{kind}", compress(CSV))
    assert reading.cells["氏名"] == NAMES
    assert (reading.context.format, reading.context.encoding) == (f"csv.{kind}", "cp932")


@pytest.mark.parametrize(("kind", "compress"), COMPRESSORS)
def test_several_streams_behind_each_other_are_one_file(kind: str, compress: Callable[[bytes], bytes]) -> None:
    assert Reading(f"a.{kind}", compress(CSV) + compress("最後,0\n".encode("cp932"))).cells["氏名"] == [*NAMES, "最後"]


@pytest.mark.parametrize(("kind", "compress"), COMPRESSORS)
def test_a_cut_stream_gives_what_was_there_and_says_so(kind: str, compress: Callable[[bytes], bytes]) -> None:
    rows = "".join(f"架空{number},{number * 7919 % 100003}\n" for number in range(100_000))
    whole = compress(("氏名,値\n" + rows).encode())
    reading = Reading(f"a.{kind}", whole[: len(whole) * 6 // 10])
    assert len(reading.cells["氏名"]) > 30_000
    assert reading.cells["氏名"][:2] == ["架空0", "架空1"]
    assert reading.statuses == [InspectionStatus.PARTIAL]


def test_the_rows_of_a_small_gzip_file_before_its_cut_are_all_read() -> None:
    rows = "".join(f"架空{number},{number * 7919 % 100003}\n" for number in range(500))
    whole = gzip.compress(("氏名,値\n" + rows).encode())
    reading = Reading("a.csv.gz", whole[: len(whole) * 6 // 10])
    assert len(reading.cells["氏名"]) > 250


def test_what_is_behind_a_gzip_stream_and_no_stream_makes_it_partial() -> None:
    reading = Reading("a.csv.gz", gzip.compress(CSV) + b"\0" * 100 + b"something else")
    assert reading.cells["氏名"] == NAMES
    assert reading.statuses == [InspectionStatus.PARTIAL]
    assert Reading("a.csv.gz", gzip.compress(CSV) + b"\0" * 1000).statuses == []


@pytest.mark.parametrize(("kind", "compress"), COMPRESSORS)
def test_a_compressed_tar_shows_its_members(kind: str, compress: Callable[[bytes], bytes]) -> None:
    reading = Reading(f"a.tar.{kind}", compress(tarred(lambda archive: add_file(archive, "x/b.csv", CSV))))
    assert list(reading.context.members) == [f"a.tar.{kind}!/x/b.csv"]
    assert reading.cells["氏名"] == NAMES


def test_members_of_zips_inside_zips_carry_their_whole_path() -> None:
    reading = Reading("a.zip", zipped({"b.csv": CSV, "inner.zip": zipped({"c/d.csv": CSV})}))
    assert {unit.where for unit in reading.units if isinstance(unit, Table)} == {
        "a.zip!/b.csv",
        "a.zip!/inner.zip!/c/d.csv",
    }
    assert reading.context.members["a.zip!/inner.zip!/c/d.csv"].format == "csv"
    assert reading.context.members["a.zip!/b.csv"].encoding == "cp932"


def test_member_names_in_cp932_are_readable() -> None:
    data = zipped({"kokyak.csv": CSV}).replace(b"kokyak.csv", "顧客１.csv".encode("cp932"))
    assert list(Reading("a.zip", data).context.members) == ["a.zip!/顧客１.csv"]


def test_encrypted_members_are_a_status_and_the_others_are_read() -> None:
    data = bytearray(zipped({"a.csv": CSV, "b.csv": CSV}))
    flag_in_local_header, flag_in_directory = 6, data.find(b"PK\1\2") + 8
    for place in (flag_in_local_header, flag_in_directory):
        data[place] |= 1
    reading = Reading("a.zip", bytes(data))
    assert [(note.status, note.where) for note in reading.notes] == [
        (InspectionStatus.ENCRYPTED, ""),
        (InspectionStatus.ENCRYPTED, "a.zip!/a.csv"),
    ]
    assert reading.notes[0].reason == "1 of 2 members are encrypted"
    assert list(reading.context.members) == ["a.zip!/a.csv", "a.zip!/b.csv"]
    assert reading.cells["氏名"] == NAMES


def test_a_bomb_stops_at_the_ratio() -> None:
    zeros = gzip.compress(b"a,b\n" * 50_000_000)
    for name, data in (("a.gz", zeros), ("a.zip", zipped({"a.csv.gz": zeros, "b.csv": CSV}))):
        reading = Reading(name, data)
        assert reading.statuses == [InspectionStatus.PARTIAL]
        assert "times its size" in reading.notes[0].reason
        assert reading.context.spent.inflated < 60 * 2**20


def test_a_nested_bomb_stops_too() -> None:
    layer = b"k@example.jp,x\n" * 8_000_000
    for _ in range(3):
        layer = zipped({"x.csv": layer})
    reading = Reading("a.zip", layer)
    assert InspectionStatus.PARTIAL in reading.statuses
    assert reading.context.spent.inflated < 20 * 2**20


def test_total_size_members_and_depth_are_limited() -> None:
    rows = b"".join(b"%d,k%d@example.jp\n" % (number, number * 7919) for number in range(100_000))
    many = zipped({f"{number}.csv": CSV for number in range(20)})
    nested = CSV
    for _ in range(4):
        nested = zipped({"x": nested})
    assert Reading("a.zip", zipped({"a": rows}), limits=Limits(inflated_bytes=100_000)).statuses == [
        InspectionStatus.PARTIAL
    ]
    assert Reading("a.zip", many, limits=Limits(members=5)).notes[0].reason == "more than 5 files inside"
    deep = Reading("a.zip", nested, limits=Limits(depth=3))
    assert deep.notes[0].where == "a.zip!/x!/x!/x!/x"
    assert deep.cells == {}


def test_a_member_over_the_limit_is_left_out_and_the_others_are_read() -> None:
    reading = Reading(
        "a.zip", zipped({"big": b"x" * 5000, "b.csv": CSV}, zipfile.ZIP_STORED), limits=Limits(member_bytes=1000)
    )
    assert [(note.status, note.where) for note in reading.notes] == [(InspectionStatus.PARTIAL, "a.zip!/big")]
    assert reading.cells["氏名"] == NAMES


def test_members_that_overlap_are_not_inflated() -> None:
    data = bytearray(zipped({"a.csv": CSV, "b.csv": CSV}))
    second = data.find(b"PK\1\2", data.find(b"PK\1\2") + 1)
    data[second + 42 : second + 46] = struct.pack("<I", 10)
    reading = Reading("a.zip", bytes(data))
    assert "overlap" in reading.notes[0].reason
    assert reading.cells["氏名"] == NAMES


def test_links_devices_and_paths_in_tar_are_never_followed() -> None:
    def add(archive: tarfile.TarFile) -> None:
        for kind in (
            tarfile.SYMTYPE,
            tarfile.LNKTYPE,
            tarfile.CHRTYPE,
            tarfile.BLKTYPE,
            tarfile.FIFOTYPE,
            tarfile.DIRTYPE,
        ):
            info = tarfile.TarInfo(f"special {kind!r}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        add_file(archive, "../../../../etc/escape.csv", CSV)
        add_file(archive, "/absolute.csv", CSV)

    reading = Reading("a.tar", tarred(add))
    assert list(reading.context.members) == ["a.tar!/../../../../etc/escape.csv", "a.tar!//absolute.csv"]
    assert reading.cells["氏名"] == NAMES * 2
    assert "root:" not in reading.everything


def test_a_cut_tar_gives_the_members_before_the_cut() -> None:
    def add(archive: tarfile.TarFile) -> None:
        for number in range(5):
            add_file(archive, f"{number}.csv", CSV)

    data = tarred(add)
    reading = Reading("a.tar", data[: 1024 * 3 + 100])
    assert reading.cells["氏名"][:2] == NAMES


def _streamed(members: dict[str, bytes], method: int) -> bytes:
    """Write an archive as to a pipe: sizes stand behind the members."""
    out = io.BytesIO()
    pipe = io.RawIOBase()
    pipe.write = out.write  # type: ignore[method-assign]
    with zipfile.ZipFile(pipe, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


LONG = ("氏名,値\n" + "".join(f"架空{number},{number * 7919 % 100003}\n" for number in range(3000))).encode()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("write", [zipped, _streamed])
def test_a_cut_zip_gives_what_was_before_the_cut(write: Callable[[dict[str, bytes], int], bytes], method: int) -> None:
    data = write({"a.csv": CSV, "b.csv": LONG}, method)
    reading = Reading("a.zip", data[: len(data) * 6 // 10])
    assert list(reading.context.members) == ["a.zip!/a.csv", "a.zip!/b.csv"]
    assert reading.cells["氏名"][:3] == [*NAMES, "架空0"]
    assert len(reading.cells["氏名"]) > 1500
    assert set(reading.statuses) == {InspectionStatus.PARTIAL}


def test_a_zip_cut_in_its_first_header_is_failed_not_empty() -> None:
    assert Reading("a.zip", zipped({"a.csv": CSV})[:30]).statuses == [InspectionStatus.FAILED]


def test_a_bomb_without_a_directory_stops_at_the_ratio() -> None:
    reading = Reading("a.zip", zipped({"a.csv": b"a,b\n" * 10_000_000})[:-30])
    assert "times its size" in reading.notes[0].reason
    assert reading.context.spent.inflated < 60 * 2**20


def test_a_member_with_a_wrong_sum_is_read_and_called_partial() -> None:
    data = bytearray(zipped({"a.csv": CSV, "b.csv": CSV}, zipfile.ZIP_STORED))
    data[data.find(b"1111")] ^= 1
    reading = Reading("a.zip", bytes(data))
    assert reading.cells["氏名"] == NAMES * 2
    assert [(note.status, note.where) for note in reading.notes] == [(InspectionStatus.PARTIAL, "a.zip!/a.csv")]


def test_a_budget_reads_a_zip_by_ranges_and_says_what_share() -> None:
    import random  # noqa: PLC0415 - only here

    noise = random.Random(1).randbytes(3_000_000)
    data = zipped({"a.csv": CSV, "noise.bin": noise}, zipfile.ZIP_STORED)
    reading = Reading("a.zip", data, max_bytes=1_000_000)
    assert reading.cells["氏名"] == NAMES
    assert reading.context.bytes_read < 1_100_000
    assert reading.statuses[-1] == InspectionStatus.PARTIAL
    assert "%" in reading.notes[-1].reason


def test_7z_is_read_where_the_extra_is_installed() -> None:
    py7zr = pytest.importorskip("py7zr", reason="the extra sevenzip is not installed")
    plain, locked = io.BytesIO(), io.BytesIO()
    with py7zr.SevenZipFile(plain, "w") as archive:
        archive.writestr(CSV, "a.csv")
    with py7zr.SevenZipFile(locked, "w", password="synthetic", header_encryption=True) as archive:
        archive.writestr(CSV, "a.csv")
    assert Reading("a.7z", plain.getvalue()).cells["氏名"] == NAMES
    assert Reading("a.7z", locked.getvalue()).statuses == [InspectionStatus.ENCRYPTED]
    assert Reading("a.7z", plain.getvalue()[:60]).statuses == [InspectionStatus.FAILED]


def test_sources_are_only_asked_for_bytes_they_have() -> None:
    class Careful(MemorySource):
        def read(self, start: int, length: int) -> bytes:
            assert 0 <= start <= len(self.data)
            assert start + length <= len(self.data)
            return super().read(start, length)

    for data in (CSV, zipped({"a.csv": CSV}), gzip.compress(CSV)):
        assert Reading("a", Careful(data)).cells["氏名"] == NAMES


GIF = b"GIF89a" + bytes(50)


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"a.csv": CSV, "logo.gif": GIF}, InspectionStatus.PARTIAL),
        ({"a.csv": CSV, "in.zip": zipped({"logo.gif": GIF})}, InspectionStatus.PARTIAL),
        ({"a.csv": CSV, "b.pdf": b"%PDF-1.7 broken"}, InspectionStatus.PARTIAL),
        ({"logo.gif": GIF}, InspectionStatus.UNSUPPORTED),
        ({"in.zip": zipped({"logo.gif": GIF})}, InspectionStatus.UNSUPPORTED),
        ({"a.csv": CSV}, InspectionStatus.COMPLETE),
    ],
)
def test_an_archive_of_which_some_files_were_read_is_partial(
    members: dict[str, bytes], status: InspectionStatus
) -> None:
    found = inspect("a.zip", MemorySource(zipped(members)), secret=b"t" * 32)
    assert found.inspection.status is status
    pictures = [member for member in found.members if member.path.endswith(".gif")]
    assert {member.status for member in pictures} <= {InspectionStatus.UNSUPPORTED}


def test_encrypted_files_beside_pictures_and_tables_are_still_the_gravest() -> None:
    data = bytearray(zipped({"b.csv": CSV, "a.csv": CSV, "logo.gif": GIF}))
    for place in (6, data.find(b"PK\1\2") + 8):
        data[place] |= 1
    found = inspect("a.zip", MemorySource(bytes(data)), secret=b"t" * 32).inspection
    assert found.status is InspectionStatus.ENCRYPTED


def test_people_are_not_thought_to_be_in_what_was_left_out_of_a_picture() -> None:
    rows = "氏名,電話\n" + "".join(f"{p.name},{p.mobile}\n" for p in crowd(5, 20))
    data = zipped({"a.csv": rows.encode(), "photo.gif": GIF + bytes(range(256)) * 9000}, zipfile.ZIP_STORED)
    found = inspect("a.zip", MemorySource(data), secret=b"t" * 32).inspection
    assert found.subjects.high == 20
