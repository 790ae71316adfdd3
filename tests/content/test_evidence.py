"""Numbers with the right check digit in a text that names them anywhere."""

from tests.corpus.persons import crowd

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource

PEOPLE = crowd(991, 2)


def found(text: str) -> set[str]:
    inspected = inspect("a.txt", MemorySource(text.encode()), secret=b"t" * 32)
    return {one.type for one in inspected.inspection.data if one.confidence.value != "low"}


def test_a_letter_names_its_numbers_at_its_end() -> None:
    numbers = "".join(f"{place}) {one.name}\n   {one.my_number}\n" for place, one in enumerate(PEOPLE, 1))
    assert "jp.my_number" in found(f"{numbers}マイナンバーです。よろしくお願いします。\n")
    assert "jp.my_number" not in found(f"{numbers}よろしくお願いします。\n")


def test_some_that_fail_their_check_make_it_chance() -> None:
    others = "".join(f"48271930560{digit}\n" for digit in range(10))
    text = f"1) {PEOPLE[0].name}\n   {PEOPLE[0].my_number}\n{others}マイナンバーは別便です。\n"
    assert "jp.my_number" not in found(text)
