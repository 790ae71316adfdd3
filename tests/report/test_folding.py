"""Japanese lines keep numbers with their counters and begin with no closing mark."""

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from exposurecheck.report.folding import folded


def test_a_number_stays_with_its_counter() -> None:
    assert folded("そのうち9か所で最大1,675人分の個人データ", 22) == "そのうち9か所で最大\n1,675人分の個人データ"


def test_no_line_begins_with_a_full_stop() -> None:
    assert folded("あいうえ。", 8) == "あいう\nえ。"


@given(st.text("あいう漢字、。)9,人 aB", max_size=60), st.integers(4, 30))
def test_nothing_is_lost_and_lines_are_short_unless_one_word_is_longer(text: str, cells: int) -> None:
    lines = folded(text, cells).split("\n")

    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(cell_len(line) <= max(cells, 70) for line in lines)
