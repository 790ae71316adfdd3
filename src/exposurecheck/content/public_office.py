"""Takes back names in minutes of public bodies and in greetings that are of who speaks there for an office."""

import re

import numpy as np

from exposurecheck.content.hits import NAME_PART, Hits
from exposurecheck.content.leads import Sought, several
from exposurecheck.content.page import Page

_READ = 40_000
"""Characters of a text that are read for what it is."""
_MOST = 400
"""Names of a text that are looked at."""
_ASSEMBLY = Sought(
    "[市区町村県都道府]議会|[定臨]例?[例時]会|(?:常任|特別|厚生|文教|建設|総務|経済|産業|教育|予算|決算|農業|労働"
    "|国土|環境|選挙管理)[一-龥]{0,6}委員会"
    "|審議会|本会議|国会|一般質問|記者会見|教育委員会(?:会議|定例)|(?i:(?:city|town|parish|county|borough|village"
    "|district) council"
    "|house of (?:commons|lords|representatives)|hansard|parliament|board of supervisors|county commissioners"
    "|select committee|planning commission|school board)"
)
_MINUTES = Sought(
    "[会議]議?録|議事(?:録|要旨|概要)|[議質]案|質疑|答弁|日程第|[開閉散]会|会議の概要|[○◎◆●〇◯][^ 　\n(（]{1,16}[(（]"
    "|(?i:minutes|call(?:ed)? [a-z ]{0,20}to order|roll call|motion (?:carried|passed)|seconded|resolved"
    "|oral answers|hon\\. (?:friend|member)|order\\. question)"
)
_RECORD = Sought("会議録|議事(?:録|要旨|概要)|(?i:minutes of)")
_PRIVATE_BODY = Sought(
    "管理組合|PTA|自治会|町内会|保護者会|同窓会|後援会|個別(?:ケース|支援|検討)|ケース(?:会議|検討)|要保護|事例検討"
    "|支援会議|取締役会|株主総会|社員総会|組合員総会|名簿"
)
"""What meets as well, of private people or about them."""
_POST_BEFORE = re.compile(
    "(?:議長|議員|委員|[市区町村]長|知事|教育長|大臣|長官|政務官|参考人|[部課局室次係館所会院校園監]長|書記"
    "|監査委員|管理者|理事者?|事務局|担当|番)"
    "(?:職務代理者?)?[ 　]{0,3}[:：・]?[ 　]{0,8}[（(]?$"
    "|(?m:^)[ 　]{0,2}[○◎◆●〇◯][^\n。]{0,20}$"
    "|(?m:^)[ 　]{0,2}(?:(?:出|欠)席|説明のため|署名|会議録署名|議事録署名|[（(](?:委員|事務局|理事者?"
    "|説明員)[）)])[^\n。]{0,200}$"
    "|(?m:^)[^\n。、]{0,12}委員[ 　:：][^\n。]{0,200}$"
)
_POST_AFTER = re.compile(
    "[ 　]{0,3}(?:君|議員|委員|[市区町村]長|知事|大臣|教育長|[副正]?会長|[部課局室]長|議長|座長)(?![一-龥])"
    "|[（(][一-龥]{1,10}(?:党|会派?|クラブ|選出|区)[）)]"
)
_TITLES = (
    "(?:(?:Lord |Deputy |Vice[ -]|Acting |Madam |Mr\\.? )?(?:Mayor|Governor|President|Speaker|Principal"
    "|Chair(?:man|woman|person)?"
    "|Head ?teacher|Head ?master|Head ?mistress|Chancellor|Dean|Rector|Superintendent|Minister|Ambassador)"
    "|Cllr|Councill?ors?|Council ?(?:[Mm]ember|man|woman)s?|Alder(?:man|woman)|Commissioner|Supervisor|Senator"
    "|Representative"
    "|Congress(?:man|woman)|Trustee|Secretary of State(?: for [A-Z][A-Za-z ]{2,40})?|Prime Minister|[Hh]on\\."
    "|(?:City|Town|County|Borough|Village|Parish) (?:Manager|Attorney|Clerk|Planner|Engineer|Treasurer|Solicitor)|Clerk"
    "|Chief (?:Executive|Operating|Financial)(?: Officer)?|CEO|Managing Director|Chief of Police|Police Chief)"
)
_TITLE_BEFORE = re.compile(
    f"{_TITLES}[:,]? ?(?:\\((?:the )?)?(?:(?:Rt )?Hon\\.? |Dr\\.? |Mrs?\\.? |Ms\\.? |[A-Z][A-Za-z'’]+ (?:and|&) )?$"
    "|(?m:^)[ \t*#]{0,4}(?i:roll call|(?:members |staff |also )?present|absent|apologies|attend(?:ance|ees)|in "
    "attendance)[^\n]{0,300}$"
)
_TITLE_AFTER = re.compile(
    f"[ ]{{0,2}}(?:[,(]|\n[ \t]*)[ ]?(?:the )?{_TITLES}(?![A-Za-z])|[ ]?\\([A-Z][A-Za-z ]{{2,30}}\\) "
    f"\\([A-Z][A-Za-z]{{1,8}}\\)"
)
_GREETING = Sought(
    "あいさつ|[挨祝]拶|メッセージ|ようこそ|祝[ 　]{0,3}辞|式[ 　]{0,3}辞|告[ 　]{0,3}辞|年頭所感|の部屋|記者会見"
    "|の動き|就任の"
    "|(?i:message from|letter from the|to our shareholders|welcome (?:to|message)|(?:principal|mayor|president"
    "|head ?teacher|ceo|chair(?:man|woman)?)['’]s"
    " (?:welcome|message|letter|address|greeting)|inaugural address|opening remarks)"
)
_COURSE = Sought(
    "シラバス|授業(?:概要|計画|の目的|内容)|成績評価|到達目標|履修条件|単位数|(?i:syllabus|course "
    "description|grading policy|office hours)"
)
"""Parts of the plan of a course, which says who teaches it."""
_TEACHES = re.compile(
    "(?:担当教員|教員|講師|教授|担当者?|氏名)(?:名|氏名)?[ 　:：]{1,4}$|(?i:instructor|lecturer|taught by"
    "|professor|teaching assistant)s?:? ?$"
)
_OF_COURSES = re.compile(
    "[ 　]?(?:[准助]?教授|講師|教員)(?![一-龥])|, (?i:(?:associate |assistant )?professor|lecturer)"
)
_OF_AN_ORGANISATION = (
    "(?:代表取締役|取締役社長|代表社員|代表理事|理事長|病?院長|学長|総長|[学副]?校長|園長|施設長"
    "|センター長|所長|館長|知事|副?[市区町村]長|大臣|頭取|会長|社長|学部長|教育長|局長|支店長)"
)
_HEAD_BEFORE = re.compile(
    f"{_OF_AN_ORGANISATION}(?:社長|会長|兼[^ 　\n]{{1,8}})?(?:[ 　:：の]{{0,4}}|に就任[^。\n]{{1,12}})$"
)
_HEAD_AFTER = re.compile(f"[ 　]{{0,2}}{_OF_AN_ORGANISATION}(?![一-龥])")
_SIGHT = 320


def hold_back_officials(page: Page, hits: Hits) -> bool:
    """Drop the names of who holds a public office or stands for an organisation, from what they say in public.

    Returns whether there are any, and nobody else.
    """
    named = np.flatnonzero(hits.part == NAME_PART)
    if not 0 < named.size <= _MOST:
        return False
    text = page.text[:_READ]
    spans = list(zip(hits.start[named].tolist(), hits.end[named].tolist(), strict=True))
    if _of_assembly(text):
        posts = [_beside(page.text, span, (_POST_BEFORE, _TITLE_BEFORE), (_POST_AFTER, _TITLE_AFTER)) for span in spans]
    elif _GREETING.search(text) is not None and not hits.tells_of_somebody():
        posts = [_beside(page.text, span, (_HEAD_BEFORE, _TITLE_BEFORE), (_HEAD_AFTER, _TITLE_AFTER)) for span in spans]
    elif several(_COURSE, text, 2) and not hits.tells_of_somebody():
        posts = [_beside(page.text, span, (_TEACHES,), (_OF_COURSES,)) for span in spans]
    else:
        return False
    holders = hits.hashes[named[np.array(posts, np.bool_)]]
    theirs = np.isin(hits.hashes, holders) & (hits.part == NAME_PART)
    hits.take_back(theirs)
    return bool(theirs.sum() == named.size)


def _of_assembly(text: str) -> bool:
    return (
        _ASSEMBLY.search(text) is not None
        and (several(_MINUTES, text, 2) or _RECORD.search(text) is not None)
        and _PRIVATE_BODY.search(text) is None
    )


def _beside(
    text: str, span: tuple[int, int], befores: tuple[re.Pattern[str], ...], afters: tuple[re.Pattern[str], ...]
) -> bool:
    start, end = span
    before = text[max(0, start - _SIGHT) : start]
    return any(one.search(before) for one in befores) or any(one.match(text, end) for one in afters)
