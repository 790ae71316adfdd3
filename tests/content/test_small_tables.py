"""Tables of a few rows, where no share of values can tell much and columns must bear each other out."""

import json

import pytest
from tests.content.inspecting import in_rows, in_text

from exposurecheck.content.inspect import inspect
from exposurecheck.content.joined_names import taken_apart
from exposurecheck.content.known_names import parted
from exposurecheck.content.names import name_shaped
from exposurecheck.content.readers.grid import grid_units
from exposurecheck.content.romaji import known_abroad
from exposurecheck.content.row_ids import of_services
from exposurecheck.content.same_person import reads_as
from exposurecheck.content.source import MemorySource
from exposurecheck.content.units import Table, Text
from exposurecheck.model.inspection import Category, Inspection


def _counted(found: Inspection) -> tuple[int, int, int]:
    return found.subjects.low, found.subjects.best, found.subjects.high


def _types(found: Inspection) -> dict[str, int]:
    return {one.type: one.count for one in found.data}


@pytest.mark.parametrize("cell", ["香坂 亜希", "根津　功", "박 도윤", "陈 国栋", "ﾎﾝｼﾞｮｳ ﾄﾖ"])
def test_names_that_their_space_gives_away(cell: str) -> None:
    assert parted(cell)


@pytest.mark.parametrize("cell", ["香坂亜希", "本店 営業部", "東京 大阪", "Rose Garden", "가 나다", "国 栋"])
def test_other_things_with_a_space(cell: str) -> None:
    assert not parted(cell)


@pytest.mark.parametrize(("name", "known"), [("bui hanh thi", True), ("josephine m reyes", True), ("thi", False)])
def test_names_from_abroad(name: str, *, known: bool) -> None:
    assert known_abroad(name) is known


@pytest.mark.parametrize(
    ("name", "shaped"), [("ホセ与那覇", True), ("ベネット慧", True), ("カーテン生地見本", False), ("ホセ", True)]
)
def test_names_of_katakana_and_kanji(name: str, *, shaped: bool) -> None:
    assert name_shaped(name) is shaped


def test_foreign_names_beside_numbers_in_words() -> None:
    rows = [
        ["emp", "name", "country", "national id"],
        ["C01", "陈 国栋", "CN", "身份证号 310104196709132109"],
        ["K01", "박 도윤", "KR", "주민등록번호 910905-1707832"],
        ["K02", "한 미경", "KR", "주민등록번호 940703-2312261"],
    ]
    found = in_rows(rows)
    assert set(found.categories) == {Category.IDENTITY, Category.CONTACT}
    assert _counted(found) == (3, 3, 3)


CARDS = ["GF79277736MM", "KL26486033LM", "DH88078933JN"]


def test_numbers_and_names_bear_each_other_out() -> None:
    names = ["BUI THI HANH", "DHAKAL SUMAN", "REYES JOSEPHINE M"]
    found = in_rows([["Name", "CardNo", "Expiry"], *zip(names, CARDS, ["2027-04-11"] * 3, strict=True)])
    assert set(found.categories) == {Category.IDENTITY, Category.CONTACT}
    assert _counted(found) == (3, 3, 3)


@pytest.mark.parametrize("header", [["Name", "CardNo"], ["品目", "管理"], ["", ""]])
def test_numbers_of_things_are_nobodys(header: list[str]) -> None:
    rows = [[thing, card] for thing, card in zip(["モータ", "基板", "ポンプ"] * 9, CARDS * 9, strict=True)]
    assert in_rows([header, *rows]).categories == ()


def test_people_without_a_header_beside_contacts() -> None:
    rows = [
        ["香坂 亜希", "こうさか あき", "akikos_88@ezweb.ne.jp", "滋賀県大津市におの浜2-1-44"],
        ["根津 功", "ねづ いさお", "", "滋賀県草津市野路町1180-3"],
        ["ホセ 与那覇", "ほせ よなは", "jose.yonaha@outlook.jp", "滋賀県湖南市石部中央4-2-9"],
    ]
    found = in_rows(rows)
    assert found.categories == (Category.CONTACT,)
    assert _counted(found) == (3, 3, 3)


def test_contacts_of_both_kinds_in_a_few_rows() -> None:
    fields = [
        {"お名前": "梶谷ひかる", "保護者": "梶谷 尚子", "連絡先": "naoko.kajitani@icloud.com"},
        {"お名前": "ベネット 慧", "保護者": "", "連絡先": "080 4419 0087"},
        {"お名前": "諸星", "保護者": "", "連絡先": "moroboshi-fam@docomo.ne.jp"},
    ]
    text = "\n".join(json.dumps({"form": "trial", "fields": one}, ensure_ascii=False) for one in fields)
    found = in_text(text, "responses.jsonl")
    assert _types(found) == {"person_name": 4, "email": 2, "jp.phone": 1}
    assert found.subjects.best == 4


def test_words_between_numbers_are_none_of_them() -> None:
    rows = [
        ["会員番号", "有効期限", "CVV", "ご署名"],
        ["4192-7980-8502-0559", "0627", "118", "K.Yuasa"],
        ["5334 7412 6056 4088", "1128", "904", ""],
        ["取消", "", "", ""],
    ]
    found = in_rows(rows)
    assert _types(found)["credit_card"] == 2
    assert found.subjects.best == 2


def test_victims_of_crimes_and_of_floods() -> None:
    crimes = [
        ["相談者", "被害種別", "加害者との関係"],
        ["樋渡 真弓", "ＤＶ（配偶者）", "夫"],
        ["小暮 武", "特殊詐欺", "不明"],
    ]
    floods = [
        ["世帯主氏名", "被害種別", "判定"],
        ["樋渡 真弓", "床上浸水", "半壊"],
        ["小暮 武", "床下浸水", "一部損壊"],
    ]
    assert Category.SPECIAL_CARE in in_rows(crimes).categories
    assert in_rows(floods).categories == (Category.CONTACT,)


@pytest.mark.parametrize(
    ("header", "cared"), [("適性診断", False), ("耐震診断", False), ("診断名", True), ("健診.判定", True)]
)
def test_what_is_diagnosed(header: str, *, cared: bool) -> None:
    rows = [["氏名", "乗務員CD", header], ["臼杵 政夫", "118", "B"], ["有働 新", "120", "A"]]
    assert (Category.SPECIAL_CARE in in_rows(rows).categories) is cared


@pytest.mark.parametrize("head", ["金融機関名ｶﾅ", "物件名カナ", "コース名フリガナ"])
def test_readings_of_places_and_things(head: str) -> None:
    rows = [["コード", head, "店名"], ["0159", "ｼｵﾐｷﾞﾝｺｳ", "本店営業部"], ["1551", "ｱｵｲﾊﾏｼﾝｷﾝ", "東町支店"]]
    assert in_rows(rows).categories == ()


def test_whose_account_it_is() -> None:
    header = ["世帯主氏名", "住所", "口座番号", "口座名義カナ"]
    rows = [
        ["葛城 正治", "葵浜市東町1-2-33", "4001530", "ｶﾂﾗｷﾞ ﾏｻﾊﾙ"],
        ["木俣 洋子", "葵浜市東町1-4-1", "6667135", "ｷﾏﾀ ﾖｳｺ"],
        ["笹生 登喜子", "葵浜市字上の原118番地", "8867715", "ｻｿｳ ﾄｷｺ"],
    ]
    assert reads_as("葛城正治", "カツラギマサハル")
    assert _counted(in_rows([header, *rows])) == (3, 3, 3)
    pupils = [["葛城 健太", *rows[0]], ["木俣 美咲", *rows[1]], ["笹生 翔", *rows[2]]]
    guardians = ["生徒氏名", "保護者氏名", *header[1:]]
    assert _counted(in_rows([guardians, *pupils])) == (6, 6, 6)


def test_accounts_with_their_kind_in_front() -> None:
    rows = [["氏名", "振込口座"], ["根本 さくら", "0157-145-普-2238165"], ["辻 美津子", "普通 5214199"]]
    assert _types(in_rows(rows))["jp.bank_account"] == 2


@pytest.mark.parametrize(
    ("columns", "services"),
    [
        (["サービス", "ログインID", "パスワード"], True),
        (["host", "username", "password"], True),
        (["社員番号", "システム", "パスワード"], False),
        (["ログインID", "パスワード"], False),
    ],
)
def test_logins_to_services(columns: list[str], *, services: bool) -> None:
    assert of_services(columns) is services
    rows = [[f"a{n}", f"b{n}", f"Zx8!kqJ{n}emQ"][-len(columns) :] for n in range(4)]
    assert in_rows([columns, *rows]).subjects.best == (0 if services else 4)


def test_what_users_are_called_on_pages_is_no_other_name() -> None:
    names = [("川村", "涼介"), ("千葉", "恵子"), ("三浦", "翔太")]
    users = "".join(f"({n}, '{given}', 'k{n}@docomo.ne.jp'),\n" for n, (_, given) in enumerate(names, 2))
    meta = "".join(
        f"({n}, 'billing_last_name', '{family}'),\n({n}, 'billing_first_name', '{given}'),\n"
        f"({n}, 'billing_phone', '080-2066-423{n}'),\n"
        for n, (family, given) in enumerate(names, 2)
    )
    text = (
        f"INSERT INTO `wp_users` (`ID`, `display_name`, `user_email`) VALUES\n{users[:-2]};\n"
        f"INSERT INTO `wp_usermeta` (`user_id`, `meta_key`, `meta_value`) VALUES\n{meta[:-2]};\n"
    )
    assert _counted(in_text(text, "wp.sql")) == (3, 3, 3)


def test_many_forms_below_each_other() -> None:
    rows: list[list[str]] = []
    for place in range(30):
        rows += [["支払調書", ""], ["氏名", f"川村 {'健恵翔'[place % 3]}太"], ["住所", f"大津市におの浜2-1-{place}"]]
        rows += [["区分", "講演料"], ["支払金額", str(90 + place)], ["", ""]]
    (forms, titles) = grid_units(rows)
    assert isinstance(forms, Table)
    assert forms.columns == ("氏名", "住所", "区分", "支払金額")
    assert len(forms.values[0]) == 30
    assert isinstance(titles, Text)


def test_a_few_records_of_fixed_width() -> None:
    rows = [("ﾀｹｳﾁ ﾌｼﾞｴ", "19230110"), ("ﾎﾝｼﾞｮｳ ﾄﾖ", "19300815"), ("ｵｵﾀﾆ ｲｻｵ", "19191204")]
    text = "".join(f"{name.ljust(20)}{born}52008520775221{place}34 \n" for place, (name, born) in enumerate(rows, 2))
    found = inspect("MEMBER.DAT", MemorySource(text.encode("cp932")), secret=b"t" * 32).inspection
    assert _types(found)["person_name"] == 3
    assert _counted(found) == (3, 3, 3)


@pytest.mark.parametrize(
    ("card", "people"),
    [
        ("FN:ヘアサロン ルポ\nTEL;TYPE=WORK:03-3712-4490", 1),
        ("FN:棚橋 克也\nORG:棚橋 克也\nX-ABShowAs:COMPANY\nTEL:03-3712-4490", 1),
        ("FN:棚橋 克也\nTEL:03-3712-4490", 2),
        ("N:ルポ;;;;\nFN:ルポ\nTEL:090-3712-4490", 2),
    ],
)
def test_cards_of_firms_and_of_people(card: str, people: int) -> None:
    other = "BEGIN:VCARD\nVERSION:3.0\nN:小柳;春代;;;\nFN:小柳 春代\nEMAIL:haruyo.k@docomo.ne.jp\nEND:VCARD\n"
    found = in_text(f"{other}BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n", "a.vcf")
    assert found.subjects.best == people


def test_dictionaries_of_input_methods() -> None:
    words = "ささき\t佐々木\t人名\nたかはし\t高橋\t人名\nわたなべ\t渡辺\t人名\nいとう\t伊藤\t人名\n"
    assert in_text(words, "ime.txt").categories == ()


def test_animals_that_are_ill_are_no_people() -> None:
    rows = [["顧客名", "飼育動物", "名前", "診断", "電話"], ["酒井 哲也", "犬", "ちび", "糖尿病", "080-2066-4230"]]
    assert in_rows(rows).categories == (Category.CONTACT,)


def test_documents_with_an_issuer_are_passports() -> None:
    pax = "<Pax><Surname>{}</Surname><Given>{}</Given><Doc issuer='JPN' number='{}' expiry='2032-01-10'/></Pax>"
    people = ("KINJO", "AYA", "TK0298810"), ("FUJII", "KEIGO", "ML6097859")
    found = in_text(f"<PNR>{''.join(pax.format(*one) for one in people)}</PNR>", "pnr.xml")
    assert _types(found)["jp.passport"] == 2
    assert found.subjects.best == 2


def test_cards_in_a_log_of_messages() -> None:
    line = (
        "2026-05-10 INFO >> <ExecTran><OrderID>093843371433</OrderID><CardNo>{}</CardNo><Expire>2907</Expire>"
        "<HolderName>TAKAFUMI KOBAYASHI</HolderName></ExecTran>\n"
    )
    found = in_text(line.format("4539578763621486"), "gateway.log")
    assert set(found.categories) == {Category.FINANCIAL, Category.CONTACT}
    assert found.subjects.best == 1


def test_insurance_with_a_dot_in_the_header() -> None:
    rows = [["患者名", "保険者番号", "記号・番号"], ["後藤　勝", "39236823", "0640・71946"]]
    assert Category.IDENTITY in in_rows(rows).categories


def test_records_of_fixed_width_below_a_longer_line() -> None:
    lines = ["受診者番号 / カナ氏名 / 氏名 / 判定 / 前回の判定と比べて / 備考 / 担当した医療機関と医師 / 次回の予定"]
    lines += [
        f"2026000{place}  {'ｲｹﾀﾞ ﾉﾌﾞﾕｷ'.ljust(18)}池田　信行　　　　Ｃ要経過観察{score:4}"
        for place, score in enumerate([91, 87, 112, 64, 79, 105])
    ]
    found = inspect("k.txt", MemorySource("\r\n".join(lines).encode("cp932")), secret=b"t" * 32).inspection
    assert _types(found)["person_name"] >= 6
    assert Category.SPECIAL_CARE in found.categories


def test_illness_in_short_words_beside_visits_of_patients() -> None:
    patients = [["pid", "nm", "tel"], ["1", "高橋 孝史", "070-6142-5800"], ["2", "須藤 正夫", "090-4245-6292"]]
    patients.append(["3", "坂本 誠", "070-7982-5591"])
    visits = [["vid", "pid", "dept", "a"], ["1", "1", "内科", "片頭痛"], ["2", "2", "内科", "高血圧症"]]
    dump = "".join(
        f"INSERT INTO {name} ({', '.join(rows[0])}) VALUES\n"
        + ",\n".join("(" + ", ".join(f"'{cell}'" for cell in row) + ")" for row in rows[1:])
        + ";\n"
        for name, rows in (("patient", patients), ("visit", visits))
    )
    found = in_text(dump, "karte.sql")
    assert Category.SPECIAL_CARE in found.categories
    assert found.subjects.best == 3


@pytest.mark.parametrize(("spelling", "people"), [("タカハシ", 2), ("高木", 3)])
def test_names_inside_people_are_other_spellings_of_theirs(spelling: str, people: int) -> None:
    given = "タカシ" if spelling == "タカハシ" else "美穂"
    entries = [
        {"name": [{"family": "高橋", "given": "孝史"}, {"family": spelling, "given": given}], "tel": "070-6142-5800"},
        {"name": [{"family": "須藤", "given": "正夫"}, {"family": spelling, "given": given}], "tel": "070-6142-5811"},
    ]
    found = in_text(json.dumps({"entry": entries}, ensure_ascii=False), "b.json")
    assert found.subjects.best == people


def test_people_and_their_spouses_without_a_header() -> None:
    rows = [
        ["315", "矢野　愛", "大津市におの浜2-1-44", "ﾔﾉ ｱｲ", "320055352121", "", "", ""],
        [
            "315",
            "小林　浩二",
            "草津市野路町1180-3",
            "ｺﾊﾞﾔｼ ｺｳｼﾞ",
            "666481672013",
            "小林　明美",
            "ｺﾊﾞﾔｼ ｱｹﾐ",
            "959341450182",
        ],
        [
            "315",
            "片山　楓",
            "湖南市石部中央4-2-9",
            "ｶﾀﾔﾏ ｶｴﾃﾞ",
            "025258278243",
            "片山　七海",
            "ｶﾀﾔﾏ ﾅﾅﾐ",
            "005791356581",
        ],
    ]
    assert _counted(in_rows(rows)) == (5, 5, 5)


def test_the_same_people_in_two_columns_without_a_header() -> None:
    rows = [
        ["2200", "ｽｶﾞﾜﾗ ｻﾄｼ", "菅原　聡", "6008216", "ｽｶﾞﾜﾗ ｻﾄｼ", "京都市下京区東塩小路町4-1-18"],
        ["2200", "ｵｶﾞﾜ ｼﾝﾔ", "小川　慎也", "7900012", "ｵｶﾞﾜ ｼﾝﾔ", "松山市湊町3-7-13"],
        ["2200", "ｺﾞﾄｳ ﾐﾎ", "後藤　美穂", "1670051", "ｺﾞﾄｳ ﾐﾎ", "杉並区荻窪5-18-6"],
    ]
    assert _counted(in_rows(rows)) == (3, 3, 3)


@pytest.mark.parametrize("header", [["本人確認書類", "書類番号"], ["doc_type", "doc_number"], ["証明書類種別", "番号"]])
def test_numbers_of_several_kinds_of_papers(header: list[str]) -> None:
    rows = [
        ["香坂 亜希", "運転免許証", "301512345650"],
        ["BUI THI HANH", "在留カード", "GF79277736MM"],
        ["根津 功", "パスポート", "TK4821937"],
        ["有働 新", "住民票", "0042"],
    ]
    found = in_rows([["氏名", *header], *rows])
    assert _types(found) == {"jp.drivers_licence": 1, "jp.passport": 1, "jp.residence_card": 1, "person_name": 4}


def test_samples_beside_an_account_of_the_system() -> None:
    rows = [["1", "山田太郎", "taro@example.com", "1990-01-01"], ["2", "admin", "admin@localhost", "1990-01-01"]]
    assert in_rows([["id", "name", "email", "birthday"], *rows]).categories == ()


def test_who_married_is_the_same_customer_under_the_same_number() -> None:
    rows = [
        ["K1", "蓬田 晶", "長野県塩尻市大門1-2"],
        ["K1", "百瀬 晶", "長野県松本市中央2-1-3"],
        ["K2", "鵜飼修一", "長野県松本市中央3-3-3"],
    ]
    header = ["顧客ID", "氏名", "住所"]
    assert in_rows([header, *rows]).subjects.best == 2
    firm = [["K1", "百瀬 翔", "長野県松本市中央2-1-3"], ["K2", "百瀬 修一", "長野県松本市中央2-1-3"]]
    assert in_rows([header, *rows, *firm]).subjects.best == 5


def test_parents_are_people_beside_their_children() -> None:
    rows = [["鵜飼 翔", "鵜飼 修一", "鵜飼 良子"], ["蓬田 凛", "蓬田 実", ""]]
    assert _counted(in_rows([["氏名", "父", "母"], *rows])) == (5, 5, 5)


@pytest.mark.parametrize("header", ["店長", "支店長", "医師", "nm"])
def test_people_under_what_they_are(header: str) -> None:
    rows = [["松本", "鵜飼 修一"], ["塩尻", "蓬田 晶"], ["岡谷", "百瀬 誠"]]
    assert in_rows([["地区", header], *rows]).subjects.best == 3


def test_rooms_in_a_list_of_extensions() -> None:
    rows = [["101", "鵜飼", ""], ["102", "蓬田", "090-1234-8872"], ["103", "会議室", ""], ["104", "倉庫", ""]]
    assert in_rows([["内線", "氏名", "携帯"], *rows]).subjects.best == 2


def test_events_of_users_by_their_number_in_a_branch() -> None:
    events = [
        {"event": "login", "user": {"id": 101, "email": "ukai@shinano-net.jp"}},
        {"event": "update", "user": {"id": 101}, "after": {"name": "鵜飼 修一", "tel": "090-1234-8872"}},
        {"event": "login", "user": {"id": 102, "email": "yomogida.a@gmail.com"}},
    ]
    text = "\n".join(json.dumps(event, ensure_ascii=False) for event in events)
    assert _counted(in_text(text, "log.ndjson")) == (2, 2, 2)


def test_xml_that_begins_with_an_element_in_japanese() -> None:
    text = (
        '<名簿><園児><名前>鵜飼 翔</名前><アレルギー>卵</アレルギー><保護者 続柄="母"><名前>鵜飼 良子</名前>'
        "<電話>090-1234-8872</電話></保護者></園児><園児><名前>蓬田 凛</名前><アレルギー/></園児></名簿>"
    )
    found = in_text(text, "n.xml")
    assert (found.format, found.subjects.best) == ("xml", 3)
    assert Category.SPECIAL_CARE in found.categories
    assert in_text("<お知らせ>\n鵜飼 修一様\n", "n.txt").format == "text"


def test_an_allergy_in_brackets() -> None:
    rows = [["お名前", "ご要望"], ["蓬田晶", "アレルギー（そば）があります"], ["鵜飼修一", "アレルギー（なし）"]]
    found = in_rows(rows)
    assert Category.SPECIAL_CARE in found.categories
    assert _types(found)["medical"] == 1


def test_stations_are_called_like_people() -> None:
    names = ["大森", "高木", "三浦口", "中山", "石川町", "小林"]
    features = [
        {"type": "Feature", "properties": {"name": n}, "geometry": {"coordinates": [139.7, 35.7]}} for n in names
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    assert Category.CONTACT not in in_text(text, "s.geojson").categories
    rows = [[name, "北部鉄道", str(n)] for n, name in enumerate(names)]
    assert in_rows([["name", "路線", "order"], *rows]).categories == ()


def test_towns_and_goods_are_called_like_people() -> None:
    towns = [["1", "飯田", "長野"], ["2", "上田", "長野"], ["3", "中野", "長野"], ["4", "松本", "長野"]]
    assert in_rows([["id", "name", "pref"], *towns]).categories == ()
    goods = [
        {"name": n, "maker": "信濃酒造", "price": p} for n, p in (("山田錦", 1800), ("美山錦", 1500), ("亀の尾", 1700))
    ]
    assert in_text(json.dumps(goods, ensure_ascii=False), "goods.json").categories == ()


def test_who_stands_for_somebody_and_who_drove_into_him() -> None:
    rows = [["債務者", "住所", "保証人", "保証人電話"], ["鵜飼 修一", "松本市中央2-1-3", "鵜飼 良子", "090-1234-8872"]]
    assert in_rows(rows).subjects.best == 2
    rows = [["発生日", "運転者", "相手方", "相手方電話"], ["7/1", "鵜飼 修一", "蓬田 晶", "080-2231-9987"]]
    assert in_rows(rows).subjects.best == 2


def test_insurance_by_symbol_number_and_branch() -> None:
    rows = [["記号", "番号", "枝番", "氏名"], ["21", "4482", "00", "鵜飼 修一"], ["21", "4482", "01", "鵜飼 良子"]]
    found = in_rows(rows)
    assert set(found.categories) == {Category.IDENTITY, Category.CONTACT}
    assert found.subjects.best == 2


def test_family_names_in_the_cells_of_a_rota() -> None:
    cells = ["栗原、五十嵐", "須藤", "片山・堀", "栗原、須藤"]
    rows = [[f"第{n}週", cell, ""] for n, cell in enumerate(cells, 1)]
    assert in_rows([["週", "当番", "備考"], *rows]).subjects.best == 5
    assert in_rows([["週", "行き先", "備考"], *rows]).categories == ()
    assert taken_apart(["ジョン・スミス、栗原・堀"]) == ["ジョン・スミス", "栗原", "堀"]


def test_the_same_field_twice_is_no_other_person() -> None:
    card = (
        "dn: uid=s{n},ou=students,dc=kurosaki-u,dc=ac,dc=jp\nuid: s{n}\ncn: {cn}\nsn;lang-ja: {sn}\nsn: {romaji}\n"
        "mail: s{n}@stu.kurosaki-u.ac.jp\n\n"
    )
    people = [("Ren Sugawara", "菅原", "Sugawara"), ("Koji Takizawa", "滝沢", "Takizawa")]
    text = "".join(card.format(n=n, cn=cn, sn=sn, romaji=romaji) for n, (cn, sn, romaji) in enumerate(people, 240))
    found = in_text(text + "dn: CN=krbtgt,DC=corp\ncn: krbtgt\n\n", "a.ldif")
    assert _counted(found) == (2, 2, 2)


def test_wages_in_a_journal() -> None:
    rows = [["2000", str(n), "R.08/07/08", "給料手当", "現金", text] for n, text in enumerate(["切手代", "電気料"] * 3)]
    rows[1][-1], rows[4][-1], rows[5][-1] = "加藤直樹 8月分給与", "平野博文 8月分給与", "商品仕入 8月分報酬"
    found = in_rows(rows)
    assert found.categories == (Category.CONTACT,)
    assert found.subjects.best == 2


def test_an_account_in_a_branch_of_its_own() -> None:
    text = (
        "<Shinsei><Seikyusha><Shimei>水野　蓮</Shimei></Seikyusha><Kouza><Ginko>あさぎり銀行</Ginko>"
        "<Shubetsu>普通</Shubetsu><Bango>7549311</Bango><Meigi>ﾐｽﾞﾉ ﾚﾝ</Meigi></Kouza></Shinsei>"
    )
    found = in_text(text, "s.xml")
    assert set(found.categories) == {Category.FINANCIAL, Category.CONTACT}
    assert found.subjects.best == 1


def test_slips_of_several_people_on_one_sheet() -> None:
    rows: list[list[str]] = []
    for number, name in (("A01", "鵜飼 修一"), ("A02", "蓬田 晶")):
        rows += [["給与明細書 2026年6月"], ["社員番号", number, "", "氏名", name]]
        rows += [["支給", "基本給", "250000", "残業", "12000"], ["控除", "健康保険", "12000", "厚生年金", "22000"]]
    tables = [unit for unit in grid_units(rows) if isinstance(unit, Table)]
    assert tables[0].columns == ("社員番号", "氏名")
    assert tables[0].values == (["A01", "A02"], ["鵜飼 修一", "蓬田 晶"])
    assert not any("鵜飼 修一" in column for table in tables[1:] for column in table.values)


def test_names_in_kana_without_a_header() -> None:
    rows = [["ｳｶｲ ｼｭｳｲﾁ", "0263331120", "ﾏﾂﾓﾄｼﾁｭｳｵｳ2-1-3"], ["ﾖﾓｷﾞﾀﾞ ｱｷﾗ", "09012348872", "ｼｵｼﾞﾘｼﾀﾞｲﾓﾝ1-2"]]
    assert _counted(in_rows(rows)) == (2, 2, 2)


@pytest.mark.parametrize(("header", "cared"), [(["患者ID", "検体", "結果"], True), (["会員ID", "試合", "結果"], False)])
def test_results_of_patients_and_of_games(header: list[str], *, cared: bool) -> None:
    found = in_rows([header, ["P001", "A", "陽性" if cared else "勝ち"], ["P002", "B", "陰性" if cared else "負け"]])
    assert (Category.SPECIAL_CARE in found.categories) is cared
    assert found.subjects.best == (2 if cared else 0)


def test_how_people_are_addressed_tells_who_is_one() -> None:
    rows = [["鵜飼 修一", "様", "390-0811"], ["信濃商会", "御中", "390-0815"], ["蓬田 晶", "様", "399-0736"]]
    assert in_rows([["宛先", "敬称", "郵便番号"], *rows]).subjects.best == 2


@pytest.mark.parametrize("names", [["MOMOSE MAKOTO", "YOMOGIDA AKIRA"], ["Kenji Sato", "Yui Tanaka"]])
def test_two_people_in_latin_letters(names: list[str]) -> None:
    assert in_rows([["ID", "NAME", "DEPT"], ["1", names[0], "SALES"], ["2", names[1], "HR"]]).subjects.best == 2
    assert in_rows([["ID", "NAME"], ["1", "Rose Garden"], ["2", "Sakura House"]]).categories == ()


def test_one_label_beside_its_value_is_no_slip() -> None:
    rows = [["体験入会申込書", "", ""], ["お名前", "", "本間　文子"], ["ご紹介", "", "なし"], ["性別", "", "女"]]
    assert not any(isinstance(unit, Table) and unit.columns == ("お名前",) for unit in grid_units(rows))
