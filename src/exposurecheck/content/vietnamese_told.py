"""Finds names in Vietnamese by where they stand: behind a label, in a list, before a year of birth."""

import re
from collections.abc import Iterator

from exposurecheck.content.bearers import Told
from exposurecheck.content.word_lists import any_of

_VIETNAMESE = re.compile("[ăđơưĂĐƠƯạ-ỹẠ-Ỹ]")
_SYLLABLE = "[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ][a-zà-ýăđĩũơưạ-ỹ]{0,6}"
NAME = f"{any_of('vietnamese_family_names.txt')}(?: {_SYLLABLE}){{1,4}}(?![a-zà-ýăđĩũơưạ-ỹ])"
"""A family name and one to four words with a capital, as a regex."""
_LABELLED = re.compile(
    f"(?<![A-Za-zÀ-ỹ])(?i:{any_of('vietnamese_labels.txt')})(?:[ ]?[(][^)\n]{{1,16}}[)])?"
    f"(?:[ \t]{{0,3}}[:：\n][ \t]{{0,4}}|[ ]\\.{{2,40}}[ ])(?P<value>{NAME})"
)
_LISTED = re.compile(
    f"(?m:^)[ \t]{{0,4}}(?:[0-9]{{1,3}}[.)]?|[-•*+])[ \t]{{1,3}}(?P<value>{NAME})"
    "(?=[ \t]{0,2}(?:[,;:(\t|–-]|[0-9]|(?m:$)))"
)
_TIED = re.compile(
    f"(?<![A-Za-zÀ-ỹ])(?P<value>{NAME})"
    "(?=[ ]?[,(][ ]?(?:sinh|nam|nữ|bố|mẹ|cha|vợ|chồng|con|anh|chị|em|[0-9]{1,3} tuổi"
    "|SN|CCCD|CMND|ĐT|SĐT|[0-9]{2}/[0-9]{2}/[0-9]{4})"
    "|[ ,:–-]{1,3}(?:ĐT|SĐT|đt)?[ :.]{0,2}0[35789][0-9])"
)
_TITLED = re.compile(f"(?<![A-Za-zÀ-ỹ])(?i:{any_of('vietnamese_titles.txt')})[ ](?P<value>{NAME})")


def told_in_vietnamese(text: str) -> Iterator[Told]:
    """Yield names in Vietnamese."""
    if text.isascii() or _VIETNAMESE.search(text) is None:
        return
    for pattern, sure in ((_LABELLED, True), (_TIED, True), (_LISTED, False), (_TITLED, False)):
        yield from (Told(*match.span("value"), sure=sure) for match in pattern.finditer(text))
