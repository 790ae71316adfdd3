"""Finds who is called by a given name: a child with ちゃん, one of a family by the tie, a colleague before a post."""

import re
from collections.abc import Iterator

from exposurecheck.content import names
from exposurecheck.content.bearers import Told, bearer
from exposurecheck.content.leads import Sought
from exposurecheck.content.word_lists import any_of

_CHILD = Sought(
    "(?<![「『])(?:(?P<kanji>(?<![一-龥々ァ-ヶー])[一-龥々]{1,3})|(?P<kana>[ぁ-んー]{2,8}?|(?<![ァ-ヶー・])[ァ-ヶー]{2,6}))"
    "(?:ちゃん|くん|(?<=[一-龥ァ-ヶー])君(?![一-龥々]))",
    *("ちゃん", "くん", "君"),
)
_ABROAD = re.compile(
    "(?<![ァ-ヶー・「『])(?P<value>[ァ-ヶー]{2,8}(?:[・＝ ][ァ-ヶー]{2,8}){0,3})"
    "[ 　]?(?:さん|さま|様|氏|先生|選手|くん|君|ちゃん)(?![一-龥々])"
    "|(?m:^)[ 　]{0,4}(?:[・●○■*\\-]|[0-9]{1,3}[.)）]?)[ 　]?"
    "(?:[一-龥ァ-ヶー0-9]{1,12}[室課部係局店社所院園会校署科班場][ 　])?"
    "(?P<item>[ァ-ヶー]{2,8}(?:[・＝][ァ-ヶー]{2,8}){1,3})(?![ァ-ヶー])"
)
_LINKS = frozenset("とやはがのにでもをへか")
"""Particles between a word and a name in hiragana."""
_ABROAD_ROW = re.compile(
    "(?m:^)[ 　]{0,4}(?P<value>[ァ-ヶー]{2,8}(?:[・＝][ァ-ヶー]{1,8}){1,3})(?=[ 　\t]{1,4}[^ 　\n])"
)
"""Lines of a list that begin with the name of somebody from abroad."""
_CALLED_BEFORE = re.compile("(?:ちゃん|くん|君|さん)$")
_NO_CHILD = re.compile(
    "^(?:お?(?:にい|ねえ|とう|かあ|じい|ばあ|ぼっ?|じょう)|あか|わん|にゃん|みんな|[兄姉父母嬢坊赤孫])$"
)
_KIN = Sought(
    f"(?<![一-龥々]){any_of('kin.txt')}"
    "(?:[ 　、・：:「]{1,2}|の)(?P<value>[一-龥々]{1,4}|[ぁ-ん]{2,4}|[ァ-ヶー]{2,5})"
    "(?=[ 　、。・（(」\n]|は|が|を|と(?!し)|も|に|の|さん|くん|君|ちゃん|儀|$)"
)
_POST = re.compile(
    "(?:(?m:^)|[ 　、。（(・：:のは])[一-龥ァ-ヶー0-9]{0,8}?"
    f"{any_of('posts.txt')}"
    "[ 　:：の・]{1,3}(?:[^ 　\n、。（）()：:]{1,10}[ 　])?"
    "(?P<value>[一-龥々〆ヶノツ]{2,4}(?:[ 　](?!まで|から|より|など|ほか|さん|です)[一-龥々ぁ-んァ-ヶー]{1,4})?)"
    "(?=[ 　]?(?:[\n、。，,)）(（／/・「」|→]|さん|氏|様|が|は|に|も|と|から|まで|より|へ|宛|宅|$))"
)
_SIGNED = re.compile(
    "(?m:^)[^\n。、：:]{0,40}[室課部係局店社所院園会校署科班ムー][ 　]{1,2}"
    "(?P<value>[一-龥々〆ヶノ]{2,4}(?:[ 　][一-龥々ぁ-んァ-ヶー]{1,4})?)[ 　]*(?m:$)"
)
_MOVED = re.compile(
    "(?m:^)[ 　]{0,4}[・●○■*\\-][ 　]?[一-龥ァ-ヶー0-9]{1,12}[室課部係局店社所院園会校署科班場][ 　]"
    "(?P<value>[一-龥々〆ヶノ]{1,4}[ 　][一-龥々ぁ-んァ-ヶー]{1,4})(?=[ 　]?(?:[\n（(→、]|$)|[ 　])"
)


def called(text: str) -> Iterator[Told]:
    """Yield names in Japanese text that are told by how somebody is called, or by the tie or the post before them."""
    for match in _CHILD.finditer(text):
        if (begin := _child(match)) is not None:
            yield Told(begin, match.end(match.lastgroup or 0), sure=False)
    for match in _KIN.finditer(text):
        if _given(match["value"]):
            yield Told(*match.span("value"), sure=False)
    rows = [match for match in _ABROAD_ROW.finditer(text) if _from_abroad(match["value"])]
    if len(rows) > 1:
        yield from (Told(*match.span("value"), sure=False) for match in rows)
    for match in _ABROAD.finditer(text):
        if _from_abroad(match[match.lastgroup or 0]):
            yield Told(*match.span(match.lastgroup or 0), sure=False)
    for pattern in (_POST, _SIGNED, _MOVED):
        for match in pattern.finditer(text):
            one = bearer(text, *match.span("value"))
            if one is not None and (one.known or (one.full and pattern is _MOVED)):
                yield Told(one.start, one.end, sure=False)


def _child(match: re.Match[str]) -> int | None:
    """Return where the name begins of somebody who is called by ちゃん or くん; hiragana runs into the word before."""
    if kanji := match["kanji"]:
        return match.start("kanji") if kanji in names.given_names() and not _NO_CHILD.match(kanji) else None
    run, readings = names.hiragana(match["kana"]), names.given_readings()
    if run[0] in "とや" and run[1:] in readings and _CALLED_BEFORE.search(match.string, 0, match.start()):
        return match.start() + 1
    for size in range(min(len(run), 5), 1, -1):
        before, name = run[:-size], run[-size:]
        if name in readings and not _NO_CHILD.match(name) and (not before or before[-1] in _LINKS):
            return match.end("kana") - size
    return None


def _from_abroad(name: str) -> bool:
    return any(word in names.kana_names() for word in re.split("[・＝ 　]", name))


def _given(word: str) -> bool:
    if len(word) == 1:
        return word in names.given_names() and word in _ALONE
    return word in names.given_names() or names.hiragana(word) in names.given_readings()


_ALONE = frozenset("翔蓮陸湊樹悠律凛葵茜杏遥楓翼駿健誠豊茂進勇稔清実隆剛学徹亮修聡剛薫栞舞恵梓澪蒼颯暖")
"""Given names of one sign that are no usual words behind a tie."""
