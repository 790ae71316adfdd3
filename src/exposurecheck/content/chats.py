"""Finds who speaks in a chat, a transcript or an export of one, by the form of its lines."""

import re
from collections import Counter
from collections.abc import Iterator

from exposurecheck.content.bearers import NO_PERSON, Bearer, Told, bearer
from exposurecheck.content.leads import Sought

_TIME = (
    "(?:(?:20[0-9]{2}[/.\\-年][0-9]{1,2}[/.\\-月][0-9]{1,2}日?[ T]{1,2})?(?:午前|午後)?"
    "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AP]M)?)"
)
_WHO = '(?P<who>[^\n\t:：\\[\\]<>{}=/|"。、!！?？0-9]{2,24}?)'
_SPEAKERS = (
    re.compile(f"(?m:^)[\\[【(]?{_TIME}[\\])】]?[ \t　]{{1,3}}{_WHO}(?:[\t:：]|[ ]?(?m:$))"),
    re.compile(f"(?m:^){_WHO}[ 　\t,—–\\-]{{1,4}}[\\[(]?{_TIME}[\\])]?[ ]?(?m:$)"),
    re.compile(f"(?m:^)[\\[]?[0-9]{{1,4}}[/.\\-][0-9]{{1,2}}[/.\\-][0-9]{{2,4}}, {_TIME}[\\]]?(?: -)? {_WHO}: "),
    re.compile(f"(?m:^){_TIME}[ \t]{{1,3}}From {_WHO} (?:to|To) [A-Za-z一-龥ァ-ヶー ]{{2,30}}(?:\\(.{{1,20}}\\))?:"),
    re.compile(f"(?m:^){_TIME}[ \t]{{1,3}}開始 {_WHO} から [^\n:：]{{2,40}}[:：]"),
    re.compile(
        "(?m:^)\\[(?P<who>[^\n\\[\\]]{2,24})\\] \\[(?:오전|오후|午前|午後)? ?[0-9]{1,2}:[0-9]{2}(?: ?[AP]M)?\\] "
    ),
    re.compile(f"(?m:^)[\\[(]?{_WHO}[\\])]?[ ]?[:：][ 　]?(?=[^\n0-9])"),
)
_STAMPED = re.compile("\\[[^\\]\n]*:[0-9]{2}[^\\]\n]*\\]|[AP]M")
_DATED, _TIMELESS = (2, 5), 6
"""Which of them is of chats only, and which has no time, so that it may be any label."""
_ROOM = Sought(
    "\\[LINE\\]|トーク履歴|チャット履歴|(?i:chat (?:history|log|export)|slack|whatsapp)|#[a-z][a-z0-9_\\-]{2,30} "
)
"""What says that a text is a chat."""
_NICKNAME = re.compile("[一-龥々〆ヶぁ-んァ-ヶーA-Za-z ]{2,12}")
_NOBODY = re.compile(
    "(?i:^(?:info|warn(?:ing)?|error|debug|trace|fatal|notice|system|bot|server|client|worker|cron|user|admin|root|all"
    "|[a-z ]{0,12}(?:ipad|iphone|android|galaxy|macbook|zoom|guest|host|pc)[0-9 ]{0,4})$)"
    "|^(?i:op|cu|cs|ag|sv|ivr|[qa]|agent|customer|caller|operator|adviser|advisor|interviewer|interviewee|moderator|speaker"
    "|representative|rep|doctor|patient|nurse|teacher|student|host|candidate|client|unknown)[ ]?[0-9A-Z]?$"
    "|^(?:オペ(?:レーター?)?|お客様?|顧客|ご?相談者|応対者|担当者?|相談員|話者|司会者?|質問者|回答者|面接官|応募者|医師|患者|看護師|先生|生徒|講師|通訳"
    "|弁護士|聞き手|語り手|音声|自動音声|字幕)[ ]?[0-9A-Z]?$"
    "|事務局|運営|ホスト|ゲスト|メッセージ|スタンプ|写真|参加|退出|招待|開始|終了|受付|案内|集合|休憩|解散|開会|閉会|出発|到着|起床|就寝|[会式食了始着発]$"
)
_PHRASE = re.compile("[一-龥々][のをがはに][一-龥々]|[一-龥々].*[ 　].*[ 　]")
"""What is said, and nobody who says it."""
_SHARE = 0.3
"""Share of known names among speakers from which the others are names too, such as nicknames."""


def speakers(text: str) -> Iterator[Told]:
    """Yield the names before what somebody says, those of the same form that no dictionary knows included."""
    room = _ROOM.search(text) is not None
    for number, shape in enumerate(_SPEAKERS):
        lines = list(shape.finditer(text))
        often = Counter(match["who"].strip() for match in lines)
        framed = room or any(match[0].startswith(("[", "【")) for match in lines)
        known = {who: one for who in often if (one := _speaker(who, often[who], number, in_room=framed))}
        alone = number != _TIMELESS and len(known) < _SHARE * len(often)
        several = len(known) > 1 and (number in _DATED or any(_STAMPED.search(match[0]) for match in lines))
        talk = several or any(one.full for one in known.values()) or max(often.values(), default=0) > 1
        if known and talk and not alone:
            yield from _said(lines, known, number)


def _said(lines: list[re.Match[str]], known: dict[str, Bearer], number: int) -> Iterator[Told]:
    for match in lines:
        who, begin = match["who"].strip(), match.start("who") + len(match["who"]) - len(match["who"].lstrip())
        if one := known.get(who):
            yield Told(begin + one.start, begin + one.end, sure=one.full or len(known) > 1)
        elif number != _TIMELESS and not any(one.search(who) for one in (_NOBODY, NO_PERSON, _PHRASE)):
            yield Told(begin, begin + len(who), sure=True)


def _speaker(who: str, often: int, number: int, *, in_room: bool) -> Bearer | None:
    if NO_PERSON.search(who):
        return None
    one = bearer(who, 0, len(who))
    if number == _TIMELESS:
        return one if one is not None and one.known and often > 1 else None
    if one is not None and (
        one.known or (one.full and (number in _DATED or (not who.isascii() and (in_room or often > 1))))
    ):
        return one
    if number in _DATED:
        return Bearer(0, len(who), full=False, known=True) if _NOBODY.search(who) is None else None
    nickname = often > 1 and (in_room or not who.isascii()) and _NICKNAME.fullmatch(who) and _NOBODY.search(who) is None
    return Bearer(0, len(who), full=False, known=False) if nickname else None
