"""Texts that are tables only to who knows the custom: bills to insurers, lists of names, values beside their kind."""

import json

from tests.content.readers.reading import Reading

from exposurecheck.content.units import Table, Text

BILLS = """IR,1,13,1,1234567,,みなと内科,202409,00,03-5555-1212
RE,1,1112,50610,架空 太一,1,19410511,,,
HO,06270018,1001,7,1,350
SY,8830417,020901,1,,２型糖尿病,01,
SY,4019014,020901,1,,,01,
RE,2,1112,50610,架空 花,2,19520401,,,
SI,12,1,112007410,,73,1
"""


def test_each_bill_is_a_row_with_its_insurance_and_diseases() -> None:
    reading = Reading("RECEIPTC.UKE", BILLS.encode("cp932"))
    table = next(unit for unit in reading.units if isinstance(unit, Table))
    assert reading.context.format == "uke"
    assert dict(zip(table.columns, [list(column) for column in table.values], strict=True)) == {
        "患者氏名": ["架空 太一", "架空 花"],
        "生年月日": ["19410511", "19520401"],
        "保険者番号": ["06270018", ""],
        "被保険者証記号": ["1001", ""],
        "被保険者証番号": ["7", ""],
        "傷病名": ["２型糖尿病 4019014", ""],
    }


def test_a_list_of_nothing_but_names_is_a_column() -> None:
    names = ["佐藤 太一", "高木 花", "岸 純子", "泉 早苗", "堀 敬"]
    text = "【名簿】\n" + "".join(f"{i}. {name}\n" for i, name in enumerate(names))
    tables = [unit for unit in Reading("meibo.txt", text.encode()).units if isinstance(unit, Table)]
    assert [list(column) for table in tables for column in table.values] == [names]


def test_short_lines_of_other_things_stay_text() -> None:
    text = "営業部\n総務部\n経理課\n情報システム部\n品質保証部\n東京都\n"
    assert all(isinstance(unit, Text) for unit in Reading("list.txt", text.encode()).units)


def test_values_beside_their_kind_are_columns_named_after_it() -> None:
    entries = [
        {"id": i, "contacts": [{"type": "email", "value": f"a{i}@x.jp"}, {"type": "fax", "value": str(i)}]}
        for i in range(3)
    ]
    table = next(unit for unit in Reading("a.json", json.dumps(entries).encode()).units if isinstance(unit, Table))
    assert table.columns == ("id", "contacts.email", "contacts.fax")
    assert list(table.values[1]) == ["a0@x.jp", "a1@x.jp", "a2@x.jp"]


def test_lines_that_begin_with_a_bracket_are_no_json() -> None:
    for text in ("[2026/10/01 12:00] 佐藤: はい\n", '[[users]]\nname = "x"\n', "[INFO] started\n"):
        reading = Reading("a.txt", text.encode())
        assert reading.context.format == "text"
