"""Names that a document tells by where they stand, and what looks like them."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.inspect import inspect
from exposurecheck.content.same_person import full_names
from exposurecheck.content.source import MemorySource
from exposurecheck.content.told import told
from exposurecheck.content.traces import traces


def _told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in told(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("出席者：蒲生 直樹（理事長）、小田切 美咲、柏木", ["蒲生 直樹", "小田切 美咲", "柏木"]),
        ("- 参加: 有馬, 大槻, Kevin Marsh", ["有馬", "大槻", "Kevin Marsh"]),
        ("記録者：経理部 久米川 亮", ["久米川 亮"]),
        ("3年2組　担任　滝本 恵美", ["滝本 恵美"]),
        ("担当の国枝でございます。", ["国枝"]),
        ("9:05　仁科様　総務 多田　No.12", ["仁科", "多田"]),
        ("深町 葵  9:12\nこんにちは\n竹之内  9:15\nはい", ["深町 葵", "竹之内"]),
        ("宇津木 沙織（母）", ["宇津木 沙織"]),
        ("Dear Mr. Pemberton,", ["Pemberton"]),
        ("Dear Sofia,\nDear Allison Young,\nHi Theresa!", ["Sofia", "Allison Young", "Theresa"]),
        ("Witnesses: Priya Raman, Luis Ortega-Vidal", ["Priya Raman", "Luis Ortega-Vidal"]),
        ("Yours sincerely,\n\nGillian Marchetti\n", ["Gillian Marchetti"]),
        ("当直\n1日(木) 小暮\n2日(金) 渡部\n3日(土) 徳永／根本\n", ["小暮", "渡部", "徳永", "根本"]),
        ("今日は浅見さんと、あと津村さんが来ます", ["浅見", "津村"]),
        ("【白組】投手：池上、金丸　捕手：新庄", ["池上", "金丸", "新庄"]),
        ("医師 西尾に報告。審査員　校長 長谷部", ["西尾", "長谷部"]),
        ("私、三国 大地は、お詫びします", ["三国 大地"]),
        ("大切な友達　6年1組　小金井 さら\n", ["小金井 さら"]),
        (
            "優勝　金城 龍生（首里東）\n二位　宮平 大翔（名護）\n三位　比嘉 光星（那覇南）",
            ["金城 龍生", "宮平 大翔", "比嘉 光星"],
        ),
        ("窓口 熊田が受け、課長の倉田が電話した", ["熊田", "倉田"]),
        ("作業員：手塚、グエン", ["手塚", "グエン"]),
        ("12/09/2026, 18:22 - Marta Oliveira: Hi", ["Marta Oliveira"]),
        ("Sofia Marchetti in Finance", ["Sofia Marchetti"]),
        ("1) YOSHIMURA/TAKAO MR", ["YOSHIMURA/TAKAO"]),
        ('capture txn=8f21 name="TOSHIO KAJIWARA" result=OK', ["TOSHIO KAJIWARA"]),
        ("同級生の椎名 陸にLINEで悪口。母の原口 文子は", ["椎名 陸", "原口 文子"]),
        ("記号 10140　番号 23456781\nカシワギマリコ\n", ["カシワギマリコ"]),
        ("品番 10140　番号 23456781\nセンタクバサミ\n", []),
    ],
)
def test_names_by_their_place(text: str, names: list[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "出席者：各部門長、外部有識者\n欠席者：なし",
        "09:00 上野\n09:12 大宮\n09:30 宇都宮\n",
        "福島 晴れ 12℃\n山形 くもり 11℃\n",
        "Owner: Data Platform\nContact: Medical Information",
        "Dear Customer,\nBest regards,\nSupport Team",
        "Dear Sirs,\nHi all!\nHello there,\nDear Madame,",
        "[10:00:01] Build: started\nRelease Bot  10:05 AM",
        "Sincerely,\nThe Clinic Team",
        "2026-10-02 11:02:34 INFO Health Check: ok",
        "6年1組　時間割　国語",
        "課長の判断が必要、母の日が近い、部長の仕事は多い",
        "Sofia Street, Emily Hospital",
        "Hana Foods announced Sakura Latte.",
        "業者さん、患者さん、お客様、皆様",
    ],
)
def test_what_stands_there_and_is_no_name(text: str) -> None:
    assert _told(text) == []


def test_family_names_that_end_like_a_department() -> None:
    assert in_text("出席：小暮、渡部、服部").subjects.best == 3
    assert not in_text("出席：総務部、営業部").subjects.best


def test_names_bear_each_other_out_and_one_alone_does_not() -> None:
    assert not in_text("松永さんの件、よろしくお願いします。").categories
    assert in_text("松永さんと茂木さんの件、よろしくお願いします。").categories


def test_somebody_who_is_called_but_not_known_widens_the_upper_bound() -> None:
    assert traces("阿久根さんと患者さん") == {"阿久根"}
    people = in_text("201 松永さん\n202 茂木さん\n205 阿久根さん\n").subjects
    assert (people.best, people.high) == (2, 3)


def test_a_family_name_is_short_for_the_full_name_named_last() -> None:
    assert full_names(["佐藤花子", "佐藤", "佐藤一郎", "佐藤", "鈴木"]) == [0, 0, 2, 2, 4]
    assert full_names(["jane smith", "smith", "j smith", "jones"]) == [0, 0, 0, 3]
    assert in_text("参加者：久米川 亮、柏木 翼\n久米川さんが説明した。").subjects.best == 2


@pytest.mark.parametrize(
    "text",
    [
        "欠席連絡\n1年3組 沢渡 海斗  インフルエンザA型\n",
        "対象：久米川 亮\n\n本人より、うつ病で通院しているとのこと。",
        "利用者　根岸 トヨ 様\n担当 安斎\n右大腿骨を骨折し、病院に搬送。",
        "Mr. Thomas Okafor was struck by a pallet.\nHe suffered a fractured collarbone.",
        "相談者：船越 清（61）\n\n覚せい剤取締法違反で服役した。",
        "・アハマド サリム（イスラム教徒／豚肉不可）\n・木暮 理沙（えびアレルギー）",
    ],
)
def test_what_is_said_of_a_person_on_another_line(text: str) -> None:
    assert {"special_care", "contact"} <= {str(c) for c in in_text(text).categories}


@pytest.mark.parametrize(
    "text",
    [
        "インフルエンザにかかると肺炎を起こすことがあります。糖尿病の方はご注意ください。",
        "うつ病で通院している従業員は休職を命ずることがある。",
        "Patients with asthma or diabetes should consult a physician.",
        "担当：久米川 亮\n熱中症予防セミナーのご案内",
    ],
)
def test_what_is_said_of_nobody(text: str) -> None:
    assert "special_care" not in {str(c) for c in in_text(text).categories}


def test_who_writes_a_mail_and_what_is_written_are_read_together() -> None:
    mail = "From: a@fumoto.co.jp\nTo: b@fumoto.co.jp\nContent-Type: text/plain; charset=utf-8\n\n10月から入院します。\n"
    found = inspect("a.eml", MemorySource(mail.encode()), secret=b"t" * 32).inspection
    assert "special_care" in {str(c) for c in found.categories}


def test_long_logs_are_read_closely_at_the_begin_only() -> None:
    line = "2026-10-05T09:00:01 INFO request handled in 12 ms\n"
    assert in_text("Patient: Jane Doherty\n" + line).subjects.best == 1
    assert not in_text(line * 1000 + "Patient: Jane Doherty\n").subjects.best


def test_half_of_a_double_name_and_a_reading_of_a_family_name_that_no_dictionary_has() -> None:
    assert full_names(["orr-villanueva tomas", "villanueva"]) == [0, 0]
    assert full_names(["行武沙織", "ユクタケサオリ"]) == [0, 0]
    assert full_names(["行武沙織", "ユクタケマミ"]) == [0, 1]


def test_names_before_a_title_of_a_church_and_behind_any_word_for_a_person() -> None:
    assert "沢渡 文江" in _told("- 沢渡 文江姉 … 入院\n- 牛島 信吾兄 … 透析\n")
    assert _told("申出者：船木（女性）") == ["船木"]
    assert _told("著者：夏目 漱石\n作者：夏目\n『坑夫』 夏目 漱石 著\n映画\n監督：木下 修\n") == []
    assert "橘" in _told("出席 橘（会長）、真壁、宇野")
    assert _told("山室 [10:02 AM]\n届きました\n久保寺 [10:05 AM]\n了解\n") == ["山室", "久保寺"]
