"""Tells which columns of a table look like those of people and are of animals, goods, places, samples or statistics."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from exposurecheck.content import headers
from exposurecheck.content.detector import FOLDS
from exposurecheck.content.units import Table
from exposurecheck.model.inspection import Category

if TYPE_CHECKING:
    from exposurecheck.content.columns import Verdict

_LOOK = 60
"""Different cells looked at."""
_ANIMALS = re.compile(
    "犬種|猫種|畜種|動物種|獣種|毛色|去勢|避妊手術|狂犬病|鑑札|飼い?主|ペット_?名|愛犬|愛猫|種雄|血統書"
    "|(?:^|_)(?:breed|neutered|spayed|pet_?name|dog_?name|cat_?name|animal(?:_?name)?|species)(?:_|$)"
)
"""Headers of tables about animals."""
_OF_ANIMALS = re.compile(
    "^(?:お?名前|名|なまえ|呼び?名|(?:ペット|犬|猫|愛犬|愛猫|動物|個体|馬|牛)の?_?(?:名|名前|氏名)|(?:name|(?:pet|dog|cat|animal)_?name))"
    "(?:_?(?:カナ|かな|フリガナ|ふりがな|kana))?$|^(?:フリガナ|ふりがな|カナ)$"
    "|^(?:(?:推定|ペットの?|犬の?)?(?:生年月日?|誕生日|出生日)|birth_?(?:day|date)?|date_of_birth|dob|(?:pet|dog|cat|animal)_birth.*)$"
)
_GOODS = re.compile(
    "^(?:jan(?:コード|_?code)?|sku|isbn|asin|ean|upc|gtin|品番|型番|定価|在庫数?|入り数|内容量|メーカー(?:名|希望小売価格)?|ブランド名?"
    "|商品(?:コード|番号|id)|item_?code|product_?(?:id|code)"
    "|stock(?:_qty)?|manufacturer|brand)$"
)
"""Headers of tables about goods."""
_BARE = re.compile("^(?:.{0,12}_)?(?:name(?:_?(?:kana|jp|ja|en))?|kana|カナ|名|名称|フリガナ|よみ(?:がな)?|読み)$")
"""Headers that say a name of what."""
_PLACE = re.compile(
    "(?:北海道|.+(?:[市区町村県郡駅]|神社|公園|温泉|空港|地方|団地)|(?:東京|京都|大阪)[都府]?)(?:[ 　]?[(（].*)?"
)
_PLACES = 0.6
"""Share of cells that are places from which a column holds no names."""
_RANK = re.compile(
    "順位|ランク|構成比|割合|比率|シェア|推[計定]|全国|出現|頻度|件数|(?:^|_)(?:rank|ranking|frequency|share|per_100k|count)(?:_|$)"
)
"""Headers of tables that count who bears a name."""
_PART = re.compile(
    "^(?:名字|苗字|姓|氏|名前|ファーストネーム|surname|last_?name|family_?name|first_?name|given_?name|name)$"
)
_TELLING = frozenset({"person_name", "email", "jp.phone", "phone"})
"""What tells of samples, where all of it is samples."""
_BESIDE_SAMPLES = frozenset({"date_of_birth", "jp.postal_address", "postal_address", "jp.postal_code"})


def of_nobody(table: Table, verdicts: "Sequence[Verdict]") -> set[int]:
    """Return the columns among ``verdicts`` that are of no person."""
    keys = {verdict.index: headers.folded(table.columns[verdict.index]) for verdict in verdicts}
    found = _animals(table, verdicts, keys) | _goods(table, verdicts, keys) | _places(table, verdicts, keys)
    return found | _statistics(table, verdicts, keys) | _samples(table, verdicts)


def place(name: str) -> bool:
    """Tell whether a name ends as those of places do."""
    return _PLACE.fullmatch(name) is not None


def _animals(table: Table, verdicts: "Sequence[Verdict]", keys: dict[int, str]) -> set[int]:
    if not any(_ANIMALS.search(headers.folded(column)) for column in table.columns):
        return set()
    cared = {v.index for v in verdicts if v.detector.category is Category.SPECIAL_CARE}
    owned = {index for index in cared if re.search("飼い?主|owner", keys[index])}
    return cared - owned | {index for index, key in keys.items() if _OF_ANIMALS.search(key)}


def _goods(table: Table, verdicts: "Sequence[Verdict]", keys: dict[int, str]) -> set[int]:
    if not any(_GOODS.search(headers.folded(column)) for column in table.columns) or _others(verdicts):
        return set()
    return {v.index for v in _names(verdicts) if _BARE.search(keys[v.index]) and "full names" not in v.reasons}


def _places(table: Table, verdicts: "Sequence[Verdict]", keys: dict[int, str]) -> set[int]:
    found = set()
    for verdict in _names(verdicts):
        cells = _cells(table.values[verdict.index])
        if sum(map(place, cells)) >= _PLACES * len(cells):
            found.add(verdict.index)
    if not found:
        return found
    readings = {v.index for v in _names(verdicts) if headers.is_reading(keys[v.index])}
    return found | readings


def _statistics(table: Table, verdicts: "Sequence[Verdict]", keys: dict[int, str]) -> set[int]:
    """Return names of one part that are ranked or counted: nobody in particular bears them."""
    if not any(_RANK.search(headers.folded(column)) for column in table.columns) or _others(verdicts):
        return set()
    named = _names(verdicts)
    bare = all(_PART.search(keys[v.index]) or headers.is_reading(keys[v.index]) for v in named)
    parts = {headers.name_part(table.columns[v.index]) for v in named} & {"family", "given"}
    if not bare or len(parts) > 1 or any("full names" in v.reasons for v in named):
        return set()
    return {v.index for v in named}


def _samples(table: Table, verdicts: "Sequence[Verdict]") -> set[int]:
    """Return dates and addresses beside names, mails and numbers all of which are samples."""
    telling = [v for v in verdicts if v.detector.id in _TELLING]
    for verdict in telling:
        folding = FOLDS[verdict.detector.fold]
        if not all(verdict.detector.is_sample(folding(cell)) for cell in _cells(table.values[verdict.index])):
            return set()
    return {v.index for v in verdicts if telling and v.detector.id in _BESIDE_SAMPLES}


def _names(verdicts: "Sequence[Verdict]") -> "list[Verdict]":
    return [verdict for verdict in verdicts if verdict.detector.id == "person_name"]


def _others(verdicts: "Sequence[Verdict]") -> bool:
    """Tell whether there is more of people than names."""
    return any(v.detector.category is not None and v.detector.id != "person_name" and v.convincing for v in verdicts)


def _cells(values: Sequence[str]) -> list[str]:
    step = max(1, len(values) // (4 * _LOOK))
    return list(dict.fromkeys(cell for value in values[::step] if (cell := value.strip())))[:_LOOK]
