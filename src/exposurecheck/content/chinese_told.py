"""Finds names in Chinese texts by where they stand: behind a label, before a title, on a line with a mobile number."""

import re
from collections.abc import Iterator

from exposurecheck.content.bearers import Told, labelled
from exposurecheck.content.word_lists import any_of

_ENDS = "[\u4e00-\u9fa5](?<![部处科室局者员号组课系院校司])"
NAME = f"{any_of('chinese_family_names.txt')}(?:[\u4e00-\u9fa5]?{_ENDS})"
"""A family name and a given name of one or two signs, as a regex."""
_LABELLED = re.compile(
    f"(?<![\u4e00-\u9fa5]){any_of('chinese_labels.txt')}"
    "(?:[（(][^）)\n]{1,10}[）)])?[ 　]{0,3}[:：][ 　]{0,4}"
    f"(?P<value>{NAME})(?P<more>(?:[、，,][ 　]?{NAME}(?![\u4e00-\u9fa5]))*)(?![\u4e00-\u9fa5])"
)
_WHOLE = f"{any_of('chinese_family_names.txt')}[\u4e00-\u9fa5]{_ENDS}"
"""A family name and a given name of two signs."""
_EACH = re.compile(NAME)
_MYSELF = re.compile(f"(?:本人|我叫|我是|患者|员工|学生|职工)[ 　]?(?P<value>{NAME})(?=[，,（(。\n]|系|因|于)")
_TIED = re.compile(
    f"(?<![\u4e00-\u9fa5])(?P<value>{NAME})[ 　]?[（(]"
    "(?:[父母夫妻子女男女]|[0-9]{1,3}岁|父亲|母亲|配偶|丈夫|妻子|儿子|女儿|本人|家属|朋友|同事)[ 　）),，、]"
)
_TITLED = re.compile(
    f"(?:(?<![\u4e00-\u9fa5])|(?<=尊敬的)|(?<=[和与给向请由]))(?P<value>{any_of('chinese_family_names.txt')}"
    "(?:[\u4e00-\u9fa5]{1,2})?)(?:先生|女士|小姐|老师|经理|主任|医生|同学|师傅|阿姨)(?![\u4e00-\u9fa5]{0,3}们)"
)
_POSTED = re.compile(
    "(?:总?经理|主任|翻译|医生|老师|校长|书记|[部科处局]长|主管|助理|司机|护士|队长|厂长)[ 　]"
    f"(?P<value>{NAME})(?![\u4e00-\u9fa5])"
)
_LISTED = re.compile(
    f"(?m:^)[ 　\t]*(?:[0-9]{{1,3}}[.、)）]?[ 　\t]*)?(?P<value>{NAME})[ 　\t,，:：|]{{1,4}}"
    "(?:[^\n]{0,30}?[ 　\t,，:：|])?(?:1[3-9][0-9](?:[ \\-]?[0-9]{4}){2}|[1-8][0-9]{16}[0-9Xx]"
    "|[A-Z]{1,2}[0-9]{6}[(（][0-9A][)）]|[A-Z][12][0-9]{8})(?![0-9])"
)


_TRADITIONAL = re.compile("姓名|身[份分]證|戶口|帳戶|聯絡|員工編號|出生日期|學生")
_RANKED = re.compile(f"[:：][ 　]?(?P<names>{_WHOLE}(?:、{_WHOLE})+)(?![\u4e00-\u9fa5])")


def told_in_chinese(text: str) -> Iterator[Told]:
    """Yield names in Chinese."""
    if not chinese(text):
        return
    yield from labelled(text, _LABELLED, _EACH)
    ranks = [match.span("names") for match in _RANKED.finditer(text)]
    if len(ranks) > 1:
        yield from (Told(*one.span(), sure=True) for span in ranks for one in _EACH.finditer(text, *span))
    for pattern, sure in ((_MYSELF, True), (_TIED, True), (_LISTED, True), (_POSTED, False), (_TITLED, False)):
        yield from (Told(*match.span("value"), sure=sure) for match in pattern.finditer(text))


def chinese(text: str) -> bool:
    """Tell whether a text has signs of China that Japan has not, or its word for a name."""
    if text.isascii():
        return False
    signs = "".join(sorted(sign for sign in set(text) if "一" <= sign <= "龥"))
    others = set(signs) - set(signs.encode("cp932", "ignore").decode("cp932"))
    return _TRADITIONAL.search(text) is not None or bool("".join(sorted(others)).encode("gb2312", "ignore"))
