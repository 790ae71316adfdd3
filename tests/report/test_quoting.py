"""Names of strangers become text that shows everything and obeys nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.report import quoting

ANY_TEXT = st.text(st.characters(codec=None), max_size=400)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("acme-exports", "acme-exports"),
        ("年末調整/2026 (最終).csv", "年末調整/2026 (最終).csv"),
        ("a\nb\tc", r"a\nb\tc"),
        ("\x1b[31mred", r"\e[31mred"),
        ("\x9b31m", r"\x9b31m"),
        ("invoice\u202egpj.exe", r"invoice\u{202e}gpj.exe"),
        ("a\u200bb", r"a\u{200b}b"),
        ("\u3164", r"\u{3164}"),
        ("\ud800", r"\u{d800}"),
        ("か\u3099", "か\u3099"),
        ("z" + "\u0301" * 4, "z\u0301\u0301" + r"\u{0301}" * 2),
    ],
)
def test_what_is_hidden_becomes_visible_and_what_is_text_stays(raw: str, shown: str) -> None:
    assert quoting.name(raw) == shown


@given(ANY_TEXT)
def test_a_quoted_name_is_one_short_line_without_control_or_format_characters(raw: str) -> None:
    shown = quoting.name(raw)

    assert len(shown) <= quoting.NAME_LIMIT
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert shown.encode() or not raw


@given(ANY_TEXT)
def test_a_quoted_block_keeps_its_lines_and_nothing_else_that_is_invisible(raw: str) -> None:
    shown = quoting.block(raw)

    assert not {unicodedata.category(c) for c in shown if c not in "\n\t"} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_long_name_keeps_its_beginning_and_its_end() -> None:
    shown = quoting.name("head" + "x" * 10_000 + "tail")

    assert shown.startswith("headxxx")
    assert shown.endswith("xxxtail")
    assert "…" in shown
