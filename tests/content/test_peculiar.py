"""Samples and mailboxes of a function are told in columns as they are one by one."""

import pytest
from tests.corpus.persons import crowd

from exposurecheck.content.catalogue import load
from exposurecheck.content.detector import FOLDS, Detector
from exposurecheck.content.offices import ROLE_MAILBOX
from exposurecheck.content.peculiar import peculiar
from exposurecheck.content.strings import as_series

_ODD = (
    "", "info@kita.jp", "information.x@kita.jp", "taro@example.co.jp", "taro@a.example.com\n", "test1@kita.jp", "x\n",
    "hanako@mail.com", "hanako@gmail.com", "yamada@sakura-mail.jp\ntest@x.jp", "09000001234", "0900001234567",
    "08012345678", "08012345678\n", "0300001234", "鈴木一郎テスト", "テストハナコ", "山田太郎", "山田太郎\n",
    "taro yamada",
)  # fmt: skip


def _values(detector: Detector) -> list[str]:
    people = crowd(4, 30)
    given = [value for p in people for value in (p.name, p.kana, p.email, p.mobile, p.address, p.birthday)]
    fold = FOLDS[detector.fold]
    told = (*detector.samples, *detector.exclude.values, *detector.tests.match, *detector.tests.no_match)
    return [*_ODD, *(fold(value) for value in (*given, *told))]


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("detector", load(), ids=lambda detector: detector.id)
def test_columns_tell_what_each_value_tells(detector: Detector, *, lines: bool) -> None:
    values = [value for value in _values(detector) if lines or "\n" not in value]
    tests, roles = peculiar(detector, as_series(values))
    assert tests.tolist() == [detector.is_sample(value) for value in values]
    wanted = [detector.id == "email" and ROLE_MAILBOX.fullmatch(value) is not None for value in values]
    assert roles.tolist() == wanted
