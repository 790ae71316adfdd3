"""Columns and texts that only look like those of people: animals, goods, places, statistics, samples, exercises."""

import json

import pytest
from tests.corpus.persons import crowd

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Inspection


def _look(text: str, name: str = "a.csv") -> Inspection:
    return inspect(name, MemorySource(text.encode()), secret=b"s" * 16).inspection


PEOPLE = crowd(11, 30)
DOGS = ("太郎", "ハナ", "小太郎", "モモ", "さくら", "健太", "レオ")


def _dogs(head: str, owner: str = "") -> str:
    rows = [
        f"{owner and PEOPLE[n].name + ','}{DOGS[n % 7]},柴犬,20{10 + n % 9}-04-{1 + n % 28:02},済" for n in range(30)
    ]
    return "\n".join([head, *rows])


def test_names_and_birthdays_of_animals_are_of_nobody() -> None:
    found = _look(_dogs("名前,犬種,生年月日,ワクチン"))
    assert (found.categories, found.subjects.high) == ((), 0)


def test_their_owners_are_people_and_are_not_ill() -> None:
    found = _look(_dogs("飼い主氏名,名前,犬種,生年月日,ワクチン", "yes"))
    assert found.categories == ("contact",)
    assert found.subjects.best == 30


def test_an_allergy_of_a_guest_is_theirs() -> None:
    rows = [f"{one.name},{'卵アレルギー' if n == 3 else ''}" for n, one in enumerate(PEOPLE)]
    assert set(_look("\n".join(["宿泊者名,アレルギー", *rows])).categories) == {"contact", "special_care"}


def test_readings_of_goods_are_no_names() -> None:
    rows = [f"49{n:011},森の石鹸{n},モリノセッケン,198" for n in range(40)]
    assert _look("\n".join(["jan,name,name_kana,price", *rows])).categories == ()


@pytest.mark.parametrize("place", ["新庄市", "会津若松市", "安中市", "富士吉田市", "石川県"])
def test_places_are_no_names(place: str) -> None:
    assert _look(f'{{"a": ["{place}"], "b": ["近江八幡市"], "c": ["野々市市"]}}', "a.json").categories == ()
    assert _look(f"code,name\n1,{place}\n2,東京都\n3,北海道\n").categories == ()


def test_people_whose_names_end_like_places_are_people() -> None:
    families = ("中村", "木村", "西村", "田村", "上村", "大町", "北村", "中島", "小島", "山口", "小川")
    assert (
        _look("\n".join(["姓,電話", *(f"{f},090-4421-77{n:02}" for n, f in enumerate(families))])).subjects.best == 11
    )


def test_who_bears_a_name_is_not_told_by_statistics() -> None:
    families = ("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤")
    rows = [f"{n},{name},サトウ,{1000 - n}" for n, name in enumerate(families)]
    assert _look("\n".join(["順位,名字,読み,人数（推計）", *rows])).categories == ()
    rows = [f"{n},{one.name},{1000 - n}" for n, one in enumerate(PEOPLE)]
    assert _look("\n".join(["順位,氏名,得点", *rows])).subjects.best == 30


def test_what_stands_beside_samples_only_is_a_sample() -> None:
    head = "氏名,メール,生年月日,住所\n"
    sample = "山田太郎,taro@example.com,1980-01-01,東京都港区見本町1-2-3\n"
    real = f"{PEOPLE[0].name},kita.{PEOPLE[0].email},1981-02-03,東京都港区芝公園1-2-3\n"
    assert _look(head + sample).categories == ()
    assert _look(head + sample + real).subjects.best == 1


@pytest.mark.parametrize("header", ["device_id", "センサーID", "serial_no", "端末番号"])
def test_numbers_of_devices_are_no_phones(header: str) -> None:
    numbers = [f"090{12000000 + 977 * n}" for n in range(60)]
    assert _look("\n".join([f"{header},temp", *(f"{n},21" for n in numbers)])).categories == ()
    assert _look("\n".join(["携帯電話,temp", *(f"{n},21" for n in numbers)])).subjects.best == 60


EXERCISES = """小4 文章題プリント
1. 佐藤さんと鈴木さんは、あわせて48まいのカードを持っています。鈴木さんは何まい持っていますか。
2. たろうさんは80円のえんぴつを6本買いました。代金はいくらですか。
3. 田中先生は9時10分から10時35分まで会ぎをしました。何分間ですか。
4. けんたくんのたん生日は7月14日です。弟のたん生日は45日後です。何月何日ですか。
"""


def test_who_is_in_an_exercise_is_invented() -> None:
    assert _look(EXERCISES, "a.md").categories == ()
    report = EXERCISES.replace("ですか", "でした").replace("いますか", "いました")
    assert _look(report, "a.md").categories == ("contact",)


NOTICE = """一般競争入札 公告
入札に参加できる者は、役員等が暴力団員でないこと、禁錮以上の刑に処せられていないこと。
北浜市長 大槻 早苗
"""


def test_conditions_of_a_tender_say_nothing_of_who_signs_it() -> None:
    assert "special_care" not in _look(NOTICE, "a.txt").categories
    told = NOTICE.replace("暴力団員でない", "大槻 早苗が暴力団員と判明し逮捕された")
    assert "special_care" in _look(told, "a.txt").categories


def test_remarks_of_a_teacher_are_no_findings_of_a_doctor() -> None:
    for remark, cared in (("意欲的に取り組む", False), ("右肺に陰影を認める", True)):
        rows = [f"{one.name},4,{remark if n % 9 == 1 else ''}" for n, one in enumerate(PEOPLE)]
        head = "氏名,胸部X線,所見" if cared else "氏名,国語,所見"
        assert ("special_care" in _look("\n".join([head, *rows])).categories) is cared


def test_translations_are_of_nobody() -> None:
    words = '{"お客様": "customer", "患者様": "patient", "個人番号": "number", "既往歴": "medical history"}'
    assert _look(words, "a.json").categories == ()
    labels = '{"name": "氏名", "tel": "電話番号", "history": "既往歴", "address": "住所", "note": "備考"}'
    assert _look(labels, "ja.json").categories == ()
    rest = '"job": "教員", "medical_history": "喘息", "city": "北浜", "note": "なし"'
    person = f'{{"patient_name": "{PEOPLE[0].name}", {rest}}}'
    assert set(_look(person, "a.json").categories) == {"contact", "special_care"}


def test_results_of_lots_are_no_results_of_people() -> None:
    rows = [f"{100200300400 + 977 * n},A,{('合格', '要再検査')[n % 2]}" for n in range(60)]
    assert _look("\n".join(["ロット番号,製造ライン,検査結果", *rows])).categories == ()
    rows = [f"{one.name},A,{('合格', '要再検査')[n % 2]}" for n, one in enumerate(PEOPLE)]
    assert "special_care" in _look("\n".join(["氏名,会場,検査結果", *rows])).categories


def test_characters_of_games_are_no_people() -> None:
    rows = [f"{one.name},{n * 10},SSR" for n, one in enumerate(PEOPLE)]
    assert _look("\n".join(["name,hp,rarity", *rows])).categories == ()
    assert _look("\n".join(["name,height,class", *rows])).subjects.best == 30


def test_cells_of_networks_are_no_phones() -> None:
    rows = [f"dev{n},1.4,440-10-{60931275 + n * 977}" for n in range(60)]
    assert _look("\n".join(["device,fw,cell", *rows])).categories == ()


def test_codes_of_departments_are_no_names() -> None:
    rows = "01,内科,ナイカ\n02,外科,ゲカ\n03,小児科,ショウニカ\n04,森田療法外来,モリタリョウホウガイライ\n"
    assert _look("code,name,kana\n" + rows).categories == ()
    people = [f"{n},{one.name},{one.kana}" for n, one in enumerate(PEOPLE)]
    assert _look("\n".join(["code,name,kana", *people])).subjects.best == 30


SCRIPT = """台本 第3話
ハルカ「さくらちゃん、待ってよ！」
さくら「ハルカくん、遅いよ。頭痛の種が増えるじゃない」
先生「ふたりとも、廊下を走るな」
"""


def test_who_speaks_in_a_script_is_invented() -> None:
    assert _look(SCRIPT, "a.txt").categories == ()


def test_a_filled_in_example_is_of_nobody() -> None:
    form = "【記入例】\n氏名 国税 太郎\n生年月日 昭和52年8月10日\n住所 東京都千代田区霞が関3-1-1\n"
    assert _look(form, "a.txt").categories == ()
    assert _look(form.replace("国税 太郎", "大槻 早苗"), "a.txt").subjects.best == 1


def test_a_body_of_samples_is_one_whatever_stands_beside_it() -> None:
    body = '{"name": "テスト太郎", "birthday": "1980-01-01", "address": "東京都千代田区丸の内1-1-1"}'
    assert _look(f"POST /users\n{body}\n", "a.txt").categories == ()
    assert _look(f"POST /users\n{body.replace('テスト太郎', '大槻早苗')}\n", "a.txt").categories == ("contact",)


def test_readings_of_jobs_and_colours_are_no_names() -> None:
    jobs = [f"{n},{job}" for n, job in enumerate(("看護師,カンゴシ", "保育士,ホイクシ", "大工,ダイク") * 20)]
    assert _look("\n".join(["code,name,name_kana", *jobs])).categories == ()
    colours = "1,桜,サクラ\n2,茜,アカネ\n3,葵,アオイ\n4,菫,スミレ\n5,楓,カエデ\n"
    assert _look("code,name,name_kana\n" + colours).categories == ()


BLANK = (
    "問診票\nお名前　　　　　　　\n生年月日　大・昭・平・令　　年　　月　　日生（　　歳）\n病気 □高血圧 □糖尿病 □喘息\n"
)


def test_a_blank_form_says_nothing_of_anybody() -> None:
    assert _look(BLANK, "a.txt").categories == ()
    filled = BLANK.replace("お名前　", "お名前　大槻 早苗").replace("□糖", "☑糖")
    assert set(_look(filled, "a.txt").categories) == {"contact", "special_care"}


SCREEN = {
    "profile": {"name": "氏名", "phone": "電話番号", "address": "住所"},
    "errors": {"min": "8文字以上で入力してください"},
    "medical": {"allergy": "アレルギーの有無", "history": "既往歴"},
}
STRINGS = """<resources>
<string name="patient_name">患者氏名</string>
<string name="diagnosis">診断名</string>
<string name="allergy">アレルギー歴</string>
<string name="disease_diabetes">糖尿病</string>
<string name="msg">%1$s を入力してください</string>
</resources>"""
WORDS = """key,en,ja
name,Patient name,患者氏名
diagnosis,Diagnosis,診断名
allergy,Allergy,アレルギー
history,History,既往歴
"""
TYPES = """項目名,型,桁数,必須
氏名,varchar,40,必須
住所,varchar,200,任意
電話番号,varchar,13,任意
既往歴,text,,任意
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [("ja.json", json.dumps(SCREEN)), ("strings.xml", STRINGS), ("words.csv", WORDS), ("spec.csv", TYPES)],
)
def test_words_of_forms_and_their_types_tell_of_nobody(name: str, text: str) -> None:
    assert _look(text, name).categories == ()


def test_a_record_of_a_patient_is_no_record_of_words() -> None:
    record = {
        "patient_name": "早乙女 千景",
        "disease": "２型糖尿病",
        "allergy": "そば",
        "note": "次回も受診してください",
    }
    assert set(_look(json.dumps(record), "a.json").categories) == {"contact", "special_care"}


@pytest.mark.parametrize(
    "rows",
    [
        ["代,氏名,就任,退任", "98,安倍晋三,2017,2020", "99,菅義偉,2020,2021", "100,岸田文雄,2021,2021"],
        ["都道府県,知事名,任期満了日", "北,八木橋 敏男,2027", "南,牧原 ひとみ,2027", "西,須永 健治,2027"],
        ["議席,氏名,会派,当選回数", "1,八木橋 敏男,風,3", "2,牧原 ひとみ,海,2", "3,須永 健治,無所属,1"],
        ["著者,作品,生年月日", "夏目漱石,こころ,1867-02-09", "芥川龍之介,鼻,1892-03-01", "太宰治,走れ,1909-06-19"],
    ],
)
def test_people_in_public_are_nobody_to_protect(rows: list[str]) -> None:
    assert _look("\n".join(rows)).categories == ()


def test_who_borrows_their_books_and_who_leads_a_club_is() -> None:
    books = ("夏目漱石", "芥川龍之介", "太宰治", "樋口一葉", "宮沢賢治")
    rows = [f"{author},{one.name},{one.mobile}" for author, one in zip(books, PEOPLE, strict=False)]
    assert _look("\n".join(["著者,利用者氏名,電話番号", *rows])).subjects.best == 5
    rows = [f"{n},{one.name},19{80 + n}-04,{one.landline}" for n, one in enumerate(PEOPLE[:5])]
    assert _look("\n".join(["代,氏名,就任,電話", *rows])).subjects.best == 5


def test_what_a_program_says_in_any_language_is_about_nobody() -> None:
    text = json.dumps({"profile": {"name": "Họ và tên"}, "health": {"allergy": "Dị ứng"}})
    assert _look(text, "dev/locales/vi.json").categories == ()
    assert _look(text, "export/vi.json").categories != ()


def test_people_of_stories_and_of_questions_are_nobody() -> None:
    rows = [f"{one.name},17,未定,技{n}" for n, one in enumerate(PEOPLE[:4])]
    assert _look("\n".join(["名前,年齢,CV,必殺技", *rows])).categories == ()
    asked = [
        "田中さんは時速4kmで歩きました。",
        "佐藤さんと鈴木さんは18個のあめを持っています。",
        "山田さんの家は遠いです。",
    ]
    assert _look("\n".join(["番号,問題文,正答", *(f"{n},{one},9" for n, one in enumerate(asked))])).categories == ()


def test_a_table_of_samples_with_readings_is_of_nobody() -> None:
    rows = [
        "見本 三郎,ミホン サブロウ,03-1234-5678,東京都千代田区千代田1-1",
        "テスト 一郎,テスト イチロウ,090-1234-5678,東京都千代田区千代田1-1",
    ]
    assert _look("\n".join(["氏名,フリガナ,電話番号,住所", *rows])).categories == ()


def test_who_made_films_is_nobody_to_protect() -> None:
    rows = ["東京の話,小津 安治郎,笠原 智美", "八人の侍,黒沢 明人,三浦 敏郎", "砂の町,野村 芳郎,丹波 哲也"]
    assert _look("\n".join(["邦題,監督,主演", *rows])).categories == ()
    assert _look(
        "\n".join(["チーム,主将,監督電話", *(f"{one.split(',')[0]},{PEOPLE[0].name},090-4421-7781" for one in rows)])
    ).categories


def test_what_codes_of_a_program_mean_is_about_nobody() -> None:
    kinds = {"Disease": {"DIABETES": "糖尿病", "CANCER": "がん"}, "Relation": {"SPOUSE": "配偶者", "CHILD": "子"}}
    assert _look(json.dumps(kinds), "enums.json").categories == ()
    patient = {"NAME": "ｸﾘﾊﾗﾅｵｺ", "DISEASE": "糖尿病", "PATIENT_ID": "P1", "ALLERGY": "そば"}
    assert "special_care" in _look(json.dumps(patient), "patient.json").categories


def test_birthdays_and_illnesses_of_animals_in_a_zoo_are_of_nobody() -> None:
    rows = [f"A{n:03},{DOGS[n % 7]},アジアゾウ,♂,20{10 + n % 9}-04-{1 + n % 28:02},腎不全" for n in range(20)]
    found = _look("\n".join(["個体番号,愛称,種名,性別,生年月日,既往歴", *rows]))
    assert (found.categories, found.subjects.high) == ((), 0)


def test_ships_are_called_like_people_and_are_none() -> None:
    rows = [f"43158{n:04},98329{n:02},{DOGS[n % 7]},JD16{n:02},34.5{n:02},138.5{n:02}" for n in range(20)]
    assert _look("\n".join(["mmsi,imo,ship_name,callsign,lat,lon", *rows])).categories == ()


def test_what_doctors_treat_is_no_illness_of_who_runs_the_hospital() -> None:
    rows = [f"13{n:05},{one.family}医院,内科,{one.name}" for n, one in enumerate(PEOPLE[:20])]
    assert "special_care" not in _look("\n".join(["医療機関番号,医療機関名,診療科,開設者氏名", *rows])).categories
    assert "special_care" in _look("\n".join(["医療機関番号,医療機関名,診療科,患者氏名", *rows])).categories
