"""Finds the column that numbers the people of a table, for tables that tell them apart by nothing else."""

import re
from collections.abc import Sequence

from exposurecheck.content import headers
from exposurecheck.content.strings import as_series
from exposurecheck.content.units import Table

_ID = re.compile(
    "(?:患者|会員|社員|職員|従業員|学生|生徒|児童|学籍|利用者|顧客|お?客様|被験者|受験者?|応募者?|加入者|契約者|本人|個人|ユーザー?|ログイン|アカウント|カルテ|診察券)"
    "_?(?:id|番号|no|コード|cd|名)$"
    "|(?:^|_)(?:user|member|patient|guest|visitor|passenger|applicant|tenant|resident|donor|participant|candidate|customer|employee|student|subject|person|account|login|client|subscriber|staff|profile|emp|cust"
    "|kanja|kaiin|shain)_?(?:id|no|num|number|code|cd|name)$"
    "|(?:^|_)(?:subject|patient|beneficiary)_reference$|^(?:username|userid|loginid|uid|login|account|nickname|handle|ニックネーム|ハンドルネーム|mrn)$"
)
"""Numbers and names given to people by whoever keeps the table (仮名: APPI article 2 paragraph 5 asks who can tell)."""
_KEY = re.compile("[a-z0-9一-龥ァ-ヶー](?:_?(?:id|no|cd|code|num|number)|番号|コード|ｺｰﾄﾞ)$")
"""A header of a number that is not just any number."""
_FEWEST = 3
_PLAIN = re.compile("^(?:id|no|番号|管理番号|整理番号|受付番号|登録番号|通番|連番)$")


def person_id(columns: Sequence[str]) -> int | None:
    """Return the column whose header says that it numbers people."""
    return next((index for index, header in enumerate(columns) if any(map(_ID.search, spelt(header)))), None)


def spelt(header: str) -> tuple[str, ...]:
    """Return a folded header, and that of a field together with its parent: user.id as user_id."""
    key = headers.folded(header)
    parent, dot, _ = header.rpartition(".")
    parent = parent.removesuffix(".data")  # relationships of JSON:API
    return (key, f"{headers.folded(parent)}_{key}") if dot and key in _BARE else (key,)


_BARE = frozenset(("id", "no", "cd", "code", "reference"))
_SERVICE = re.compile(
    "サービス|システム|サイト|ホスト|サーバ|環境|用途|アプリ|機器|端末|接続先|データベース"
    "|(?:^|_)(?:service|server|host|hostname|system|env|environment|app|application|site|url|db|database|platform|device)"
    "(?:_?name)?$"
)
_LOGIN = re.compile(
    "ログイン|アカウント|ユーザー?|(?:^|_)(?:user|login|account)_?(?:id|name)?$|^(?:uid|userid|loginid)$"
)


def of_services(columns: Sequence[str]) -> bool:
    """Tell whether rows are logins to services, each with what it is for, rather than people with a password each."""
    found = person_id(columns)
    if found is None or _LOGIN.search(headers.folded(columns[found])) is None:
        return False
    return any(_SERVICE.search(headers.folded(column)) for place, column in enumerate(columns) if place != found)


def key_headers(table: Table) -> set[str]:
    """Return the headers of columns with another number in each row, by which other tables may speak of these rows."""
    found = dict(zip(map(headers.folded, table.columns), table.values, strict=True))
    keys = (header for header in found if _KEY.search(header) and not _PLAIN.search(header))
    return {key for key in keys if len(found[key]) >= _FEWEST and as_series(found[key]).is_unique().all()}


def row_id(columns: Sequence[str]) -> int | None:
    """Return the column that numbers people, else one that numbers rows, else None."""
    found = person_id(columns)
    if found is not None:
        return found
    return next((index for index, header in enumerate(columns) if _PLAIN.search(headers.folded(header))), None)
