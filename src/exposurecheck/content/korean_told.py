"""Finds names in Korean texts by where they stand: behind a label, before a title, below a letter, in a list."""

import re
from collections.abc import Iterator

from exposurecheck.content.bearers import Told, labelled
from exposurecheck.content.word_lists import any_of

_KOREAN = re.compile("[가-힣]")
_FAMILY = any_of("korean_family_names.txt")
_NO_NAME = (
    "(?!상태|비고|보고|내용|연락|전화|이메일|주소|주민|성별|성명|나이|생년|소속|부서|직책|직급|이름|고객|회원|담당|안내|문의|번호|우편|직장|사무|대표|총무|행정|인사"
    "|지원|채용|정보|예약|신청|배송|상담|접수|기타|공지|이용|구매|주문|방문|보호|사용|참석|여행|선생|학부|임차|임대|어르|어머|여러|기사|부모|이사|사장|원장"
    "|전체|모두|모집|기관|본사|지점|이상|이하|없음|해당|미정)"
)
_WORD = f"{_NO_NAME}{_FAMILY}[가-힣]{{1,2}}"
NAME = f"{_WORD}(?![가-힣])"
"""A family name and a given name of one or two syllables, and nothing behind, as a regex."""
_LABELLED = re.compile(
    f"(?<![가-힣]){any_of('korean_labels.txt')}[ 　]{{0,3}}(?:[(（][^)）\n]{{1,10}}[)）])?[ 　]{{0,3}}[:：][ 　]{{0,4}}"
    f"(?P<value>{NAME})(?P<more>(?:[ ]?[,、/·][ ]?{NAME})*)"
)
_EACH = re.compile(NAME)
_TIED = re.compile(
    f"(?<![가-힣])(?P<value>{NAME})[ ]?[(（](?:만 ?)?"
    "(?:[남여]성?[ )）,/]|[FMfm][/, ]{1,2}[0-9]{1,3}[ )）]|[0-9]{1,3}세|[0-9]{6}-[1-8]|[0-9]{2}년생|본인|부|모)"
)
_TITLED = re.compile(
    f"(?<![가-힣])(?P<value>{_NO_NAME}{_FAMILY}[가-힣]{{2}})[ ]?"
    "(?:님|씨|군|양|선생님|(?:교수|팀장|과장|부장|대리|차장|실장|원장)님?|주임|간호사|환자|학생)"
    "(?:께|의|은|는|이|가|을|를|과|와|도|에게|[^가-힣]|$)"
)
_SIGNED = re.compile(
    f"(?:팀|부|과|실|센터|병원|대학교|학교|학과|회사)[ ](?P<value>{_WORD})(?=입니다|[ ]?(?:드림|올림|배상))"
)
_CLOSED = re.compile(f"(?m:^)[ \t]*(?:[^\n]{{1,20}}[ ])?(?P<value>{NAME})[ ](?:드림|올림|배상)")
_LISTED = re.compile(
    f"(?m:^)[ \t]*(?:[0-9]{{1,3}}[.)]?[ \t]*|[-•*·][ ]?)?(?P<value>{NAME})[ \t,|]{{1,4}}"
    "(?:[^\n]{0,30}?[ \t,:：|])?(?:01[016-9][ \\-]?[0-9]{3,4}[ \\-]?[0-9]{4}|[0-9]{6}-[1-8][0-9]{6}"
    "|(?<=(?:은행|뱅크|농협|수협|신협|금고)[ \t,|])[0-9]{3,6}-[0-9]{2,6}-[0-9]{3,8})(?![0-9])"
)


def told_in_korean(text: str) -> Iterator[Told]:
    """Yield names in Korean."""
    if text.isascii() or _KOREAN.search(text) is None:
        return
    yield from labelled(text, _LABELLED, _EACH)
    for pattern, sure in ((_TIED, True), (_CLOSED, True), (_SIGNED, True), (_LISTED, True), (_TITLED, False)):
        yield from (Told(*match.span("value"), sure=sure) for match in pattern.finditer(text))
