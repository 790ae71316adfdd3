"""Objects that did not change are not opened again, and everybody is still counted once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runs.estate import customers, estate, result, scan
from tests.servers.s3 import StubS3, serving


@pytest.fixture
def stub() -> Iterator[StubS3]:
    with serving(StubS3(buckets=estate(stores=6))) as server:
        yield server


def _opened(stub: StubS3, home: Path, *flags: str) -> set[tuple[str, str]]:
    stub.requests.clear()
    done = scan(home, stub.url, *flags)
    assert done.returncode == 0, done.stderr
    return {(r.bucket, r.key) for r in stub.requests if r.operation == "GetObject"}


PEOPLE = {(s, k) for s in ("store-000", "store-003") for k in ("customers.csv", "more/customers.csv")}


def test_a_second_night_opens_nothing_and_says_the_same(stub: StubS3, tmp_path: Path) -> None:
    first = _opened(stub, tmp_path)
    before = result(tmp_path)
    second = _opened(stub, tmp_path)

    assert len(first) == 16
    assert second == set()
    assert result(tmp_path) == before
    assert before["subjects"]["best"] == 70


def test_only_what_changed_is_opened_when_nobody_is_in_it(stub: StubS3, tmp_path: Path) -> None:
    _opened(stub, tmp_path)
    stub.buckets["store-000"].objects["readme.txt"] = b"other opening hours"

    assert _opened(stub, tmp_path) == {("store-000", "readme.txt")}
    assert result(tmp_path)["subjects"]["best"] == 70


def test_when_people_are_added_those_known_are_looked_at_again_so_that_nobody_counts_twice(
    stub: StubS3, tmp_path: Path
) -> None:
    _opened(stub, tmp_path)
    stub.buckets["store-000"].objects["readme.txt"] = customers(35, 10)

    assert _opened(stub, tmp_path) == {*PEOPLE, ("store-000", "readme.txt")}
    again = result(tmp_path)
    (tmp_path / "fresh").mkdir()
    _opened(stub, tmp_path / "fresh")
    assert again == result(tmp_path / "fresh")


def test_a_store_that_was_closed_changes_who_is_reachable(stub: StubS3, tmp_path: Path) -> None:
    _opened(stub, tmp_path)
    stub.buckets["store-003"] = estate(stores=6)["store-002"]

    assert _opened(stub, tmp_path) == set(), "how many are in what is left of the two is remembered"
    again = result(tmp_path)
    assert again["subjects"]["best"] == 50
    assert _opened(stub, tmp_path) == set()


def test_other_budgets_and_other_detectors_look_again(stub: StubS3, tmp_path: Path) -> None:
    first = _opened(stub, tmp_path)
    small = _opened(stub, tmp_path, "--max-object-size", "1KiB")
    (tmp_path / "mine").mkdir()

    assert {key for _, key in small} == {"customers.csv", "more/customers.csv"}, "the others fit into a kibibyte"
    assert _opened(stub, tmp_path) == set()
    assert first


def test_an_object_with_a_shared_link_is_opened_every_night(stub: StubS3, tmp_path: Path) -> None:
    """Where the link leads is kept nowhere, so that only the object itself can say it."""
    link = "https://acmeshop.blob.core.windows.net/data/list.csv?sv=2022-11-02&sr=b&sp=r&se=2099-01-01T00:00:00Z"
    stub.buckets["store-000"].objects["readme.txt"] = f"see {link}&sig={'a' * 43}%3D for the list\n".encode()
    _opened(stub, tmp_path)
    (found,) = (r for r in result(tmp_path)["resources"] if r["name"] == "store-000")

    assert any(i["links"] for i in found["personal_data"]["inspections"])
    assert _opened(stub, tmp_path) == {("store-000", "readme.txt")}
