"""Parts a column of numbers of papers by what another column says each is of: 運転免許証 here, 在留カード there."""

import re
from collections.abc import Sequence

from exposurecheck.content import headers
from exposurecheck.content.units import Table

_KINDS: dict[str, re.Pattern[str]] = {
    "運転免許証番号": re.compile("免許|driv(?:er|ing)|licen[cs]e", re.IGNORECASE),
    "旅券番号": re.compile("パスポート|旅券|passport", re.IGNORECASE),
    "在留カード番号": re.compile("在留カード|特別永住|residence[ _-]?card|zairyu", re.IGNORECASE),
    "個人番号": re.compile("マイナンバー|個人番号|my[ _-]?number", re.IGNORECASE),
    "被保険者番号": re.compile("保険証|資格確認書|health[ _-]?insurance", re.IGNORECASE),
    "基礎年金番号": re.compile("年金手帳|基礎年金|pension", re.IGNORECASE),
}
"""By the header that a column of its own would have, what says so."""
_KIND = re.compile(
    "(?:確認|提示|提出|添付|証明|身分)_?(?:の)?(?:書類|資料|書|証)_?(?:の)?(?:種別|種類|区分|名|名称)?$|(?:書類|証明書)_?(?:の)?(?:種別|種類|区分|名)$"
    "|(?:^|_)(?:id|doc|document|identification|paper)_?(?:type|kind|class|category)$"
)
_NUMBER = re.compile(
    "^(?:(?:確認|提示|証明|身分|本人確認)?_?(?:書類?|証)?_?(?:の)?(?:記号)?番号|証明書番号)$"
    "|(?:^|_)(?:id|doc|document|identification|paper)_?(?:number|no|num|value)$"
)
_OTHERS = "書類番号"
"""Header of the numbers of other papers."""
_MOST_KINDS = 200
"""Different cells of a column of kinds, at most."""


def parted(table: Table) -> Table:
    """Return the table with a column for the numbers of each kind of paper, at the end, and none of their mix."""
    keys = [headers.folded(column) for column in table.columns]
    kind = next((place for place, key in enumerate(keys) if _KIND.search(key)), None)
    if kind is None:
        return table
    number = next((place for place, key in enumerate(keys) if place != kind and _NUMBER.search(key)), None)
    kinds = list(dict.fromkeys(table.values[kind]))
    if number is None or len(kinds) > _MOST_KINDS:
        return table
    meant = {cell: _meant(cell) for cell in kinds}
    if not any(meant.values()):
        return table
    said = [meant[cell] for cell in table.values[kind]]
    columns = (_only(table.values[number], said, name) for name in _KINDS)
    others = [*table.values[:number], _only(table.values[number], said, ""), *table.values[number + 1 :]]
    names = (*table.columns[:number], _OTHERS, *table.columns[number + 1 :], *_KINDS)
    return Table(names, (*others, *columns), table.where, table.table)


def _only(numbers: Sequence[str], said: Sequence[str], name: str) -> list[str]:
    return [cell if one == name else "" for one, cell in zip(said, numbers, strict=True)]


def _meant(cell: str) -> str:
    return next((name for name, rule in _KINDS.items() if rule.search(cell)), "")
