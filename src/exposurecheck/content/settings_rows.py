"""Turns rows of settings (``name, value``) that may be secrets into lines in which a label tells what they are."""

import re

from exposurecheck.content.headers import folded
from exposurecheck.content.units import Table

_NAME = re.compile(
    "(?:^|_)(?:key|name|parameter|param|setting|variable|env|option|id)(?:_(?:key|name))?$|項目|設定名?|変数名?"
)
_VALUE = re.compile("(?:^|_)(?:value|val|plaintext)$|値$|内容$")
_SECRET = re.compile("(?i:pass|pwd|secret|token|key|credential|パス|暗証|秘密)")


def settings(table: Table) -> str:
    """Return a line ``name: value`` for each row whose name speaks of a secret; nothing for other tables."""
    headers = [folded(column.rpartition(".")[2]) for column in table.columns]
    values = [index for index, header in enumerate(headers) if _VALUE.search(header)]
    names = [index for index, header in enumerate(headers) if _NAME.search(header) and index not in values]
    if not values or not names:
        return ""
    pairs = zip(table.values[names[0]], table.values[values[0]], strict=True)
    return "".join(f"{name}: {value}\n" for name, value in pairs if name and value and _SECRET.search(name))
