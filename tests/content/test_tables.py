"""What stands late in a table is found, though its first part decides what most columns hold."""

import gc

from tests.corpus.persons import crowd

from exposurecheck.content.engine import Detected, Engine
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.inspect import inspect
from exposurecheck.content.units import Table
from exposurecheck.model.inspection import InspectionStatus

ENGINE = Engine()
ROWS = 600
PEOPLE = crowd(8, ROWS)


def _detect(*parts: Table) -> Detected:
    return ENGINE.detect(iter(parts), Hasher(b"t" * 32))


def _types(detected: Detected) -> dict[str, int]:
    return {one.type: one.count for one in detected.findings.detections()}


def _part(**columns: list[str]) -> Table:
    return Table(tuple(columns), tuple(columns.values()))


def test_one_address_at_the_end_of_a_column_of_codes() -> None:
    codes = [f"A{number:05}" for number in range(ROWS)]
    late = [*codes[:-1], "hanako.s@sakura-mail.jp"]
    assert _types(_detect(_part(code=codes), _part(code=codes))) == {}
    assert _types(_detect(_part(code=codes), _part(code=late))) == {"email": 1}
    assert _types(_detect(_part(code=late))) == {"email": 1}, "not among the cells that are looked at first"


def test_a_column_that_is_filled_late() -> None:
    names, numbers = [p.name for p in PEOPLE], [p.my_number for p in PEOPLE]
    found = _types(_detect(_part(氏名=names, 控え=[""] * ROWS), _part(氏名=names, 控え=numbers)))
    assert found["jp.my_number"] == ROWS
    assert found["person_name"] == 2 * ROWS


def test_a_column_that_changes_its_nature_late() -> None:
    dull = _part(a=[str(number) for number in range(ROWS)], b=["-"] * ROWS)
    late = _part(a=[p.mobile for p in PEOPLE], b=[p.email for p in PEOPLE])
    detected = _detect(dull, dull, dull, late)
    assert _types(detected) == {"email": ROWS, "jp.phone": ROWS}
    assert detected.people.subjects().best == ROWS


def test_parts_are_one_table() -> None:
    whole = _part(氏名=[p.name for p in PEOPLE], メール=[p.email for p in PEOPLE], 携帯=[p.mobile for p in PEOPLE])
    halves = [
        Table(whole.columns, tuple(column[begin : begin + 200] for column in whole.values)) for begin in (0, 200, 400)
    ]
    one, three, twice = _detect(whole), _detect(*halves), _detect(whole, whole)
    assert _types(one) == _types(three)
    assert one.people.subjects() == three.people.subjects() == twice.people.subjects()


def test_rare_names_in_latin_letters_below_a_header_that_may_say_anything() -> None:
    named = _part(name=["FUKAMACHI SAE", "KUSUMOTO TSUYOSHI", "NITOBE RYO"], room=["301", "302", "305"])
    things = _part(name=["HINSHITSU KANRI", "GIJUTSU SHIRYO", "SEISAN KEIKAKU"], room=["301", "302", "305"])
    assert _types(_detect(named)) == {"person_name": 3}
    assert _detect(named).findings.detections()[0].confidence == "high"
    assert all(one.confidence == "low" for one in _detect(things).findings.detections())


class _Watched:
    """A source that counts the tables that are still held when more is read."""

    def __init__(self, data: bytes) -> None:
        self._data, self.size = data, len(data)
        self.held: list[int] = []

    def read(self, start: int, length: int) -> bytes:
        self.held.append(sum(isinstance(one, Table) for one in gc.get_objects()))
        return self._data[start : start + length]


def test_a_table_is_let_go_of_before_the_next_is_read() -> None:
    rows = "".join(f"{number},{person.name},{person.email}\n" for number, person in enumerate(crowd(5, 1000) * 300))
    before = sum(isinstance(one, Table) for one in gc.get_objects())
    source = _Watched(f"番号,氏名,メール\n{rows}".encode())
    found = inspect("a.csv", source, secret=b"t" * 32).inspection
    assert found.status is InspectionStatus.COMPLETE
    assert len(source.held) > 3
    assert max(source.held) == before
