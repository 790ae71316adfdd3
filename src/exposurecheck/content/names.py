"""Knows what names of people look like: frequent Japanese surnames in kanji, kana and Latin letters, and shapes."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from unicodedata import normalize

from exposurecheck.content import fold
from exposurecheck.content.packed import Packed
from exposurecheck.content.word_lists import lines

_RARE = "\u3400-\u4dbf\u9fa6-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Kanji outside the old character sets: extension A, later additions, compatibility forms, the supplementary planes."""
_LOST = "〓■�?\ue000-\uf8ff"
"""What stands for a kanji that a conversion could not write (外字)."""
_NAME = re.compile(
    f"(?![^{_LOST}]*[{_LOST}][^{_LOST}]*[{_LOST}]|[^■?]*[■?]$)"
    f"(?:(?=.*[一-龥々])[一-龥々〆ヶヵノ{_RARE}{_LOST}][一-龥々ヶヵノぁ-んァ-ヶー{_RARE}{_LOST}]{{0,9}}"
    f"(?:[ 　・][一-龥々ぁ-んァ-ヶー{_RARE}{_LOST}]{{1,8}})?)"
    "|[ァ-ヶー]{2,12}(?:[ 　・][ァ-ヶー]{2,12})?|[ぁ-んー]{2,12}(?:[ 　・][ぁ-んー]{1,12})?"
    "|[가-힣]{2,5}"
    "|[A-Za-zÀ-žƠơƯưẠ-ỹ][A-Za-zÀ-žƠơƯưẠ-ỹ'’\\-]{0,24}"
    "(?:[ ,./]{1,2}[A-Za-zÀ-žƠơƯưẠ-ỹ][A-Za-zÀ-žƠơƯưẠ-ỹ'’\\-.]{0,24}){0,3}"
)
"""A name in kanji, in kana, in Hangul, or in Latin letters."""
ORGANISATION_WORDS = (
    "株式会社|有限会社|合同会社|㈱|㈲|[(（][株有][)）]|法人|組合|協会|大学|高校|中学|小学|病院|クリニック|銀行|支店|営業所|工場"
    "|医院|歯科|診療所|薬局|神社|教会|学園|幼稚園|保育園|自治会|町内会|連合会|委員会|クラブ|一同|センター|ショップ|ストア|商店|商事|工業|製作所|事務所|本舗|[^服阿渡矢磯]部$|課$|係$|御中|店$|セット|ケーブル|サーバ|システム"
    "|法定相続人|ハイツ|ハイム|コーポ|マンション|アパート|メゾン|レジデンス"
)
"""Words and endings in Japanese that make a name that of an organisation or of a building, or of nobody by name."""
_ORGANISATION = re.compile(
    ORGANISATION_WORDS
    + "|(?i:\\b(?:inc|corp|ltd|llc|co|gmbh|company|corporation|group|bank|store|shop|server|service|system)\\b\\.?)"
)
_SHORTENED = re.compile("^[ァ-ヶー]{1,4}[)）]|[(（][ァ-ヶー]{1,4}(?:[)）]|$)")
NO_NAMES = (
    "(?:印|admin(?:istrator)?|root|krbtgt|slackbot|svc|daemon|nobody|system|test|管理者|システム管理者|[日年月]生|本文|件名|[様殿]?男女|様|customer|patient|user|member|guest|client|employee|student|applicant|合計|小計|総計|累計|総合計|平均|(?:[全学]?[体年]?平均|最高|最低|満|配|標準)[点値]|標準偏差|偏差値|人数|件数|計|total|sum|average|[一-龥ァ-ヶ0-9]{0,8}(?:者数|者計|小計|合計|総計|累計|人員|人数|件数)|[延総]数|[一-龥]{0,4}[課部社店班組校県市月年全総者男女係室団]計|うち[一-龥]{1,4}|男性|女性|欠席|出席|以上|end|eof|終了|終わり|おわり|以下余白|(?:該当|指定|記載|登録)?[なナ][しシ]|会議室|応接室|警備室|守衛室|休憩室|更衣室|医務室|保健室|職員室|事務[室所]|倉庫|食堂|代表電話|予備|共[用有]|未定|未入力|空[きキ]?(?:室|家|車|区画)?|空席|空白|欠番|(?:退会|削除)済[みミ]?"
    "|不明|匿名(?:希望)?|無記名|名無し|非公[開表]|非表示|未(?:登録|記入|回答|確認)|無回答|無効|欠員|(?:募集|公募|調整|確認|照会|選考)中|辞退|同上|[本同当翌前]日|[一-龥]{0,8}氏名|[一-龥]{1,8}[者員人客]名|[オお]?名前|姓|名|フリガナ|ヨミガナ"
    "|[一-龥ァ-ヶー]{0,8}[部課係室局店][ご御ゴ]?(?:担当者?|責任者)|[ご御ゴ]?(?:担当者?|各位|関係者|受付|家族)|[正副]?(?:担任|会長|委員長|班長|組長|部長|課長|係長|室長|所長|園長|校長|教頭|社長|院長|店長|主任|代表|理事|理事長|監事|幹事|会計|書記|顧問"
    "|講師|司会|先鋒|次鋒|中堅|副将|大将|主将)名?"
    "|(?:(?:代表|専務|常務|社外)?取締役(?:[正副]?(?:社|会)長|専務|常務)?|(?:代表|業務執行)社員|執行役員|(?:常勤)?監査役|事業主|[一-龥]{0,4}(?:医師|看護師|保健師|薬剤師|技師))名?"
    "|[一-龥]{1,8}[員客名]数|[一-龥]{2,4}率|[一-龥]{2,8}者|(?:法定|推定|共同|被)?相続人|(?:受取|代理|保証)人|本人|ヨミ(?:カナ)?|よみ"
    "|(?:[a-z]{1,12} )?name(?: [a-z]{1,12})?"
    "|生年月日|誕生日|性別|年齢|学年|学年・組|[ご御現]?住所|郵便番号|電話(?:番号)?|携帯(?:電話|番号)?|(?:緊急)?連絡先|メール(?:アドレス)?"
    "|職業|勤務先|所属|続柄|備考|口座番号|病歴|既往歴|手帳|服薬|アレルギー|関係機関|[一-龥]{2,8}の(?:内容|状況|目標|願い))"
)
"""What stands in a column of names and is none, headers that come again further down included; as a regex."""
_NO_NAME = re.compile(NO_NAMES)
_TWO_TONGUES = re.compile("[ァ-ヶー]{2,12}[ 　・]?(?P<kanji>[一-龥々]{1,4})")
_LONGEST = 40
_SHORT = 4
"""Latin letters up to which a reading may be anything."""
_OFTEN = 10
"""Given names that begin or end alike from which that is a custom."""
GIVEN_END = frozenset(
    "子美太郎介也人輔平一二三樹哉香奈菜里佳恵代江織花音葉希斗翔真男雄夫之助司志朗馬吾治彦明弘浩博隆誠健次実結愛莉桜咲"
)
"""Characters in which given names end."""


@cache
def surnames() -> frozenset[str]:
    """Return frequent surnames: kanji (folded) and katakana."""
    words: set[str] = set()
    for line in lines("surnames.txt"):
        kanji, kana = line.split()
        words |= {fold.name(kanji), kana}
    return frozenset(words)


@cache
def latin_surnames() -> frozenset[str]:
    """Return the same surnames in Latin letters, in the spellings that passports and forms use."""
    return _in_latin(line.split()[1] for line in lines("surnames.txt"))


@cache
def latin_family_readings() -> frozenset[str]:
    """Return how family names of the dictionary are read, in Latin letters; many are places, and short ones words."""
    return frozenset(word for word in _in_latin(kana_family_names()) if len(word) > _SHORT)


def _in_latin(readings: Iterable[str]) -> frozenset[str]:
    spelt = {romanise(reading) for reading in readings}
    return frozenset(spelt | {word.replace("ou", "o").replace("oo", "o").replace("uu", "u") for word in spelt})


@cache
def latin_given_names() -> frozenset[str]:
    """Return frequent given names in Latin letters, lower-case, of many countries."""
    return frozenset(lines("latin_given_names.txt"))


@cache
def family_names() -> frozenset[str]:
    """Return all family names in kanji that the dictionary knows, folded; among them rare ones and names of places."""
    return frozenset(lines("family_names.txt"))


@cache
def given_names() -> frozenset[str]:
    """Return all given names in kanji and hiragana that the dictionary knows, folded."""
    return frozenset(lines("given_names.txt"))


@cache
def figures() -> frozenset[str]:
    """Return people of the past and authors, folded: who is called so in a text is nobody of its people."""
    return frozenset(map(fold.name, lines("figures.txt")))


@cache
def form_labels() -> frozenset[str]:
    """Return labels that stand before their value in a form, with no more than a space between."""
    return frozenset(lines("form_labels.txt"))


@cache
def places() -> frozenset[str]:
    """Return places that are family names as well, and others that stand beside them in lists of places."""
    return frozenset(lines("places.txt"))


@cache
def list_words() -> frozenset[str]:
    """Return words of two kanji that lines of notes begin with and that are nobody's name."""
    return frozenset(lines("list_words.txt"))


@cache
def rare_family_names() -> Packed:
    """Return family names in kanji that only a large dictionary has, folded; a title or a label must bear them out."""
    return Packed(lines("rare_family_names.txt"))


@cache
def given_readings() -> Packed:
    """Return given names in hiragana; many are words too, so that a title must bear them out."""
    return Packed(lines("given_readings.txt"))


@cache
def family_readings() -> dict[str, list[str]]:
    """Return for family names in kanji, folded, how they are read, in katakana."""
    return _readings("family_readings.txt")


@cache
def kana_family_names() -> frozenset[str]:
    """Return how family names in kanji are read, whichever they are, in katakana."""
    return frozenset(reading for several in family_readings().values() for reading in several)


@cache
def given_name_readings() -> dict[str, list[str]]:
    """Return for given names in kanji, folded, how they are read, in katakana."""
    return _readings("given_name_readings.txt")


def _readings(file: str) -> dict[str, list[str]]:
    return {fold.name(name): said for name, *said in map(str.split, lines(file))}


@cache
def kana_names() -> Packed:
    """Return names of people from abroad as they are written in katakana."""
    return Packed(lines("kana_names.txt"))


@cache
def more_latin_given_names() -> Packed:
    """Return given names of many countries that no frequent word is, in lower case and without accents."""
    return Packed(lines("more_latin_given_names.txt"))


_ROWS = {
    "アイウエオ": "", "カキクケコ": "k", "サシスセソ": "s", "タチツテト": "t", "ナニヌネノ": "n", "ハヒフヘホ": "h",
    "マミムメモ": "m", "ヤ-ユ-ヨ": "y", "ラリルレロ": "r", "ワ---ヲ": "w", "ガギグゲゴ": "g", "ザジズゼゾ": "z",
    "ダヂヅデド": "d", "バビブベボ": "b", "パピプペポ": "p",
}  # fmt: skip
_LATIN = {
    kana: head + vowel for row, head in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True) if kana != "-"
}
_LATIN |= {
    "シ": "shi",
    "チ": "chi",
    "ツ": "tsu",
    "フ": "fu",
    "ジ": "ji",
    "ヂ": "ji",
    "ヅ": "zu",
    "ヲ": "o",
    "ン": "n",
    "ー": "",
}
_SMALL = {"ャ": "a", "ュ": "u", "ョ": "o"}


_HIRAGANA = {katakana: hiragana for hiragana, katakana in fold.KATAKANA.items()}


def hiragana(text: str) -> str:
    """Write katakana as hiragana."""
    return text.translate(_HIRAGANA)


def romanise(kana: str) -> str:
    """Spell katakana in Hepburn letters."""
    spelt = ""
    for sign in kana:
        if sign in _SMALL:
            spelt = spelt[:-1] + ("" if spelt[:-1].endswith(("sh", "ch", "j")) else "y") + _SMALL[sign]
        elif sign == "ッ":
            spelt += "*"
        else:
            letter = _LATIN.get(sign, "")
            spelt = spelt[:-1] + letter[:1] + letter if spelt.endswith("*") else spelt + letter
    return spelt


def name_shaped(value: str) -> bool:
    """Tell whether ``value`` has the shape of a person's name."""
    value = value.strip()
    return (
        (_NAME.fullmatch(value) is not None or of_two_tongues(value))
        and len(value) <= _LONGEST
        and (_ORGANISATION.search(value) is None or fold.name(value) in family_names())
        and _NO_NAME.fullmatch(value) is None
    )


def is_organisation(folded: str) -> bool:
    """Tell whether a folded name has a word of organisations, or begins or ends as banks shorten these: カ)シャメイ."""
    return _ORGANISATION.search(folded) is not None or _SHORTENED.search(folded) is not None


def of_two_tongues(value: str) -> bool:
    """Tell whether one part of a value is written as abroad, and the other is a name in kanji: サンチェス 海斗."""
    name = _TWO_TONGUES.fullmatch(value)
    if name is None:
        return False
    folded = fold.name(name["kanji"])
    return folded in family_names() or folded in given_names() or folded in rare_family_names()


_SHORTEST_READING = 2
KANA = re.compile("[ァ-ー]+")
"""A folded name that is written in kana only."""


def is_kana(folded: str) -> bool:
    """Tell whether a folded name is written in kana only."""
    return KANA.fullmatch(folded) is not None


def starts_with_surname(folded: str) -> bool:
    """Tell whether a folded name begins with (or, in Latin letters, holds) a frequent surname."""
    if folded.isascii():
        return not latin_surnames().isdisjoint(folded.split())
    known = surnames()
    if is_kana(folded):
        return any(folded[:n] in known for n in range(2, min(8, len(folded)) + 1))
    return any(folded[:n] in known for n in (2, 3, 1) if len(folded) > n or len(folded) == n)


def full_name(folded: str) -> bool:
    """Tell whether a folded name is a family name followed by a given name, both known, or the second made like one.

    Of the common nouns and place names in a large dictionary two and seven in a hundred happen to be.
    """
    given = given_names()
    family = surnames() if len(folded) == 2 else family_names()  # noqa: PLR2004 - most words of two signs could be one
    splits = [n for n in range(1, min(len(folded), 6)) if folded[:n] in family]
    return any(folded[n:] in given for n in splits) or any(_made_like_given(folded[n:]) for n in splits if n > 1)


def titled_name(folded: str) -> bool:
    """Tell whether a folded name beside a title or a label is one: a family name of one sign is enough (東 ひなの)."""
    head, rest = folded[:1], folded[1:]
    return full_name(folded) or (head in family_names() and (rest in given_names() or _made_like_given(rest)))


def family_reading(kana: str) -> bool:
    """Tell whether a word in hiragana or katakana is how a family name is read."""
    return kana.translate(fold.KATAKANA) in kana_family_names()


def full_reading(folded: str) -> bool:
    """Tell whether kana are a family name and a given name as these are read, with nothing between: クリハラナオコ."""
    families, given = kana_family_names(), given_readings()
    splits = range(_SHORTEST_READING, len(folded) - 1)
    return is_kana(folded) and any(folded[:n] in families and hiragana(folded[n:]) in given for n in splits)


def latin_name(folded: str) -> bool:
    """Tell whether a folded name in Latin letters has a known given name or a Japanese surname among its words."""
    words = folded.split()
    return not (latin_given_names().isdisjoint(words) and latin_surnames().isdisjoint(words))


def latin_given_name(word: str) -> bool:
    """Tell whether a word in Latin letters, in any case, is a given name that a dictionary knows."""
    low = word.lower() if word.isascii() else "".join(filter(str.isalpha, normalize("NFD", word.lower())))
    return low in latin_given_names() or low in more_latin_given_names()


def latin_word(word: str) -> bool:
    """Tell whether a word in Latin letters is a given name or a family name of Japan."""
    return latin_given_name(word) or word.lower() in latin_surnames()


def known_given_name(folded: str) -> bool:
    """Tell whether a folded name ends in a given name of two signs or more, whatever family name stands before it."""
    given = given_names()
    return any(len(folded) - n > 1 and folded[n:] in given for n in range(1, min(len(folded), 5)))


def _made_like_given(text: str) -> bool:
    first, last = given_signs()
    return 2 <= len(text) <= 3 and text[0] in first and text[-1] in last  # noqa: PLR2004 - as most given names are


@cache
def given_signs() -> tuple[frozenset[str], frozenset[str]]:
    """Return the signs with which many given names begin, and those with which many end."""
    several = [name for name in given_names() if len(name) > 1]
    first, last = Counter(name[0] for name in several), Counter(name[-1] for name in several)
    return (
        frozenset(sign for sign, count in first.items() if count >= _OFTEN),
        frozenset(sign for sign, count in last.items() if count >= _OFTEN),
    )


def name_likely(folded: str) -> bool:
    """Tell whether a folded name is one even without a header that says so."""
    if full_name(folded):
        return True
    if not starts_with_surname(folded):
        return False
    return folded.isascii() or is_kana(folded) or 3 <= len(folded) <= 6 or folded[-1] in GIVEN_END  # noqa: PLR2004 - signs


def surname(folded: str) -> bool:
    """Tell whether ``folded`` is a frequent surname and nothing else, as before 様 or さん."""
    return folded in surnames() and len(folded) >= 2  # noqa: PLR2004 - 森 and 林 alone are also things
