"""Finds family names that share a line: who is in a room, a car or a group, and who works on the days of a week."""

import re
from collections.abc import Iterator
from itertools import pairwise

from exposurecheck.content import names
from exposurecheck.content.bearers import Told
from exposurecheck.content.heard_told import heard
from exposurecheck.content.leads import Sought

_GROUP = Sought(
    "(?m:^)[ 　・●○■*\\-]{0,4}(?:第?[0-9A-Z]{1,4}[ 　]?(?:号室|号車"
    "|[室班組卓台号車席コートチーム]{1,3})?|[A-Z一-龥]{1,3}[班組号][室車]?)"
    "[ 　\t]{0,2}(?:[:：.．…]|[ 　\t]|→)[ 　\t]{0,4}(?P<rest>[^\n。]{3,80})(?m:$)"
)
_CUT = re.compile("[ 　]?[・/／、，][ 　]?(?![^(（\n]*[)）])")
"""What stands between names, and not in brackets."""
_ONE = re.compile(
    "[ 　]{0,2}(?:(?:主将|副将|主務|マネ(?:ージャー)?|キャプテン|班長"
    "|副班長|組長|リーダー|責任者|運転|引率|顧問|監督|幹事)[ 　:：]{1,2})?"
    "(?P<value>[一-龥々〆ヶノ]{1,4}|[ァ-ヶー]{2,8})(?:さん|様|くん|君|先生)?[ 　]?"
    "(?:[(（][^)）\n]{1,24}[)）])?[ 　]{0,2}"
)
_WEEK = Sought(
    "(?m:^)[ 　\t|]{0,24}月[ 　\t|]{1,8}火[ 　\t|]{1,8}水[ 　\t|]{1,8}木[ 　\t|]{1,8}金[^\n]{0,24}\n"
    "(?P<rows>(?:[^\n]{4,120}\n?){1,12})"
)
"""The days of a week above the rows of a plan."""
_CELL = re.compile("[^ 　\t|\n]+")
_REST = re.compile("[休公有明希―－\\-×✕・]{1,2}|公休|有休|半休|休み|明け")
_DWELLER = Sought(
    "[0-9]{2,4}号室?[ 　の]?(?P<value>[一-龥々〆ヶノ]{2,4}?)(?=さん|様|氏|[)）、。 　\n]|宅|が|は|の|に)", "号"
)
"""Who lives in a flat."""
_FEWEST, _SHARE, _CELLS = 3, 0.75, 4


def told_in_groups(text: str) -> Iterator[Told]:
    """Yield family names of groups on lines of their own, of a plan of the week, and of those who live in flats."""
    groups = [_items(text, *match.span("rest")) for match in _GROUP.finditer(text)]
    yield from _mostly([span for group in groups if len(group) > 1 for span in group], text)
    for match in _WEEK.finditer(text):
        yield from _mostly(list(_cells(text, *match.span("rows"))), text)
    for match in _DWELLER.finditer(text):
        if match["value"] in names.family_names():
            yield Told(*match.span("value"), sure=False)


def _mostly(spans: list[tuple[int, int]], text: str) -> Iterator[Told]:
    """Yield the places of words that are mostly known as names of people, and not of places."""
    different = {text[start:end] for start, end in spans}
    known = {word for word in different if heard(word)}
    if len(known) >= max(_FEWEST, _SHARE * len(different)) and 2 * len(known & names.places()) < len(known):
        yield from (Told(start, end, sure=False) for start, end in spans)


def _items(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    cuts = [(begin, begin), *(cut.span() for cut in _CUT.finditer(text, begin, end)), (end, end)]
    found = [_ONE.fullmatch(text, left[1], right[0]) for left, right in pairwise(cuts)]
    people = [match.span("value") for match in found if match is not None]
    return people if len(people) == len(found) else []


def _cells(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for line in re.finditer("[^\n]+", text[begin:end]):
        cells = [
            (begin + line.start() + one.start(), begin + line.start() + one.end()) for one in _CELL.finditer(line[0])
        ]
        if len(cells) > _CELLS:
            yield from (span for span in cells[1:] if _REST.fullmatch(text, *span) is None)
