"""Folds text to one form: full width to half width, variant kanji to the common one, dashes to "-"."""

import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import Codes, codes_of, distinct, search

_WIDE = re.compile("[！-～￠-￦　｡-ﾟ]")
_DASHES = re.compile("[‐‑‒–—―−－﹣]")
_COMPATIBILITY = str.maketrans(
    {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFF01, 0xFF5F)} | {0x3000: " "}
)
_HALF_KANA = re.compile("[｡-ﾟ]+")
_KANA_DASH = re.compile("(?<=[0-9])[ーｰ─━](?=[0-9])")

VARIANTS = str.maketrans(
    "髙﨑齋齊斎邊邉澤濵濱嶋嶌廣櫻圓國眞愼瀨德惠榮條桒翆曻冨峯靜龍淸栁",
    "高崎斉斉斉辺辺沢浜浜島島広桜円国真慎瀬徳恵栄条桑翠昇富峰静竜清柳",
)
"""Old and variant forms in names, folded so that one person written two ways is one person."""
_FORMS = VARIANTS | {ord("𠮷"): "吉"}
"""The same, with forms outside the basic plane."""


def width(text: str) -> str:
    """Make full-width ASCII half width, half-width kana full width, and every dash "-"."""
    if text.isascii():
        return text
    if _WIDE.search(text):
        text = _HALF_KANA.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
        text = text.translate(_COMPATIBILITY)
    if _DASHES.search(text):
        text = _DASHES.sub("-", text)
    return _KANA_DASH.sub("-", text)


_WIDE_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ＠．－＿＋]+")
_PUNCTUATION = frozenset(map(ord, "，／：；＜＝＞？［＼］＾｀"))
"""Signs among them that stay."""
_PASSAGE_SPACE = re.compile("　(?<=[0-9]　)(?=[0-9])")
_PASSAGE_DASH = re.compile("[ー‐‑‒–—―−](?<=[0-9][ー‐‑‒–—―−])(?=[0-9])")


def passage(text: str) -> tuple[str, Codes]:
    """Fold a long text as far as values in it need: full-width letters and digits, half-width kana, dashes in numbers.

    Punctuation stays, because it is everywhere in Japanese text and folding it costs more than all detectors together.
    Returned beside the text are the codes of its characters.
    """
    codes = codes_of(text)
    if codes.dtype.itemsize == 1:
        return text, codes
    late = codes[codes >= ord(_LATE)]
    common = folded = _common_forms(text, late)
    codes = codes if common is text else codes_of(common)
    if any(search(codes, begin).size for begin in _SPACED_OUT):
        folded = _SPACED_LABEL.sub(lambda m: m[0].replace(" ", "").replace("　", ""), folded)
    wide = late[_between(late, "＋", "ｚ")]
    if not _PUNCTUATION.issuperset(distinct(wide.astype(np.int64)).tolist()):
        folded = _WIDE_RUN.sub(lambda m: m[0].translate(_COMPATIBILITY), folded)
    if _between(late, "｡", "ﾟ").any():
        folded = _HALF_KANA.sub(lambda m: unicodedata.normalize("NFKC", m[0]), folded)
    codes = codes if folded is common else codes_of(folded)
    digits = _between(codes, "0", "9")
    if (digits[:-2] & digits[2:] & (codes[1:-1] > ord("~"))).any():
        folded = _PASSAGE_SPACE.sub(" ", _PASSAGE_DASH.sub("-", folded))
        codes = codes_of(folded)
    return folded, codes


_LATE = "\uf900"
"""The first of the compatibility forms; all full-width and half-width characters come after it, and few others."""
_SPACED_OUT = ("氏　", "氏 ", "名　前")
"""What is in texts with such labels."""
_SPACED_LABEL = re.compile(
    "(?m:^)[ 　]*(?:氏[ 　]+名|名[ 　]+前|住[ 　]+所|電[ 　]+話|性[ 　]+別|年[ 　]+齢|生[ 　]+年[ 　]+月[ 　]+日"
    "|職[ 　]+業|所[ 　]+属|携[ 　]+帯)(?=[ 　]*[:：]|[ 　]+[^ 　\n])"
)
"""Labels of forms that are spaced out to one width: 氏　　名："""
_FREQUENT, _ITS_USUAL_FORM = ord("﨑"), ord("崎")
_COMPATIBLE = re.compile("[\uf900-\ufaff\U00020bb7]")


def _common_forms(text: str, late: Codes) -> str:
    """Write rare forms of kanji as those that patterns know: 山﨑 as 山崎."""
    rare = late[_between(late, _LATE, "\ufaff")]
    if (rare != _FREQUENT).any() or (late.dtype.itemsize > 2 and "𠮷" in text):  # noqa: PLR2004 - bytes
        return _COMPATIBLE.sub(lambda m: unicodedata.normalize("NFKC", m[0]).translate(_FORMS), text)
    return text.replace(chr(_FREQUENT), chr(_ITS_USUAL_FORM)) if rare.size else text


def _between(codes: Codes, first: str, last: str) -> NDArray[np.bool_]:
    return (codes - codes.dtype.type(ord(first))) <= ord(last) - ord(first)


_NAME_NOISE = re.compile("[\\s　・･,.、。+\ufe00-\ufe0f\U000e0100-\U000e01ef]+|(?:様|さん|殿|氏|先生)$")
"""Signs that say which form of a kanji is meant (IVS) among them."""
KATAKANA = {c: c + 0x60 for c in range(0x3041, 0x3097)}
"""Hiragana as katakana."""
_BETWEEN_LATIN = str.maketrans("<,./+", "     ")
"""What stands between the names of one person: in passports, lists and forms sent by browsers."""
_LATIN_ONLY = re.compile("[ -~À-ɏ’]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'"}
)
_HONORIFIC = re.compile("(?:様|さん|さま|殿|氏|先生)$|[ ]*[(（].*$")


_USUAL = re.compile("([一-龥々ァ-ヶーぁ-ん 　]*[一-龥々ァ-ヶーぁ-ん](?<![様殿氏])(?<!さ[んま])(?<!先生))様?")
"""Names that are folded right when their spaces are gone and their letters are replaced: most there are."""
_LETTERS_OF_NAMES = _FORMS | KATAKANA


def name(text: str) -> str:
    """Fold a person's name: no spaces or honorific, variants and widths alike, Latin words lower-case and in order."""
    if usual := _USUAL.fullmatch(text):
        return usual[1].replace(" ", "").replace("　", "").translate(_LETTERS_OF_NAMES)
    return unusual_name(text)


def unusual_name(text: str) -> str:
    """Do the same for names of any form."""
    folded = unicodedata.normalize("NFKC", text).strip()
    folded = _HONORIFIC.sub("", folded)
    if folded.isascii() or _LATIN_ONLY.fullmatch(folded):
        return " ".join(sorted(_plain_letters(folded.lower()).translate(_BETWEEN_LATIN).split()))
    return _NAME_NOISE.sub("", folded).translate(_FORMS).translate(KATAKANA)


def _plain_letters(text: str) -> str:
    """Write Latin letters without accents, as mailboxes, passports and people in a hurry do."""
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
POSTAL_CODE = re.compile("(?m:^)〒?[0-9]{3}-?[0-9]{4}")
KANJI_NUMBER = re.compile("([〇一二三四五六七八九十]+)(?=丁目|番|号|-)")
BLOCK_WORDS = re.compile("丁目|番地の|番地|番|号|の(?=[0-9])|-+")


def kanji_number(match: re.Match[str]) -> str:
    """Write a number in kanji below 100 with digits."""
    tens, _, ones = match[1].rpartition("十")
    if "十" not in match[1]:
        return match[1].translate(_KANJI_DIGITS)
    return (tens.translate(_KANJI_DIGITS) or "1") + (ones.translate(_KANJI_DIGITS) or "0")


def address(text: str) -> str:
    """Fold an address: 一丁目2番3号, 1-2-3 and １－２－３ become one; no spaces, no postal mark."""
    folded = width(unicodedata.normalize("NFKC", text)).replace(" ", "").lower()
    folded = POSTAL_CODE.sub("", folded)
    folded = KANJI_NUMBER.sub(kanji_number, folded).translate(VARIANTS)
    return BLOCK_WORDS.sub("-", folded).strip("-")


PHONE_NOISE = str.maketrans("", "", " -().\t")
INTERNATIONAL_MOBILE = re.compile("81[5-9]0[1-9][0-9]{7}")
"""A mobile number with the code of the country and no sign before it, as gateways of short messages keep them."""


def phone(text: str) -> str:
    """Bring a Japanese phone number to national digits: ``+81 90-…`` becomes ``090…``; other text keeps its digits."""
    folded = width(text).translate(PHONE_NOISE)
    if "の" in folded:  # as it is said
        folded = folded.replace("の", "").replace("、", "")
    if folded.startswith("+81"):
        return "0" + folded[3:].lstrip("0")
    if folded.startswith("0081"):
        return "0" + folded[4:].lstrip("0")
    return "0" + folded[2:] if INTERNATIONAL_MOBILE.fullmatch(folded) else folded


DIGIT_NOISE = str.maketrans("", "", " -._/|\t　")


def digits(text: str) -> str:
    """Drop separators and widths from an identifier; letters become upper-case."""
    return width(text).translate(DIGIT_NOISE).upper()


def email(text: str) -> str:
    """Lower-case an address; nothing else is folded, because only the owner of the domain knows its rules."""
    return width(text).strip().lower().removeprefix("mailto:")


def plain(text: str) -> str:
    """Strip surrounding space."""
    return text.strip()
