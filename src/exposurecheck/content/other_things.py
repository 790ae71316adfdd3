"""Tells which columns of a table look like those of people and are of animals, goods, places, samples or statistics."""

import re
from collections.abc import Sequence
from itertools import chain

from exposurecheck.content import headers, names
from exposurecheck.content.detector import FOLDS
from exposurecheck.content.holders import of_firms
from exposurecheck.content.offices import of_function, somebodys, surely_person
from exposurecheck.content.public_people import of_public
from exposurecheck.content.readers.header import is_label, is_person
from exposurecheck.content.row_ids import person_id
from exposurecheck.content.units import Table
from exposurecheck.content.verdicts import Verdict
from exposurecheck.model.inspection import Category

_LOOK = 60
"""Different cells looked at."""
_ANIMALS = re.compile(
    "犬種|猫種|畜種|動物種|獣種|飼育動物|動物の?(?:種類|名)|ペット|種名|学名|和名|生物種|飼育(?:舎|場所|展示|個体)|個体(?:番号|名)|[獣牛豚鶏]舎|水槽|^種$|耳標|母[牛豚馬羊]|[父種][牛豚馬]|毛色|去勢|避妊手術|狂犬病|鑑札|飼い?主|ペット_?名|愛犬|愛猫|種雄|血統|馬名|競走馬|性齢|繁殖牝馬"
    "|(?:^|_)(?:breed|neutered|spayed|pet_?name|dog_?name|cat_?name|animal(?:_?name)?|species)(?:_|$)"
)
"""Headers of tables about animals."""
_OF_ANIMALS = re.compile(
    "^(?:お?名前|名|なまえ|呼び?名|(?:ペット|犬|猫|愛犬|愛猫|動物|個体|馬|牛)の?_?(?:名|名前|氏名)|[父母]|母の?父|(?:name|(?:pet|dog|cat|animal)_?name))"
    "(?:_?(?:カナ|かな|フリガナ|ふりがな|kana))?$|^(?:フリガナ|ふりがな|カナ)$"
    "|^(?:(?:推定|ペットの?|犬の?)?(?:生年月日?|誕生日|出生日)|birth_?(?:day|date)?|date_of_birth|dob|(?:pet|dog|cat|animal)_birth.*)$"
)
_GOODS = re.compile(
    "^(?:jan(?:コード|_?code)?|sku|isbn|asin|ean|upc|gtin|品番|型番|定価|在庫数?|入り数|内容量|メーカー(?:名|希望小売価格)?|ブランド名?"
    "|商品(?:コード|番号|id)|item_?code|product_?(?:id|code)"
    "|stock(?:_qty)?|manufacturer|maker|brand|price|unit_price|単価|(?:販売|税込|税抜)?価格)$"
)
"""Headers of tables about goods."""
_ON_MAPS = re.compile(
    "^(?:lat(?:itude)?|lng|lon(?:gitude)?|geometry.*|.*coordinates.*|緯度|経度|標高|路線名?|駅番号|pref(?:ecture)?(?:_?name)?|都道府県(?:名|コード)?)$"
)
"""Headers of tables about places and stations."""
_READING = re.compile("kana|カナ|フリガナ|ふりがな|よみ|読み")
_MADE = re.compile(
    "ロット|^lot(?:_?(?:no|number|id))?$|製造(?:番号|ライン|日)|シリアル|^serial(?:_?(?:no|number))?$|部品|図番|図面|型式|検品|不良|歩留|工程"
)
"""Headers of tables about what is made and tested."""
_CHARACTERS = re.compile(
    "^(?:hp|mp|atk|attack|def|defen[cs]e|rarity|element|skill|レア(?:度|リティ)|属性|攻撃力|防御力|必殺技|スキル|声優|cv|キャラ(?:クター)?名?|character(?:_?name)?|役名|登場(?:作品|話)|作品名?)$"
)
"""Headers of tables about people of games and stories."""
_SURE = 2
_CALLED = re.compile("^(?:氏名|(?:お|本)?名前|フルネーム|姓|full_?name)")
"""Headers of games and stories from which even these are of people in them."""
_DEVICES = re.compile(
    "^(?:device(?:_?id)?|imei|imsi|iccid|fw|firmware(?:_?version)?|rssi|rsrp|snr|sensor(?:_?id)?|lac|mcc|mnc|enodeb|端末id|機器id)$"
)
_CELLS = re.compile("^(?:cell(?:_?id)?|mobile(?:_?id)?)$")
"""Headers of cells of a network, beside those of devices."""
_REGISTERED_SHIPS = re.compile("^(?:mmsi|imo(?:_?no)?|call_?sign|船舶番号|船籍港?|総トン数|信号符字|gross_?tonnage)$")
_SHIP = re.compile("^(?:ship|vessel|boat)_?name$|^船名")
_HOSPITALS = re.compile("医療機関|病院|診療所|薬局")
_FOUNDERS = re.compile("開設者|管理者|院長|届出者")
_PATIENTS = re.compile("患者|受診|病名|生年月日|紹介")
"""Headers of registers of ships, and of hospitals with who runs them, and of whom doctors see."""
_BRANCHES = re.compile(
    "窓口|拠点|営業所|支店|支社|事業所|出張所|店舗|店名|施設|園名|(?:^|_)(?:branch|office|store|shop|facility|location)(?:_?name)?$"
)
_SOMEBODY = re.compile(
    "user|customer|member|login|account|owner|author|first_?name|last_?name|full_?name|subscriber|recipient|newsletter"
    "|顧客|会員|利用者|ユーザ|申込|応募|登録者|購読|配信先|担当|氏名|名前|お客様|社員|職員"
)
"""Headers of tables whose mailboxes are those of people, whatever they are called."""
_FIRMS = re.compile(
    "会社|企業|法人|取引先|仕入先|団体|学校名|病院|(?:^|_)(?:company|vendor|supplier|organi[sz]ation)(?:_?name)?$"
)
"""Headers of lists of offices and firms, whose mailboxes are called by the place or the name of the shop."""
_BARE = re.compile("^(?:.{0,12}_)?(?:name(?:_?(?:kana|jp|ja|en))?|kana|カナ|名|名称|フリガナ|よみ(?:がな)?|読み)$")
"""Headers that say a name of what."""
_PLACE = re.compile(
    "(?:北海道|.+(?:[市区町村県郡駅]|神社|公園|温泉|空港|地方|団地)|(?:東京|京都|大阪)[都府]?)(?:[ 　]?[(（].*)?"
)
_PLACES = 0.6
"""Share of cells that are places from which a column holds no names."""
_RANK = re.compile(
    "順位|ランク|構成比|割合|比率|シェア|推[計定]|全国|出現|頻度|件数|(?:^|_)(?:rank|ranking|frequency|share|per_100k|count)(?:_|$)"
)
"""Headers of tables that count who bears a name."""
_PART = re.compile(
    "^(?:名字|苗字|姓|氏|名前|ファーストネーム|surname|last_?name|family_?name|first_?name|given_?name|name)$"
)
_SPEECH = frozenset(
    (
        "人名",
        "姓",
        "名",
        "名字",
        "苗字",
        "地名",
        "組織",
        "固有名詞",
        "固有人名",
        "固有名詞(人名)",
        "名詞",
        "普通名詞",
        "人名(姓)",
        "人名(名)",
    )
)
"""Parts of speech of names in dictionaries of input methods."""
_TELLING = frozenset({"person_name", "email", "jp.phone", "phone"})
"""What tells of samples, where all of it is samples."""
_WORDS, _TERMS, _LABELS = 2, 4, 0.3
"""Rows at most, columns at least, and the share of labels among cells, of a record of words."""
_CODE = re.compile("(?!.*(?:NAME|SHI?MEI|KANA|NM$))[A-Z][A-Z0-9_]*")
"""A constant of a program, which means a word: DIABETES, 糖尿病."""
_SCREENS = re.compile(
    r"(?:^|/)(?:locales?|i18n|l10n|langs?|translations?)/(?:.*/)?[a-z]{2}(?:[_\-][A-Za-z]{2,4})?(?:/[^/]*)?\.(?:json|xml)$"
    r"|(?:^|/)(?:messages?|strings|locale|lang|translation)[._\-][a-z]{2}(?:[_\-][A-Za-z]{2,4})?\.(?:json|xml)$"
)
"""Paths of files of what programs say in one language."""
_FIGURE = re.compile("[0-9０-９@]")
_SAID = re.compile("(?:ください|下さい|です|ます|ました|ません|でした|ですか|ますか)[。！？!?]?$")
"""How programs speak to who uses them."""
_DATA = re.compile("[0-9０-９]{4}|@")
"""Figures of which none are in what programs say: パスワードは8文字以上で入力してください."""
_HALF, _SOME = 0.5, 0.1
"""Shares of mailboxes called like people up to which they are those of offices, in lists of these and elsewhere."""
_OF_OFFICES = frozenset({"jp.postal_address", "postal_address", "jp.postal_code", "phone"})
"""What lists of offices tell beside mailboxes."""
_FEW_ROWS = 10
"""Rows of a file that shows how one for many people is to be made."""
_BESIDE_SAMPLES = frozenset({"date_of_birth", "jp.postal_address", "postal_address", "jp.postal_code"})


def of_nobody(table: Table, verdicts: Sequence[Verdict]) -> set[int]:
    """Return the columns among ``verdicts`` that are of no person."""
    keys = {verdict.index: headers.folded(table.columns[verdict.index]) for verdict in verdicts}
    found = _animals(table, verdicts, keys) | _goods(table, verdicts, keys) | _places(table, verdicts, keys)
    if of_words(table):
        return set(keys)
    found |= (
        _characters(table, verdicts, keys)
        | _readings(table, verdicts, keys)
        | _cells_of_networks(table, keys)
        | _offices(table, verdicts)
    )
    found |= _registered(table, verdicts, keys)
    if of_firms(table):
        found |= {v.index for v in verdicts if v.detector.category is Category.FINANCIAL}
    return found | _statistics(table, verdicts, keys) | _samples(table, verdicts) | of_public(table, verdicts)


def place(name: str) -> bool:
    """Tell whether a name ends as those of places do."""
    return _PLACE.fullmatch(name) is not None


def _animals(table: Table, verdicts: Sequence[Verdict], keys: dict[int, str]) -> set[int]:
    if not _any(_ANIMALS, table):
        return set()
    cared = {v.index for v in verdicts if v.detector.category is Category.SPECIAL_CARE}
    owned = {index for index in cared if re.search("飼い?主|owner", keys[index])}
    return cared - owned | {index for index, key in keys.items() if _OF_ANIMALS.search(key)}


def _registered(table: Table, verdicts: Sequence[Verdict], keys: dict[int, str]) -> set[int]:
    """Return what registers say of ships and of hospitals: names of ships, and what doctors there treat."""
    of_ships = _names(verdicts) if _any(_REGISTERED_SHIPS, table) else []
    ships = {verdict.index for verdict in of_ships if _SHIP.search(keys[verdict.index])}
    if not _any(_HOSPITALS, table) or not _any(_FOUNDERS, table) or _any(_PATIENTS, table):
        return ships
    return ships | {v.index for v in verdicts if keys[v.index].endswith(("診療科", "診療科目", "診療科名"))}


def _any(rule: re.Pattern[str], table: Table) -> bool:
    return any(rule.search(headers.folded(column)) for column in table.columns)


def _goods(table: Table, verdicts: Sequence[Verdict], keys: dict[int, str]) -> set[int]:
    if _any(_MADE, table) and not any(v.detector.id in _TELLING and v.convincing for v in verdicts):
        return {
            v.index
            for v in verdicts
            if _MADE.search(keys[v.index])
            or v.detector.category is Category.SPECIAL_CARE
            or v.detector.id == "jp.health_insurance"  # 記号, 番号, 枝番 of drawings
        }
    if not (_any(_GOODS, table) or _any(_ON_MAPS, table)) or _others(verdicts):
        return set()
    return {v.index for v in _names(verdicts) if _BARE.search(keys[v.index]) and "full names" not in v.reasons}


def _dictionary(table: Table) -> bool:
    """Tell whether rows are words with their part of speech, as input methods keep them."""
    perhaps = (column for column in table.values if column[0].strip() in _SPEECH or not column[0].strip())
    return any(cells and cells <= _SPEECH for cells in map(set, map(_cells, perhaps)))


def of_words(table: Table, path: str = "") -> bool:
    """Tell whether a table is one of words and what they mean or are, or holds what a program says: locales/vi.json."""
    said = len(table.values[0]) <= _WORDS and _SCREENS.search(path) is not None
    return said or _translations(table) or _dictionary(table) or _glossary(table)


def _translations(table: Table) -> bool:
    """Tell whether a table is a record of words and what they mean: 既往歴 and medical history, phone and 電話."""
    if len(table.values[0]) > _WORDS or len(table.columns) < _TERMS:
        return False
    cells = [cell.strip() for column in table.values for cell in column if cell.strip()]
    said = [cell for cell in cells if _SAID.search(cell)]
    if any(_DATA.search(cell) if _SAID.search(cell) else _FIGURE.search(cell) for cell in cells):
        return False
    codes = all(_CODE.fullmatch(column.rpartition(".")[2]) for column in table.columns)
    if codes and not any(map(is_person, cells)):
        return True
    foreign = not any(column.isascii() for column in table.columns) and all(map(str.isascii, cells))
    labels = sum(cell in names.form_labels() for cell in cells)
    if not any(map(is_person, cells)):
        labels = max(labels, sum(map(is_label, cells)))
    messages = labels >= _TERMS - 1 and labels + len(said) >= _HALF * len(cells)
    return foreign or messages or labels >= max(_TERMS - 1, _LABELS * len(cells))


def _glossary(table: Table) -> bool:
    """Tell whether rows are words with what they mean: many are labels of forms, and none holds a figure."""
    columns = list(map(_cells, table.values))
    labels = [sum(cell in names.form_labels() for cell in cells) for cells in columns]
    told = any(count > _WORDS and count >= _LABELS * len(cells) for count, cells in zip(labels, columns, strict=True))
    return told and not any(_DATA.search(cell) or is_person(cell) for cells in columns for cell in cells)


def _characters(table: Table, verdicts: Sequence[Verdict], keys: dict[int, str]) -> set[int]:
    told = sum(_CHARACTERS.search(headers.folded(column)) is not None for column in table.columns)
    if not told or _others(verdicts):
        return set()
    rules = [_BARE, _CHARACTERS, _CALLED] if told >= _SURE else [_BARE, _CHARACTERS]
    return {v.index for v in _names(verdicts) if any(rule.search(keys[v.index]) for rule in rules)}


def _cells_of_networks(table: Table, keys: dict[int, str]) -> set[int]:
    return {index for index, key in keys.items() if _CELLS.search(key)} if _any(_DEVICES, table) else set()


def _readings(table: Table, verdicts: Sequence[Verdict], keys: dict[int, str]) -> set[int]:
    """Return readings of what is called something, and not by a family name: jobs, colours, things in games."""
    named = _names(verdicts)
    readings = {v.index for v in named if _READING.search(keys[v.index])}
    bare = [_BARE.search(headers.folded(column)) is not None for column in table.columns]
    if not readings or sum(bare) <= len(readings) or not all(bare[v.index] for v in named) or _others(verdicts):
        return set()
    told = (v for v in named if v.index not in readings and not {"surnames", "full names"}.isdisjoint(v.reasons))
    return set() if any(told) else {v.index for v in named}


def _offices(table: Table, verdicts: Sequence[Verdict]) -> set[int]:
    """Return mailboxes in tables that name nobody, where they are not called like people."""
    mailboxes = {v.index for v in verdicts if v.detector.id == "email"}
    others = (v for v in verdicts if v.convincing and not v.landlines and v.detector.id not in {"email", *_OF_OFFICES})
    if not mailboxes or any(others) or person_id(table.columns) is not None:
        return set()
    branches, firms = _any(_BRANCHES, table), _any(_FIRMS, table)
    anybodys = not (branches or firms) and (bool(_names(verdicts)) or _any(_SOMEBODY, table))
    like, most = (surely_person if branches else somebodys), (_HALF if branches or firms else _SOME)
    cells = {index: [cell.lower() for cell in _cells(table.values[index])] for index in mailboxes}
    of_offices = {index for index, some in cells.items() if all(map(of_function, some))}
    return of_offices | {i for i, some in cells.items() if not anybodys and sum(map(like, some)) < most * len(some)}


def _places(table: Table, verdicts: Sequence[Verdict], keys: dict[int, str]) -> set[int]:
    found = set()
    for verdict in _names(verdicts):
        cells = _cells(table.values[verdict.index])
        if sum(map(place, cells)) >= _PLACES * len(cells):
            found.add(verdict.index)
    if not found:
        return found
    readings = {v.index for v in _names(verdicts) if headers.is_reading(keys[v.index])}
    return found | readings


def _statistics(table: Table, verdicts: Sequence[Verdict], keys: dict[int, str]) -> set[int]:
    """Return names of one part that are ranked or counted: nobody in particular bears them."""
    if not _any(_RANK, table) or _others(verdicts):
        return set()
    named = _names(verdicts)
    bare = all(_PART.search(keys[v.index]) or headers.is_reading(keys[v.index]) for v in named)
    parts = {headers.name_part(table.columns[v.index]) for v in named} & {"family", "given"}
    if not bare or len(parts) > 1 or any("full names" in v.reasons for v in named):
        return set()
    return {v.index for v in named}


def _samples(table: Table, verdicts: Sequence[Verdict]) -> set[int]:
    """Return dates and addresses beside names, mails and numbers all of which are samples, or next to John Doe."""
    telling = [v for v in verdicts if v.detector.id in _TELLING]
    few = len(table.values[0]) <= _FEW_ROWS
    real: list[Verdict] = []
    for verdict in telling:
        if not _all_samples(table, verdict):
            if not few or verdict.detector.id != "person_name":
                return set()
            real.append(verdict)
    if not real:
        return {v.index for v in verdicts if telling and v.detector.id in _BESIDE_SAMPLES}
    if any(v.detector.id != "person_name" for v in telling) and _named_as_samples(table, real):
        return {v.index for v in verdicts if v.detector.id in _BESIDE_SAMPLES or v.detector.id in _TELLING}
    return set()


def _all_samples(table: Table, verdict: Verdict) -> bool:
    detector, shape = verdict.detector, verdict.detector.cell
    folded = map(FOLDS[detector.fold], _cells(table.values[verdict.index]))
    told = (cell for cell in folded if detector.valid(cell) and (shape is None or shape.fullmatch(cell)))
    first = next(told, None)
    return first is not None and all(map(detector.is_sample, chain([first], told)))


def _named_as_samples(table: Table, named: Sequence[Verdict]) -> bool:
    """Tell whether somebody is called as people in samples are, in two columns."""
    rows = zip(*(table.values[v.index] for v in named), strict=True)
    sample = named[0].detector.is_sample
    return any(sample(FOLDS["name"](" ".join(part))) for row in rows for part in (row, row[::-1]))


def _names(verdicts: Sequence[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.detector.id == "person_name"]


def _others(verdicts: Sequence[Verdict]) -> bool:
    """Tell whether there is more of people than names."""
    return any(v.detector.category is not None and v.detector.id != "person_name" and v.convincing for v in verdicts)


def _cells(values: Sequence[str]) -> list[str]:
    step = max(1, len(values) // (4 * _LOOK))
    return list(dict.fromkeys(cell for value in values[::step] if (cell := value.strip())))[:_LOOK]
