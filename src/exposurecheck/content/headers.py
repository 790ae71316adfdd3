"""Folds column headers, and reads from them whose data a column holds: the customer's, the guardian's, the clerk's."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from exposurecheck.content.units import Table

_CAMEL = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_NOISE = re.compile(r"[^0-9a-z぀-ヿ㐀-鿿々〆〒ーß-öø-ɏ\u0e01-\u0e59\u1e00-\u1eff가-힣]+")
_INDEX = re.compile(r"\[[^\]]*\]|^\$\.?")
_GENERIC = frozenset(
    {
        "name",
        "kana",
        "kanji",
        "first",
        "last",
        "number",
        "numero",
        "nummer",
        "no",
        "value",
        "text",
        "full",
        "family",
        "given",
        "email",
        "phone",
        "tel",
        "氏名",
        "名前",
        "姓",
        "名",
        "電話",
        "電話番号",
        "携帯",
        "住所",
        "生年月日",
        "番号",
        "記号",
        "nm",
        "bango",
        "bangou",
        "kigo",
        "kigou",
        "判定",
        "結果",
        "内容",
        "状況",
        "種別",
        "種類",
        "区分",
        "result",
    }
)
_WRAPPED = frozenset({"value", "S", "N"})
"""Fields that say how a value is kept, not what it is: kintone, DynamoDB."""
_HOLDERS = re.compile(
    "fields|data|values|items|attributes|properties|payload|body|results?|response|rows?|after|before|old|new|record|項目"
)
"""Names of what holds the fields of anything, which say nothing of a field."""
_PERSON = re.compile(
    "user|customer|member|patient|person|employee|student|owner|holder|contact|client|profile|guest|buyer|applicant"
)


@lru_cache(maxsize=4096)
def folded(header: str) -> str:
    """Return a header (or the path of a JSON field) as lower-case words joined by "_"."""
    steps = [s for s in _INDEX.sub("", header[:300]).split(".") if s and not s.isdecimal()]
    if len(steps) > 1 and steps[-1] in _WRAPPED:
        del steps[-1]
    words = [_words(step) for step in steps[-2:]]
    if len(words) == 2 and words[1] in _GENERIC and not _HOLDERS.fullmatch(words[0]):  # noqa: PLR2004 - parent and field
        parent = "customer" if words[1] == "name" and _PERSON.search(words[0]) else words[0]
        return f"{parent}_{words[1]}"
    return words[-1] if words else ""


_TIE = re.compile("(?<=.)[(](?:続柄|ご?関係|間柄)[)]$")
"""A note that the cells say how somebody is related, too."""


def _words(text: str) -> str:
    spaced = _CAMEL.sub("_", _TIE.sub("", unicodedata.normalize("NFKC", text)))
    return _NOISE.sub("_", spaced.lower()).strip("_")


Role = Literal["main", "family", "staff"]
Owner = tuple[str, Role]
"""Whose a column is: the name of a group, "" for the subject of the row, and its role."""

_LOOK = 200
"""Cells of a column that are looked at."""
_FAMILY = re.compile(
    "(被相続人|保護者|配偶者|緊急連絡先|緊急|親権者|被?扶養親族等?|被?扶養者|家族|父親|母親|祖父母?|祖母|(?<![一-龥])[父母妻夫](?=[_のと氏名]|$)"
    "|お?子(?:様|さま|さん|供|ども)|(?<![一-龥])子(?=[_の氏名0-9]|$)|第[0-9一二三]子|長男|長女|(?<![一-龥])[兄姉弟妹]{2,4}|きょうだい|同胞|代理人|連帯保証人|保証人|紹介者|受取人"
    "|新郎|新婦|連名|キー_?パーソン|身元保証人|成年後見人|同行者|同席者|随行者|同乗者|同居人|同居者|世帯主|同伴者|相続人|後見人|身元引受人|遺族"
    "|(?:^|_)(?:guardian|parent|father|mother|spouse|emergency_?contact|emergency|child|dependent|family_member|guarantor|referrer"
    "|beneficiary|next_of_kin)(?:_|$)"
    "|(?:người_(?:liên_hệ|bảo_lãnh|thân)|phụ_huynh|보호자|비상연락|배우자|紧急联系|緊急聯絡|监护|家长|配偶|notfall|urgence|emergencia|emerg[êe]ncia|respons[áa]vel)[^0-9]{0,16})([0-9①②③]?)"
)
_PLACE = re.compile("([0-9一二三四五六])(?:人|番|名)目")
"""Which of several children or companions: お子様のお名前（2人目）."""
_AT_HOME = re.compile(
    "連名|保護者|親権者|[父母妻夫]|配偶者|扶養|家族|祖|[兄姉弟妹]{2}|きょうだい|同胞|長男|長女|^お?子|世帯主|同居|child|guardian|parent|father|mother|spouse|sibling"
)


_ACTS_FOR_OTHERS = re.compile("保護者|親権者|[父母]|代理人|guardian|parent|father|mother")


def acts_for_others(owner: str) -> bool:
    """Tell whether an owner of columns is who fills in forms for somebody else."""
    return _ACTS_FOR_OTHERS.search(owner) is not None


def lives_together(owner: str) -> bool:
    """Tell whether an owner of columns shares the address of the main person."""
    return _AT_HOME.search(owner) is not None


_ONE_END = re.compile("発信|発呼|送信(元|者)|差出人|架電元|(?:^|_)(?:from|caller|calling|sender|src)(?:_|$)")
_OTHER_END = re.compile(
    "着信|受信|宛先|送信先|相手先?|通話先|架電先|(?:^|_)(?:to|callee|called|receiver|recipient|dst|dest|destination)(?:_|$)"
)


def other_ends(columns: Sequence[str]) -> set[int]:
    """Return the columns of who was called or written to, in a table that also tells who called or wrote."""
    keys = [folded(column) for column in columns]
    if not any(map(_ONE_END.search, keys)):
        return set()
    return {index for index, key in enumerate(keys) if _OTHER_END.search(key) and not _ONE_END.search(key)}


_ADDRESSEE = re.compile(
    "(届け先|送り先|贈り先|届先|配達先|納品先|配送先|送付先|送り主|依頼主|発送先|(?:^|_)(?:ship|shipping|recipient|sender|ship_to|delivery)(?:_|$))"
)


def addressed(owner: str) -> bool:
    """Tell whether an owner of columns is whom something is sent to: mostly who ordered it."""
    return _ADDRESSEE.fullmatch(owner) is not None


_STAFF = re.compile(
    "担当|主治医|医師|担任|上司|面会(?:者|相手|先)|応対者?|対応者|受付者|営業|面接官|試験官|審査[員官]|評価者|(?:点呼)?執行者|記録者|承認者|作成者|更新者|登録者|(?:^|_)(?:staff|doctor|teacher|manager|sales_rep|agent|created_by|updated_by|assignee)(?:_|$)"
)
_EDITORS = re.compile(
    "(?:作成|更新|登録|入力|最終更新|変更)者(?:名|氏名)?$"
    "|(?:created|updated|modified|edited)_by|(?:creator|modifier|editor)$"
)
"""Who keeps the records; several of them name others."""
_KEEPERS = re.compile(
    "(?:^|[^一-龥])所有者(?:名|氏名)?$|^(?:案件|商談|レコード|リード)の?所有者|(?:^|_)(?:record_)?owner(?:_name)?$"
)
"""Whose task a record is, where others edit it."""
_AT_CUSTOMERS = re.compile("[ご御]担当")
"""Whom one asks for at a customer's, said with respect."""
_PRIMARY = re.compile(
    "(契約者|被保険者|患者|会員|顧客|申込者|申請者|本人|生徒|児童|園児|学生|利用者|従業員|社員|貸主|借主|売主|買主|貸出人|借入人|債権者|債務者|寄付者"
    "|加害者|被害者|(?:^|_)(?:policy_?holder|insured|lender|borrower|landlord|tenant|seller|buyer|plaintiff|defendant)(?:_|$))"
)


@lru_cache(maxsize=4096)
def owner(header: str) -> Owner:
    """Return whose column this is: ("", "main") for the subject of the row, or a group of its own and its role.

    Where the field says nothing, what it lies in may: shipping.first_name.
    """
    key = folded(header)
    found = _said(key)
    if found is None and (match := _PRIMARY.search(key)):
        return match[0], "main"
    parent = header.rpartition(".")[0]
    return found or (_said(folded(parent)) if parent else None) or ("", "main")


def keeps(header: str) -> bool:
    """Tell whether a column says whose task a record is, in a table that tells who edited it."""
    return _KEEPERS.search(folded(header)) is not None


def _said(key: str) -> Owner | None:
    """Return whose column it is where that is not the subject of the row."""
    if match := _FAMILY.search(key):
        place = _PLACE.search(key)
        return match[0].strip("_") + (place[1] if place else ""), "family"
    if match := _ADDRESSEE.search(key):
        return match[0].strip("_"), "family"
    if _EDITORS.search(key):
        return "editors", "staff"
    return ("staff", "staff") if _STAFF.search(key) and not _AT_CUSTOMERS.search(key) else None


_FAMILY_NAME = re.compile(
    "(^|_)(姓|氏|苗字|名字|セイ|せい|sei|(last|family|sur)_?name|name_(last|family)|last|surname)(_|$)|(姓|名字|苗字|セイ)(カナ|かな|フリガナ|漢字)?$"
    "|^(nachname|nachn|familienname|nom(_de_famille)?|apellidos?|cognome|sobrenome|apelido|nazwisko|achternaam|efternamn)$"
)
_GIVEN_NAME = re.compile(
    "(^|_)(名|連名[0-9]?|メイ|めい|mei|(first|given|middle)_?name|name_(first|given|middle)|first)(_|$)|(者名|員名|客名)(カナ)?$|(^|_)名(カナ|かな|フリガナ|漢字)$"
    "|(^|_)(given|given_names|forenames?)$|^(vorname|vorna|rufname|pr[eé]noms?|nombres?|nome|imi[eę]|voornaam|f[oö]rnamn)$"
)


def name_part(header: str) -> Literal["family", "given", "full"]:
    """Tell which part of a name a column holds."""
    key = folded(header)
    if _FAMILY_NAME.search(key):
        return "family"
    if _GIVEN_NAME.search(key) and not re.search("者名|員名|客名", key):
        return "given"
    return "full"


_READING = re.compile(
    "お?(?:フリガナ|ふりがな|ヨミガナ|よみがな|ヨミ|よみ|読み(?:仮名|方)?|カナ|かな|半角カナ|全角カナ)"
    "|(?:name_?)?(?:kana|yomi|furigana|reading)(?:_?name)?"
)


def is_reading(header: str) -> bool:
    """Tell whether a column holds readings and nothing says of what."""
    return _READING.fullmatch(folded(header)) is not None


_RELATION = re.compile("続柄|(?:と|との|ご?)関係$|(?:^|_)(?:relation|relationship)(?:_|$)")


def relation(header: str) -> bool:
    """Tell whether a column says how people are related."""
    return _RELATION.search(folded(header)) is not None


_TITLE = re.compile("敬称|honorific")


def titled(table: Table) -> bool:
    """Tell whether a column says how people in the rows are addressed."""
    titles = (cells for header, cells in zip(table.columns, table.values, strict=True) if _TITLE.search(folded(header)))
    return any(not {"様", "殿", "先生", "さん"}.isdisjoint(cells[:_LOOK]) for cells in titles)


_CORPORATE = re.compile(
    "会社名|企業名|法人名|法人番号|商号|屋号|店舗名|店名|施設名|事業所名|団体名|取引先|仕入先|病院名|学校名|company|corporate|store_name|shop_name|organization|vendor|supplier"
)


_OF_THINGS = re.compile(
    "商品|品名|購入|書名|書籍|図書|タイトル|題名|題目|演題|論文|テーマ|講座|講義|セミナー|研修名|イベント名?$|教室名?$|コース名?$"
    "|^(勤務先|就業先|会社|企業|団体|施設|店舗)_?名?$|職業|職種|資格名?$|趣味|特技|専攻|学部|学科|科目|寄[付附]先|番組|作品|曲名|映画"
    "|(^|_)(products?|items?|titles?|books?|courses?|seminars?|company|employer|occupation|topics?|theme|hobby)(_name)?$"
)


def of_things(header: str) -> bool:
    """Tell whether a column says what somebody buys, reads, studies or works at: a word there is nothing about them.

    What only lets one guess is no special-care data (個人情報保護法ガイドライン通則編 2-3).
    """
    return _OF_THINGS.search(folded(header)) is not None


def corporate(header: str) -> bool:
    """Tell whether a column names organisations, so that phones and addresses beside it may be theirs."""
    return _CORPORATE.search(folded(header)) is not None
