"""Tables of one database that speak of the same people by the number of their record."""

import sqlite3
from collections.abc import Sequence

import pytest
from tests.corpus.persons import crowd

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Subjects

PEOPLE = list({p.name: p for p in crowd(71, 40)}.values())[:30]
NAMED = [(n, p.given, p.family) for n, p in enumerate(PEOPLE, 1)]
CONTACTS = [
    contact for n, p in enumerate(PEOPLE, 1) for contact in ((n, p.mobile), (n, p.email), (n, p.landline))[: 1 + n % 3]
]


def _count(*tables: tuple[str, Sequence[Sequence[object]]]) -> Subjects:
    """Return the people of tables, each a statement that makes it and its rows."""
    connection = sqlite3.connect(":memory:")
    for statement, rows in tables:
        connection.execute(f"CREATE TABLE {statement}")
        name = statement.partition("(")[0]
        for row in rows:
            connection.execute(f"INSERT INTO {name} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608 - constants
    connection.commit()
    return inspect("31bb7ba8", MemorySource(connection.serialize()), secret=b"t" * 32).inspection.subjects


@pytest.mark.parametrize(
    ("people", "contacts"),
    [
        ("ABPerson(ROWID integer primary key, First, Last)", "ABMultiValue(UID integer primary key, record_id, value)"),
        ("raw_contacts(_id, given_name, family_name)", "data(_id, raw_contact_id, data1)"),
        ("ZPERSON(Z_PK, ZFIRSTNAME, ZLASTNAME)", "ZPHONE(Z_PK, ZOWNER, ZNUMBER)"),
        ("meibo(id, mei, sei)", "renraku(id, meibo_id, denwa)"),
        ("hito(hito_id, first, last)", "renraku(id, hito_id, denwa)"),
    ],
)
def test_contacts_in_a_table_of_their_own_are_those_of_the_people_they_belong_to(people: str, contacts: str) -> None:
    rows = [(900 + place, *contact) for place, contact in enumerate(CONTACTS)]
    found = _count((contacts, rows), (people, NAMED))
    assert (found.low, found.best) == (30, 30)


@pytest.mark.parametrize("column", ["item_id", "tantou_id", "page"])
def test_numbers_of_other_things_tie_nobody(column: str) -> None:
    others = [(n, n, p.email) for n, p in enumerate(crowd(72, 30), 1)]
    assert _count(("ok(id, mei, sei)", NAMED), (f"buy(id, {column}, email)", others)).best == 60
