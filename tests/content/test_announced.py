"""Papers that are given out to everybody, and those like them that are kept."""

import pytest
from tests.content.inspecting import in_rows, in_text

from exposurecheck.content.announced import announced, bibliography, invites, price_list
from exposurecheck.content.fiction import story, tale

_PUBLIC = [
    (
        "引用文献\n"
        "\n"
        "東郷結花・柴山修（2020）「外来診療における通訳者の役割」『医療社会学研究』18(2), 101-119.\n"
        "梶原暁子（2016）『うつ病と働くこと』青嵐社\n"
        "三枝隆（編）（2012）『宗教と地域』北辰出版\n"
    ),
    (
        "参考文献\n"
        "[1] 李建平, 王丽华. 糖尿病患者自我管理研究[J]. 中国护理管理, 2019, 19(4): 512-517.\n"
        "[2] 陈志强. 抑郁症的社区干预[M]. 北京, 2016: 88-102.\n"
        "[3] 张晓红. 残疾人就业[J]. 社会科学, 2021(6): 45-53.\n"
    ),
    (
        "Vortragsprogramm\n"
        "9:00 Depression im Alter, Henrik Solvang (NTNU)\n"
        "9:20 Diabetes, Rosa Benavides (U. Valparaíso)\n"
        "9:40 Epilepsie, Tom Pritchard (Univ. Cardiff)\n"
        "Session 2, Chair: Ingrid Falk\n"
    ),
    ("【急募】看護助手（夜勤専従）\n仕事内容　認知症の患者さまの介助\n採用担当（安井）まで\n電話　0493-55-2180\n"),
    ("THÔNG BÁO TUYỂN DỤNG – ĐIỀU DƯỠNG VIÊN\nKhông mắc viêm gan B\ntuyendung@asiajinzai.vn\n"),
    (
        "報道関係者各位\n"
        "宇田川美香は「夜勤の負担を半分に」と話しています。\n"
        "三宅敏明教授は「うつ病の早期発見に」と述べました。\n"
    ),
    (
        "OSLO, 14 May 2025 - Nordlys today announced a new medicine for ALS, said Kjersti Moen.\n"
        "\n"
        "About Nordlys\n"
        "We are.\n"
        "Contact: Ida Brekke, +47 22 41 90 18\n"
    ),
    ("入札公告\n支出負担行為担当官　飯沼正彦\n調達内容　健康診断（結核検診）業務\n契約係　大友　電話048-740-0711\n"),
    (
        "Allgemeine Geschäftsbedingungen der Flussufer GmbH\n"
        "Allergien und Medikation.\n"
        "Geschäftsführer: Dr. Henning Vogt\n"
    ),
    ("リリースノート Ver.5.02\n・「既往歴」に糖尿病・喘息を追加\n開発担当：第二開発部 杉浦\n"),
    (
        "会議録\n"
        "○議長（北川敏夫君）　開きます。\n"
        "○12番（長井千佳子君）　精神障害のある方は。\n"
        "○市長（栗原健太郎君）　はい。\n"
    ),
    (
        "マラソン\n"
        "開会式で大友正文市長は「楽しんで」とあいさつ。千葉真理さん（45）が号砲。約3千人が参加した。熱中症で4人が搬送。\n"
    ),
]
_EVENTS = [
    ("市民公開講座のお知らせ\n日時　4月19日\n会場　市民会館 定員200名\n講師　消化器外科部長　石田 芳隆 先生\n"),
    ("CONCERTO DE PRIMAVERA\nRegente: Otávio Brandão Leme\nSolista: Lívia Sampaio Rangel\nIngressos: R$ 30\n"),
    ("Lesung\n7. November, Eintritt frei\nTheresa Hollenstein liest aus ihrem Roman.\nModeration: Florian Gassner\n"),
]
_KEPT = [
    (
        "看護助手募集　選考メモ\n"
        "1. 浜口 由紀子（42）　腰痛の持病あり\n"
        "2. 竹下 慎吾（29）　うつ病で半年休職\n"
        "3. 宮里 千夏（35）　喘息\n"
    ),
    ("【社外秘】プレスリリース\n負傷者：大隅 健人さん（27）　右手首骨折\n母 大隅 幸子さん 090-7713-2804\n"),
    (
        "第12回看護研究会　参加者名簿\n"
        "藤巻 由美（高崎北大学）　fujimaki-yumi@hokuto-mail.jp\n"
        "小菅 隆史（前橋大学）　090-2281-7743\n"
        "白鳥 真理（桐生看護大学）　m.shiratori88@nifty.com\n"
    ),
    (
        "被験者リスト\n"
        "S01 小金澤 雅人 1961年 糖尿病 『食事日誌』提出\n"
        "S02 蛭田 良枝 1958年 高血圧 『食事日誌』未提出\n"
        "S03 和久井 浩三 1949年 パーキンソン病 『食事日誌』提出\n"
    ),
    (
        "「がんと食事」講座　申込受付\n"
        "日時 4/19　会場 市民会館\n"
        "1 関根 洋子　乳がん術後　0274-22-8813\n"
        "2 本庄 孝　胃がん通院中　080-6617-3320\n"
    ),
]


@pytest.mark.parametrize("text", _PUBLIC)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_for_everybody_holds_nothing(text: str, end: str) -> None:
    assert announced(text)
    assert not in_text(text.replace("\n", end)).categories


@pytest.mark.parametrize("text", _EVENTS)
def test_who_speaks_at_an_event_is_known_to_everybody(text: str) -> None:
    assert invites(text, named=True)
    assert not in_text(text).categories


@pytest.mark.parametrize("text", _KEPT)
def test_what_is_kept_is_found(text: str) -> None:
    assert in_text(text).categories


def test_mailboxes_of_people_keep_a_paper_from_being_public() -> None:
    assert in_text("求人\n担当　安井\nyasui.kenta88@gmail.com\n").categories


def test_who_has_written_a_book_needs_more_than_a_year() -> None:
    assert not bibliography("".join(f"{name} 1961年 「提出済みです」\n" for name in ("尾形", "増井", "稲垣")))


def test_goods_with_prices() -> None:
    assert price_list("Rose catalogue\nEmily Grant - GBP 18.50\nLady Margaret Hill - GBP 16.00\nWilliam Morris - £9\n")
    assert not price_list("Tuition\nEmily Grant - GBP 18.50\nMargaret Hill - GBP 16.00\nWilliam Morris - £9\n")


def test_tales() -> None:
    assert tale("Aquella noche no pudo subir.\n-Me duele la memoria -dijo él.\nTenía fiebre.")
    novel = "　桐原が上屋に着いたのは、夜の九時を過ぎた頃だった。\n「遅いぞ、桐原」\n"
    novel += "　轟木は笑って、箱の間にしゃがみこんだ。\n"
    assert story(novel)
    assert not in_text(f"税関の猫\r\n\r\n{novel}".replace("\n", "\r\n")).categories
    case = "　担任が磯部 陽太くんの家を訪問したのは九月だった。\n「行きたくない」\n"
    case += "　母の磯部 真由美さんによれば、適応障害と診断されている。\n"
    assert not story(case)


def test_records_of_labels() -> None:
    labels = [["name", "birthDate", "phone", "disease"], ["Họ và tên", "Ngày sinh", "Số điện thoại", "Tiền sử bệnh"]]
    assert not in_rows(labels).categories
    person = [
        ["patient_name", "birthDate", "phone", "disease"],
        ["Eleanor Whitcombe", "unknown", "none", "type 2 diabetes"],
    ]
    assert in_rows(person).categories


def test_rows_whose_people_everybody_knows() -> None:
    games = [
        ["ホーム", "スコア", "アウェイ", "得点者"],
        *([["浦和", "2-1", "川崎", "植中(34) サンタナ(71) / 山田新(55)"]] * 3),
    ]
    assert not in_rows(games).categories
    jobs = [
        ["求人番号", "職種", "賃金", "担当者"],
        ["11030-1", "介護職員", "210000", "越智 真"],
        ["11030-2", "助手", "1150", "柏原 優"],
    ]
    assert not in_rows(jobs).categories
    wanted = [["求人番号", "氏名", "希望賃金"], ["11030-1", "越智 真", "210000"], ["11030-2", "柏原 優", "1150"]]
    assert in_rows(wanted).categories


def test_files_that_show_how_one_is_to_be_made() -> None:
    header = ["first_name", "last_name", "email", "dob", "address"]
    rows = [["John", "Doe", "john.doe@example.com", "1980-01-01", "123 Main St, Anytown, CA 90210"]]
    assert not in_rows(
        [header, *rows, ["Jane", "Doe", "jane@example.com", "1985-12-31", "4 Oak Ave, Salem, OR 97301"]]
    ).categories
    real = [["Allison", "Marsh", "a.marsh77@gmail.com", "1985-12-31", "4 Oak Ave, Salem, OR 97301"]]
    assert in_rows([header, *rows, *real]).categories


def test_names_with_small_words() -> None:
    assert in_text("Dear Marieke van der Laan,\nYour hearing impaired son was seen in hospital.").categories
