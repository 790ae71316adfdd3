"""Posts, counts, seals and years above and below the people of a table are none of them, nor are their headers."""

import pytest
from tests.content.inspecting import in_rows, in_text
from tests.corpus.persons import crowd

from exposurecheck.content.names import name_shaped
from exposurecheck.content.readers.header import find_header, name_columns
from exposurecheck.model.inspection import Category, Inspection

PEOPLE = crowd(57, 20)


def _counted(found: Inspection) -> tuple[int, int, int]:
    return found.subjects.low, found.subjects.best, found.subjects.high


@pytest.mark.parametrize(
    "cell",
    [
        "代表取締役",
        "代表取締役社長",
        "監査役",
        "代表社員",
        "受診者数",
        "登録件数",
        "有所見率",
        "法定相続人",
        "被保険者",
        "本人",
        "指定なし",
        "よみ",
    ],
)
def test_what_is_said_in_a_column_of_names_and_names_nobody(cell: str) -> None:
    assert not name_shaped(cell)
    rows = [("氏名", "生年月日"), *((p.name, p.birthday) for p in PEOPLE), (cell, "")]
    assert _counted(in_rows(rows)) == (len(PEOPLE),) * 3


@pytest.mark.parametrize("name", ["坂本 直人", "川本 勇人", "和田 主税", "数原 率子", "役重 真喜子"])
def test_names_that_end_like_these(name: str) -> None:
    assert name_shaped(name)


def test_a_label_of_a_year_in_a_header() -> None:
    header = ["会員No", "氏名", "よみ", "〒", "住所", "TEL", "会費(2024)"]
    row = ["S001", "神保 亮太", "じんぼ りょうた", "154-0004", "東京都世田谷区太子堂6-2-20", "03-5807-1559", "未"]
    assert find_header([header, row, row]) == 0
    assert find_header([[*row[:1], "2024年入会", *row[2:]], row]) is None


def test_a_seal_beside_a_title_heads_no_column() -> None:
    header = ["組", "番", "生徒氏名", "保護者氏名"]
    assert name_columns(["令和6年度 生徒名簿", "", "", "担任印"], header) == tuple(header)
    years = name_columns(["令和5年度", "", "令和6年度", ""], ["氏名", "点", "氏名", "点"])
    assert years[0].startswith("令和5年度")
    assert name_columns(["生徒", "", "保護者", ""], ["氏名", "番", "氏名", "印"])[2] == "保護者 氏名"


def _postal(*headers: str) -> Inspection:
    numbers = [(f"1{n % 10}{n % 7}30", f"{4021783 + 37 * n}1") for n in range(len(PEOPLE))]
    return in_rows([headers, *((p.name, *pair) for p, pair in zip(PEOPLE, numbers, strict=True))])


def test_symbols_and_numbers_of_the_post_tell_themselves_beside_people() -> None:
    assert Category.FINANCIAL in _postal("氏名", "記号", "番号").categories
    assert Category.FINANCIAL not in _postal("部品", "記号", "番号").categories
    pairs = [(f"{4021783 + n}1", "", f"1{n % 10}340") for n in range(len(PEOPLE))]
    swapped = [("番号", "発行", "記号", "氏名"), *((*pair, p.name) for p, pair in zip(PEOPLE, pairs, strict=True))]
    assert Category.FINANCIAL in in_rows(swapped).categories
    insured = [("氏名", "記号", "番号"), *((p.name, "10120", str(n + 1)) for n, p in enumerate(PEOPLE))]
    assert Category.FINANCIAL not in in_rows(insured).categories


@pytest.mark.parametrize(
    "said",
    [
        "みずほ銀行の渋谷支店、普通、口座番号が 4282572 です。",
        "りそな銀行、渋谷支店の普通口座で、口座番号は、4282572 になります。",
        "ゆうちょの記号が 12340、番号が 48219371 です。",
    ],
)
def test_accounts_that_are_said_on_the_phone(said: str) -> None:
    text = f"お客様: 五十嵐博之です。\n\nお客様: {said}\n"
    assert Category.FINANCIAL in in_text(text).categories


@pytest.mark.parametrize("address", ["naha@", "shinjuku@"])
def test_mailboxes_that_are_called_like_branches(address: str) -> None:
    head = f"From: 予約センター <reserve@tabinet-yoyaku.jp>\nTo: <{address}minamikaze-hotels.jp>\nSubject: 予約\n\n"
    text = head + "宿泊者氏名：神保　亮太\n連絡先：070-1340-9744\n"
    assert _counted(in_text(text, "a.eml"))[:2] == (1, 1)
    assert in_text(f"To: <{address}gmail.com>\n").data != ()


def _form(outside: str, people: int = 1) -> Inspection:
    rows = "".join(f"<tr><td>{p.name}</td><td>{p.kana}</td></tr>" for p in PEOPLE[:people])
    page = f"<html><body><p>{outside}</p><table><tr><th>氏名</th><th>フリガナ</th></tr>{rows}</table></body></html>"
    return in_text(page, "a.html")


def test_what_stands_outside_the_table_of_a_form_is_of_whom_it_is_about() -> None:
    contact = f"自宅 {PEOPLE[0].address}<br>携帯 {PEOPLE[0].mobile}"
    assert _counted(_form(contact))[:2] == (1, 1)
    assert _form(contact, 3).subjects.best == 4
    assert _form("連絡先 神保 亮太 090-2227-2717").subjects.best == 2


def test_who_keeps_a_list_may_be_one_of_its_people_or_none() -> None:
    header, rows = ("氏名", "生年月日", "携帯"), [(p.name, p.birthday, p.mobile) for p in PEOPLE]
    below = _counted(in_rows([header, *rows, ("三枝 雄大", "", "")]))
    assert below == (len(PEOPLE), len(PEOPLE) + 1, len(PEOPLE) + 1)
    assert in_rows([header, *rows[:3], ("三枝 雄大", "", "")]).subjects.low == 4
