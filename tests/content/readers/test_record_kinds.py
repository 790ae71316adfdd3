"""Records of several kinds under each other, of pharmacies, pension offices and mainframes."""

from random import Random

import pytest
from tests.content.inspecting import in_text
from tests.content.readers.reading import Reading
from tests.corpus.persons import crowd

from exposurecheck.content.validators import insurer_number

PEOPLE = list({p.name: p for p in crowd(77, 60)}.values())[:20]
_DICE = Random(5)
_DRUGS = "メトホルミン塩酸塩錠", "ロキソプロフェン錠"


def _insurer() -> str:
    number = f"06{_DICE.randint(13, 27)}{_DICE.randint(100, 999)}"
    return next(f"{number}{digit}" for digit in range(10) if insurer_number(f"{number}{digit}"))


def _dispensed(delimiter: str, *, insured: bool = True) -> str:
    lines = [delimiter.join(["VER010501", "2026/04/01", "3", "13", "ひまわり調剤薬局", "03-5779-4418"])]
    for number, p in enumerate(PEOPLE):
        insurance = [_insurer(), f"{4000 + 37 * number}", f"{number + 11}"] if insured else ["", "", ""]
        born = p.birthday.replace("-", "")
        lines.append(delimiter.join(["1", f"{50100 + number}", p.name, born, p.mobile, *insurance]))
        lines.append(delimiter.join(["2", "1", "20260401", "内科"]))
        lines += [delimiter.join(["3", "1", "内服", drug, "3", "錠", "30"]) for drug in _DRUGS]
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_records_of_each_kind_are_a_table(delimiter: str) -> None:
    found = in_text(_dispensed(delimiter), "20260401.txt")
    assert {"contact", "identity"} <= set(found.categories)
    assert (found.subjects.low, found.subjects.best) == (20, 20)


def test_numbers_behind_those_that_are_none_of_insurers_are_of_nobody() -> None:
    parts = [["P", f"{n:08}", f"{n * 7 % 900}", f"{n * 13 % 700}", "A"] for n in range(40)]
    lines = [line for part in parts for line in (",".join(part), "D,1,2")]
    assert in_text("\n".join(lines), "parts.txt").categories == ()


def test_messages_with_parts_in_cells_stay_text() -> None:
    text = "\r\n".join(["MSH|^~\\&|LIS|A|B", *["PID|1||4711||A^B|", "OBX|1|NM"] * 5])
    assert not Reading("a.hl7", text.encode()).cells


def _filing(form: str) -> str:
    lines = ["14,ﾖﾃｲ,0001,202604,22223", "[kanri]", "社会保険労務士氏名,事業所情報", ",001"]
    lines += ["14,ﾖﾃｲ,2231,220-0004,株式会社", "[data]"]
    for number, p in enumerate(PEOPLE):
        pension = f"{3000 + number * 17},{100203 + number * 911}"
        year, month, day = p.born
        born = f"{year - 1925 if year < 1989 else year - 1988:02}{month:02}{day:02}"
        era = 5 if year < 1989 else 7
        lines.append(f"{form},14,ﾖﾃｲ,2231,{number},{p.kana},{p.name},{era},{born},1,{p.my_number},{pension},9")
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("form", ["2200700", "2201700"])
def test_numbers_of_the_insured_in_filings_are_theirs(form: str) -> None:
    found = in_text(_filing(form), "SHFD0006.CSV")
    assert set(found.categories) == {"contact", "identity", "my_number"}
    assert (found.subjects.low, found.subjects.best, found.subjects.high) == (20, 20, 20)
    assert {"jp.basic_pension", "date_of_birth"} <= {one.type for one in found.data}


def test_numbers_of_the_insured_in_records_of_their_own() -> None:
    lines = ["FHEAD,20260401,012"]
    for number, p in enumerate(PEOPLE):
        lines += [
            f"PTN,{number},{p.name},{p.kana},{p.postal},{p.address},{p.mobile}",
            f"INS,{number},{_insurer()},{4000 + number},{number * 37 + 100},01",
            f"DIS,{number},高血圧症,20240401",
        ]
    found = in_text("\r\n".join(lines), "renkei.csv")
    assert set(found.categories) == {"contact", "identity", "special_care"}
    assert found.subjects.best == 20


def test_statistics_of_insurers_are_of_nobody() -> None:
    lines = [f"{_insurer()},{1000 + 37 * n},{100 + 13 * n},{n}" for n in range(30)]
    assert in_text("\n".join(lines), "stats.csv").categories == ()
