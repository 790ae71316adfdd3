"""Finds the row with the column names among the first rows of a table: it may come after titles, or not exist."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from exposurecheck.content import fold
from exposurecheck.content.names import form_labels, full_name, titled_name
from exposurecheck.content.readers.header_series import without_series

_LOOK = 30
"""Rows in which a header is looked for."""
_LABEL_LENGTH = 40
_PEOPLE = 3
"""Names beneath a cell from which it is their heading, if it is none itself."""
_FORM_CELLS = 4
"""Filled cells of a row above the header that says whose table it is, at most."""
_FEWEST_LABELS = 3
"""Cells of a row that is taken for a header because it comes again."""
_DATA = re.compile(
    r"@|[0-9０-９]{3}|^[-+]?[0-9０-９.,]+%?$|^[0-9]{1,4}[-/.年][0-9]{1,2}|://|^(?:true|false|null)$",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"氏名|名前|契約|保険|種類|利用者|申込者|申請者|対象者|名義|宛名|症状|病気|既往|アレルギー|姓|名$|[一-龥]者$|名称|漢字|カナ|ｶﾅ|フリガナ|ふりがな|せい|めい|住所|番地|都道府県|市区町村|郵便|〒|電話|携帯|ＴＥＬ|ﾃﾞﾝﾜ|番号|コード|ｺｰﾄﾞ"
    r"|メール|ﾒｰﾙ|アドレス|生年|誕生|年齢|性別|日付|年月日|日時|時刻|区分|種別|備考|摘要|金額|単価|数量|合計|口座|銀行|支店|会社|勤務先|所属|部署|部門"
    r"|役職|顧客|会員|社員|職員|患者|病名|診断|続柄|保護者|世帯|保証人|同居人|代理人|相続人|後見人|緊急連絡先|[貸借売買]主$|譲[渡受]人|件名|内容|状態|状況|有無|フラグ|登録|更新|作成|商品|品名|注文|連番|項番|通番|マイナンバー"
    r"|(?:^|[^a-z])(?:id|no|name|mail|e-?mail|tel|phone|mobile|fax|addr|address|zip|postal|post|city|state|country|birth|dob|age|sex|gender|date"
    r"|time|code|type|kind|status|flag|memo|note|remarks?|comment|amount|price|total|qty|count|company|dept|department|title|user|customer|member"
    r"|employee|patient|account|bank|branch|number|password|passwd|token|secret|key|value|description|url|ip|lat|lon|lng|created|updated|sei|mei|kana"
    r"|ssn|card|first|last|middle|full|given|family|surname)(?:[^a-z]|$)"
    r"|(?:^|[^a-zß-ſ])(?:(?:vor|nach|familien)name|nom|prénoms?|prenoms?|nombres?|apellidos?|nome|cognome|sobrenome|geburtsdatum|adresse"
    r"|stra(?:ß|ss)e|plz|ort|ville|direcci[oó]n|indirizzo|telefon|téléphone|teléfono|handy|courriel|correo)(?:[^a-zß-ſ]|$)"
    r"|이름|성명|주민|전화|휴대|주소|생년|이메일|직급|부서|手机|身份证|电话|邮箱|部门|地址",
    re.IGNORECASE,
)
_TYPE = re.compile(
    r"(?:n?(?:var)?char2?|(?:big|small|tiny)?int(?:eger)?|decimal|numeric|number|float|double|string|text|date(?:time)?"
    r"|timestamp|bool(?:ean)?)[ ]?(?:[(（][0-9, ]{1,9}[)）])?"
    "|(?:文字列?|数値|日付|全角|半角|(?:全角|半角)?(?:英数字?|数字|カナ|カタカナ)|整数|真偽値)"
    "(?:[(（]?[0-9０-９]{1,4}(?:文字|桁)?(?:以内)?[)）]?)?|必須|任意|required|optional",
    re.IGNORECASE,
)
_YEAR = re.compile("(?:19|20)[0-9]{2}年度?")
_OF_A_YEAR = re.compile("[^0-9０-９@:/]{0,12}(?:19|20)[0-9]{2}[^0-9０-９@:/]{0,12}")
"""A label that says of which year the values are: 会費(2024)."""
_MOSTLY = 0.6
_TITLE = re.compile("(?:名簿|一覧表?|台帳|[一-龥]印)$")
"""The end of what stands above a table and heads none of its columns: its title, and a box for a seal."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the header row among the first ``rows``, or None."""
    rows = [without_series(row) for row in rows[:_LOOK]]
    width = _width(rows)
    again = _comes_again(rows)
    if again is not None:
        return again
    grouped = False
    for index, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        filled = [cell for cell in cells if cell]
        if grouped and filled and all(map(is_label, filled)):  # 漢字 and カナ below 氏名, nothing below the others
            return index
        if not filled or (width > 1 and len(filled) < max(2, width / 2)) or _tells_whose(filled):
            continue
        below = rows[index + 1] if index + 1 < len(rows) else ()
        grouped = _is_group_row(cells, filled, below)
        if grouped:
            continue
        return index if _is_header(cells, rows[index + 1 :]) else _header_below_titles(rows, index)
    return None


def _comes_again(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the first row of column names that stands there twice: tables below each other, one for each class."""
    seen: dict[tuple[str, ...], int] = {}
    for index, row in enumerate(rows):
        filled = tuple(cell for cell in map(str.strip, row) if cell)
        names = sum(1 for cell in filled if is_name(cell) and not _DATA.search(cell))
        if len(filled) >= _FEWEST_LABELS and len(set(filled)) == len(filled) and names >= _MOSTLY * len(filled):
            if filled in seen:
                return seen[filled]
            seen[filled] = index
    return None


def _tells_whose(filled: list[str]) -> bool:
    """Return whether a row above the header names one person: ３年２組, 氏名, 水野 蓮."""
    return len(filled) <= _FORM_CELLS and any(
        is_name(label) and titled_name(fold.name(value)) and not is_name(value) for label, value in pairwise(filled)
    )


def _header_below_titles(rows: Sequence[Sequence[str]], first: int) -> int | None:
    """Return a row of column names below rows with fewer filled cells (a title, a date of issue), or None."""
    most = 0
    for index, row in enumerate(rows):
        filled = [cell.strip() for cell in row if cell.strip()]
        names = sum(1 for cell in filled if is_name(cell) and not _DATA.search(cell))
        if index > first and len(filled) > max(2, most) and names >= _MOSTLY * len(filled):
            return index
        most = max(most, len(filled))
    return None


def _is_group_row(row: list[str], filled: list[str], below: Sequence[str]) -> bool:
    """Return whether a row holds headings that span the names in the row below (保護者 over 氏名 and 電話)."""
    names = [cell.strip() for cell in below if cell.strip()]
    if sum(1 for cell in names if is_name(cell)) < max(2, _MOSTLY * len(names)) or any(
        _DATA.search(cell) for cell in names
    ):
        return False
    repeats = len(set(filled)) < 0.7 * len(filled)
    spans = any(here.strip() and not above.strip() for above, here in zip(row, below, strict=False))
    return (repeats or spans or len(filled) < len(names)) and not any(_DATA.search(cell) for cell in filled)


def _width(rows: Sequence[Sequence[str]]) -> int:
    """Return the usual number of filled cells, of the wider rows where titles come first."""
    counts = Counter(len(row) for row in rows)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _is_header(cells: list[str], below: Sequence[Sequence[str]]) -> bool:
    filled = [cell for cell in cells if cell]
    known = sum(1 for cell in filled if is_name(cell))
    year = _OF_A_YEAR if known >= _MOSTLY * len(filled) else _YEAR
    if any(len(cell) > _LABEL_LENGTH or (_DATA.search(cell) and not year.fullmatch(cell)) for cell in filled):
        return False
    same = {cell for column, cell in enumerate(cells) if len(below) > 1 and _says_the_same(below, column, cell)}
    if same and not any(is_name(cell) for cell in filled if cell not in same):
        return False
    if len(set(filled)) == len(filled) and not form_labels().isdisjoint("".join(cell.split()) for cell in filled):
        return True
    if len(set(filled)) < len(filled) * 0.7 and known < _MOSTLY * len(filled):
        return False
    if known >= max(1, len(filled) / 4):
        return True
    differs = sum(1 for column, cell in enumerate(cells) if cell and _mostly_data(below, column))
    if not differs and not any(map(is_person, filled)):
        differs = sum(1 for column, cell in enumerate(cells) if cell and _mostly_people(below, column))
    return differs >= 1 or (not below and known > 0)


def _says_the_same(rows: Sequence[Sequence[str]], column: int, cell: str) -> bool:
    """Return whether every row has in a column what the first has, as no column has its own name."""
    return bool(cell) and all(column < len(row) and row[column].strip() == cell for row in rows)


def is_name(cell: str) -> bool:
    """Return whether a cell reads like the name of a column."""
    return bool(_NAMES.search(_CAMEL.sub(" ", cell)))


def is_label(cell: str) -> bool:
    """Return whether a cell reads like a label beside its value, and holds no value itself (〒150-0041)."""
    return is_name(cell) and _DATA.search(cell) is None


def is_type(cell: str) -> bool:
    """Return whether a cell says of what type values are, or whether there must be one: varchar(50), 必須."""
    return _TYPE.fullmatch(cell) is not None


def _mostly_data(rows: Sequence[Sequence[str]], column: int) -> bool:
    values = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
    return bool(values) and sum(1 for value in values if _DATA.search(value)) >= _MOSTLY * len(values)


def is_person(cell: str) -> bool:
    """Return whether a cell is a family name and a given name."""
    return full_name(fold.name(cell))


def _mostly_people(rows: Sequence[Sequence[str]], column: int) -> bool:
    values = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
    return len(values) >= _PEOPLE and sum(map(is_person, values)) >= 0.8 * len(values)


def name_columns(above: Sequence[str] | None, header: Sequence[str]) -> tuple[str, ...]:
    """Return column names, with a group heading of the row above put before each name it spans (保護者 + 氏名)."""
    names = [cell.strip() for cell in header]
    if above is None:
        return tuple(names)
    groups = [cell.strip() for cell in above] + [""] * len(names)
    filled = [cell for cell in groups if cell]
    fewer = len(filled) < len(names) or len(set(filled)) < len(filled)
    others = (_DATA, _TITLE)
    is_group = (
        len(filled) > 1
        and fewer
        and not any(is_person(cell) or any(one.search(cell) for one in others) for cell in filled)
    )
    if not is_group:
        return tuple(names)
    spanning: list[str] = []
    for group in groups:
        spanning.append(group or (spanning[-1] if spanning else ""))
    return tuple(
        f"{group} {name}".strip() if group != name else name for group, name in zip(spanning, names, strict=False)
    )
