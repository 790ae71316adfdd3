"""Names that no dictionary knows, on lines of lists."""

import pytest
from tests.corpus.persons import crowd

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Subjects

PEOPLE = list({p.name: p for p in crowd(61, 60)}.values())[:30]


def _people(lines: list[str]) -> Subjects:
    return inspect("a.txt", MemorySource("\n".join(lines).encode()), secret=b"t" * 32).inspection.subjects


@pytest.mark.parametrize("name", ["八月朔日 香織", "鵺代 朔良"])
@pytest.mark.parametrize("number", ["", "31 ", "31. "])
def test_a_rare_name_in_the_place_of_the_others(name: str, number: str) -> None:
    lines = [f"{number and f'{n} '}{p.name} {p.address} {p.landline}" for n, p in enumerate(PEOPLE)]
    rare = f"{number.replace('.', '')}{name} 長崎県佐世保市大和町3-30-18 0956-68-3344"
    assert _people(["自治会名簿", *lines, rare]).low == len(PEOPLE) + 1


def test_other_words_in_that_place_are_nobody() -> None:
    lines = [f"{p.name} {p.address} {p.landline}" for p in PEOPLE]
    assert _people([*lines, "自治会事務局 長崎県佐世保市大和町3-30-18 0956-68-3344"]).low == len(PEOPLE)


def test_a_few_names_in_prose_are_no_list() -> None:
    lines = [f"{p.name}様の電話は{p.landline}です。" for p in PEOPLE[:3]]
    assert _people([*lines, "鵺代 朔良 長崎県佐世保市大和町3-30-18 0956-68-3344"]).low == 3


def test_a_list_of_nothing_but_names_with_titles() -> None:
    lines = [f"{p.name.replace(' ', '　')}　様" for p in PEOPLE]
    assert _people(["来賓の皆様", *lines, "鵺代　朔良　様"]).low == len(PEOPLE) + 1


@pytest.mark.parametrize("line", ["氏名　鵺代　朔良　　印", "お名前\t鵺代 朔良"])
def test_a_rare_name_beside_its_label(line: str) -> None:
    assert _people(["誓約書", line, "令和8年4月1日"]).best == 1


@pytest.mark.parametrize("line", ["氏名 住所 電話番号", "氏名　生年月日", "氏名 フリガナ 性別"])
def test_labels_beside_a_label_are_nobody(line: str) -> None:
    assert _people([line]).high == 0


def test_names_below_a_heading_need_no_number_beside_them() -> None:
    lines = [f"{1001 + n} {p.name} {p.family_kana} {p.given_kana} 青葉中学校" for n, p in enumerate(PEOPLE)]
    found = _people(
        ["受験者一覧", "受験番号 氏名 フリガナ 出身校", *lines, "1099 鵺代 朔良 ヌエシロ サクラ 青葉中学校"]
    )
    assert (found.low, found.high) == (len(PEOPLE) + 1, len(PEOPLE) + 1)


def test_prose_below_a_heading_is_no_list() -> None:
    lines = ["この様式は東京都の施設で使う。", "提出先 総務部 人事課", "締切 令和8年4月1日"] * 4
    assert _people(["区分 氏名 摘要", *lines]).high == 0
