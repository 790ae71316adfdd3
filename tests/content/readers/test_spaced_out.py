"""Lines whose characters stand apart."""

import pytest

from exposurecheck.content.readers.spaced_out import drawn_together


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("お 名 前　 小 谷 野 　春 香\n", "お名前　小谷野　春香\n"),
        ("電 話 番 号　0 4 8 - 2 5 3 - 7 1 1 9\n普通の行 です。\n", "電話番号　048-253-7119\n普通の行 です。\n"),
        ("月 火 水\n", "月 火 水\n"),
        ("1 2 3 4 5 6 7 8 9 10 11 12\n", "1 2 3 4 5 6 7 8 9 10 11 12\n"),
        ("小谷野 春香 様 よ り 折 り 返 し の 電話 あり\n", "小谷野 春香 様 よ り 折 り 返 し の 電話 あり\n"),
    ],
)
def test_what_is_drawn_together(text: str, joined: str) -> None:
    assert drawn_together(text) == joined
