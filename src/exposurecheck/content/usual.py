"""Folds and validates values of the usual shape, whole arrays at once, and says which need a closer look.

What is here never decides by itself: it handles values for which folding or a validator is known to come out one way.
All others go through the functions that define folding and validity.
"""

import re
from collections.abc import Callable
from functools import cache

import numpy as np

from exposurecheck.content import fold, name_tables, names
from exposurecheck.content.anchors import signs_of, words_of
from exposurecheck.content.classes import SIZE, Table, class_of, table_of
from exposurecheck.content.codes import Codes, Mask, lower
from exposurecheck.content.detector import Detector, Fold
from exposurecheck.content.name_tables import Verdict
from exposurecheck.content.numerals import ARITHMETIC, digits_of
from exposurecheck.content.offices import ROLE_WORDS
from exposurecheck.content.union import Hashes
from exposurecheck.content.validators import FILE_ENDINGS
from exposurecheck.content.values import Values, Words

Folded = tuple[Values, Mask]
"""Folded values, and which of them are surely folded right."""
NO_WORDS = Words(())


_DIGIT = class_of("0-9")
_KANJI = class_of("一-龥々")
_VARIANT = table_of("".join(map(chr, fold.VARIANTS)))
_SPACE = table_of(" 　")


_PHONE, _PHONE_SIGNS = class_of(r"0-9\-(). "), table_of("-(). ")
_NUMBER, _NUMBER_SIGNS = class_of(r"0-9A-Z \-._/"), table_of(" -._/")
_MAIL, _PLAIN = class_of(r"A-Za-z0-9._%+'\-@"), class_of("!-~")


def _phone(values: Values) -> Folded:
    folded = values.without(_PHONE_SIGNS)
    first, second = folded.at(0), folded.at(1)
    abroad = ((first == ord("0")) & (second == ord("0"))) | ((first == ord("8")) & (second == ord("1")))
    return folded, values.only(_PHONE) & ~abroad


def _digits(values: Values) -> Folded:
    return values.without(_NUMBER_SIGNS), values.only(_NUMBER)


def _email(values: Values) -> Folded:
    return values.lowered(), values.only(_MAIL)


def _plain(values: Values) -> Folded:
    return values, values.only(_PLAIN)


_NAME = class_of("一-龥々ァ-ヶーぁ-ん 　") | _VARIANT
_HONORIFIC_END = table_of("様殿氏生んま")


@cache
def _name_letters() -> Codes:
    """Return for each letter of names what it is folded to."""
    letters: Codes = np.arange(SIZE, dtype=np.uint16)
    letters[0x3041:0x3097] += 0x60  # hiragana to katakana
    for variant in map(chr, fold.VARIANTS):
        letters[ord(variant)] = ord(fold.name(variant))
    return letters


def _name(values: Values) -> Folded:
    spaces = values.inside(_SPACE)
    inside = ~_SPACE[values.at(0)] & ~_SPACE[values.at(-1)] & (values.counts(spaces) <= 1)
    sure = values.only(_NAME) & inside & ~_HONORIFIC_END[values.at(-1)]
    bare = values.without(_SPACE)
    return Values(_name_letters()[bare.codes], bare.bounds), sure


_ADDRESS = class_of(r"0-9a-z\-ぁ-んァ-ヶ一-龥ー々") & ~_VARIANT & ~table_of("丁番号")
_KANJI_DIGIT = table_of("〇一二三四五六七八九十")


def _address(values: Values) -> Folded:
    sure = values.only(_ADDRESS) & ~_DIGIT[values.at(0)] & (values.at(0) != ord("-")) & (values.at(-1) != ord("-"))
    left, right = values.codes[:-1], values.codes[1:]
    number = _DIGIT[left] & (right == ord("ー")) | (left == ord("の")) & _DIGIT[right]
    odd = number | (right == ord("-")) & (_KANJI_DIGIT[left] | (left == ord("-")))
    sure[values.owners(np.flatnonzero(odd))] = False
    return values, sure


_FOLDS: dict[Fold, Callable[[Values], Folded]] = {
    "phone": _phone,
    "digits": _digits,
    "email": _email,
    "plain": _plain,
    "name": _name,
    "address": _address,
}


def folded(kind: Fold, values: Values) -> Folded | None:
    """Fold values, or return None where no shape is usual."""
    return _FOLDS[kind](values) if kind in _FOLDS else None


def _same(digits: Codes) -> Mask:
    return np.asarray((digits == digits[:, :1]).all(1))


def _jp_phone(values: Values) -> Verdict:
    valid = np.zeros(len(values), np.bool_)
    digits = values.only(_DIGIT) & (values.at(0) == ord("0"))
    for size in (10, 11):
        chosen = np.flatnonzero(digits & (values.lengths == size))
        d = values.matrix(chosen, size)
        mobile = (d[:, 1] >= ord("5")) & (d[:, 2] == ord("0"))
        if size == 11:  # noqa: PLR2004 - digits of a mobile number
            valid[chosen] = mobile & (d[:, 3] != ord("0")) & ~_same(d[:, 3:])
        else:
            head = (d[:, 1].astype(np.int64) * 100 + d[:, 2]) * 100 + d[:, 3] - 10101 * ord("0")
            free = np.isin(head, (10200, 50700, 90900)) | (head // 100 == 200)  # noqa: PLR2004 - 0120, 0570, 0990, 020
            valid[chosen] = (d[:, 1] != ord("0")) & ~mobile & ~free & ~_same(d[:, 2:])
    return valid, valid


def _email_domain(values: Values) -> Verdict:
    signs = np.flatnonzero(values.codes == ord("@"))
    owners = values.owners(signs)
    sure = np.bincount(owners, minlength=len(values)) == 1
    first = np.zeros(len(values), values.codes.dtype)
    first[owners] = values.codes[np.minimum(signs + 1, max(values.codes.size - 1, 0))]
    sure &= (first != ord(".")) & (first != ord("-")) & (values.at(-1) != ord("@"))
    end = (values.at(-2).astype(np.int64) << 16) | values.at(-1)
    return sure, sure & ~np.isin(end, _FILE_ENDS)


_FILE_ENDS = [ord(ending[-2]) << 16 | ord(ending[-1]) for ending in FILE_ENDINGS]


def _not_repdigit(values: Values) -> Verdict:
    valid = np.zeros(len(values), np.bool_)
    sure = values.only(_DIGIT) & (values.lengths > 0)
    for size in set(values.lengths[sure].tolist()):
        chosen = np.flatnonzero(sure & (values.lengths == size))
        bits = np.uint16(1) << (values.matrix(chosen, size) - ord("0")).astype(np.uint16)
        valid[chosen] = np.bitwise_count(np.bitwise_or.reduce(bits, axis=1)) > 2  # noqa: PLR2004 - as the validator
    return valid, sure


def _arithmetic(name: str, values: Values) -> Verdict:
    formula, lengths = ARITHMETIC[name]
    valid = np.zeros(len(values), np.bool_)
    sure = values.only(_DIGIT) & np.isin(values.lengths, lengths)
    for size in set(values.lengths[sure].tolist()):
        chosen = np.flatnonzero(sure & (values.lengths == size))
        valid[chosen] = formula(digits_of(values.matrix(chosen, size)))
    return valid, sure


_ADDRESS_SIGNS, _DOT = class_of("0-9."), ord(".")
_PRIVATE = np.zeros(256, np.bool_)
_PRIVATE[[0, 10, 127]], _PRIVATE[224:] = True, True
_SHARED = [parts[0] << 16 | parts[1] << 8 | parts[2] for parts in ((192, 0, 2), (198, 51, 100), (203, 0, 113))]


def _ipv4_public(values: Values) -> Verdict:
    dots = np.flatnonzero(values.codes == _DOT)
    owners = values.owners(dots)
    sure = values.only(_ADDRESS_SIGNS) & (np.bincount(owners, minlength=len(values)) == 3)  # noqa: PLR2004 - dots
    chosen = np.flatnonzero(sure)
    inner = dots[sure[owners]].reshape(-1, 3)
    begins = np.column_stack((values.bounds[chosen], inner + 1))
    ends = np.column_stack((inner, values.bounds[chosen + 1]))
    sizes = ends - begins
    parts = np.zeros(begins.shape, np.int64)
    for back, weight in ((1, 1), (2, 10), (3, 100)):
        digits = values.codes[np.maximum(ends - back, 0)].astype(np.int64) - ord("0")
        parts += np.where(sizes >= back, weight * digits, 0)
    usual = ((sizes >= 1) & (sizes <= 3) & (parts < 256)).all(1)  # noqa: PLR2004 - digits and bits of a part
    sure[chosen[~usual]] = False
    chosen, parts = chosen[usual], parts[usual]
    two, three = parts[:, 0] << 8 | parts[:, 1], parts[:, 0] << 16 | parts[:, 1] << 8 | parts[:, 2]
    shared = np.isin(two, (192 << 8 | 168, 169 << 8 | 254)) | (two >> 4 == 172 << 4 | 1) | np.isin(three, _SHARED)
    valid = np.zeros(len(values), np.bool_)
    valid[chosen] = ~_PRIVATE[parts[:, 0]] & ~shared
    return valid, sure


_ORGANISATION = Words(
    word for word in names.ORGANISATION_WORDS.replace("[(（][株有][)）]", "").split("|") if word and "$" not in word
)
_ORGANISATION_END = table_of("部課係店")
_NO_NAME_END = table_of("印生文女様計数員性均上白シし定力席番済ミみ明名前姓ナ任当長頭表事記問師会鋒堅将者位付族役主率")
"""With what the words end that stand in a column of names and are none."""
_BEFORE_PERSON, _PERSON = table_of("続取理証本"), ord("人")
"""With what those of them end that end with a sign of many given names: 相続人, 代理人."""
_VACANT_END = table_of("キ室家車画")
"""With what those of them end that say that a place is vacant: 空き, folded."""
_KATAKANA, _MIXED = class_of("ァ-ヶー"), _KANJI | class_of("ァ-ヶーぁ-ん")
_MOST_MIXED, _KANA_NAME = 10, range(2, 13)


def _name_shaped(values: Values) -> Verdict:
    mixed = _KANJI[values.at(0)] & (values.lengths <= _MOST_MIXED) & values.only(_MIXED)
    kana = np.isin(values.lengths, _KANA_NAME) & values.only(_KATAKANA)
    last = values.at(-1)
    sure = (mixed & ~_VACANT_END[last] | kana) & ~(_ORGANISATION_END | _NO_NAME_END)[last]
    sure &= (last != _PERSON) | ~_BEFORE_PERSON[values.at(-2)]
    return sure, sure & ~values.holding(_ORGANISATION)


_VALIDATORS: dict[str, Callable[[Values], Verdict]] = {
    "jp_phone": _jp_phone,
    "email_domain": _email_domain,
    "not_repdigit": _not_repdigit,
    "ipv4_public": _ipv4_public,
    "name_shaped": _name_shaped,
    "name_likely": name_tables.name_likely,
    "full_name": name_tables.full_name,
    "titled_name": name_tables.titled_name,
    "surname": name_tables.surname,
}


def known(name: str) -> bool:
    """Tell whether ``checked`` can say anything for this validator."""
    return name in _VALIDATORS or name in ARITHMETIC


def checked(name: str, values: Values) -> Verdict:
    """Return what a validator says of folded values, and where that is sure."""
    return _arithmetic(name, values) if name in ARITHMETIC else _VALIDATORS[name](values)


_ROLES = frozenset(part for word in ROLE_WORDS for part in re.split("[._+-]", word))
"""What the local parts of such mailboxes begin with."""
_LOCAL_SIGNS = table_of("._+-@0123456789")
_PREFIX = 8
_HEADS = np.array([(1 << 8 * size) - 1 for size in range(_PREFIX + 1)], np.uint64)
"""Masks that keep so many of the first letters."""
_ROBOTS = ("gserviceaccount", "@list.", "@lists.", "@ml.", "@groups.", "@googlegroups.")


@cache
def _roles() -> Hashes:
    heads = [role.encode()[:_PREFIX].ljust(_PREFIX, b"\0") for role in _ROLES]
    return np.sort(np.frombuffer(b"".join(heads), np.dtype("<u8")))


def perhaps_role(values: Values) -> Mask:
    """Tell which folded mail addresses may be those of a function, by what they begin with; robots are not told."""
    signs = np.append(np.flatnonzero(values.inside(_LOCAL_SIGNS)), values.codes.size)
    sizes = signs[np.searchsorted(signs, values.bounds[:-1])] - values.bounds[:-1]
    room = values.codes.astype(np.uint8).tobytes() + bytes(_PREFIX)
    heads = np.ndarray((len(room) - _PREFIX + 1,), np.dtype(f"V{_PREFIX}"), room, 0, (1,))[values.bounds[:-1]]
    numbers, known = heads.view("<u8") & _HEADS[np.minimum(sizes, _PREFIX)], _roles()
    found = known[np.minimum(np.searchsorted(known, numbers), known.size - 1)] == numbers
    return np.asarray(found)


def mobile(values: Values) -> Mask:
    """Tell which folded phone numbers are those of one person."""
    second = values.at(1)
    return np.asarray(
        (values.at(0) == ord("0")) & (second >= ord("5")) & (second <= ord("9")) & (values.at(2) == ord("0"))
    )


def kana(values: Values) -> Mask:
    """Tell which folded names are written in kana only."""
    return values.only(_KANA) & (values.lengths > 0)


_KANA = class_of("ァ-ー")


@cache
def sample_words(detector: Detector) -> Words | None:
    """Return words or signs of which each test or sample value, and each robot's mail address, holds one.

    None where an expression for them has neither.
    """
    words, signs = dict.fromkeys(_ROBOTS if detector.id == "email" else ()), list[Table]()
    for regex in detector.exclude.regexes:
        found, few = words_of(regex), signs_of(regex)
        if found is not None:
            words |= dict.fromkeys(found)
        elif few is not None:
            signs.append(few)
        else:
            return None
    return Words(words, map(lower, detector.exclude.values), signs)
