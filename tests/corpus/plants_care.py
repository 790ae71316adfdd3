"""Special care-required data of article 2, paragraph 3 of the APPI: the words of the statute and of forms about it."""

from tests.corpus.plant import Make, Plant


def _one_of(words: str) -> Make:
    return lambda random: random.choice(words.split())


_ILL = _one_of("糖尿病 高血圧 胃がん うつ病 統合失調症 てんかん 肝炎 認知症 人工透析 乳がん 適応障害 脳梗塞 喘息")
_DISABLED = _one_of("身体障害2級 知的障害 精神障害3級 発達障害 視覚障害 聴覚障害 要介護3 肢体障害1級")

CARE = (
    Plant("medical", _ILL, ("病名", "既往歴", "診断名", "傷病名", "diagnosis", "medical_history"), "diagnosis", ("病名", "既往歴", "診断名", "現病歴"),
          ("{n}様は{v}で通院中です。", "患者の{n}様（{v}）は来週手術の予定。"), (), (), (),
          (("障害", _one_of("システム障害 通信障害 回線障害 障害対応")), ("商品", _one_of("がん保険 陽性電池 処方箋レシピ 血圧計 医療保険"))),
          ("がんばる人を応援します。", "個人情報として病歴を取得することがあります。", "陽性電池の販売", "健康診断のお知らせ")),
    Plant("disability", _DISABLED, ("障害等級", "障害者手帳", "障害種別", "disability"), "disability", ("障害等級", "障害者手帳", "障害種別"),
          ("{n}様は{v}と認定されている。",), (), (), (), (("障害", _one_of("システム障害 通信障害 回線障害 障害対応")),), ("サーバで障害が発生しました。", "障害者雇用促進法について")),
    Plant("criminal_record", _one_of("窃盗 詐欺 傷害 恐喝 覚醒剤取締法違反"), ("前科", "犯罪歴", "罪名", "criminal_record"), "criminalRecord", ("前科", "犯罪歴", "罪名"),
          ("{n}は{v}の疑いで逮捕された。",), (), (), (), (("記事", _one_of("逮捕劇 起訴状概要 裁判員制度")),), ("容疑者を逮捕", "前歴史的な発見")),
    Plant("crime_victim", _one_of("DV被害 ストーカー被害 性被害 虐待"), ("被害内容", "犯罪被害", "DV被害", "crime_victim"), "crime_victim", ("被害内容", "相談内容"),
          ("{n}様から{v}の相談を受けた。",), (), (), (), (("被害", _one_of("水害 台風被害 停電 浸水")),)),
    Plant("creed", _one_of("仏教 神道 キリスト教 イスラム教 浄土真宗"), ("宗教", "信仰", "支持政党", "religion"), "religion", ("宗教", "信仰", "宗派"),
          (), (), (), (), (("社是", _one_of("誠実 奉仕 挑戦 信条")),), ("宗教法人の登記について", "当社の信条は誠実です。")),
    Plant("race", _one_of("アイヌ 日本人 韓国系 中国系 ブラジル系"), ("人種", "民族", "race", "ethnicity"), "ethnicity", alike=(("レース", _one_of("ダービー 有馬記念 天皇賞")),)),
    Plant("social_status", _one_of("嫡出 非嫡出子 該当"), ("社会的身分", "非嫡出子"), "社会的身分", alike=(("身分", _one_of("会員 非会員 準会員")),)),
    Plant("sensitive", _one_of("東京都 大阪府 京都府 福岡県 長野県"), ("本籍", "本籍地", "労働組合", "性的指向", "sexual_orientation"), "sexualOrientation", alike=(("産地", _one_of("東京都 大阪府 京都府")),)),
)  # fmt: skip
