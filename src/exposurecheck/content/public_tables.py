"""Tells tables whose rows are of nobody in particular: labels of a form, matches of a league, jobs that are offered."""

import re

from exposurecheck.content import headers
from exposurecheck.content.units import Table
from exposurecheck.content.word_lists import lines

_ROWS = 2
"""Rows at most of a record of labels."""
_FIGURE = re.compile("[0-9０-９@]")
_TERMS_OF_FORMS = tuple(
    (re.compile(f"(?:^|_|\\b)(?:{header})"), re.compile(f"(?i:{label})"))
    for header, label in (line.split(" = ") for line in lines("form_terms.txt"))
)
"""Headers of records of people, and labels in many languages that say the same."""
_OWN_TERMS = 3
"""Such pairs from which a record is one of labels."""
_HOME, _AWAY, _PLAYED = (
    re.compile("^(?:home(?:_?team)?|ホーム(?:チーム)?|本拠地?|主場|主队|홈(?:팀)?|heim(?:team)?|domicile|local)$"),
    re.compile(
        "^(?:away(?:_?team)?|visitors?|アウェイ?(?:チーム)?|アウェー(?:チーム)?|ビジター|客队|客場|원정(?:팀)?|gast|ext[ée]rieur|visitante)$"
    ),
    re.compile(
        "^(?:score|result|goals?|スコア|得点|結果|比分|점수|결과|ergebnis|resultado|resultat|fthg|ftag|h|a)(?:_|$)"
    ),
)
"""Headers of fixtures of leagues: who is at home, who comes, and how it went."""
_OFFER, _WAGE, _APPLICANT = (
    re.compile(
        "^(?:求人(?:番号|票|id|no|タイトル)?|募集(?:職種|人数|人員|要項)|職位编号|招聘(?:岗位|人数)|채용공고|vacancy(?:_id)?|job_(?:id|title|ref)|stelle)$"
    ),
    re.compile("賃金|給与|時給|月給|基本給|薪资|工资|급여|시급|(?:^|_)(?:salary|wage|pay)(?:_|$)|gehalt|salaire"),
    re.compile("氏名|応募者|志望|希望|年齢|生年月日|履歴|選考|面接|applicant|candidate|birth|지원자|应聘|求职"),
)
"""Headers of jobs that are offered, and of those who want them."""


def for_everybody(table: Table) -> bool:
    """Tell whether a table is a record of labels, or one of matches or jobs, whose people everybody may know."""
    return _labels(table) or _fixtures(table) or _vacancies(table)


def _labels(table: Table) -> bool:
    """Tell whether a table is a record of labels of a form: below several headers stands what they mean."""
    if len(table.values[0]) > _ROWS or len(table.columns) < _OWN_TERMS:
        return False
    pairs = list(zip(map(headers.folded, table.columns), (column[0].strip() for column in table.values), strict=True))
    said = (
        any(
            header.search(name) and label.fullmatch(cell) and not _FIGURE.search(cell)
            for header, label in _TERMS_OF_FORMS
        )
        for name, cell in pairs
    )
    return sum(said) >= _OWN_TERMS


def _fixtures(table: Table) -> bool:
    """Tell whether rows are matches of a league, whose players are known to everybody."""
    return all(_headed(rule, table) for rule in (_HOME, _AWAY, _PLAYED))


def _vacancies(table: Table) -> bool:
    """Tell whether rows are jobs that are offered, with whom to ask."""
    return all(_headed(rule, table) for rule in (_OFFER, _WAGE)) and not _headed(_APPLICANT, table)


def _headed(rule: re.Pattern[str], table: Table) -> bool:
    return any(rule.search(headers.folded(column)) for column in table.columns)
