"""A number behind a bare label is of the kind that a heading above it names."""

import pytest

from exposurecheck.content.engine import Engine
from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource

ENGINE = Engine()


def found(text: str) -> set[str]:
    inspected = inspect("a.txt", MemorySource(text.encode()), secret=b"t" * 32, engine=ENGINE)
    return {one.type for one in inspected.inspection.data if one.confidence.value != "low"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("在留カード情報\n氏名 NGUYEN VAN MINH\n番号 UH48291057ED\n国籍 ベトナム\n", "jp.residence_card"),
        ("マイナンバー届出書\n\n氏名：辻村 彩音\n番号：482739105620\n", "jp.my_number"),
        ("通知カード確認済み\n番号は　4827 3910 5620\n身元確認：免許\n", "jp.my_number"),
        ("Passport\nName: Akari Miura\nNo. TK4821937\n", "jp.passport"),
    ],
)
def test_a_number_is_of_the_kind_that_the_heading_names(text: str, kind: str) -> None:
    assert kind in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "在留カードをご提示ください。\n注文番号 UH48291057ED\n",
        "在留カード情報\n" + "備考：なし\n" * 20 + "番号 UH48291057ED\n",
        "氏名：辻村 彩音\n番号 UH48291057ED\n",
    ],
)
def test_a_number_with_a_label_of_its_own_or_far_below_is_not(text: str) -> None:
    assert "jp.residence_card" not in found(text)
