"""JSON that is no single document is taken apart in a few passes over it, whatever it is made of."""

import pytest

from exposurecheck.content.readers import json_pieces


@pytest.mark.parametrize(
    "data", [b"[" * 20_000, b'[{"a":' * 5_000, b'{"a":[1,' * 5_000, b'{"a":1}' * 100 + b"{" * 20_000]
)
def test_brackets_that_nothing_closes_are_read_a_few_times_only(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    read, look = [0], json_pieces._end

    def counted(content: bytes, start: int) -> tuple[bool, int]:
        whole, end = look(content, start)
        read[0] += end - start
        return whole, end

    monkeypatch.setattr(json_pieces, "_end", counted)
    found = list(json_pieces.pieces(data))

    assert found[-1][0] is None
    assert read[0] <= 10 * len(data)


def test_nothing_of_what_is_whole_is_lost() -> None:
    documents = [document for document, _ in json_pieces.pieces(b'{"a": 1}\n// seen\n[2, 3,]\n{"b": {"c": 4}, "d": ')]

    assert documents == [{"a": 1}, [2, 3], {"b": {"c": 4}}, None]
