"""Finds what may be a name and may be none: it widens the upper bound of people and nothing else."""

import re
from collections.abc import Iterable, Iterator

from exposurecheck.content import fold, names
from exposurecheck.content.bearers import TITLES, glued_name, surname
from exposurecheck.content.leads import Sought

_CALLED = re.compile(
    "(?P<value>(?<![一-龥々0-9])[一-龥々〆ヶノツケ]{2,4}(?:[ 　]?[一-龥々]{1,2})?"
    "|(?<![・ァ-ヶー])[ァ-ヶー]{2,8}(?:[・ 　][ァ-ヶー]{2,8}){0,3}|(?<![一-龥々ァ-ヶーぁ-ん])[ぁ-ん]{2,5})[ 　]?"
    f"(?:さん|さま|くん|ちゃん|(?:{TITLES}|夫妻|夫婦|家)(?:宅|側|たち|ら)?(?![一-龥々]))"
)
_PAIR = re.compile(
    "(?<![一-龥々ァ-ヶー0-9ぁ-ん])(?=(?P<family>[一-龥々〆ヶノツ]{1,4})[ 　]"
    "(?P<given>[一-龥々]{1,3}|[ぁ-んー]{2,4}|[ァ-ヶー]{2,4})(?![一-龥々ぁ-んァ-ヶー]))"
)
_WORD_BEFORE = re.compile("[一-龥々][ 　]$")
_SPACED = Sought("(?<![ァ-ヶー ])(?<![一-龥々ぁ-ん][ 　（(])[ァ-ヶー]{2,8}(?:[ 　][ァ-ヶー]{1,8}){1,3}(?![ァ-ヶー])")
_FOREIGN = Sought("(?<![ァ-ヶー・])[ァ-ヶー]{2,8}(?:[・＝][ァ-ヶー]{2,8}){1,3}(?![ァ-ヶー・])")
_AFTER_POST = re.compile(
    "(?:長|員|担当|監督|コーチ|幹事|記録|対応|師|士|父|母|夫|妻|男|女|親|者)[ 　:：の]{1,2}"
    "(?P<value>[一-龥々〆ヶノ]{2,4})(?=[ 　\n、。，,)）（(がはにも]|さん|$)"
)
_ITEM = re.compile("(?:(?m:^)[ 　・●○*\\-]{0,3}|[、，/／])(?P<value>[一-龥々〆ヶノ]{2,4})(?=[、，/／（(\n]|$)")
_APART = Sought(
    "(?:(?<=[ 　\t、。（(）)・：:／/\n＝=→←♪◎○●■◆【「\\]0-9])|(?<![\\s\\S]))(?P<value>[一-龥々ヶノツ]{2,6})"
    "(?=[ 　\n、。）)（(・／/＝=→←」】]|から|より|まで|が|は|に(?!て)|も|と|の|$)"
)
"""A word that stands by itself."""
_KIN = Sought(
    "(?:父|母|妻|夫|[長次三四二]男|[長次三四二]女|息子|娘|弟|妹|兄|姉|孫|祖父|祖母)[ 　・：:「]{1,2}"
    "(?P<value>[一-龥々]{2,3}|[ぁ-ん]{2,4}|[ァ-ヶー]{2,5})(?=[ 　、。（(」\n]|$)"
)
_INITIALS = Sought("(?<![A-Za-z.])(?P<value>[A-Z]\\.?[A-Z]?\\.?)(?:さん|氏|様|君|くん|ちゃん)")
_ONE_SIGN = re.compile("(?:[長員係課部室者当師任]|[0-9])[ 　]{1,2}(?P<value>[一-龥])(?=[ 　]*(?:[\n、。）)（(]|$))")
_LATIN_ITEM = Sought(
    "(?m:(?:^|[ ]{2}|[:;(\"|,\t])[ ]{0,2})(?P<value>[A-ZÀ-Ž][a-zà-ž'’\\-]{2,16}(?: [A-ZÀ-Ž]\\.?)?"
    " [A-ZÀ-Ž][A-Za-zà-ž'’\\-]{2,16})(?m:(?=[ ]{2}|[ ]*(?:[,;)(\"|\t]|$)))"
)
"""Two words in a cell or on a line of their own that are written like a name."""
_LATIN_PAIR = Sought(
    "(?<=[a-z,;] )(?P<value>[A-ZÀ-Ž][a-zà-ž]{2,14} (?:[A-Z]\\. )?[A-ZÀ-Ž][a-zà-ž'’\\-]{2,16})"
    "(?![A-Za-z@/_]| (?:[A-Z]|of))"
)
"""Two words inside a sentence that are written like a name."""
_NO_PAIR = re.compile(
    "(?i:street|road|avenue|close|lane|drive|court|square|house|park|school|college|university|hospital|clinic|centre"
    "|center|council|office|bank|company|group|department|team|service|services|station|airport|hotel|church|day"
    "|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday"
    "|thursday|friday|saturday|sunday|north|south|east|west|new|the|act|limited|inc|ltd|systems?|software|cloud)"
)
_LATIN = Sought("(?<![A-Za-z0-9_./@\\-])[A-ZÀ-Ž][a-zà-ž]{2,14}(?![A-Za-z0-9_@/]|\\.[a-z])")
_NOBODY = re.compile(
    "[者員客屋生皆方師長店社部課係室様館所会]$|^[お皆各]|^[年月日]生|^御(?!子柴|園|手洗|厨|船|木|前|所|領)|各位|担当|先方|不明|未定|同上|該当|全員|以上|有志|一同"
    "|なし|無し|^(?:赤|奥|旦那|娘|息子|孫|彼|仕|同|王|神|仏|貴|何|だれ|どなた"
    "|みな|おじい|おばあ|おじ|おば|にい|ねえ)"
    "|(?:スタッフ|ドライバー|ヘルパー|オーナー|メーカー|ユーザー|ママ|パパ|マネージャー|リーダー|コーチ)$"
)


def traces(text: str, told: Iterable[tuple[str, bool]] = ()) -> set[str]:
    """Return, folded, what is called, listed or written like a person, and not surely one of those ``told``.

    ``told`` are the names that the text tells, and whether each is sure; the others may not convince.
    """
    sure = {fold.name(name): is_sure for name, is_sure in told}
    words = {word for name in sure for word in name.split()}
    found = {fold.name(value) for value in set(_perhaps(text))}
    heads = {name[:end] for name in sure for end in range(len(name) + 1)}
    tails = {name[begin:] for name in sure for begin in range(len(name) - 1)}

    def of_one_told(one: str) -> bool:
        """Tell whether ``one`` begins or ends such a name, or goes on from one."""
        known = one in heads or one in tails or any(one[:end] in sure for end in range(len(one)))
        return known and not one.isascii()

    longer = {name[:end] for name in sure for end in range(len(name))}
    free = {one for one in found if not words.issuperset(one.split()) and not of_one_told(one)}
    return free | {name for name, is_sure in sure.items() if not is_sure and not _short(name, sure, longer)}


def _short(name: str, others: Iterable[str], longer: set[str]) -> bool:
    """Tell whether a name is part of another: words in Latin letters, or the begin of one, which are ``longer``."""
    if not name.isascii():
        return name in longer
    return any(name != other and set(name.split()) < set(other.split()) for other in others)


def _perhaps(text: str) -> Iterator[str]:
    yield from (match[0] for match in _LATIN.finditer(text) if names.latin_given_name(match[0]))
    for match in (*_LATIN_PAIR.finditer(text), *_LATIN_ITEM.finditer(text)):
        if not any(_NO_PAIR.fullmatch(word) for word in match["value"].split()):
            yield match["value"]
    if text.isascii():
        return
    yield from (match["value"] for match in _CALLED.finditer(text) if _NOBODY.search(match["value"]) is None)
    yield from (match[0] for match in _FOREIGN.finditer(text))
    for match in _SPACED.finditer(text):
        if any(word in names.kana_names() for word in re.split("[ 　]", match[0])):
            yield match[0]
    given, said = names.given_names(), names.given_readings()
    for match in _PAIR.finditer(text):
        reading = names.is_kana(match["given"]) and _WORD_BEFORE.search(text, 0, match.start())
        known = surname(match["family"]) or match["given"] in given or names.hiragana(match["given"]) in said
        if known and not reading:
            yield match["family"] + match["given"]
    words = {match["value"] for pattern in (_AFTER_POST, _ITEM, _APART) for match in pattern.finditer(text)}
    yield from (word for word in words if surname(word) or glued_name(word))
    yield from (match["value"] for match in _ONE_SIGN.finditer(text) if match["value"] in names.family_names())
    for sought in (_KIN, _INITIALS):
        yield from (match["value"] for match in sought.finditer(text))
