"""Who has several family names under one number is looked for among the rows whose number comes again."""

import pytest

from exposurecheck.content import other_surnames
from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource

NAMES = ["佐藤 花子", "鈴木 一郎", "高橋 美咲", "田中 健太", "伊藤 さくら"]


def _people(again: str) -> int:
    rows = [f"{number},{NAMES[number % 5]},{number}@kita-mail.jp" for number in range(10_000, 10_400)]
    table = "\n".join(["会員番号,氏名,メール", *rows, f"10007,{again},x@kita-mail.jp"])
    return inspect("members.csv", MemorySource(table.encode()), secret=b"key").inspection.subjects.best


def test_only_names_of_numbers_that_come_again_are_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    parted: list[str] = []
    part = other_surnames._parted

    def counted(name: str) -> tuple[str, str]:
        parted.append(name)
        return part(name)

    monkeypatch.setattr(other_surnames, "_parted", counted)
    same = _people("高橋 美咲")
    assert parted == ["高橋 美咲", "高橋 美咲"]
    assert _people("渡辺 美咲") == same
    assert len(parted) > 400
