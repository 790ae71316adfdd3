import csv
import io
import json
import zipfile

import openpyxl
import pytest

from exposurecheck.demo.exhibits import EXHIBITS, customers, exhibit
from exposurecheck.demo.people import Person, population


def rows(name: str, encoding: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exhibit(name).body.decode(encoding))))


def by_mail() -> dict[str, Person]:
    return {p.email: p for p in population()}


def test_every_exhibit_is_the_same_each_time() -> None:
    for name, make in EXHIBITS.items():
        assert make() == make(), name


def test_the_customer_list_holds_1240_people_in_more_rows() -> None:
    table = rows("customers", "cp932")
    assert len(table) == 1262
    assert {by_mail()[r["メールアドレス"]].number for r in table} == customers().people
    assert len(customers().people) == 1240


def test_the_customer_list_needs_cp932_and_mixes_widths() -> None:
    text = exhibit("customers").body.decode("cp932")
    assert "髙橋" in text
    assert "高橋" in text
    assert "０" in text
    assert "ﾀｶﾊｼ" in text


def test_my_numbers_stand_two_in_a_row_and_are_counted_as_two_people() -> None:
    known = {p.my_number: p.number for p in population()}
    table = rows("my-numbers", "cp932")
    found = {known[r[c]] for r in table for c in ("個人番号", "扶養親族個人番号") if r[c]}
    assert len(table) == 86
    assert found == exhibit("my-numbers").people
    assert len(found) == 127


def test_an_enquiry_may_name_a_child() -> None:
    names = {p.name.replace("　", " "): p.number for p in population()}
    table = rows("enquiries", "utf-8-sig")
    found = {names[r[c]] for r in table for c in ("お名前", "お子さまのお名前") if r[c]}
    assert len(table) == 281
    assert found == exhibit("enquiries").people


def test_members_of_the_points_programme_are_valid_json() -> None:
    members = json.loads(exhibit("points").body)["members"]
    assert {by_mail()[m["email"]].number for m in members} == exhibit("points").people


def test_the_backup_holds_a_table() -> None:
    with zipfile.ZipFile(io.BytesIO(exhibit("backup").body)) as archive:
        table = list(csv.DictReader(io.StringIO(archive.read("db/members.csv").decode())))
    assert {by_mail()[r["email"]].number for r in table} == exhibit("backup").people


def test_the_workbook_in_the_backup_names_people_who_are_in_its_table_too() -> None:
    with zipfile.ZipFile(io.BytesIO(exhibit("backup").body)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("db/優良会員.xlsx")))
    names = {p.name: p.number for p in population()}
    found = {names[str(row[1])] for row in book["優良会員"].iter_rows(min_row=2, values_only=True)}
    assert len(found) == 120
    assert found < exhibit("backup").people


def test_the_locked_backup_opens_with_its_password_only() -> None:
    with zipfile.ZipFile(io.BytesIO(exhibit("locked-backup").body)) as archive:
        assert archive.read("kyuyo/2025.csv", b"mizutama") == exhibit("pay-accounts").body
        with pytest.raises(RuntimeError, match="password"):
            archive.read("kyuyo/2025.csv")


def test_formats_beside_the_tables_name_people_of_the_same_buckets() -> None:
    assert exhibit("structured-log").people < exhibit("log-3").people
    assert exhibit("applications").people | exhibit("enquiry-mail").people < exhibit("enquiries").people
    assert exhibit("lease").people < exhibit("contracts").people
    assert exhibit("applications").body.decode("euc_jp").count("お名前") == 60


def test_logs_repeat_158_people() -> None:
    seen: set[int] = set()
    for day in ("log-1", "log-2", "log-3"):
        lines = exhibit(day).body.decode().splitlines()
        found = {by_mail()[line.partition("user=")[2].split()[0]].number for line in lines}
        assert found == exhibit(day).people
        seen |= found
    assert len(seen) == 158


def test_the_logo_is_a_png() -> None:
    assert exhibit("logo").body.startswith(b"\x89PNG\r\n\x1a\n")
    assert exhibit("logo").body.endswith(b"IEND\xaeB`\x82")
