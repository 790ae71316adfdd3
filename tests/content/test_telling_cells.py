"""Columns whose cells say by how they are written what they are, and rows that are no records."""

import pytest
from tests.content.inspecting import in_rows, in_text

from exposurecheck.model.inspection import Category, Inspection


def _counted(found: Inspection) -> tuple[int, int, int]:
    return found.subjects.low, found.subjects.best, found.subjects.high


def _types(found: Inspection) -> dict[str, int]:
    return {one.type: one.count for one in found.data}


READINGS = ("クリハラナオコ", "カンダコウジ", "セキグチミホ", "タカギヨシノリ", "ムトウリエ")


HEADERS = """なまえ おなまえ しめい フルネーム 受講生 卒業生名 お客さま名 振込人 名義人 口座名義人 納税義務者
受診者 信徒名 檀家名 メンバー ユーザー名 表示名 cust_name kaiin_mei hihokensha riyousha_nm"""


@pytest.mark.parametrize("header", HEADERS.split())
def test_headers_of_names(header: str) -> None:
    assert _types(in_rows([["コード", header], *([f"K{n}", one] for n, one in enumerate(READINGS))])) == {
        "person_name": 5
    }


@pytest.mark.parametrize(
    ("header", "cell", "kind"),
    [
        ("自宅TEL", "9044217781", "jp.phone"),
        ("telno", "9044217781", "jp.phone"),
        ("たんじょうび", "1985-04-12", "date_of_birth"),
        ("普通預金番号", "4821937", "jp.bank_account"),
        ("障害の程度", "身体1級", "disability"),
        ("手帳", "療育B2", "disability"),
    ],
)
def test_headers_of_other_values(header: str, cell: str, kind: str) -> None:
    assert kind in _types(in_rows([["氏名", header], *([name, cell] for _, name in ACCOUNTS)]))


ACCOUNTS = [("0001-123-4567891", "柴田 拓也"), ("0177-155-4253250", "中野 美月"), ("0010-535-2492361", "小池 綾乃")]


@pytest.mark.parametrize("header", ["transfer_to", "振込先", "payout"])
@pytest.mark.parametrize("kind", ["", "普通-", "1-"])
def test_bank_branch_and_account_in_one_cell_need_no_header(header: str, kind: str) -> None:
    rows = [["emp_name", header], *([name, f"{cell[:9]}{kind}{cell[9:]}"] for cell, name in ACCOUNTS)]
    assert set(in_rows(rows).categories) == {Category.FINANCIAL, Category.CONTACT}


@pytest.mark.parametrize("headers", [("氏名", "受注番号"), ("部品", "振込先")])
def test_other_numbers_of_that_form_are_no_accounts(headers: tuple[str, str]) -> None:
    rows = [list(headers), *([name if headers[0] == "氏名" else "フランジ", cell] for cell, name in ACCOUNTS)]
    assert Category.FINANCIAL not in in_rows(rows).categories


@pytest.mark.parametrize(
    "heads",
    [
        ["項番,Name,Email", "番号,氏名,メール", "int,varchar(50),varchar(100)"],
        ["会員番号,氏名,メールアドレス", "半角数字,全角,半角", "必須,必須,任意"],
        ["A001,A002,A003", "番号,氏名,メール"],
    ],
)
def test_further_rows_of_names_and_types_of_columns_are_no_records(heads: list[str]) -> None:
    people = [f"{n},{name},m{n}.sato@kitanet.ne.jp" for n, (_, name) in enumerate(ACCOUNTS)]
    found = in_text("\n".join([*heads, *people]), "a.csv")
    assert (_types(found), _counted(found)) == ({"email": 3, "person_name": 3}, (3, 3, 3))


@pytest.mark.parametrize(
    "parts", [("0009", "", "101", "", "0", "1"), ("0009", "ミズホ", "101", "ホンテン", "普通"), ("0009", "101", "1")]
)
def test_transfers_to_people_in_a_table_without_headers_are_accounts(parts: tuple[str, ...]) -> None:
    people = [("2", *parts, f"428310{n}", kana, "215000") for n, kana in enumerate(("ｼﾊﾞﾀ ﾀｸﾔ", "ﾅｶﾉ ﾐﾂｷ", "ｺｲｹ ｱﾔﾉ"))]
    found = in_rows([("1", "21", "0", "0012345678", "ｶ)ｶｾﾞﾊﾔ", "0825"), *people, ("8", "000003", "645000"), ("9",)])
    assert set(found.categories) == {Category.FINANCIAL, Category.CONTACT}
    assert _counted(found) == (3, 3, 3)


@pytest.mark.parametrize("row", [("2025", "101", "1", "4283101", "500"), ("2025", "7", "1", "4283101", "ねじ")])
def test_other_rows_of_numbers_are_no_accounts(row: tuple[str, ...]) -> None:
    assert in_rows([row] * 3).categories == ()


def test_who_pays_and_whom_a_shop_sends_to_are_two_people_with_one_reading() -> None:
    head = ["BillName", "BillNameKana", "BillPhone", "ShipName", "ShipAddress"]
    rows = [
        ["神田 和也", "カンダ カズヤ", "090-5631-7195", "滝沢 春樹", "静岡県静岡市葵区黒金町2-26-8"],
        ["桜井 達也", "サクライ タツヤ", "090-2927-7651", "近藤 清", "長野県松本市中央2-22-2"],
        ["木下 亜希", "キノシタ アキ", "090-7685-6148", "森田 芽衣", "静岡県静岡市葵区黒金町6-19-5"],
    ]
    assert _counted(in_rows([head, *rows])) == (6, 6, 6)


@pytest.mark.parametrize(
    ("head", "cell", "category"),
    [("教派", "日本基督教団", Category.SPECIAL_CARE), ("受洗日", "2001-12-24", Category.SPECIAL_CARE)],
)
def test_what_somebody_believes(head: str, cell: str, category: Category) -> None:
    assert category in in_rows([["氏名", head], *([name, cell] for _, name in ACCOUNTS)]).categories


def test_an_account_beside_a_sort_code() -> None:
    rows = [["Oliver Grant", "20-18-54", "83920174"], ["Amelia Frost", "40-31-17", "10294857"]]
    assert Category.FINANCIAL in in_rows([["Employee name", "Sort code", "Account"], *rows]).categories


@pytest.mark.parametrize("names", [READINGS, ("ｸﾘﾊﾗﾅｵｺ", "ｶﾝﾀﾞｺｳｼﾞ", "ｾｷｸﾞﾁﾐﾎ", "ﾀｶｷﾞﾖｼﾉﾘ", "ﾑﾄｳﾘｴ")])
def test_names_in_kana_beside_numbers_need_no_header_and_no_space(names: tuple[str, ...]) -> None:
    found = in_rows([[one, f"054-477-838{n}", f"420-085{n}"] for n, one in enumerate(names)])
    assert _counted(found) == (5, 5, 5)


def test_shops_and_places_in_kana_beside_numbers_are_nobody() -> None:
    for some in (
        "ナカムラヤ アオキベーカリー オガワパン サクラ マツモトホテル",
        "アオモリ モリオカ センダイ アキタ ヤマガタ",
    ):
        assert in_rows([[one, f"0263-33-1{n}20"] for n, one in enumerate(some.split())]).categories == ()


def test_a_title_above_a_table_without_headers_is_no_row() -> None:
    people = "".join(f"{name}様\t{n}0,000円\t長野県松本市中央1-14-{n + 1}\n" for n, (_, name) in enumerate(ACCOUNTS))
    assert _counted(in_text(f"香典帳\n{people}", "a.txt")) == (3, 3, 3)


def test_ships_are_no_people() -> None:
    ships = ("TAKESHI MARU NO.8", "HANAKO", "SAKURA MARU", "AKIRA MARU", "MISAKI MARU", "YAMATO")
    rows = [[4315818 + n, name, f"34.5{n}264", f"138.5{n}192"] for n, name in enumerate(ships * 5)]
    found = in_rows([["mmsi", "ship_name", "lat", "lon"], *rows])
    assert (found.subjects.high, [one.confidence for one in found.data if one.type == "person_name"]) == (0, [])
