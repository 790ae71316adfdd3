"""Finds names in lines that programs write: behind the key of a person, or in brackets behind an account or a post."""

import re
from collections.abc import Iterator

from exposurecheck.content.bearers import Told, is_full
from exposurecheck.content.leads import Sought
from exposurecheck.content.word_lists import any_of

_KANJI = "[一-龥々〆ヶノ]{1,5}[ 　]?[一-龥々ぁ-んァ-ヶー]{1,4}"
_KEY = f"(?:{any_of('person_keys.txt')}|[a-z]{{0,12}}_?name|運転手|運転者|乗務員|担当|担当者|利用者|会員|社員|氏名)"
_LINE = re.compile(
    "(?m:^)[\\[<(\"']{0,2}(?:20[0-9]{2}[/.\\-]?[0-9]{2}[/.\\-]?[0-9]{2}"
    "|[0-9]{1,2}:[0-9]{2}:[0-9]{2}|[A-Z][a-z]{2} [ 0-3][0-9] )"
)
"""How a line of a log begins."""
_KEYED = Sought(f"(?<![A-Za-z])(?i:{_KEY})[\"']?[=:][ ]?[\"']?(?P<value>{_KANJI})(?=[\"'\\s,;&)|\\]}}]|$)")
_BRACKETED = Sought(
    f"(?<![A-Za-z])(?i:{_KEY})[\"']?[=:][ ]?[\"']?[A-Za-z0-9_.@\\-]{{1,40}}[\"']?[ ]?[(（](?P<value>{_KANJI})[)）]"
)
_POSTED = Sought(
    "(?:スタッフ|ヘルパー|ドライバー|オペレーター?|ユーザー?|[一-龥]{1,6}[員者師士手])"
    f"[(（\\[](?P<value>{_KANJI})[)）\\]]"
)
"""Who does something, in brackets behind what they are."""


def logged(text: str) -> Iterator[Told]:
    """Yield full names in the lines of a log."""
    if _LINE.search(text) is None:
        return
    for pattern in (_KEYED, _BRACKETED, _POSTED):
        for match in pattern.finditer(text):
            if is_full(match["value"]):
                yield Told(*match.span("value"), sure=True)
