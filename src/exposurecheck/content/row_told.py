"""Finds names in front of what is said of each: lists with a name, or no more than a family name, on a line."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exposurecheck.content import names
from exposurecheck.content.bearers import NO_PERSON, Bearer, Told, bearer, spaced_name, surname
from exposurecheck.content.leads import Sought

_KANJI_NAME = "[一-龥々〆ヶノツケ]{1,5}(?:[ 　][一-龥々ぁ-んァ-ヶー]{1,5})?"
_KANA_NAME = "(?:[ァ-ヶー]{2,8}|[ァ-ヶ](?=[・＝]))(?:[・＝ 　][ァ-ヶー]{1,8}){0,3}"
_LATIN_NAME = "[A-ZÀ-Ž][A-Za-zÀ-ž'’\\-]{1,20}(?: [A-ZÀ-Ž][A-Za-zÀ-ž'’\\-]{1,20}){0,3}"
_WHO = f"(?P<who>[一-龥々〆ヶノツケ]{{2,5}}[ぁ-んァ-ヶー]{{1,4}}(?![ぁ-ん])|{_KANJI_NAME}|{_KANA_NAME}|{_LATIN_NAME})"
_TITLE = "(?P<title>[ 　]?(?:さん|様|さま|氏|君|くん|ちゃん|殿)(?:[ 　]?(?:宅|親子|ご夫妻))?)?"
_MARK = "[ 　\t]{0,6}(?:[・●○■□◆◇*•\\-][ 　]?|[①-⑳][ 　]?|[(（]?[0-9]{1,3}[)）.．][ 　]?)?"
_CODE = "[0-9A-Za-z一-龥ァ-ヶ\\-ー]{0,8}[0-9課組班室科部年][0-9A-Za-z\\-]{0,4}"
_SHAPES = (
    re.compile(
        f"{_MARK}[\\[【(（<〔［](?:{_CODE}[ 　:：/／_\\-]{{1,2}})?{_WHO}{_TITLE}[\\]】)）>〕］](?P<said>[ 　:：]{{"
        f"0,4}}[^\n]+)"
    ),
    re.compile(f"{_MARK}[^ 　\t\n/／]{{1,10}}[/／]{_WHO}{_TITLE}(?P<said>[ 　]{{0,3}}[^\n]+)"),
    re.compile(
        f"{_MARK}(?:{_CODE}[ 　\t:：]{{1,3}})?{_WHO}{_TITLE}"
        "(?P<said>(?:[ 　\t]{1,4}|[ 　]?[→⇒…:：─—－\\-＝=][ 　]?|[ 　]?[（(])[^\n]+)"
    ),
    re.compile(f"{_MARK}(?:{_CODE}[ 　\t:：]{{1,3}})?{_WHO}{_TITLE}[ 　]*\n(?P<said>[ 　\t]{{1,8}}[^ 　\t\n][^\n]*)"),
)
"""A name in brackets, behind a group, before what is said on its line, and above it."""
_BRACKETED = _SHAPES[0]
_PRIVATE = re.compile(
    "通院|服薬|服用|入院|退院|転倒|発熱|[0-9]℃|アレルギー|除去|エピペン|欠席|遅刻|早退|休職|復職|育休|産休|休業"
    "|退職|離婚|妊娠|出産|介護|認知|入浴"
    "|食事(?:介助|量|摂取|拒否)|[全一半]介助|排泄|便秘|血圧|インスリン|骨折|手術"
    "|[炎症癌](?:[ 　、。がをのでに疑）)]|$)|病気|[がガ]ん(?:[ 　、。が]|で|の手術|$)|障害|発作"
    "|滞納|督促|返済|未納|延滞|生活保護|失業|借金|いじめ|不登校|虐待|暴力|体調|婦人科|生理|外国人|宗教|信仰|逮捕|前科"
    "|0[5-9]0[\\-(][0-9]{4}"
)
"""What is said of somebody private."""
_PERHAPS_PRIVATE = re.compile("自宅|訪問|残業|異動|面談|ストレス|家庭|悩|希望|相談")
"""The same where there is a full name or a title, for places are visited too."""
_FEWEST, _FEWEST_FULL = 3, 2
"""Lines with different family names, and with full names, from which a list is one of people."""
_SHARE = 0.6
_GAP = 2
"""Lines between those of a list that go on with what is said."""


class _Line(NamedTuple):
    number: int
    start: int
    end: int
    one: Bearer | None
    titled: bool
    said: str


def told_in_rows(text: str) -> Iterator[Told]:
    """Yield names on the lines of a list that says something private of each."""
    places = _line_starts(text)
    for shape in _SHAPES:
        run: list[_Line] = []
        for number, start in enumerate(places):
            match = shape.match(text, start)
            if match is None or match["who"] in names.list_words():
                continue
            if run and number - run[-1].number > _GAP + 1:
                yield from _people(text, run, shape)
                run = []
            run.append(_line(text, number, match))
        yield from _people(text, run, shape)
    yield from _beside(text)
    yield from _in_records(text)
    yield from _numbered(text)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _line(text: str, number: int, match: re.Match[str]) -> _Line:
    start, end = match.span("who")
    one = bearer(text, start, end)
    one = one if one is not None and one.known else _single(text, start, end) or one
    titled = match["title"] is not None or (one is not None and one.full)
    return _Line(number, start, end, one, titled, match["said"])


def _single(text: str, start: int, end: int) -> Bearer | None:
    """Return a name of one word that only a list bears out: a family name of one sign, or one from abroad."""
    word = text[start:end]
    known = word in names.family_names() if len(word) == 1 else any(part in names.kana_names() for part in _split(word))
    return Bearer(start, end, full=False, known=True) if known else None


def mixed(text: str, start: int, end: int) -> Bearer | None:
    """Return a family name in kanji with a given name in kana that no dictionary has, such as 乙黒ミツ."""
    parts = _MIXED.fullmatch(text, start, end)
    if not parts or not surname(parts["family"]):
        return None
    given = parts["given"] or ""
    likely = len(given) <= _LONG or given in names.given_readings()
    return Bearer(start, end, full=True, known=True) if likely else None


def _split(word: str) -> list[str]:
    return re.split("[・＝ 　]", word)


def _people(text: str, run: Sequence[_Line], shape: re.Pattern[str]) -> Iterator[Told]:
    if run and run[0].one is None and len(run) > _FEWEST:  # a heading
        run = run[1:]
    known = [line for line in run if line.one is not None and _usual(text, line.one)]
    different = {text[line.start : line.end] for line in known}
    full = sum(line.one is not None and line.one.full for line in known)
    enough = len(different) >= _FEWEST or (full >= _FEWEST_FULL and len(different) >= _FEWEST_FULL)
    if not enough or len(known) < _SHARE * len(run) or 2 * len(different & names.places()) > len(different):
        return
    bracketed, said = shape is _BRACKETED, "\n".join((_heading(text, run[0].start), *(line.said for line in run)))
    private = _PRIVATE.search(said) or (any(line.titled for line in run) and _PERHAPS_PRIVATE.search(said))
    if not (private or (bracketed and full)):
        return
    for line in run:
        if line.one is not None and (
            line.one.known or _abroad(text, line.one) or _family(text[line.one.start : line.one.end])
        ):
            yield Told(line.one.start, line.one.end, sure=False)
        elif bracketed and NO_PERSON.search(text, line.start, line.end) is None:
            yield Told(line.start, line.end, sure=False)


def _abroad(text: str, one: Bearer) -> bool:
    """Tell whether a name is two words in katakana, as of somebody from abroad."""
    return one.full and names.is_kana(text[one.start : one.end].replace(" ", "").replace("　", "").replace("・", ""))


def _heading(text: str, start: int) -> str:
    """Return the line before that of ``start``, an empty one between them aside."""
    return text[:start].rpartition("\n")[0].rstrip("\n").rpartition("\n")[2]


def _family(name: str) -> bool:
    """Tell whether a name with a space begins with a family name."""
    return re.split("[ 　]", name)[0] in names.family_names()


def _usual(text: str, one: Bearer) -> bool:
    """Tell whether a name is full and known, or a frequent family name, or one from abroad."""
    word = text[one.start : one.end]
    if one.full:
        return one.known
    return word in names.family_names() or any(part in names.kana_names() for part in _split(word))


_LABELLED = Sought(
    "(?:氏名|お名前|名前|名義人?)[ 　:：]{1,4}"
    "(?P<value>[一-龥々〆ヶノ]{1,5}[ 　][ァ-ヶー]{2,8}|[ァ-ヶー]{2,8}[ 　][一-龥々]{1,3}"
    "|[A-Z][A-Za-z'’\\-]{1,15} [一-龥々]{1,3})(?=[ 　]|(?m:$))",
    "氏名",
    "名前",
    "名義",
)
"""Somebody with names of two languages: 安中 ソフィア, テイラー 美咲."""
_BOTH_TONGUES = Sought(
    "(?:(?m:^)[ 　]{0,4}|[0-9][.)）]?[ 　]"
    "|[・（(：:、])(?P<value>[ァ-ヶー]{2,8}[ 　](?P<given>[一-龥々]{2,3}))(?=[ 　]?(?:[（(、\n]|$)|[ 　]{2})"
)
_AGED = Sought(
    "(?<![一-龥々ァ-ヶー])(?P<value>[一-龥々〆ヶノ]{1,5}[ 　]?[一-龥々ぁ-んァ-ヶー]{1,5}?"
    "|[ァ-ヶー]{1,8}(?:[・＝ 　][ァ-ヶー]{1,8}){1,3})"
    "[ 　\t]{1,3}(?:[男女]性?[ 　、]{0,2})?(?:満)?[0-9]{1,3}[歳才]",
    "歳",
    "才",
)
_MIXED = re.compile("(?P<family>[一-龥々〆ヶノ]{2,4})[ 　]?(?:[ァ-ヶー]{2,4}|(?P<given>[ぁ-ん]{2,6}))")
_LONG = 4
"""Signs of a given name in hiragana from which a dictionary must know it."""
_BEFORE_PHONE = Sought(
    "(?:(?<=[ 　\t、。・：:）」])|(?m:^))(?P<value>[一-龥々〆ヶノ]{2,4}"
    "|[ァ-ヶー]{2,8})[ 　\t]{1,4}(?=0[0-9]{1,4}[\\-(][0-9]{1,4}[\\-)][0-9]{3,4}(?![0-9]))"
)
_SPACED_OUT = Sought(
    "(?<=[ 　\t])(?P<value>(?P<family>[一-龥々][ 　]{1,3}[一-龥々])[ 　]{1,4}"
    "(?P<given>[一-龥々ぁ-ん]{1,4}|[一-龥々ぁ-ん](?:[ 　][一-龥々ぁ-ん]){1,3}))(?=[ 　]{2,}|\t|(?m:$))"
)
"""A name that is spaced out to the width of its column: 古　賀　達也."""
_QUERY = Sought(
    "[?&](?:[a-z_]{0,12}name|sei|shimei|namae|onamae|user|customer)(?:_?(?:kanji|sei|last|family))?="
    '(?P<value>[一-龥々]{1,4}(?:[+ 　][一-龥々ぁ-んァ-ヶー]{1,4})?|[ァ-ヶー]{2,8}[+ 　][ァ-ヶー]{2,8})(?=[& "\n]|$)',
    "=",
)
"""A name that a browser has sent."""


def _beside(text: str) -> Iterator[Told]:
    """Yield names by what stands beside them: a label, an age, a phone number, the field of a form."""
    for match in _LABELLED.finditer(text):
        yield Told(*match.span("value"), sure=True)
    for match in _BOTH_TONGUES.finditer(text):
        if match["given"] in names.given_names():
            yield Told(*match.span("value"), sure=False)
    spaced = [match for match in _SPACED_OUT.finditer(text) if _spaced_out(match["family"], match["given"])]
    if len(spaced) >= _FEWEST:
        yield from (Told(*match.span("value"), sure=False) for match in spaced)
    for pattern in (_AGED, _BEFORE_PHONE, _QUERY):
        for match in pattern.finditer(text):
            one = bearer(text.replace("+", " ") if "+" in match["value"] else text, *match.span("value"))
            one = one or _single(text, *match.span("value")) or mixed(text, *match.span("value"))
            if one is not None and (one.known or one.full):
                yield Told(one.start, one.end, sure=one.full and one.known)


def _spaced_out(family: str, given: str) -> bool:
    family, given = (re.sub("[ 　]", "", part) for part in (family, given))
    return family in names.family_names() and (
        given in names.given_names() or names.hiragana(given) in names.given_readings()
    )


_CODED = Sought(
    "(?m:^)[ 　・]{0,4}(?:[一-龥ァ-ヶーA-Za-z]{1,8}[ 　]?(?:[Nn]o\\.?|ID|番号|コード)?[ 　:：.#]{0,3})?"
    "(?=[A-Z0-9\\-]{0,10}[0-9]{3})[A-Z0-9\\-]{3,12}[ 　\t]{1,4}"
    "(?P<value>(?P<family>[一-龥々〆ヶノ]{1,5})[ 　](?P<given>[一-龥々]{1,3}|[ぁ-ん]{2,5}|[ァ-ヶー]{2,8}))(?=[ "
    "　\t（(]|(?m:$))"
)
"""A line that begins with a number of somebody, and the name."""


def _numbered(text: str) -> Iterator[Told]:
    """Yield the names of a list that has a number and a full name at the begin of each line."""
    found = list(_CODED.finditer(text))
    families = {match["family"] for match in found}
    known = [match for match in found if spaced_name(match["family"], match["given"])]
    if len({match["value"] for match in known}) >= _FEWEST_FULL and len(known) >= _SHARE * len(found):
        sure = len(families) >= _FEWEST and 2 * len(families & names.places()) <= len(families)
        for match in found if sure else known:
            if match in known or match["family"] in names.family_names() or match["given"] in names.given_names():
                yield Told(*match.span("value"), sure=sure)


_RECORD = Sought(
    "(?m:^)[0-9A-Z]{6,20}[ 　]?(?P<value>[ァ-ヶー]{2,10}[ 　]{1,8}[ァ-ヶー]{2,10})[ 　]*(?=[0-9]{6,}|[ 　][0-9A-Z])"
)
"""A record of fields of fixed width: a number, a name in kana, and a number again."""


def _in_records(text: str) -> Iterator[Told]:
    found = list(_RECORD.finditer(text))
    if len(found) > 1:
        yield from (Told(*match.span("value"), sure=True) for match in found)
