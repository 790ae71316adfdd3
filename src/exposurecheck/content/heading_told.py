"""Finds names in headings: of what is said of each person in a report, and of who writes a report."""

import re
from collections.abc import Iterator

from exposurecheck.content.bearers import Told, is_full
from exposurecheck.content.leads import Sought

_NAME = "[一-龥々〆ヶノ]{1,5}[ 　]?[一-龥々ぁ-んァ-ヶー]{1,4}?"
_TAIL = (
    "(?=[ 　]?(?:さん|様|氏|くん|君|ちゃん|選手|先生)?[ 　]{0,4}(?:[(（][^)）\n]{1,24}[)）])?[ 　]{0,4}"
    "(?:(?m:$)|[—–―─\\-:：／/|｜][^\n]{0,40}(?m:$)))"
)
_HEADINGS = (
    Sought(f"(?m:^)#{{1,6}} (?:[0-9]{{1,3}}[.)．）]? ?)?(?P<value>{_NAME}){_TAIL}"),
    Sought(f"(?m:^)[ 　]{{0,4}}[■●◆▼▽□◇○◎★☆▶►][ 　]{{0,2}}(?P<value>{_NAME}){_TAIL}"),
    Sought(
        f"(?m:^)[ 　]{{0,4}}[【［\\[〔《](?:[0-9]{{1,6}}[ 　:：])?(?P<value>{_NAME})"
        "(?:さん|様|氏|くん|君|ちゃん|選手|先生)?[】］\\]〕》]"
    ),
    Sought(f"(?m:^)\\*\\*(?P<value>{_NAME})(?:さん|様|氏|くん|君)?(?:[(（][^)）\n]{{1,24}}[)）])?\\*\\*"),
    Sought(f"(?m:^)[-=─━＝―]{{2,}}[ 　]?(?P<value>{_NAME})(?:さん|様|氏|くん|君)?[ 　]?[-=─━＝―]{{2,}}"),
)
"""Headings of one form, each with nothing but a name and a word on it."""
_FEWEST, _SHARE = 2, 0.5
_MARKED = tuple(
    re.compile(regex)
    for regex in (
        "(?m:^)#{1,6} [^\n]",
        "(?m:^)[ 　]{0,4}[■●◆▼▽□◇○◎★☆▶►]",
        "(?m:^)[ 　]{0,4}[【［\\[〔《]",
        "(?m:^)\\*\\*[^*\n]",
        "(?m:^)[-=─━＝―]{2,}[ 　]?[^-=─━＝―\n]",
    )
)
_REPORT = Sought(
    "(?m:^)[#=■【 　]{0,4}[^\n。]{0,16}"
    "(?:日報|週報|月報|日誌|報告書?|レポート|感想文?|作文|申請|届|記録|議事録|反省文|始末書|週案|振り返り)[】 　]?"
    f"[^\n。]{{0,40}}?[ 　(（/／:：](?P<value>{_NAME})[)）]?[ 　]*(?m:$)"
)
"""A heading of a report that ends with who writes it."""
_FIRST = 200
"""Characters from the begin among which a report says who writes it."""


def in_headings(text: str) -> Iterator[Told]:
    """Yield full names in headings."""
    for shape, mark in zip(_HEADINGS, _MARKED, strict=True):
        people = [match.span("value") for match in shape.finditer(text) if is_full(match["value"])]
        several = len({text[start:end] for start, end in people}) >= _FEWEST
        if several and len(people) >= _SHARE * _others(text, mark, people):
            yield from (Told(start, end, sure=True) for start, end in people)
    for match in _REPORT.finditer(text[:_FIRST]):
        if is_full(match["value"]):
            yield Told(*match.span("value"), sure=True)


def _others(text: str, mark: re.Pattern[str], people: list[tuple[int, int]]) -> int:
    """Return how many headings there are of the same form from the first person to the last."""
    return sum(1 for _ in mark.finditer(text, text.rfind("\n", 0, people[0][0]) + 1, people[-1][1]))
