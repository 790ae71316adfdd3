"""Who is called by a given name, speaks in a chat, stands below a heading, or only may be somebody."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.packed import Packed
from exposurecheck.content.same_person import full_names
from exposurecheck.content.told import told
from exposurecheck.content.traces import traces


def _told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in told(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("はるとくんとみおちゃんが遊ぶ。翔くんも", ["はると", "みお", "翔"]),
        ("五味渕様\nいつもお世話に", ["五味渕"]),
        ("長女：結衣（小3）、父 蔵之助 儀", ["結衣", "蔵之助"]),
        ("区長 久々宮まで。班長の猪又から聞いた", ["久々宮", "猪又"]),
        ("ルリ電機 お客様相談室 倉持\n", ["倉持"]),
        ("・物流部 ファム・ヴァン・ナム 新規入社", ["ファム・ヴァン・ナム"]),
        ("出身のグエンさんと和久井さん宅", ["グエン", "和久井"]),
        ("Her husband Devin called. Assigned: Tomasz\n", ["Devin"]),
        ("Assigned: Tomasz\nI forward this to Morino-san", ["Tomasz", "Morino"]),
        ("参加者（敬称略）\n赤嶺、鵜飼、加治屋、\n島袋、与那原\n", ["赤嶺", "鵜飼", "加治屋", "島袋", "与那原"]),
        ("普通預金\n3390175\nイサヤマ　トモキ\n", ["イサヤマ　トモキ"]),
    ],
)
def test_names_by_how_somebody_is_called(text: str, names: list[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "お兄ちゃんと赤ちゃん、おばあちゃん",
        "母の日と父の仕事、妻の実家",
        "ドライバーさん、ヘルパーさん",
        "参加者\n各部署から2名\n飲み物は各自\n",
        "Her husband said that Son is a word",
    ],
)
def test_who_is_called_and_has_no_name(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[LINE] トーク履歴\n19:22\tゆか\t明日は？\n19:25\t大輔\t9時\n19:31\tゆか\t了解\n", ["ゆか", "大輔", "ゆか"]),
        ("[10:02 AM] 甲斐谷 順\nはい\n\n[10:05 AM] 古閑\nどうも\n", ["甲斐谷 順", "古閑"]),
        ("[2026/10/01 9:14] 甲斐谷 順\nFYI\n[2026/10/01 9:15] Lindqvist, Anna\nok\n", ["甲斐谷 順", "Lindqvist, Anna"]),
        ("10:02:11 From 宮武 莉央 to Everyone:\nはい\n", ["宮武 莉央"]),
    ],
)
def test_who_speaks_in_a_chat(text: str, names: list[str]) -> None:
    assert _told(text) == names


def test_a_programme_is_no_chat() -> None:
    assert not _told("9:00 開会 宣言\n9:10 校歌 斉唱\n9:30 休憩\n10:00 閉会\n")


def test_what_may_be_somebody_widens_the_upper_bound_only() -> None:
    assert traces("監督 丹生谷 湊、ホアンさん、栃乃木さん") == {"丹生谷湊", "ホアン", "栃乃木"}
    assert traces("A班　三ツ木 蒼・ファン ティ ハー") == {"三ツ木蒼", "ファンティハー"}
    assert not traces("1001 佐分利 健 サブリ ケン 青葉中学校", [("佐分利 健", True)])
    assert traces("Please ask Mateo or Devin in the office.") == {"mateo", "devin"}
    people = in_text("Patient: Jane Doherty\nMateo and Devin will drive her home.\n").subjects
    assert (people.low, people.high) == (1, 3)


def test_a_name_that_is_told_but_not_borne_out_is_somebody_perhaps() -> None:
    people = in_text(
        "# 申し送り\n\n| 部屋 | 患者 |\n|---|---|\n| 301 | 柳楽 |\n| 302 | 神永 |\n\n担当 Ns 国府田\n", "a.md"
    )
    assert (people.subjects.best, people.subjects.high) == (2, 3)


def test_a_name_that_is_counted_already_widens_nothing() -> None:
    people = in_text("はるとくんとみおちゃんと、ゆいちゃん\n").subjects
    assert (people.best, people.high) == (3, 3)


def test_an_account_on_lines_of_their_own() -> None:
    found = in_text("北陸中央銀行　高岡支店\n普通預金\n3390175\nイサヤマ　トモキ\n")
    assert {"financial", "contact"} == {str(c) for c in found.categories}


def test_packed_words_are_found_and_others_are_not() -> None:
    words = Packed(["毛受", "五味渕", "赤", "久々宮"])
    assert all(word in words for word in ("毛受", "五味渕", "赤", "久々宮"))
    assert not any(word in words for word in ("", "毛", "五味", "久々宮家", "味渕"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("14/08/2026, 09:15 - Bronagh: hi\n14/08/2026, 09:16 - Odhran: yes\n", ["Bronagh", "Odhran"]),
        ("1列 右 畠中 / 早川\n1列 左 丹下\n2列 右 湊谷\n3列 左 柏\n", ["畠中", "早川", "丹下", "湊谷", "柏"]),
        ("Complainant Oluwaseun Bankole (34) spoke to PC 4471 Haldane.", ["Oluwaseun Bankole", "Haldane"]),
        ("鶴巻 敏雄・芳子", ["鶴巻 敏雄", "芳子"]),
        ("民生委員が轟さんを訪問、連絡は社協 村治 まで", ["轟", "村治"]),
        ("リー・ホイミン　永住者\nキム・ソヨン　技能\n", ["リー・ホイミン", "キム・ソヨン"]),
    ],
)
def test_names_in_more_kinds_of_text(text: str, names: list[str]) -> None:
    assert _told(text) == names


def test_cities_and_their_weather_are_no_names() -> None:
    assert not _told("高松 晴 23/16　松山 晴 24/17　宮崎 晴 26/19\n")


@pytest.mark.parametrize(
    ("names", "places"),
    [
        (["奈良岡綾", "ナラオカアヤ"], [0, 0]),
        (["工藤晴美", "haruto kudo", "harumi kudo"], [0, 1, 0]),
        (["佐藤花子", "佐藤ハナコ", "サトウハナコ"], [0, 1, 2]),
        (["大友健", "オトモケン"], [0, 1]),
    ],
)
def test_a_name_in_kana_or_latin_letters_is_the_only_one_that_is_read_so(names: list[str], places: list[int]) -> None:
    assert full_names(names) == places


def test_a_form_below_a_name_is_no_list_and_two_accounts_may_be_of_one_person() -> None:
    account = "　種別　　普通\n　口座番号　7739201\n　名義　　ナラオカ　アヤ\n"
    people = in_text(f"氏名　奈良岡 綾\n旧：さざなみ銀行 大津支店 普通 1182034\n{account}").subjects
    assert (people.low, people.best, people.high) == (1, 1, 2)


def test_an_account_of_a_bank_and_a_branch_needs_no_name_unless_of_a_company() -> None:
    assert in_text("甲の口座（みなせ銀行 六甲支店 普通 4471823）に振り込む。").categories
    assert not in_text("みなせ銀行 六甲支店 普通 4471823 カ）ミナト").categories


def test_a_name_alone_counts_where_the_document_holds_what_is_only_held_about_somebody() -> None:
    number = "保険 06140461 記号123 番号40237\n"
    assert {str(c) for c in in_text(f"7/2 初診 岡本修さん\n{number}").categories} == {"identity", "contact"}
    assert not in_text("7/2 岡本修さんの件\n").categories


def test_the_machine_readable_zone_is_of_the_passport_with_its_number() -> None:
    zone = "P<JPNKURIHARA<<TAKUMI<<<<<<<<<<<<<<<<<<<<<<<\nTT41830271JPN9403095M3306301<<<<<<<<<<<<<<<8\n"
    found = in_text(f"旅券 PASSPORT\n旅券番号/Passport No. TT4183027\n姓/Surname KURIHARA\n{zone}")
    assert {str(c) for c in found.categories} == {"identity", "contact"}
    assert (found.subjects.low, found.subjects.best) == (1, 1)


def test_passports_in_a_list_below_what_they_are() -> None:
    text = "Here are our passport details:\n\n1. KITAGAWA Mitsuo / TS1853013\n2. KITAGAWA Haruto / TZ9799227\n"
    assert "identity" in {str(c) for c in in_text(text).categories}
    assert not in_text("Parts: TS1853013, TZ9799227\n").categories


def test_words_below_a_heading_are_no_names() -> None:
    text = "氏名、年齢　届出人に同じ\n" + "".join(f"被害{word}　本日\n" for word in ("金品", "場所", "日時", "程度"))
    assert not in_text(text).categories


def test_the_number_of_a_meeting_is_no_mail_address() -> None:
    assert not in_text("UID:5bc1ad489b43he0131g879a9ig@google.com\n").categories


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        (["実施日 5月21日", "生徒 1年B組　秋山恵子", "出席 母（岡本奈緒）", "生年月日 平成21年9月14日"], 2),
        (["お名前 永井　結衣&nbsp;様", "ご住所 東京都杉並区高井戸東4-19-6", "電話 076-554-3702"], 1),
    ],
)
def test_labels_beside_values_in_a_page(rows: list[str], people: int) -> None:
    cells = "".join("<tr><th>{}</th><td>{}</td></tr>".format(*row.split(" ")) for row in rows)
    assert in_text(f"<html><table>{cells}</table></html>", "a.html").subjects.best == people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "こはる — 2026/10/03 21:06\nはい\nゆーた — 2026/10/03 21:07\nまじか\nこはる — 2026/10/03 21:08\nうん\n",
            ["こはる", "ゆーた", "こはる"],
        ),
        ("Fl 一年 高麗 / 二年 木藤 / 三年 阿久津（部長）\nTp 一年 ソフィア\n", ["高麗", "木藤", "阿久津", "ソフィア"]),
        ("17:00 ミナミ（中2 英）、トウマ（中3 数）", ["ミナミ", "トウマ"]),
        ('CHECKIN guest="VAN DER BERG, LOTTE" pax=2', ["VAN DER BERG, LOTTE"]),
        ("筑紫 英典、Marc Lefèvre、安孫子 隆", ["筑紫 英典", "Marc Lefèvre", "安孫子 隆"]),
        ("1. KITAGAWA Mitsuo / seat 4", ["KITAGAWA Mitsuo"]),
    ],
)
def test_names_in_chats_without_a_room_lists_of_pupils_and_logs(text: str, names: list[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1007＝福地（再受験）", "福地"),
        ("長男 壮真（10）", "壮真"),
        ("相談者 N.S.さん", "n s"),
        ("報告：防災係 沖\n", "沖"),
        ("#0094  Giancarlo Bevilacqua  EUR 75", "bevilacqua giancarlo"),
    ],
)
def test_who_may_be_somebody_in_more_kinds_of_text(text: str, name: str) -> None:
    assert name in traces(text)


def test_who_is_only_known_by_a_number_may_be_somebody_of_the_table() -> None:
    table = "| 氏名 | 電話 |\n|---|---|\n| 宇佐美 恒一郎 | 080-7715-2038 |\n| 阿久津 紗枝 | 080-7715-2039 |\n"
    people = in_text(f"# メモ\n\n{table}\n- 預金 東濃信用金庫 可児支店 普通 0418265\n", "a.md").subjects
    assert (people.low, people.high) == (2, 3)


def test_patients_in_messages_between_hospitals() -> None:
    lines = [f"PID|1||003187{n}^^^KOYO||{name}^律^^^^^L^P||1946|F\n" for n, name in enumerate(("葛西", "目時"))]
    assert _told("".join(lines)) == ["葛西", "目時"]


def test_cells_that_go_over_several_people_are_those_of_each() -> None:
    cells = (
        "<tr><th>氏名</th><td>佐藤 花子</td><td>鈴木 一郎</td></tr><tr><th>生年月日</th><td>1999年2月8日</td>"
        "<td>1996年12月19日</td></tr><tr><th>住所</th><td colspan=2>豊橋市向草間町1-9-22</td></tr>"
    )
    assert in_text(f"<html><table>{cells}</table></html>", "a.html").subjects.best == 2


@pytest.mark.parametrize(
    "text",
    [
        "申請者：服部 和子\n民族：アイヌ\n",
        "相談者：秋田 実（68）\n被差別部落の出身であることを理由に破談を迫られた。\n",
        "患者氏名 紺野 秋彦\n病 名 胆石症\n術 式 腹腔鏡下胆嚢摘出術\n",
    ],
)
def test_more_of_what_is_special_care_required(text: str) -> None:
    assert "special_care" in {str(c) for c in in_text(text).categories}


@pytest.mark.parametrize("text", ["担当：服部 和子\n同和問題の啓発講座\n", "担当：服部 和子\nアイヌ文化の博物館\n"])
def test_topics_are_said_of_nobody(text: str) -> None:
    assert "special_care" not in {str(c) for c in in_text(text).categories}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("早番 7-15：鹿毛(月火木)、三保(水金)、阿部\n", ["鹿毛", "三保", "阿部"]),
        ("出席取締役　中村拓海、辻誠、伊東大翔\n", ["中村拓海", "辻誠", "伊東大翔"]),
        ("陶山先輩に聞く", ["陶山"]),
        (
            "- Aisling: reads\n- Jayden K.: late\n- Tobias & Theo (twins): apart\n",
            ["Aisling", "Jayden K.", "Tobias", "Theo"],
        ),
        ("キリンの「タロウくん」とパンダの「ハナちゃん」", []),
    ],
)
def test_names_in_shifts_boards_and_notes(text: str, names: list[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "小野寺 拓海の母です。次男の入院（川崎病）で出られません。",
        "堀口 清 様\nビソプロロール 2.5mg 1錠 朝\n",
        "相談者：三刀屋 さやか\n家の前で待ち伏せされています。\n",
    ],
)
def test_illness_medicine_and_stalking(text: str) -> None:
    assert "special_care" in {str(c) for c in in_text(text).categories}


def test_two_rows_of_unknown_labels_in_a_page() -> None:
    rows = "<tr><td>当方</td><td>西浦 亮介（営業1課）</td></tr><tr><td>相手方</td><td>浅海 陽菜さん</td></tr>"
    assert in_text(f"<html><table>{rows}</table></html>", "a.html").subjects.high == 2


def test_whom_to_ask_counts_beside_a_password() -> None:
    found = in_text("レジ user: regi01 / pass: Sakana3388\n困ったら本部の情シス 湯澤さんへ\n").categories
    assert {"credential", "contact"} == {str(c) for c in found}


def test_who_is_spoken_of_in_a_chat() -> None:
    assert "鴨下" in traces("21:05\tけんじ\t鴨下は膝の手術で3か月休みだって\n")
    talk = "[LINE] トーク履歴\n21:01\tけんじ\t取れた\n21:05\tけんじ\t鴨下は膝の手術で3か月休みだって\n"
    assert "special_care" in {str(c) for c in in_text(talk).categories}
