"""Tells which names of a column are known: by a dictionary, by how people are called abroad, by how it is spaced."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from exposurecheck.content import fold, names, romaji
from exposurecheck.content.bearers import spaced_name

if TYPE_CHECKING:
    from exposurecheck.content.verdicts import Verdict

_KOREAN = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모"
)
"""The frequent family names of Korea, each of one syllable."""
_HANGUL = re.compile("[가-힣]{2,4}")
_CHINESE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
)
"""The hundred most frequent family names of China, each of one sign, in the forms that are written there."""
_SPACED_CHINESE = re.compile("[一-鿿][ 　][一-鿿]{1,2}")
_SPACED_HANGUL = re.compile("[가-힣][ 　][가-힣]{1,3}")
_FEW_CELLS, _MOSTLY = 10, 0.8
"""Cells below which it is worth a look how their names are spaced, and the share that must be spaced like names."""
_FEW_READINGS = 5
_TWO_WORDS = re.compile("[ 　]+")


def known_name(folded: str) -> bool:
    """Tell whether a name below a header that may say anything begins with a family name, and what follows may be one.

    Other things begin with one sign of a family name, too: 内科 is neither 内 nor 内科.
    """
    if folded.isascii() or names.is_kana(folded):
        return names.starts_with_surname(folded) or romaji.rare_name(folded.split())
    return names.titled_name(folded) or names.surname(folded) or _korean(folded)


def _japanese(words: Sequence[str]) -> bool:
    """Tell whether two words in lower case are a family name and a given name of Japan, in either order."""
    if len(words) != 2:  # noqa: PLR2004 - the two parts
        return False
    family = any(one in names.latin_surnames() and romaji.given(other) for one, other in (words, words[::-1]))
    return family or romaji.rare_name(words)


def _korean(folded: str) -> bool:
    return _HANGUL.fullmatch(folded) is not None and folded[0] in _KOREAN


def read_in_full(valid: Sequence[str], header: str) -> bool:
    """Tell whether names in kana under no header are read like a family name and a given name, nearly all of them."""
    if header.strip() or len(valid) < _FEW_READINGS:
        return False
    return sum(map(names.full_reading, valid)) >= _MOSTLY * len(valid)


def all_parted(cells: Sequence[str]) -> bool:
    """Tell whether few cells are names with a space between their parts, which is as much as more without."""
    return 1 < len(cells) < _FEW_CELLS and sum(map(parted, cells)) >= _MOSTLY * len(cells)


def parted(cell: str) -> bool:
    """Tell whether a cell is a family name and a given name with a space between, as next to nothing else is."""
    cell = cell.strip()
    if _SPACED_HANGUL.fullmatch(cell):
        return cell[0] in _KOREAN
    if cell.isascii():
        return _japanese(cell.lower().split())
    words = _TWO_WORDS.split(cell)
    if len(words) == 2 and not cell.isascii():  # noqa: PLR2004 - the two parts
        family, given = map(fold.name, words)
        if names.is_kana(family) and names.is_kana(given):
            known = family in names.surnames() or family in names.kana_family_names()
            return known and names.hiragana(given) in names.given_readings()
        if spaced_name(*words):
            return names.full_name(family + given)
    return _SPACED_CHINESE.fullmatch(cell) is not None and cell[0] in _CHINESE


_NAMES_KNOWN = frozenset({"surnames", "given names", "full names"})


def bear_each_other_out(likely: "Sequence[Verdict]") -> set[str]:
    """Return names and numbers of people of which neither is sure by itself, where both stand in one table."""
    named = any(v.detector.id == "person_name" and not _NAMES_KNOWN.isdisjoint(v.reasons) for v in likely)
    numbers = {v.detector.id for v in likely if v.detector.person_key.kind == "one_per_person"}
    return numbers | {"person_name"} if named and numbers else set()
