"""Tells mailboxes of offices and functions from those of people: by their name, and in text by what stands around."""

import re
from functools import cache

from exposurecheck.content import names, romaji
from exposurecheck.content.word_lists import any_of, lines

ROLE_WORDS = tuple(lines("role_mailboxes.txt"))
"""What mailboxes of a function are called by."""
ROLE_MAILBOX = re.compile(
    f"(?:{'|'.join(ROLE_WORDS)})"
    "[0-9]{0,3}(?:[._+-][a-z0-9._+-]{0,40})?@.{1,255}"
    r"|[a-z0-9._-]{1,64}@[a-z0-9.-]{1,200}\.gserviceaccount\.com"
    r"|[a-z0-9._+-]{1,64}@(?:lists?|ml|groups|googlegroups)\.[a-z0-9.-]{1,200}"
)
"""Mailboxes of a function and not of a person (RFC 2142 and custom), whatever stands around them."""
_PRIVATE = re.compile(rf"@(?:[a-z0-9-]{{1,40}}\.){{0,2}}{any_of('mail_providers.txt')}\.[a-z.]{{2,12}}$")
"""Domains where people have mailboxes of their own."""
_OFFICE = re.compile(
    "問い?合わ?せ|問合|窓口|事務局|担当課|担当部署|代表(?:メール|アドレス)|申し?込み?(?:先|は|・)|応募先|送付先|送信先|提出先|報告先|通報先?|配信(?:停止|解除)|登録解除"
    "|退会(?:は|・|手続)|返信先|(?:店舗|部署|組織|施設|会社|団体|公式|共有|課|室|係)の?(?:メール|mail|e-?mail|アドレス)"
    "|[一-龥ァ-ヶー](?:課|係|室|署|局|部|支店|本店|店|館|園|センター|協会|組合|連合会|委員会|本部|支部|集会所|役場|役所|大学|学校|高校|保育所|病院|クリニック|病棟|財団|法人|クラブ|商店街?|ショップ|ストア)"
    "(?=[ 　\t\n／/：:()（）、|<\\]】]|宛|まで)|株式会社|有限会社|(?:お電話|電話|TEL|Tel|tel)[ 　:：.]{1,3}0"
    "|(?i:contact us|inquiries|enquiries|general questions|support (?:line|desk|team)|help ?desk"
    "|sales (?:team|office)|head office|our office|department|division|unsubscribe|opt[ -]?out|write to us|reach us"
    "|e-?mail us|mail us|hotline|headquarters|mailing list|press (?:office|contact))"
)
"""Words in front of a mailbox, or on its line, that say whose it is: that of an office, a shop or a firm."""
_OF_SOMEBODY = re.compile(
    "氏名|お?名前|本人|(?<![皆客同各])様|殿|さん|申込者|申請者|保護者|患者|会員(?!登録|サイト|規約)|年齢|性別|生年月日|自宅|携帯|個人(?!情報)|応募者"
    "|担当者?[ 　]?[:：]|担当は|名義|続柄|社員番号"
    "|(?i:name|dear|mobile|born|birth|customer|patient|user(?:name|_?id)?|account|owner|manager|author)"
    "[ \"']{0,2}[:=]"
)
_SENT_TO = re.compile(
    "^[ \t>]*(?:To|Cc|Bcc|宛先)[ 　]?[:：]|(?i:log-?in|user|account|ログイン|アカウント|(?<![a-z])id(?![a-z]))"
)
"""Begins of lines that say who gets a mail, and words for a mailbox that is somebody's account."""
_PLACES = frozenset(lines("latin_places.txt"))
"""What branches call their mailboxes: naha@hotel.jp."""
_ROLES = frozenset(word for word in ROLE_WORDS if len(word) > 2 and "-" not in word)  # noqa: PLR2004 - no initials
_BEFORE, _LINES = 160, 3
"""Characters and lines in front of a mailbox that say whose it is."""
_FEWEST = 3
"""Letters of the shortest word that is looked up as a name."""


def of_office(text: str, start: int, end: int, *, quiet: bool = False) -> bool:
    """Tell whether a mailbox in a text is that of an office, by its own name and by what stands around it.

    ``quiet``: the text speaks of no person, so that any mailbox without a name is one. Whether somebody is named
    beside it is for the caller to look.
    """
    address = text[start:end].lower()
    local = address.partition("@")[0]
    if _PRIVATE.search(address):
        return False
    if of_function(local) or local in _PLACES:
        return True
    if person_like(address):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start]
    around = _around(text, start, end)
    if _OF_SOMEBODY.search(around) is not None or _SENT_TO.search(line) is not None:
        return False
    return (quiet and re.search("[0-9]{2}", local) is None) or _OFFICE.search(around) is not None


def of_function(address: str) -> bool:
    """Tell whether a part of the local part of an address is what an office is called by: nurse-saiyou, ui-bugs."""
    return any(map(_of_roles, re.findall("[a-z]+", address.partition("@")[0])))


def _of_roles(word: str) -> bool:
    """Tell whether a word is one of functions, or two of them in one: anzenkanri."""
    return word in _ROLES or any(word[:cut] in _ROLES and word[cut:] in _ROLES for cut in range(3, len(word) - 2))


def somebodys(address: str) -> bool:
    """Tell whether a mailbox, in lower case, looks like that of a person by its name or by where it is."""
    return _PRIVATE.search(address) is not None or (not of_function(address) and person_like(address))


def beside_office(text: str, start: int, end: int) -> bool:
    """Tell whether what stands around a value says that it is that of an office."""
    around = _around(text, start, end)
    return _OFFICE.search(around) is not None and _OF_SOMEBODY.search(around) is None


def _around(text: str, start: int, end: int) -> str:
    begin = start
    for _ in range(_LINES):
        begin = text.rfind("\n", max(0, start - _BEFORE), max(0, begin - 1)) + 1 if begin else 0
        begin = begin or max(0, start - _BEFORE)
    stop = text.find("\n", end)
    line_end = min(end + _BEFORE // 2, stop if stop >= 0 else len(text))
    return text[begin:start] + "\n" + text[end:line_end]


def person_like(address: str) -> bool:
    """Tell whether the local part of a mail address, in lower case, looks like a name or somebody's account."""
    local = address.partition("@")[0]
    return _numbered(local) or _name_like(local)


def surely_person(address: str) -> bool:
    """Tell whether it looks like more than one word that may be a name: places and shops are called like families."""
    local = address.partition("@")[0]
    words = re.findall("[a-z]+", local)
    return _numbered(local) or _INITIAL.fullmatch(local) is not None or (len(words) > 1 and all(map(_of_name, words)))


_INITIAL = re.compile("[a-z][._-][a-z]{2,}|[a-z]{2,}[._-][a-z]")


def _numbered(local: str) -> bool:
    return re.search("[0-9]{3}", local) is not None or re.fullmatch("[a-z]{0,2}[0-9]{2,}.*", local) is not None


def _name_like(local: str) -> bool:
    """Tell whether a local part is made of names."""
    words = re.findall("[a-z]+", local)
    return _INITIAL.fullmatch(local) is not None or any(map(_of_name, words)) or romaji.rare_name(words)


@cache
def _of_name(word: str) -> bool:
    """Tell whether a word is a name, an initial and a family name, or two names in one."""
    if len(word) < _FEWEST:
        return False
    if _family(word) or romaji.given(word):
        return True
    if len(word) > _FEWEST + 1 and (_family(word[1:]) or _family(word[:-1])):
        return True
    cuts = ((word[:cut], word[cut:]) for cut in range(_FEWEST, len(word) - 1))
    return any((_family(one) and romaji.given(other)) or (romaji.given(one) and _family(other)) for one, other in cuts)


def _family(word: str) -> bool:
    return word in names.latin_surnames()
