"""Who drives, who takes a parcel and who calls, by fields whose names are those of other things as well."""

import json

import pytest

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource


def _categories(name: str, text: str) -> set[str]:
    found = inspect(name, MemorySource(text.encode()), secret=b"t" * 32).inspection
    return set(map(str, found.categories))


def test_drivers_and_receivers_are_people_beside_vehicles_and_parcels() -> None:
    tracks = [
        {"vehicle": "MT-301", "driver": name, "lat": 35.5 + place / 100, "lon": 139.7}
        for place, name in enumerate(("今井陽菜", "金子泰造", "今井陽菜"))
    ]
    assert "contact" in _categories("a.jsonl", "".join(json.dumps(one) + "\n" for one in tracks))
    assert "contact" in _categories(
        "b.json", json.dumps({"slip": "670121498229", "receiver": "辻純一", "photo": "a.jpg"})
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"connections": [{"driver": "mysql", "host": "db1"}, {"driver": "PostgreSQL Unicode", "host": "db2"}]},
        {"route": {"receiver": "slack-alerts"}, "receivers": [{"name": "slack-alerts"}, {"name": "Ops Team"}]},
        {"volumes": {"data": {"driver": "local"}}, "networks": {"front": {"driver": "bridge"}}},
    ],
)
def test_drivers_of_machines_are_not(settings: object) -> None:
    assert not _categories("a.json", json.dumps(settings))


def test_numbers_of_callers_count_without_names() -> None:
    rows = [f"2024-05-20 09:{place:02}:42,IN,080{49276745 + place * 7919},0120884172" for place in range(50)]
    assert _categories("a.csv", "\n".join(["StartTime,Direction,CallerNumber,DialedNumber", *rows])) == {"contact"}


def test_a_list_of_places_has_telephones_of_nobody() -> None:
    text = (
        "指定避難所一覧\n番号　施設名　　　所在地　　　　電話　　　　　収容人数\n"
        "１　　第一小学校　　本町三丁目5-1　0436-22-1042　480\n"
        "２　　東部公民館　　五井東2-8-14　　0436-21-3309　120\n"
        "３　　市民体育館　　更級1丁目4番地　0436-23-7751　950\n"
    )
    assert not _categories("a.txt", text)


def test_where_to_apply_to_an_event_is_no_persons_mailbox() -> None:
    text = "フードパントリー\n日時：5月3日　会場：駅前広場\n申込：お名前を書いてメール（pantry@tonarinote.or.jp）へ。\n"
    assert not _categories("a.txt", text)
