"""Names in headings of reports, of logs and of travellers, and what stands in such places and is nobody."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.heading_told import in_headings
from exposurecheck.content.logged_told import logged
from exposurecheck.content.travellers import travellers
from exposurecheck.model.inspection import Category


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("### 西田誠 — S\n大型案件\n\n### 黒田裕子 — B\n納期遅延\n", ["西田誠", "黒田裕子"]),
        ("■佐伯大輔（主任）\n数字\n■野田ひかる\n復帰\n", ["佐伯大輔", "野田ひかる"]),
        ("[1023 永井 舞] A\n[1024 福山 隼人] C\n", ["永井 舞", "福山 隼人"]),
        ("営業日報　6月27日（木）　吉川誠\n\n09:30 点検\n", ["吉川誠"]),
        ("【営業週報】第32週　原田 美和\n月 見積\n", ["原田 美和"]),
    ],
)
def test_names_in_headings(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in in_headings(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "■東山観光\n紅葉の名所です\n■松原公園\n桜の名所です\n■大原美術館\n月曜休館\n",
        "## 新機能\n検索\n## 修正\n表示\n## 高橋対応\n定数\n",
        "作業日報　東京支店　資材課\n午前　様式の確認\n",
    ],
)
def test_headings_that_are_no_names(text: str) -> None:
    assert not list(in_headings(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2024-07-04T08:30:05 driver=onodera.y (小野寺康弘) lat=35.576783\n", ["小野寺康弘"]),
        ("[2023-12-01T08:00:00Z] track name=西尾真理 acc=12\n", ["西尾真理"]),
        ("09:00:01 ヘルパー(今村和子) 出発\n", ["今村和子"]),
    ],
)
def test_names_in_logs(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in logged(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-04T08:30:05 driver=mysql (接続確立) pool=4\n",
        "2024-07-04T08:30:05 bus=12 stop=中野本町 (中野区)\n",
        "氏名=西尾真理 と書く\n",  # no log
    ],
)
def test_logs_without_names(text: str) -> None:
    assert not list(logged(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "旅券\n1  LE THI NHUNG   1998.07.02   C7719230\n2  DEWI LESTARI / A4419082\n",
            ["LE THI NHUNG", "DEWI LESTARI"],
        ),
        ("PAX LIST\n1 MULLER HANS     M  PP# C4VJ91TXZ  DOB 08AUG1978\n", ["MULLER HANS"]),
        (
            "TWN 501  HONDA KENTA/MR   PPT TK9921034\n         HONDA ERI/MS     PPT TK9921035\n",
            ["HONDA KENTA", "HONDA ERI"],
        ),
    ],
)
def test_travellers(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in travellers(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "PARTS LIST  REV C  12APR24\n1 MOUNT BRACKET   F  PN# MR6291900  LOT 08AUG2018\n2 RUBBER SEAL\n",
        "Passenger manifest 2024-08-12 HND-HNL\n1 NH 861 HND TPE 0910 1145  EFF 31MAR2024\n",
    ],
)
def test_parts_and_flights_are_no_travellers(text: str) -> None:
    assert not list(travellers(text))


def test_who_travels_in_a_text_of_plain_letters() -> None:
    found = in_text(
        "PAX LIST  TPE 3D2N\n\n1 IWASAKI YUKI            F  PP# MR6291905  DOB 08AUG1978  EXP 09JAN2030\n"
        "2 WATANABE MASATO         M  PP# TS0592973  DOB 26FEB1961  EXP 05JAN2032\n"
    )
    assert found.subjects.best == 2
    assert {Category.CONTACT, Category.IDENTITY} <= set(found.categories)
    assert {d.type for d in found.data} >= {"person_name", "jp.passport", "date_of_birth"}


def test_whose_card_it_is_in_a_log() -> None:
    found = in_text(
        "20240501 110204 SETTLE REQ order=7469921 name=NISHIDA MEGUMI pan=4980089144394037 exp=07/28\n"
        "20240501 111204 SETTLE REQ order=7963030 name=KATO KEIGO pan=5334134023107124 exp=02/28\n"
    )
    assert set(found.categories) == {Category.FINANCIAL, Category.CONTACT}
    assert found.subjects.best == 2
