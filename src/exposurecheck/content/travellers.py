"""Finds travellers and trainees by the passport or the date of birth behind their names in a list."""

import re
from collections.abc import Iterator

from exposurecheck.content import names
from exposurecheck.content.bearers import NO_PERSON, Told
from exposurecheck.content.leads import Sought

_DATE = (
    "(?:19|20)[0-9]{2}(?:[./\\-][0-9]{1,2}[./\\-][0-9]{1,2}(?![0-9])|年[0-9]{1,2}月[0-9]{1,2}日)"
    "|[0-9]{1,2}[ \\-]?[A-Z]{3}[ \\-]?(?:19|20)[0-9]{2}(?![0-9])"
)
_PASSPORT = (
    "(?:(?:旅券|パスポート|(?i:passport|ppt|pp|p/p))(?:番号| ?(?i:no|number)\\.?)?[ 　:：#]{1,3}(?=[A-Z]{0,8}[0-9])"
    "|(?:旅券|パスポート)?(?:番号)?[ 　:：]{0,3}(?=[A-Z0-9]{0,8}[0-9]{3}))[A-Z0-9]{7,9}(?![A-Za-z0-9])"
)
_ABROAD = Sought(
    "(?m:^)[ 　\t]{0,4}(?:[・●○■*•\\-][ 　]?|(?:No\\.?[ ]?)?(?:[A-Z]{3,4} )?[0-9]{1,4}[.)）]?[ 　\t]{1,3}"
    "|[①-⑳][ 　]?)?[ ]{0,8}"
    "(?P<value>[A-ZÀ-Ž][A-Za-zÀ-ž'’.\\-]{0,20}(?: [A-Za-zÀ-ž'’.\\-]{1,20}){1,5}?)"
    "(?:[/ ](?:MR|MS|MRS|MISS|MSTR|CHD|INF))?(?:[ ]{1,20}[MF](?=[ ]{1,8}))?"
    "(?:(?:,| -| [(]) ?[A-Z][a-z]{3,14}(?: [A-Z][a-z]{3,14})?[)]?(?=[,;]))?"
    "(?:[ 　\t]{0,4}[,、/／|｜:：（(;-][ 　\t]{0,4}|[ 　\t]{1,20})"
    "(?:(?i:dob|birth|born|b\\.)[ :]{0,2}[0-9]{1,2} [A-Z][a-z]{2,8},? (?:19|20)[0-9]{2}(?![0-9])"
    f"|(?:(?i:dob|birth|born) ?)?(?:{_DATE}|{_PASSPORT}))"
)
"""Somebody from abroad before a date of birth or the number of a passport."""
_BORN = Sought(
    "(?<![A-Za-zÀ-ž])(?P<value>[A-ZÀ-Ž][a-zà-ž'’\\-]{1,16}(?: [A-ZÀ-Ž][A-Za-zà-ž'’\\-]{1,16}){1,3}),? [(]?(?:DOB"
    "|D\\.O\\.B\\.?)[ :.]"
)
"""Somebody before a date of birth, wherever that is said."""
_JOURNEY = Sought(
    "旅券|パスポート|ビザ|査証|在留|国籍|入国|実習生|留学生|宿泊|搭乗|生年月日|(?i:passport|visa\\b|date of birth"
    "|\\bdob\\b|nationality|\\bpp(?:t|#| no)|\\bpax\\b)"
)
_PAPERS = re.compile(
    "旅券|パスポート|実習生|留学生|在留カード|生年月日|(?i:passport|date of birth|\\bdob\\b|\\bpp(?:t |#))"
)
"""Words for where somebody is from and goes to, and those of them for what only people have."""
_LABEL = re.compile(
    "(?i:\\b(?:passport|date|visa|nationality|residence|card|document|booking|place|expiry|issued?|birth|number"
    "|updated?)\\b)"
)


def travellers(text: str) -> Iterator[Told]:
    """Yield names in Latin letters before a date of birth or the number of a passport."""
    if _JOURNEY.search(text) is None:
        return
    for match in _BORN.finditer(text):
        if _may_be_name(match["value"]) and any(map(names.latin_word, match["value"].split())):
            yield Told(*match.span("value"), sure=True)
    for match in _ABROAD.finditer(text):
        if _may_be_name(match["value"]) and (
            _PAPERS.search(text) or any(map(names.latin_word, match["value"].split()))
        ):
            yield Told(*match.span("value"), sure=True)


def _may_be_name(words: str) -> bool:
    return NO_PERSON.search(words) is None and _LABEL.search(words) is None
