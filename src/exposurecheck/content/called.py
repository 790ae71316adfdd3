"""Finds who is called by a given name: a child with ちゃん, one of a family by the tie, a colleague before a post."""

import re
from collections.abc import Iterator

from exposurecheck.content import names
from exposurecheck.content.bearers import Told, bearer

_CHILD = re.compile(
    "(?<![「『])(?:(?P<kanji>(?<![一-龥々ァ-ヶー])[一-龥々]{1,3})|(?P<kana>[ぁ-んー]{2,8}?|(?<![ァ-ヶー・])[ァ-ヶー]{2,6}))"
    "(?:ちゃん|くん|(?<=[一-龥ァ-ヶー])君(?![一-龥々]))"
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
_KIN = re.compile(
    "(?<![一-龥々])(?:[亡実義養]?(?:父|母|祖父|祖母)|妻|夫|長男|次男|三男|四男|長女|次女|三女|四女|息子|娘|弟|妹|兄|姉|孫|甥|姪|末子|双子)"
    "(?:[ 　、・：:「]{1,2}|の)(?P<value>[一-龥々]{1,4}|[ぁ-ん]{2,4}|[ァ-ヶー]{2,5})"
    "(?=[ 　、。・（(」\n]|は|が|を|と(?!し)|も|に|の|さん|くん|君|ちゃん|儀|$)"
)
_POST = re.compile(
    "(?:(?m:^)|[ 　、。（(・：:のは])[一-龥ァ-ヶー0-9]{0,8}?"
    "(?:監督|コーチ|マネージャー|キャプテン|主将|[一-龥]長|副?会計|書記|幹事|理事|委員|主任|専務|常務|住職|牧師|先生|担任|担当|講師|師範"
    "|[医薬]師|看護師|保健師|薬剤師|療法士|栄養士|保育士|介護士|福祉士|[相支調審]談?援?査?員|[一-龥]員|支配人|管理人|料理人|世話人|ヘルパー"
    "|ケアマネ(?:ジャー)?|弁護士|[理書労]士|行政書士|巡査|警部補?|運転手|通訳|大家|同僚|上司|部下|後輩|先輩|同期|友人|知人|隣人|同級生|恋人"
    "|彼氏|彼女|元?夫|元?妻|記録|作成|起案|対応|受付|[一-龥]者|報告|文責|連絡先|問合せ先|問い合わせ先|人事|総務|営業|経理|現場|社協"
    "|Ns\\.?|Dr\\.?|PT|OT|ST|CM|MSW|PSW)"
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
_LATIN_SAN = re.compile("(?<![A-Za-z])(?P<value>[A-ZÀ-Ž][A-Za-zà-ž]{2,14})-(?:san|sama|sensei|kun|chan)(?![a-z])")
_LATIN_KIN = re.compile(
    "(?:husband|wife|son|daughter|mother|father|mom|dad|mum|brother|sister|partner|fianc[eé]e?|girlfriend|boyfriend"
    "|colleague|co-?worker|friend|boss|roommate|flatmate|neighbou?r|nephew|niece|aunt|uncle|cousin|grandson"
    "|granddaughter|grandmother|grandfather|classmate|teacher|nanny|landlord),? (?:is |was |named |called |\\()?"
    "(?P<value>[A-ZÀ-Ž][a-zà-ž]{2,14}(?: [A-ZÀ-Ž][A-Za-zà-ž'’\\-]{2,16})?)(?![A-Za-z])"
)
_LATIN_BULLET = re.compile(
    "(?m:^)[ \t]{0,4}[\\-*•][ ]{1,2}(?P<value>[A-ZÀ-Ž][a-zà-ž]{2,12}(?: [A-Z]\\.)?)(?:-[A-Z][a-z]+)?"
    "(?: (?:&|and) (?P<other>[A-ZÀ-Ž][a-zà-ž]{2,12}))?(?: \\([^)\n]{1,20}\\))?:[ ]"
)
_LATIN_ONE = re.compile(
    "(?m:^)[ \t*\\-]{0,6}(?i:(?:assigned(?: to)?|assignee|owner|agent|client|patient|customer|requester|reporter|caller"
    "|contact|tenant|guest|student|teacher|parent|guardian|coach|nurse|manager|supervisor|host|interviewer|interviewee"
    "|candidate|author|signed|from|to|cc|spouse|partner|children|child|attendees?|present|absent|next of kin))"
    "[*]{0,2}[ ]?:[*]{0,2}[ ]{1,3}(?P<value>[A-ZÀ-Ž][a-zà-ž]{2,14}(?: [A-Z]\\.)?)(?=[ ]*(?:[,(\n/&]|and|$))"
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


def called_in_latin(text: str) -> Iterator[Told]:
    """Yield single given names that are told by the tie or the label before them."""
    yield from (Told(*match.span("value"), sure=False) for match in _LATIN_SAN.finditer(text))
    bullets = [match for match in _LATIN_BULLET.finditer(text) if latin_given(match["value"].split()[0])]
    for match in bullets if len(bullets) > 1 else ():
        yield Told(*match.span("value"), sure=False)
        if match["other"] and latin_given(match["other"]):
            yield Told(*match.span("other"), sure=False)
    for pattern in (_LATIN_KIN, _LATIN_ONE):
        for match in pattern.finditer(text):
            if latin_given(match["value"].split()[0]):
                yield Told(*match.span("value"), sure=False)


def latin_given(word: str) -> bool:
    """Tell whether a word in Latin letters is a given name that a dictionary knows."""
    low = word.lower()
    return low in names.latin_given_names() or low in names.more_latin_given_names()


def _child(match: re.Match[str]) -> int | None:
    """Return where the name begins of somebody who is called by ちゃん or くん; hiragana runs into the word before."""
    if kanji := match["kanji"]:
        return match.start("kanji") if kanji in names.given_names() and not _NO_CHILD.match(kanji) else None
    run, readings = hiragana(match["kana"]), names.given_readings()
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
    return word in names.given_names() or hiragana(word) in names.given_readings()


_ALONE = frozenset("翔蓮陸湊樹悠律凛葵茜杏遥楓翼駿健誠豊茂進勇稔清実隆剛学徹亮修聡剛薫栞舞恵梓澪蒼颯暖")
"""Given names of one sign that are no usual words behind a tie."""
_TO_HIRAGANA = {code: code - 96 for code in range(ord("ァ"), ord("ヶ") + 1)}


def hiragana(text: str) -> str:
    """Write katakana as hiragana."""
    return text.translate(_TO_HIRAGANA)
