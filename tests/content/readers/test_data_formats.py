"""Dumps, databases, columnar files and bank records keep their columns."""

import io
import json
import sqlite3
import struct

import fastavro
import pyarrow as pa
import pytest
from pyarrow import feather, orc, parquet
from tests.content.readers.reading import NAMES, Reading

from exposurecheck.content import headers
from exposurecheck.model.inspection import InspectionStatus

PEOPLE = pa.table(
    {
        "氏名": ["架空", None],
        "番号": pa.array([1, 2], pa.int64()),
        "連絡": [{"mail": "k@example.jp", "tel": ["0311112222", "0311112223"]}, None],
        "生": pa.array([b"\xe6\x9e\xb6", None]),
    }
)


def parquet_file(table: pa.Table, rows: int = 1000) -> bytes:
    out = io.BytesIO()
    parquet.write_table(table, out, row_group_size=rows)
    return out.getvalue()


def test_mysql_dump_columns_comments_escapes_and_long_inserts() -> None:
    rows = ",".join(f"({number},'架空{number}\\'s (x), y','k{number}@example.jp',NULL)" for number in range(5000))
    dump = (
        "-- MySQL dump 10.13\nCREATE TABLE `users` (\n  `id` int NOT NULL,\n"
        "  `nm` varchar(20) DEFAULT NULL COMMENT '氏名',\n  `mail` varchar(30),\n  `memo` text,\n  PRIMARY KEY (`id`)\n"
        f") ENGINE=InnoDB;\nINSERT INTO `users` VALUES {rows};\n"
        "INSERT INTO users (mail, id) VALUES ('last@example.jp', 9);\n"
    )
    reading = Reading("dump.sql", dump.encode())
    assert reading.context.format == "sql"
    assert reading.cells["nm 氏名"][:2] == ["架空0's (x), y", "架空1's (x), y"]
    assert len(reading.cells["nm 氏名"]) == 5000
    assert reading.cells["mail"][-1] == "last@example.jp"
    assert set(reading.cells["memo"]) == {""}


def test_postgres_dump_copy_and_comments_on_columns() -> None:
    dump = (
        "--\n-- PostgreSQL database dump\n--\nCREATE TABLE public.users (\n    id integer NOT NULL,\n"
        "    name character varying(20),\n    mail text\n);\nCOMMENT ON COLUMN public.users.name IS '氏名';\n"
        "COPY public.users (id, name, mail) FROM stdin;\n1\t架空\ta@example.jp\n2\t\\N\tb\\\\x@example.jp\n\\.\n\n"
        "INSERT INTO public.users VALUES (3, 'C:\\', N'c@example.jp');\nSELECT 1; -- contact d@example.jp\n"
    )
    reading = Reading("dump", dump.encode("euc_jp"))
    assert reading.context.format == "sql"
    assert reading.cells["name 氏名"] == ["架空", "", "C:\\"]
    assert reading.cells["mail"] == ["a@example.jp", "b\\x@example.jp", "c@example.jp"]
    assert "d@example.jp" in reading.text


def test_a_dump_cut_anywhere_loses_no_more_than_its_last_row() -> None:
    rows = [f"({number}, 'k{number}@example.jp')" for number in range(50)]
    dump = "CREATE TABLE t (id int, mail text);\nINSERT INTO t VALUES " + ",\n".join(rows) + ";\n"
    for end in range(200, len(dump), 97):
        seen = Reading("a.sql", dump[:end].encode()).everything
        whole = dump[:end].count("@example.jp')")
        assert seen.count("@example.jp") >= whole


@pytest.mark.parametrize("quote", ["`", ""])
def test_a_row_that_never_ends_is_given_up_at_once(quote: str) -> None:
    dump = f"CREATE TABLE {quote}t{quote} (a text);\nINSERT INTO {quote}t{quote} VALUES ('" + "架空,太郎 x" * 40
    reading = Reading("a.sql", dump.encode())
    assert "太郎" in reading.everything


def zengin(ending: str, orderer_name: str = "ｶｸｳ ﾊﾅｺ", payee: str = "ｶｸｳ ﾀﾛｳ") -> bytes:
    orderer = "1" + "21" + "0" + "1234567890" + orderer_name.ljust(40) + "1120"
    header = orderer + "0001" + "ｷﾞﾝｺｳ".ljust(15) + "001" + "ﾎﾝﾃﾝ".ljust(15) + "1" + "1234567"
    branch = "2" + "0009" + "ﾐﾎﾝ".ljust(15) + "123" + "ｼﾌﾞﾔ".ljust(15) + "    "
    person = branch + "1" + "7654321" + payee.ljust(30) + "0000010000"
    records = [header, person, "8" + "000001" + "000000010000", "9"]
    return "".join(record.ljust(120) + ending for record in records).encode("cp932")


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_fixed_width_bank_records(ending: str) -> None:
    reading = Reading("FURIKOMI.DAT", zengin(ending))
    assert (reading.context.format, reading.context.encoding) == ("zengin", "cp932")
    assert reading.cells["口座番号"] == ["1234567", "7654321"]
    assert reading.cells["口座名義人カナ"] == ["ｶｸｳ ﾀﾛｳ"]


@pytest.mark.parametrize("firm", ["ｶｸｳ(ｶ", "ｶ)ｶｸｳ", "ｶｸｳｼﾖｳｼﾞ(ﾕ)ｵｵｻｶ(ｴｲ", "ﾄﾞ)ｶｸｳ"])
def test_accounts_of_companies_in_bank_records_are_nobodys(firm: str) -> None:
    assert Reading("FURIKOMI.DAT", zengin("\n", firm)).cells["口座番号"] == ["7654321"]
    assert Reading("FURIKOMI.DAT", zengin("\n", payee=firm)).cells["口座番号"] == ["1234567"]


def test_who_orders_in_one_word_is_a_firm() -> None:
    assert Reading("FURIKOMI.DAT", zengin("\n", "ｶｸｳｼﾖｳｶｲ")).cells["口座番号"] == ["7654321"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_full_width_sign_makes_a_bank_record_wider(ending: str) -> None:
    reading = Reading("FURIKOMI.DAT", zengin(ending, "ｶ）ｶｸｳ"))
    assert reading.context.format == "zengin"
    assert reading.cells["口座番号"] == ["7654321"]


def test_parquet_orc_and_arrow_flat_and_nested() -> None:
    flat = PEOPLE.drop(["連絡"])
    outs = {"orc": io.BytesIO(), "arrow": io.BytesIO()}
    orc.write_table(flat, outs["orc"])
    feather.write_feather(flat, outs["arrow"], compression="uncompressed")
    for name, data in {"parquet": parquet_file(PEOPLE), **{kind: out.getvalue() for kind, out in outs.items()}}.items():
        reading = Reading("data.bin", data)
        assert reading.context.format == name
        assert reading.cells["氏名"] == ["架空", ""]
        assert reading.cells["番号"] == ["1", "2"]
        assert reading.cells["生"] == ["架", ""]
    nested = Reading("a.parquet", parquet_file(PEOPLE)).cells
    assert nested["連絡.mail"] == ["k@example.jp", ""]
    assert nested["連絡.tel"] == ["0311112222", ""]


def test_avro_records() -> None:
    out = io.BytesIO()
    fields = [{"name": "name", "type": "string"}, {"name": "n", "type": ["null", "int"]}]
    schema = {"type": "record", "name": "r", "fields": fields}
    fastavro.writer(out, schema, [{"name": "架空", "n": 1}, {"name": "仮空", "n": None}])
    assert Reading("a.avro", out.getvalue()).cells == {"name": ["架空", "仮空"], "n": ["1", ""]}
    assert Reading("a.avro", out.getvalue()[:-20]).statuses != []


def test_a_budget_reads_the_footer_and_some_row_groups() -> None:
    texts = [f"架空{number * 7919 % 100_003}" for number in range(200_000)]
    table = pa.table({"no": list(range(200_000)), "text": texts})
    data = parquet_file(table, rows=10_000)
    reading = Reading("a.parquet", data, max_bytes=len(data) // 2)
    numbers = [int(cell) for cell in reading.cells["no"]]
    assert min(numbers) == 0
    assert max(numbers) == 199_999
    assert 20_000 <= len(numbers) < 130_000
    assert reading.statuses == [InspectionStatus.PARTIAL]
    assert reading.context.bytes_read < 0.6 * len(data)


@pytest.mark.parametrize("cut", [4, 100, -8, -100])
def test_truncated_columnar_files_are_failed(cut: int) -> None:
    assert Reading("a.parquet", parquet_file(PEOPLE)[:cut]).statuses == [InspectionStatus.FAILED]


def sqlite_file(*statements: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    try:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        return bytes(connection.serialize())
    finally:
        connection.close()


def test_sqlite_real_tables_only_views_and_triggers_never_run() -> None:
    table = '"顧客 ""1"""'
    data = sqlite_file(
        f"CREATE TABLE {table} (氏名 TEXT, 番号 INTEGER, 写真 BLOB)",
        f"INSERT INTO {table} VALUES ('架空', 7, x'e69eb6'), ('仮空', NULL, NULL)",  # noqa: S608 - a literal
        "CREATE VIEW slow AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        f"CREATE TRIGGER t AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END",  # noqa: S608 - a literal
        "CREATE VIRTUAL TABLE words USING fts5(body)",
        "INSERT INTO words VALUES ('indexed@example.jp')",
    )
    reading = Reading("a.db", data)
    assert reading.context.format == "sqlite"
    assert reading.cells["氏名"] == ["架空", "仮空"]
    assert reading.cells["番号"] == ["7", ""]
    assert "i" not in reading.cells
    assert "indexed@example.jp" in reading.everything


def test_sqlite_in_wal_mode_is_readable_and_a_broken_one_is_failed() -> None:
    data = bytearray(sqlite_file("CREATE TABLE t (mail TEXT)", "INSERT INTO t VALUES ('k@example.jp')"))
    data[18:20] = b"\x02\x02"
    assert Reading("a.db", bytes(data)).cells == {"mail": ["k@example.jp"]}
    assert InspectionStatus.PARTIAL in Reading("a.db", bytes(data[:6000])).statuses
    broken = Reading("a.db", bytes(data[:100]) + b"\xff" * 9000).statuses
    assert set(broken) <= {InspectionStatus.FAILED, InspectionStatus.PARTIAL}
    assert broken


def exif(order: str) -> bytes:
    def entry(tag: int, kind: int, count: int, value: bytes) -> bytes:
        return struct.pack(f"{order}HHI", tag, kind, count) + value.ljust(4, b"\0")

    def pointer(offset: int) -> bytes:
        return struct.pack(f"{order}I", offset)

    gps_at = 8 + 2 + 12 + 4
    numbers_at = gps_at + 2 + 4 * 12 + 4
    numbers = struct.pack(f"{order}12I", 35, 1, 30, 1, 0, 1, 139, 1, 45, 1, 0, 1)
    gps = struct.pack(f"{order}H", 4) + b"".join(
        [
            entry(1, 2, 2, b"S\0"),
            entry(2, 5, 3, pointer(numbers_at)),
            entry(3, 2, 2, b"E\0"),
            entry(4, 5, 3, pointer(numbers_at + 24)),
        ]
    )
    main = struct.pack(f"{order}H", 1) + entry(0x8825, 4, 1, pointer(gps_at)) + pointer(0)
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + pointer(8) + main + gps + pointer(0) + numbers


@pytest.mark.parametrize("order", ["<", ">"])
def test_pictures_are_not_inspected_but_their_place_counts(order: str) -> None:
    for start in (b"\xff\xd8\xff\xe1\0\0Exif\0\0", b"", b"\x89PNG\r\n\x1a\n\0\0\0\0eXIf"):
        reading = Reading("a.jpg", start + exif(order))
        assert reading.statuses == [InspectionStatus.UNSUPPORTED]
        assert "latitude: -35.500000, longitude: 139.750000" in reading.text


def test_xml_records_attributes_and_mixed_text() -> None:
    document = (
        '<?xml version="1.0" encoding="Shift_JIS"?><list xmlns="urn:x">'
        '<person id="1"><氏名>架空</氏名><tel>0311112222</tel></person>'
        '<person id="2"><氏名>仮空</氏名><tel/></person><note>call <b>k@example.jp</b> now</note></list>'
    )
    reading = Reading("a.xml", document.encode("cp932"))
    assert reading.context.format == "xml"
    assert reading.cells["list.person.氏名"] == ["架空", "仮空"]
    assert reading.cells["list.person.id"] == ["1", "2"]
    assert "call k@example.jp now" in reading.text


def test_columns_that_xml_names_in_an_attribute() -> None:
    row = '<row><field name="氏名">{}</field><field name="email">{}</field></row>'
    page = f"<resultset>{row.format('架空', 'k@example.jp')}{row.format('仮空', '')}</resultset>"
    cells = Reading("a.xml", f"<?xml version='1.0'?>{page}".encode()).cells
    assert cells == {"resultset.row.氏名": ["架空", "仮空"], "resultset.row.email": ["k@example.jp", ""]}


def test_large_json_documents_keep_their_values() -> None:
    record = '{"name": "架空", "mail": "k@example.jp", "pad": "' + "x" * 1000 + '"}'
    reading = Reading("a.json", ("[" + ",\n".join([record] * 17_000) + "]").encode())
    assert reading.context.format == "json"
    assert reading.everything.count("k@example.jp") == 17_000


def test_objects_keyed_by_id_are_records_with_their_key() -> None:
    users = ", ".join(f'"user{number}@example.jp": {{"name": "架空{number}"}}' for number in range(10))
    reading = Reading("a.json", f'{{"users": {{{users}}}}}'.encode())
    assert reading.cells["users.name"] == [f"架空{number}" for number in range(10)]
    assert reading.cells["users.key"][0] == "user0@example.jp"


@pytest.mark.parametrize(
    ("keys", "records"),
    [
        (("uid1", "uid2"), 2),
        (("1001", "1002"), 2),
        (("x8Kq02LmZp4Rt6Vw", "a7Tn91CcWq3Yd5Hs"), 2),
        (("billing", "shipping"), 1),
        (("address1", "address2"), 1),
    ],
)
def test_few_objects_are_records_where_their_keys_look_like_ids(keys: tuple[str, str], records: int) -> None:
    members = ", ".join(f'"{key}": {{"name": "架空"}}' for key in keys)
    cells = Reading("a.json", f'{{"users": {{{members}}}}}'.encode()).cells
    names = [cells[name] for name in cells if name.endswith("name")]
    assert max(map(len, names)) == records


def test_large_documents_have_their_fields_as_columns_wherever_the_records_are() -> None:
    pad = "x" * 2000
    people = ", ".join(f'{{"name": "架空{number}", "pad": "{pad}", "tel": ["03", "04"]}}' for number in range(9000))
    keyed = '{"u1": {"mail": "a@example.jp"}, "u2": {"mail": "b@example.jp"}}'
    document = f'{{"title": "名簿", "count": 9000, "data": {{"people": [{people}]}}, "users": {keyed}}}'
    cells = Reading("a.json", document.encode()).cells
    assert len(cells["data.people.name"]) == 9000
    assert cells["data.people.name"][:2] == ["架空0", "架空1"]
    assert cells["users.mail"] == ["a@example.jp", "b@example.jp"]
    assert cells["users.key"] == ["u1", "u2"]
    assert cells["title"] == ["名簿"]


def test_a_cut_document_keeps_the_records_before_the_cut() -> None:
    people = ", ".join(f'{{"name": "架空{number}"}}' for number in range(1000))
    reading = Reading("a.json", f'{{"people": [{people}'.encode()[:-7])
    assert len(reading.cells["people.name"]) == 999
    assert reading.statuses == [InspectionStatus.PARTIAL]


PAIRS = [{"name": name, "tel": tel} for name, tel in zip(NAMES, ("090-1111-2222", "03-1234-5678"), strict=True)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(json.dumps(pair, indent=2) for pair in PAIRS),
        "".join(map(_json, PAIRS)),
        _json(PAIRS).replace("}]", "}, ]").replace("{", "{ // one\n/* two */ ", 1),
        _json({"name": {"0": NAMES[0], "1": NAMES[1]}, "tel": {"0": PAIRS[0]["tel"], "1": PAIRS[1]["tel"]}}),
        _json([{key: {"S": value} for key, value in pair.items()} for pair in PAIRS]),
        "\n".join(_json({"name": {"stringValue": p["name"]}, "_id": {"$oid": "0" * 24}}) for p in PAIRS),
    ],
    ids=["indented", "tight", "comments", "columns", "dynamodb", "typed lines"],
)
def test_json_of_many_writers_is_records(text: str) -> None:
    reading = Reading("a.json", text.encode())
    assert reading.cells["name"] == NAMES
    assert reading.statuses == []


def test_comments_of_json_are_text() -> None:
    assert "担当 架空" in Reading("a.json", '{"a": [1, // 担当 架空\n 2]}'.encode()).text


CUT, BROKEN = _json(PAIRS * 3)[:-20], _json(PAIRS * 3).replace('"tel"', "tel", 2)


@pytest.mark.parametrize("text", [CUT, BROKEN], ids=["cut", "broken"])
def test_broken_json_gives_each_record_once(text: str) -> None:
    reading = Reading("a.json", text.encode())
    assert reading.statuses == [InspectionStatus.PARTIAL]
    everything = reading.everything
    assert all(1 <= everything.count(name) <= 3 for name in NAMES)


def test_attributes_named_name_are_columns_like_the_others() -> None:
    users = "".join(f'<user name="{pair["name"]}" tel="{pair["tel"]}"/>' for pair in PAIRS)
    assert Reading("a.xml", f"<users>{users}</users>".encode()).cells["users.user.name"] == NAMES
    rows = "".join(
        f'<row><field name="name">{pair["name"]}</field><field name="memo" xsi:nil="true"/></row>' for pair in PAIRS
    )
    assert Reading("a.xml", f'<t xmlns:xsi="x">{rows}</t>'.encode()).cells["t.row.name"] == NAMES


def test_the_step_before_a_number_says_which() -> None:
    assert headers.folded("受給者.口座.番号") == "口座_番号"


@pytest.mark.parametrize("delimiter", ["\x01", "\x1f", "^", "~", "||", "|^|", "¦", "，", "~|"])
def test_any_delimiter_tells_cells_apart(delimiter: str) -> None:
    rows = [["会員番号", "氏名", "電話番号"], *([str(n), f"架空{n} 太一", f"090-1111-22{n:02}"] for n in range(20))]
    text = "\n".join(delimiter.join(row) for row in rows) + "\n"
    reading = Reading("a.dat", text.encode())
    assert reading.cells["氏名"] == [row[1] for row in rows[1:]]
    assert reading.context.format == "csv"
