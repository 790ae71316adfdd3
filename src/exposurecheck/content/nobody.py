"""Takes back what is said of nobody in a text: mailboxes of offices, and dates of birth beside no sign of a person."""

import re

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.announced import announced, invites
from exposurecheck.content.codes import Offsets
from exposurecheck.content.fiction import of_nobody
from exposurecheck.content.hits import (
    ABOUT_ONE,
    ADDRESS,
    CREDENTIAL,
    KIND,
    NAME_PART,
    POSTAL_CODE,
    SPECIAL_CARE,
    WITH_LABEL,
    Hits,
)
from exposurecheck.content.judging import LANDLINE
from exposurecheck.content.leads import Sought
from exposurecheck.content.offices import beside_office, of_function, of_office, surely_person
from exposurecheck.content.page import Page
from exposurecheck.content.public_office import hold_back_officials
from exposurecheck.content.tried_code import hold_back_samples
from exposurecheck.content.verdicts import HIGH, MEDIUM

_MOST = 200
"""Mailboxes in a block of text up to which it is looked whose they are: lists of more are of people or of customers."""
_FEW = 5
"""Mailboxes up to which a text without people may be one of an office."""
_PARTICLES = ("が", "は", "の", "を")
_GUESTS = 8
"""Names in a notice of an event up to which they are those of who speaks or plays there."""
_LINES = 2
"""Lines from a mailbox to the name of whose it is."""
_BESIDE = 1
"""Lines from a mailbox to a password that is used with it."""
_SOME = 20
"""Points of a name that may be that of somebody whose mailbox it is."""
_MOBILE = re.compile("携帯|(?i:mobile|cell|whatsapp|handy)")
_ANIMAL = re.compile(
    "動物病院|飼い?主|獣医|愛犬|愛猫|犬種|猫種|ペットホテル|トリミング|[避去][妊勢]済"
    "|[♂♀雄雌][・／/（(、 　]?(?:避妊|去勢)|フィラリア"
    "|ワクチン[36-9]種|[689]種(?:混合)?ワクチン|(?i:veterinar|(?:neutered|spayed) (?:male|female))"
)
_CARE = re.compile("介護|看護|園児|児童|生徒|社員|職員|入居者|保育|要支援|デイサービス|ヘルパー")
"""What a text is about people for, who may have animals, too."""
_CONNECTION = re.compile(
    "(?i:auth (?:my|user)name|chap hostname|pap sent-username|pppoe[^\\n]{0,24}user(?:-?name)?|dialer user)"
    '[ =:："]{1,3}$'
    "|(?:接続|PPPoE[ 　]?)(?:用)?(?:ID|ユーザー?(?:名|ID)?|アカウント)[ 　:：]{1,3}$"
)
"""What stands before the account of a line to the Internet."""
_READ = 40_000
"""Characters of a text that are read for what it is."""
_SAMPLE = Sought(
    "(?:テスト|サンプル|ダミー|見本)[ 　]?(?:太郎|花子|一郎|次郎|ユーザー?|氏名|データ)"
    "|(?:山田|日本)[ 　]?(?:太郎|花子)"
)
_HEAD = re.compile(
    "(?:代表取締役|取締役社長|代表社員|代表者|代表理事|理事長|病?院長|学長|総長|校長|園長|施設長|センター長|知事|[市区町村]長|大臣|頭取|監修"
    "|編集[人長]|発行(?:人|者|責任者))(?:社長|会長|CEO|兼[^ 　\n]{1,8})?(?:氏名|名)?[ 　:：/／）)]{0,4}$"
)
"""Whoever stands for an organisation, in front of a name: what its own papers say of them is public."""
_BEFORE_NAME = 24
"""Characters before a name that are looked at for it."""
_NUMBERED = Sought(
    "(?:会員|社員|職員|患者|学籍|学生|生徒|受験|利用者|顧客|被保険者|お客様|受付|整理|契約)_?(?:番号|ID|id|No|コード)"
    "|(?i:(?:patient|member|customer|employee|student|client|user)[ _-]?(?:id|no|number))"
)
"""Labels of numbers that tell people apart for whoever keeps them."""


def hold_back(page: Page, hits: Hits, email: int, birth: int, abroad: int, *, samples: bool) -> None:
    """Mark mailboxes and numbers of offices as nobody's, and let dates of birth count only where there is somebody.

    ``email``, ``birth`` and ``abroad`` (phone numbers of other countries) are the numbers of these detectors.
    ``samples``: names or contacts in the text are samples; what stands beside nothing else is one too.
    """
    numbers = (hits.detector == abroad) | (hits.key & KIND == LANDLINE)
    contacts = np.flatnonzero(((hits.detector == email) | numbers) & hits.person)
    if 0 < contacts.size <= _MOST:
        _hold_back_offices(page, hits, contacts, email)
    hold_back_samples(page, hits, samples=samples)
    nobody = hold_back_officials(page, hits) or _hold_back_heads(page, hits)
    if nobody and 0 < contacts.size <= _MOST:
        _hold_back_offices(page, hits, contacts, email)  # of a text that now speaks of nobody
    births = hits.detector == birth
    if _hold_back_announced(page, hits, contacts, email):
        return
    _hold_back_invented(page, hits)
    if (samples or (births.any() and _SAMPLE.search(page.text))) and not (hits.person & hits.personal & ~births).any():
        beside = births | (hits.part == ADDRESS) | (hits.part == POSTAL_CODE)
        hits.person[beside] = hits.personal[beside] = False
    if births.any() and not _somebody(page, hits, births):
        hits.personal[births] = False
        hits.points[births] = np.minimum(hits.points[births], MEDIUM - 1)


def _hold_back_invented(page: Page, hits: Hits) -> None:
    """Doubt names with no more than a title, and illnesses, where a text is made up; and illnesses of animals."""
    doubtful = (hits.gravity == SPECIAL_CARE) | ((hits.part == NAME_PART) & (hits.points < HIGH))
    if not doubtful.any():
        return
    text = page.text[:_READ]
    if not hits.told_of_one(NAME_PART, POSTAL_CODE).any() and of_nobody(text):
        hits.points[doubtful] = -HIGH
    elif _ANIMAL.search(text) is not None and _CARE.search(text) is None:
        hits.points[hits.gravity == SPECIAL_CARE] = -HIGH


def _hold_back_announced(page: Page, hits: Hits, contacts: Offsets, email: int) -> bool:
    """Drop whom a paper names that is given out to everybody, and what it says of illnesses, with its own contacts.

    Nothing is dropped where it holds what is not for everybody: numbers of people, mobiles, mailboxes called like them.
    """
    dropped = hits.person & np.isin(hits.part, (NAME_PART, POSTAL_CODE, ADDRESS)) | (hits.gravity == SPECIAL_CARE)
    if contacts.size > _MOST or not (dropped.any() or hits.person[contacts].any()):
        return False
    for place in contacts[hits.person[contacts]].tolist():
        value = page.text[hits.start[place] : hits.end[place]].lower()
        dropped[place] = hits.detector[place] != email or of_function(value) or not surely_person(value)
    others = np.isin(hits.gravity, (*ABOUT_ONE, CREDENTIAL)) & hits.person & ~dropped
    if (others & (hits.points > _SOME)).any():
        return False
    text = page.text[:_READ]
    if _told_of_somebody(page, hits):
        return False
    names = {page.text[hits.start[place] : hits.end[place]] for place in np.flatnonzero(hits.part == NAME_PART)}
    if not announced(text) and not (len(names) <= _GUESTS and invites(text, named=bool(names))):
        return False
    hits.take_back(dropped)
    return True


def _told_of_somebody(page: Page, hits: Hits) -> bool:
    """Tell whether an illness or a crime is said of whoever is named before it and a particle."""
    ends = set(hits.end[hits.part == NAME_PART].tolist())
    return any(
        start - 1 in ends and page.text[start - 1 : start] in _PARTICLES
        for start in hits.start[hits.gravity == SPECIAL_CARE].tolist()
    )


def _hold_back_heads(page: Page, hits: Hits) -> bool:
    """Drop the names of who stands for an organisation, where a text names nobody else and says nothing of anybody.

    Returns whether that was so.
    """
    named = np.flatnonzero(hits.part == NAME_PART)
    if not 0 < named.size <= _FEW:
        return False
    if hits.tells_of_somebody():
        return False
    befores = (page.text[max(0, start - _BEFORE_NAME) : start] for start in hits.start[named].tolist())
    if not all(map(_HEAD.search, befores)):
        return False
    hits.take_back(named)
    return True


def _hold_back_offices(page: Page, hits: Hits, contacts: Offsets, email: int) -> None:
    others = np.ones(hits.start.size, np.bool_)
    others[contacts] = False
    mailboxes = int(np.count_nonzero(hits.detector[contacts] == email))
    somebody = others & hits.person & (hits.personal | hits.unique)
    quiet = mailboxes <= _FEW and not somebody.any()
    hardly = mailboxes <= _FEW and not (somebody & ~((hits.part == NAME_PART) & (hits.points < MEDIUM))).any()
    names = hits.part == NAME_PART
    named, surely = (np.append(hits.line[names & (hits.points >= least)], -_MOST) for least in (_SOME, MEDIUM))
    secrets = np.append(hits.line[hits.gravity == CREDENTIAL], -_MOST)
    for place in contacts.tolist():
        if hits.detector[place] == email and _CONNECTION.search(_before(page, int(hits.start[place]))):
            hits.person[place] = hits.personal[place] = False
            continue
        span, mailbox = (int(hits.start[place]), int(hits.end[place])), hits.detector[place] == email
        whose = named if mailbox or not beside_office(page.text, *span) else surely
        if np.abs(whose - hits.line[place]).min() <= _LINES or np.abs(secrets - hits.line[place]).min() <= _BESIDE:
            continue
        if of_office(page.text, *span, quiet=quiet) if mailbox else (hardly and _of_switchboard(page.text, *span)):
            hits.person[place] = hits.personal[place] = False


def _before(page: Page, start: int) -> str:
    return page.text[max(0, start - 2 * _BEFORE_NAME) : start]


def _of_switchboard(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - _MOST) : end + _MOST]
    return _MOBILE.search(around) is None and ("@" in around or beside_office(text, start, end))


def _somebody(page: Page, hits: Hits, births: NDArray[np.bool_]) -> bool:
    """Tell whether a text speaks of somebody, by anything else than dates of birth."""
    told = np.isin(hits.gravity, ABOUT_ONE) & (hits.part != POSTAL_CODE) | (hits.points >= WITH_LABEL)
    return bool((told & ~births & hits.person).any()) or _NUMBERED.search(page.text) is not None
