"""Turns a report into a table of findings that a double click opens right in Japanese Excel."""

import csv
import io
import re

from exposurecheck.model.base import Bilingual
from exposurecheck.model.report import Report
from exposurecheck.report import quoting
from exposurecheck.report.entries import Entry, entries
from exposurecheck.report.messages import Lang, both
from exposurecheck.report.wording import categories, universal_time

_BOM = "\ufeff"
"""Excel takes a CSV without it for the encoding of the country, cp932 in Japan."""

_CELL = 1000
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a cell a formula (OWASP, "CSV Injection"), and the full-width forms that Japanese Excel takes alike."""
_NUMBER = re.compile(r"[\d.,]+(?:e[+-]?\d+)?%?|\d{1,4}[-/.年]\d{1,2}.{0,6}", re.IGNORECASE)
"""Text that Excel would turn into a number or a day: an account loses its leading zeros, a fingerprint its digits."""

_COLUMNS: dict[str, Bilingual] = {
    "status": Bilingual(ja="判定", en="Status"),
    "severity": Bilingual(ja="重大度", en="Severity"),
    "store": Bilingual(ja="保管先", en="Store"),
    "check": Bilingual(ja="検査項目", en="Check"),
    "title_ja": Bilingual(ja="内容(日本語)", en="Title (Japanese)"),
    "title_en": Bilingual(ja="内容(英語)", en="Title (English)"),
    "audience": Bilingual(ja="閲覧できる者", en="Who can read"),
    "people_low": Bilingual(ja="人数(下限)", en="People, at least"),
    "people_best": Bilingual(ja="人数(推定)", en="People, best estimate"),
    "people_high": Bilingual(ja="人数(上限)", en="People, at most"),
    "categories": Bilingual(ja="データの種類", en="Kinds of data"),
    "account": Bilingual(ja="クラウド/アカウント", en="Cloud/account"),
    "region": Bilingual(ja="リージョン", en="Region"),
    "evidence": Bilingual(ja="根拠", en="Evidence"),
    "missing": Bilingual(ja="不足している事実", en="Missing facts"),
    "remediation": Bilingual(ja="対処", en="What to do"),
    "first_seen": Bilingual(ja="初回検出(UTC)", en="First seen (UTC)"),
    "fingerprint": Bilingual(ja="識別子", en="Fingerprint"),
}
_STATUS = {
    "fail": Bilingual(ja="不適合", en="fail"),
    "unknown": Bilingual(ja="判定不能", en="unknown"),
    "muted": Bilingual(ja="対象外(承認済み)", en="muted"),
}


def render(report: Report, lang: Lang) -> str:
    """Return ``findings.csv``: RFC 4180 with a byte order mark, one line per finding, worst first.

    People are empty, not 0, where the content was not looked at.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading.get(lang) for heading in _COLUMNS.values()])
    for entry in entries(report):
        cells = _row(entry, lang)
        writer.writerow([_cell(cells[column]) for column in _COLUMNS])
    return _BOM + text.getvalue()


def _row(entry: Entry, lang: Lang) -> dict[str, str | int]:
    finding, resource, subjects = entry.finding, entry.resource, entry.subjects
    exposure = None if resource is None else resource.exposure
    return {
        "status": _STATUS[finding.status].get(lang),
        "severity": both(f"severity.{finding.severity}.name").get(lang),
        "store": entry.name,
        "check": finding.check,
        "title_ja": finding.title.ja,
        "title_en": finding.title.en,
        "audience": "" if exposure is None else both(f"audience.{exposure.exposure}").get(lang),
        "people_low": "" if subjects is None else subjects.low,
        "people_best": "" if subjects is None else subjects.best,
        "people_high": "" if subjects is None else subjects.high,
        "categories": categories(entry.categories).get(lang) if entry.categories else "",
        "account": entry.suite,
        "region": (resource.region or "") if resource is not None else "",
        "evidence": "; ".join(dict.fromkeys(f"{e.source} {e.pointer}" for e in finding.evidence)),
        "missing": "; ".join(finding.missing),
        "remediation": finding.remediation.get(lang),
        "first_seen": "" if finding.first_seen is None else universal_time(finding.first_seen),
        "fingerprint": finding.fingerprint,
    }


def _cell(value: str | int) -> str | int:
    """Make a text a text in any spreadsheet: an apostrophe in front of what would be a formula, a number or a day."""
    if isinstance(value, int):
        return value
    shown = quoting.name(value, _CELL)
    risky = shown.lstrip().startswith(_FORMULA) or _NUMBER.fullmatch(shown)
    return f"'{shown}" if risky else shown
