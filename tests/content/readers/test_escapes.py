"""Escapes are looked for only where there may be some, and are undone where they mean something."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content.readers import escapes
from exposurecheck.content.readers.escapes import has_escapes, may_hold_escapes, unescape

PARTS = ["=E5", "=B1", "=", "=\n", "=\r\n", "a=b", "=4", "E5", "%E5", "%", "\\u5c71", "\\", "u", "山", "𠮷", " "]
QUOTED = "=[0-9A-F]{2}(?:=\r?\n)?(?:=[0-9A-F]{2}(?:=\r?\n)?){2}"


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_all_escapes_are_noticed(text: str) -> None:
    percent, code = re.search("%[0-9A-F]{2}", text), re.search("\\\\u[0-9a-f]{4}", text)
    assert has_escapes(text) == bool(percent or code or re.search(QUOTED, text))
    assert may_hold_escapes(text.encode()) >= has_escapes(text)


def test_a_log_is_not_searched_for_quoted_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escapes, "_QUOTED", None)
    monkeypatch.setattr(escapes, "_QUOTED_BYTES", None)
    line = "level=info user=taro status=200 ms=7\n"
    assert not has_escapes(line * 9)
    assert not may_hold_escapes(line.encode() * 9)


@pytest.mark.parametrize("written", ["=E5=B1=B1", "=E5=\n=B1=B1", "%E5%B1%B1", "\\u5c71"])
def test_what_escapes_stand_for(written: str) -> None:
    assert has_escapes(written)
    assert unescape(f"a {written} b") == "a 山 b"
