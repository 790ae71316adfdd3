"""Finds names that are heard and not read: guests in kana, children by pet names, who books, writes or has died."""

import re
from collections.abc import Iterator

from exposurecheck.content import names
from exposurecheck.content.bearers import Told, is_full, surname
from exposurecheck.content.leads import Sought

_FULL = "[一-龥々〆ヶノ]{1,5}[ 　]?[一-龥々ぁ-んァ-ヶー]{1,4}?"
_IN_KANA = Sought(
    "(?<![ぁ-んァ-ヶー一-龥々・])(?P<value>[ぁ-んー]{2,6}|[ァ-ヶー]{2,7})[ 　]?(?:様|さま|氏)(?![一-龥々])",
    *("様", "さま", "氏"),
)
"""A guest whose name was heard and not read: はせがわ様."""
_PET_NAMED = Sought(
    "(?m:^)[ 　・●○*\\-]{0,4}(?:[0-9]{1,2}[/月:][ ]?[0-9]{1,2}日?[ 　\t:：]{1,3})?"
    "(?P<value>(?P<pet>[ぁ-んー]{1,4}?|[ァ-ヶー]{1,4}?)(?:ちゃん|くん))[ 　：:、は]",
    *("ちゃん", "くん"),
)
"""A child by a pet name at the begin of a line: さくちゃん."""
_NO_CHILD = re.compile("お?(?:にい|ねえ|とう|かあ|じい|ばあ|ぼっ?|じょう)|あか|わん|にゃん|みんな")
_HUMBLY = Sought(
    "(?:(?m:^)|[ 　、])(?P<value>(?P<family>[一-龥々〆ヶノ]{1,4})[ 　]?[一-龥々ぁ-ん]{1,4}?)[ 　]?儀(?=[ 　、（(\n])",
    "儀",
)
"""Of whom a formal letter speaks: 郡司 惣一郎 儀."""
_RITE = Sought("葬|告別|永眠|逝去|死去|喪主|享年|忌|婚儀|このたび|かねて|退職|一身上")
_LETTER = Sought(
    "(?:主婦|会社員|無職|自営業|農業|学生|高校生|中学生|大学生|公務員|パート|年金生活|教員|看護師|団体職員)[ 　]{1,3}"
    f"(?P<value>{_FULL})[ 　（(]{{1,3}}[0-9]{{2}}(?![0-9])"
)
"""Who writes to a newspaper."""
_BOOKED = Sought(
    "(?m:^)[ 　・]{0,4}[0-9]{1,2}[:時：][0-9]{0,2}分?[〜~\\-]?[ 　\t]{1,3}"
    "(?P<value>[一-龥々〆ヶノ]{1,5}|[ァ-ヶー]{2,8}|[ぁ-ん]{2,6})[ 　]?(?:様|さま|さん)?"
    "[ 　\t]{0,3}(?:御?一行)?[ 　]?(?:大人)?[0-9]{1,3}(?:名|人|P|p|席)"
)
"""Who has booked, and for how many."""
_IDENTIFIED = Sought(
    "[:：][ 　]?(?:はい、)?(?P<value>[一-龥々〆ヶノ]{1,4}[ 　]?[一-龥々ぁ-んァ-ヶー]{1,4}?)(?:です)?[。、][ 　]?"
    "(?:生年月日は[、]?)?(?=(?:明治|大正|昭和|平成|令和|19|20)[0-9元])"
)
"""A caller who is asked for name and date of birth."""
_FEWEST, _SHARE = 2, 0.6


def told_as_heard(text: str) -> Iterator[Told]:
    """Yield names that a text has as somebody heard them, or as formal letters and newspapers put them."""
    for match in _IN_KANA.finditer(text):
        if names.family_reading(match["value"]):
            yield Told(*match.span("value"), sure=False)
    pets = [match for match in _PET_NAMED.finditer(text) if not _NO_CHILD.fullmatch(match["pet"])]
    if len({match["value"] for match in pets}) >= _FEWEST:
        yield from (Told(*match.span("value"), sure=False) for match in pets)
    for match in _HUMBLY.finditer(text) if _RITE.search(text) else ():
        if surname(match["family"]) or is_full(match["value"]):
            yield Told(*match.span("value"), sure=True)
    for match in _IDENTIFIED.finditer(text):
        if surname(match["value"]) or is_full(match["value"]):
            yield Told(*match.span("value"), sure=True)
    for match in _LETTER.finditer(text):
        if is_full(match["value"]):
            yield Told(*match.span("value"), sure=True)
    booked = [match.span("value") for match in _BOOKED.finditer(text)]
    different = {text[start:end] for start, end in booked}
    guests = sum(map(heard, different))
    if guests >= max(_FEWEST, _SHARE * len(different)) and 2 * len(different & names.places()) < len(different):
        yield from (Told(start, end, sure=False) for start, end in booked)


def heard(word: str) -> bool:
    """Tell whether a word is a family name, in kanji or as it is read, or a name from abroad in katakana."""
    one_sign = len(word) == 1 and word in names.family_names()
    return surname(word) or one_sign or word in names.kana_names() or names.family_reading(word)
