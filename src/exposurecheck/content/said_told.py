"""Finds names that are said without a title: in answers to who somebody is, of one's family, and in rotas."""

import re
from collections.abc import Iterator
from itertools import pairwise

from exposurecheck.content import fold, names
from exposurecheck.content.bearers import Bearer, Told, bearer, glued_name, spaced_name, surname
from exposurecheck.content.heard_told import heard
from exposurecheck.content.leads import Sought
from exposurecheck.content.row_told import mixed

_FULL = "[一-龥々〆ヶノ]{1,5}[ 　]?(?:[一-龥々ぁ-んァ-ヶー]{1,4}?|[ぁ-ん]{5,6})"
_ANSWERED = Sought(
    "(?:お?名前|氏名|フルネーム|契約者(?:様|さま)?名?|ご本人様)[^\n]{0,24}(?:ください|下さい|願いします|願います"
    "|ますか|ですか|しょうか"
    "|ますでしょうか)"
    "[。？?！!]?[ 　」]*\n(?:[ 　]*\n){0,3}(?:\\[[^\\]\n]{1,12}\\][ ]?|【[^】\n]{1,12}】[ 　]?|[^\n"
    ":：]{1,20}[:：][ 　])?[「 　]{0,2}"
    f"(?P<value>{_FULL}|[ァ-ヶー]{{2,8}}[ 　][ァ-ヶー]{{2,8}}|[ぁ-んー]{{4,10}}|[ァ-ヶー]{{4,10}}"
    f"|[A-Z][A-Za-z'’\\-]{{1,20}} [A-Z][A-Za-z'’\\-]{{1,20}})"
    "(?=[ 　]?(?:です|と申します|といいます)?[。」]?[ 　]*(?:\n|$))",
    "名前",
    "氏名",
    "フルネーム",
    "契約者",
    "ご本人様",
)
"""Who answers the question for a name on the line before."""
_ASKED = re.compile("(?:お?名前|氏名|フルネーム)[^\n]{0,24}(?:ください|下さい|願い|ますか|ですか|しょうか)")
_KIN = Sought(
    "(?:[亡義実]?(?:父|母|妻|夫|祖父|祖母)|長男|次男|三男|長女|次女|三女|息子|娘|弟|妹|兄|姉|孫|叔父|叔母|甥"
    "|姪)(?:の|・|、|　| )?"
    f"(?P<value>{_FULL})(?=さん|氏|様|[がはをにもと、。（(・ 　\n」)）]|の|$)"
)
_KIN_ABROAD = Sought(
    "(?:父|母|妻|夫|祖父|祖母|長男|次男|長女|次女|息子|娘|弟|妹|兄|姉|叔父|叔母)(?:・|、|：|:|の|　| )"
    "(?P<value>[ァ-ヶー]{2,8}[ 　・＝][ァ-ヶー]{2,8})(?![ァ-ヶー])"
)
_NAMED = Sought(
    f"(?:名を|名は|名前は|氏名は)[、 　]?(?P<value>{_FULL})(?=と(?:申し|い[いう]|言))", "名を", "名は", "名前は"
)
_SELF = Sought(
    (
        f"(?:(?<=[、。：:＞> 　])|(?m:^))(?P<value>{_FULL})(?:(?:です|でございます)(?=[、。]|けど|が[、。])|と申します"
        f"|といいます|と言います)"
    ),
    "です",
    "でございます",
    "と申します",
    "といいます",
    "と言います",
)
"""Who says so in a call."""
_HELD = Sought("(?<=[（(「『])(?P<value>[一-龥々〆ヶノ]{2,3}[ 　](?P<given>[一-龥々]{2,3}))(?=[ 　]?[/／、,，・:：])")
"""The first thing in brackets, whatever family names a dictionary has."""
_TITLED = Sought(
    "(?<![一-龥々])(?P<value>[一-龥々〆ヶノ]{1,4}[ 　](?P<given>[一-龥々]{1,3}?|[ぁ-ん]{2,4}?))[ 　]?(?:様|さん"
    "|さま|氏)[ 　]?"
    "(?=[(（][^)）\n]{0,12}[0-9]{1,3}[ 　]?[歳才代])",
    "歳",
    "才",
    "代",
)
"""Somebody with a title and an age, whatever family names a dictionary has."""
_READ = Sought(
    f"(?<=[一-龥ぁ-んァ-ヶー]{{2}})[（(](?P<value>{_FULL})[)）][ 　]?(?:さん|様|さま|氏|くん|ちゃん)", "）", ")"
)
"""How somebody is called, and in brackets the name."""
_CALLED = Sought(
    "(?:[一-龥](?:者|人|員|童)|生徒|患者|園児|学生)(?P<value>[一-龥々〆ヶノ]{2,7}?)(?:氏|さん|様|くん|君"
    "|ちゃん)(?![一-龥])"
)
"""What somebody is, without a space before the name."""
_SEALED = Sought(f"(?:(?m:^)|[ 　])(?P<value>{_FULL})[ 　]{{0,4}}[印㊞][ 　]*(?m:$)", "印", "㊞")
_SEEN = Sought(
    "(?<![一-龥々])(?P<value>[一-龥々〆ヶノ]{1,4}(?:[ 　][一-龥々ぁ-んァ-ヶー]{1,4})?"
    "|[ァ-ヶー]{2,8}(?:[ 　][ァ-ヶー]{2,8})?)"
    "[ 　]{0,3}(?:[♂♀][ 　]?[0-9]{1,3}|[男女MF]性?[ 　/／]{0,2}[0-9]{1,3}[ ]?(?:y|才|歳)"
    "|[0-9]{1,3}[ ]?(?:y|歳|才)?[ ]?[MF男女](?![A-Za-z一-龥]))"
)
"""Who has signed with a seal, and a patient before sex and age."""
_BEGINS = Sought(
    "(?m:^)[ 　]{0,2}(?P<family>[一-龥々〆ヶノ]{1,4})[ 　]?(?P<given>[一-龥々]{2,3})[ 　]{1,4}[^ 　\n。、]{1,14}["
    " 　]*(?m:$)"
)
"""Lines with a name and a word."""
_CODED = Sought(
    "(?<![0-9\\-])[1-6](?:-[0-9]{1,2}|年(?:[0-9A-Z]{1,2}組)?の?)[ 　]?(?P<value>[一-龥々〆ヶノ]{2,4}?)"
    "(?:さん|くん|君)?(?=[、，がをはにもとのへ](?![一-龥]{1,2}長))"
)
"""Pupils behind their class in a sentence."""
_CHILD = Sought(
    "(?<![ァ-ヶー一-龥ぁ-ん・])(?P<value>[ぁ-ん]{2,5}|[ァ-ヶー]{2,6})[（(]"
    "(?=[^）)\n]{0,12}(?:症|アレルギー|喘息|てんかん|ADHD|発達|障害|発熱|欠席|早退))",
    "症",
    "アレルギー",
    "喘息",
    "てんかん",
    "ADHD",
    "発達",
    "障害",
    "発熱",
    "欠席",
    "早退",
)
_ANSWERS = frozenset(("あり", "なし", "ない", "ある", "はい", "いま", "かな"))
"""Words in forms that are given names, too."""
_DATED = Sought(
    "(?m:^)[ 　\t]{0,4}(?:[0-9]{1,2}[ ]?[/月／][ ]{0,2}[0-9]{1,2}日?(?:[ 　]?[(（][月火水木金土日祝・]{1,3}[)）])?"
    "|第?[0-9]{1,2}[班組週回区番])[ 　\t:：]{1,4}(?P<rest>[一-龥々〆ヶノ][^\n]{1,60})(?m:$)"
)
_BETWEEN = re.compile("[ 　\t]*[、，,／/・][ 　\t]*|[ 　\t]{1,4}")
_ONE = re.compile("(?P<value>[一-龥々〆ヶノ]{1,4})(?:[(（][一-龥々]{1,2}[)）])?(?:さん|様|家|宅)?")
_NUMBER = re.compile("[0-9][0-9\\-()]{8,13}")
_GRADED = Sought(
    "(?m:^)[ 　\t・]{0,4}(?:[小中高]?[1-6一二三四五六]年(?:[0-9A-Z]{1,2}組)?|[小中高][1-6]|[0-9]{1,2}番"
    "|出席番号[ ]?[0-9]{1,2}|(?:No|Ｎｏ)\\.?[ ]?[0-9]{1,2})[ 　]{1,3}"
    "(?P<value>[一-龥々〆ヶノ]{1,4}[ 　][一-龥々ぁ-んァ-ヶー]{1,4}"
    "|[ァ-ヶー]{2,8}[ 　・][一-龥々ぁ-んァ-ヶー]{1,8}|[ぁ-ん]{2,6}[ 　][ぁ-ん]{2,5})(?=[ 　]{2,}|　|[（(\n\t]|$)"
)
_FEWEST, _SHARE = 3, 0.6


def asks(text: str) -> bool:
    """Tell whether somebody is asked for a name, so that the answer is one."""
    return ("名前" in text or "氏名" in text or "フルネーム" in text) and _ASKED.search(text) is not None


def said(text: str) -> Iterator[Told]:
    """Yield names that are answers, of the family, of the speaker, on duty or of a class."""
    for match in _ANSWERED.finditer(text):
        one = bearer(text, *match.span("value"))
        kana = names.hiragana(match["value"]).strip("ー")
        if (one is not None and (one.known or one.full)) or names.full_reading(kana.translate(fold.KATAKANA)):
            yield Told(*match.span("value"), sure=True)
    for pattern in (_KIN, _NAMED, _SELF, _READ, _CALLED, _SEALED):
        for match in pattern.finditer(text):
            one = _full(text, *match.span("value"))
            if one is not None or (pattern is _NAMED and any(map(surname, (match["value"][:2], match["value"][:3])))):
                yield Told(*match.span("value"), sure=True)
    for pattern in (_HELD, _TITLED):
        for match in pattern.finditer(text):
            if match["given"] in names.given_names():
                yield Told(*match.span("value"), sure=pattern is _TITLED)
    yield from _alone(text)
    yield from _on_duty(text)
    yield from _of_classes(text)


def _alone(text: str) -> Iterator[Told]:
    """Yield names that other names must bear out."""
    yield from (Told(*match.span("value"), sure=False) for match in _KIN_ABROAD.finditer(text))
    for match in _BEGINS.finditer(text):
        family, given = fold.name(match["family"]), fold.name(match["given"])
        if family in names.family_names() and given in names.given_names():
            yield Told(match.start("family"), match.end("given"), sure=False)
    for match in _SEEN.finditer(text):
        one = bearer(text, *match.span("value"))
        if one is not None and (one.known or (one.full and heard(re.split("[ 　]", match["value"])[0]))):
            yield Told(one.start, one.end, sure=True)
    yield from (Told(*m.span("value"), sure=False) for m in _CODED.finditer(text) if surname(m["value"]))
    for match in _CHILD.finditer(text):
        if names.hiragana(match["value"]) in names.given_readings() and match["value"] not in _ANSWERS:
            yield Told(*match.span("value"), sure=False)


def _of_classes(text: str) -> Iterator[Told]:
    classed = [_pupil(text, *match.span("value")) for match in _GRADED.finditer(text)]
    full = [one for one in classed if one is not None and one.full]
    if len(full) >= _FEWEST and any(one.known for one in full):
        yield from (Told(one.start, one.end, sure=one.known) for one in full)


def _pupil(text: str, start: int, end: int) -> Bearer | None:
    abroad = names.of_two_tongues(text[start:end])
    return Bearer(start, end, full=True, known=True) if abroad else bearer(text, start, end)


def _full(text: str, start: int, end: int) -> Bearer | None:
    """Return a full name that a dictionary knows, or at least its family name before one in kana."""
    family, _, given = text[start:end].replace("　", " ").partition(" ")
    if (spaced_name(family, given) if given else glued_name(family)) and len(family + given) > _FEWEST - 1:
        return Bearer(start, end, full=True, known=True)
    return mixed(text, start, end)


def _on_duty(text: str) -> Iterator[Told]:
    """Yield the family names on lines that have a date and nothing but names and numbers."""
    found: list[tuple[int, int]] = []
    lines = kept = 0
    for line in _DATED.finditer(text):
        begin, end = line.span("rest")
        cuts = [(begin, begin), *(cut.span() for cut in _BETWEEN.finditer(text, begin, end)), (end, end)]
        spans = [(one[1], other[0]) for one, other in pairwise(cuts) if other[0] > one[1]]
        people = [one for span in spans if not _NUMBER.fullmatch(text, *span) and (one := _ONE.fullmatch(text, *span))]
        numbers = sum(_NUMBER.fullmatch(text, *span) is not None for span in spans)
        lines += 1
        if people and len(people) + numbers == len(spans) and all(surname(one["value"]) for one in people):
            kept += 1
            found += [one.span("value") for one in people]
    different = {text[start:end] for start, end in found}
    if kept >= _FEWEST and kept >= _SHARE * lines and 2 * len(different & names.places()) < len(different):
        yield from (Told(start, end, sure=False) for start, end in found)
