"""Names that are said without a title, mailboxes that spell a name, and what looks like them."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.said_told import said
from exposurecheck.content.same_person import full_names


def _told(text: str) -> set[str]:
    return {text[one.start : one.end] for one in said(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("お名前をフルネームでご入力ください\n\ntext: はっとりかなえ\n", {"はっとりかなえ"}),
        ("[BOT] お客様のお名前をお願いします。\n[USER] 三浦 香織\n", {"三浦 香織"}),
        ("亡き母・楢岡スエが長らくお世話になりました。名を楢岡甚八と申します。", {"楢岡スエ", "楢岡甚八"}),
        ("医師＞お名前を確認させてください。\n患者＞金城聡です。昭和37年生まれです。", {"金城聡"}),
        ("[00:04] 横尾里美です、日程なんですけど", {"横尾里美"}),
        ("財布 (鷲巣 雅弘/渋川市) 返却", {"鷲巣 雅弘"}),
        ("富山県　雄山 朋子様（58歳・会社員）", {"雄山 朋子"}),
        ("たけうち（竹内由貴）さんからTEL", {"竹内由貴"}),
        ("依頼者福島美咲氏（平成2年生）", {"福島美咲"}),
        ("渡邉彩香　評価A\n声が小さい。\n", {"渡邉彩香"}),
        ("4 本多 海斗（母・サンチェス マリア）", {"サンチェス マリア"}),
        ("販売2課　小齋 雄太　㊞\n", {"小齋 雄太"}),
        ("pt 4471902 矢代　♂ 58y\n", {"矢代"}),
        ("2-4 木崎、2-4 大須賀が3年の谷口を殴る", {"木崎", "大須賀", "谷口"}),
        ("はると（自閉症）、そうた（てんかん）", {"はると", "そうた"}),
        (
            " 12/ 5  佐々木(浩)　鳴海\n 12/12  葛西　工藤(源)\n 12/19  三上 0173-34-8827　棟方\n",
            {"佐々木", "鳴海", "葛西", "工藤", "三上", "棟方"},
        ),
        (
            "1年 加賀美 塁　　協会\n1年 ジョンソン 海斗　国保\n2年 都竹 詩音　　共済\n",
            {"加賀美 塁", "ジョンソン 海斗", "都竹 詩音"},
        ),
    ],
)
def test_names_without_a_title(text: str, names: set[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "6/1  上野　大宮\n6/8  高崎　前橋\n6/15 長野　松本\n",
        "父母の会：母の日、父の日の行事\n娘の結婚、息子の進学、妻の年金について相談できます\n",
        "お名前を入力してください\n\n次へ進む\n",
        "記入例\n お名前（漢字）　郵便　太郎　　フリガナ　ユウビン　タロウ\n 口座番号　１２３４５６７\n",
        "氏名,生年月日,連絡先電話\n㊞,昭和　　年　　月　　日,（　　　）　　－\n",
    ],
)
def test_nobody_is_said(text: str) -> None:
    assert not in_text(text).categories


def test_a_given_name_and_a_family_name_of_one_sign_are_short_for_the_full_name() -> None:
    assert full_names(["エリ", "絵里", "根本絵里"]) == [0, 2, 2]
    assert full_names(["森駿", "森", "森川太郎"]) == [0, 0, 2]


def test_a_family_name_behind_a_particle_and_a_rare_one_before_an_age() -> None:
    found = in_text(
        "製造部の相楽さんが休職です。診断書（うつ状態）あり。\n緊急連絡先はお母様の相楽 節子さん 0285-22-7716。\n"
    )
    assert set(found.categories) == {"contact", "special_care"}
    assert found.subjects.best == 2
    found = in_text("被害者 市之瀬由美（24）会社員\n被疑者 元交際相手の長浜（27）\n内容 つきまとい\n")
    assert found.subjects.best == 2
    assert in_text("氏名　古賀 一花\n基礎疾患 熱性けいれん（2歳時）\n").subjects.best == 1, (
        "a part of a word is no child"
    )


def test_an_insurance_with_a_sign_in_kanji() -> None:
    found = in_text(
        "1年 加賀美 塁　国保 220319　記号 浜12 番号 4471902\n2年 都竹 詩音　協会けんぽ 記号 22110458 番号 31\n"
    )
    assert {d.type: d.distinct for d in found.data}["jp.health_insurance"] == 2


def test_exercises_and_animals_are_about_nobody() -> None:
    sheet = "例文 鈴木さんは花粉症です。\n"
    sheet += "問1 山田さんは頭が（　　）。\n問2 佐藤さんは熱が（　　）。\n問3 薬を（　　）。\n答えなさい。\n"
    assert not in_text(sheet).categories
    personas = "- 佐々木さん（42）営業。糖尿病の父を介護中\n- 高橋さん（29）花粉症\n"
    assert in_text(personas).categories
    assert not in_text(personas + "※ 架空の人物です\n").categories
    assert set(in_text("動物病院\n飼い主 相原 瑞穂 090-6617-2284\nモカ 5歳\n主訴 下痢\n").categories) == {"contact"}


def test_a_relative_who_is_named_later_is_somebody_else() -> None:
    assert full_names(["嶋田", "嶋田美咲"], frozenset({"嶋田美咲"})) == [0, 1]
    assert full_names(["嶋田美咲", "嶋田"], frozenset({"嶋田美咲"})) == [0, 0]
    found = in_text("11/2 嶋田さん(3F)が転倒、右手首を打撲\n家族（長女 嶋田美咲 080-3317-2290）へ連絡済\n")
    assert found.subjects.best == 2


def test_a_mailbox_that_spells_a_name() -> None:
    text = (
        "From: nakachi@uchina-foods.co.jp\n\nお世話になっております。\nウチナー食品の仲地です。\n\n{}お届けします。\n"
    )
    assert in_text(text.format("")).subjects.best == 1
    assert in_text(text.format("yamashiro.k@gmail.com の山城様に")).subjects.best == 2


def test_a_mailbox_with_its_password_is_somebodys() -> None:
    text = "パスワード：Fk88!tori2\nメールアドレス：kusu_go@yahoo-mail.jp\n"
    assert set(in_text(text).categories) == {"contact", "credential"}
    assert set(in_text("楽市  nogami-r@kotobuki-seika.jp / kotoBuki77\n").categories) == {"contact", "credential"}
    assert "credential" not in in_text("nogami-r@kotobuki-seika.jp / ABC00123\n").categories


def test_fields_that_say_how_a_value_is_kept() -> None:
    body = '{"record": {"お客様名": {"type": "T", "value": "日置 てる子"}, "電話": {"value": "0776-54-3391"}}}'
    assert set(in_text(body, "a.json").categories) == {"contact"}
