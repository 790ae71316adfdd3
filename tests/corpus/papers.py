"""Forms, letters, registers and exports as offices in Japan leave them, and lists that only look like them."""

import json
from collections.abc import Iterator
from random import Random

from tests.corpus.case import Case, Grid, decoy, found, table
from tests.corpus.persons import Person, crowd, my_number


def papers() -> Iterator[Case]:
    """Return files that must be told apart by more than a header in the first row."""
    yield from _forms()
    yield from _lists()
    yield from _registers()
    yield from _machines()
    yield from _nothing()


def _old(p: Person) -> str:
    return f"昭和{1 + p.born[0] % 63}年{p.born[1]}月{p.born[2]}日"


def _forms() -> Iterator[Case]:
    ps = crowd(7001, 9)
    sheets = (
        f"診断書\n氏　名　{p.name}　　生年月日　{_old(p)}\n住　所　{p.address}\n病名　うつ状態\n休養加療を要する\n\n"
        for p in ps
    )
    yield found("診断書.txt", "".join(sheets), "special_care contact", 9, encoding="cp932")
    records = (f"氏名　{p.name}\n続柄　本人\n個人番号　{p.my_number}\n本籍　{p.address}\n\n" for p in ps)
    yield found("住民票.txt", "".join(records), "my_number contact", 9, "indirect")
    slips = (f"給与明細\n社員番号 {i:05} 氏名 {p.name}\n振込先 みずほ銀行 普通 48{i:05}\n" for i, p in enumerate(ps))
    yield found("給与明細.txt", "".join(slips), "financial contact", 9)
    letters = (f"〒{p.postal}\n{p.address}\n\n{p.name}　様\n\n拝啓　時下ますます\n\n" for p in ps)
    yield found("案内状.txt", "".join(letters), "contact", 9)
    refunds = (f"{p.name}様 返金先：みずほ銀行 新宿支店（普）48{i:05}\n" for i, p in enumerate(ps))
    yield found("返金.txt", "".join(refunds), "financial contact", 9)
    suspects = (f"被疑者 {p.name}（{p.born[0]}年{p.born[1]}月{p.born[2]}日生）を窃盗の疑いで逮捕。\n\n" for p in ps)
    yield found("事件.txt", "".join(suspects), "special_care contact", 9)
    notes = (f"【候補者】{p.name}（41）\n現年収500万円。連絡先{p.email}\n通院歴：適応障害（寛解）\n\n" for p in ps)
    yield found("面接.txt", "".join(notes), "special_care contact", 9)
    chat = (f"[2026/09/01 12:0{i}] {p.family}{p.given}: 連絡先は {p.mobile} です\n" for i, p in enumerate(ps))
    yield found("chat.txt", "".join(chat), "contact", 9)


def _lists() -> Iterator[Case]:
    ps = _different(7002, 24)
    yield found("参加者.txt", "【参加者名簿】\n" + "".join(f"{i}. {p.name}\n" for i, p in enumerate(ps)), "contact", 24)
    labels: Grid = [[f"〒{p.postal}", p.address, f"{p.name} 様"] for p in ps]
    yield found("宛名.csv", table(labels), "contact", 24, encoding="cp932")
    shift: Grid = [["氏名", *(f"{day}日" for day in range(1, 6))], *([p.name, *"早遅休早遅"] for p in ps)]
    yield found("shift.csv", table(shift), "contact", 24)
    pay: Grid = [["No.", "氏名", "口座番号"], *([i, p.name, f"48{i:05}"] for i, p in enumerate(ps)), ["", "合計", ""]]
    yield found("給与振込.csv", table(pay), "financial contact", 24)
    kana: Grid = [["番号", "氏名", "ﾌﾘｶﾞﾅ", "雇用保険被保険者番号"]]
    random = Random(7003)
    half = str.maketrans("アイウエオカキクケコサシスセソタチツテト", "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄ")
    insured = [f"{random.randrange(1000, 9999)}-{random.randrange(10**6):06}-{random.randrange(9)}" for _ in ps]
    kana = [*kana, *([i, p.name, p.kana.translate(half), n] for i, (p, n) in enumerate(zip(ps, insured, strict=True)))]
    yield found("koyou.csv", table(kana), "identity contact", 24, encoding="cp932")
    named: Grid = [
        ["コード", "NAME_KJ", "NAME_KN", "項目1"],
        *([i, p.name, p.kana, p.mobile] for i, p in enumerate(ps)),
    ]
    yield found("unknown-headers.csv", table(named), "contact", 24)
    both: Grid = [["記号", "番号", "枝番", "被保険者氏名"], *([2150, 100 + i, "01", p.name] for i, p in enumerate(ps))]
    yield found("国保.csv", table(both), "identity contact", 24)
    yucho: Grid = [
        ["氏名", "記号", "番号", "口座名義"],
        *([p.name, "12340", f"{2000 + i}1", p.kana] for i, p in enumerate(ps)),
    ]
    yield found("ゆうちょ.csv", table(yucho), "financial contact", 24)
    readings: Grid = [["ｼﾒｲ", "ﾃﾞﾝﾜ", "ｼﾞｭｳｼｮ"], *([p.kana, p.landline, p.address] for p in ps)]
    yield found("kana-headers.csv", table(readings), "contact", 24, encoding="cp932")
    pupils: Grid = [
        ["生徒氏名", "保護者氏名", "緊急連絡先"],
        *([p.name, f"{p.family} 恵理", p.mobile] for p in ps),
    ]
    yield found("緊急連絡網.csv", table(pupils), "contact", 48)
    tour: Grid = [["申込者", "", "同行者", ""], ["氏名", "電話", "氏名", "電話"]]
    pairs = zip(ps[:12], ps[12:], strict=True)
    yield found("tour.csv", table([*tour, *([p.name, p.mobile, q.name, q.mobile] for p, q in pairs)]), "contact", 24)


def _registers() -> Iterator[Case]:
    ps = crowd(7004, 30)
    bills = ["IR,1,13,1,1234567,,みなと内科,202409,00,03-5555-1212"]
    for i, p in enumerate(ps):
        bills += [
            f"RE,{i},1112,50610,{p.name},1,{p.birthday.replace('-', '')},,,",
            f"HO,06270018,{1000 + i},{i + 1},1,350",
        ]
        bills += [f"SY,8830417,0209{i:02},1,,２型糖尿病,01,"]
    yield found("RECEIPTC.UKE", "\r\n".join(bills) + "\r\n", "special_care identity contact", 30, encoding="cp932")
    visits: Grid = [
        ["patient_id", "visit", "icd10", "diagnosis"],
        *([f"P{i:06}", "2026-01-05", "E11.9", "Diabetes"] for i in range(30)),
    ]
    yield found("pseudonymous.csv", table(visits), "special_care", 30)
    dating: Grid = [
        ["nickname", "birthdate", "prefecture"],
        *([f"neko{i}", p.birthday, "東京都"] for i, p in enumerate(ps)),
    ]
    yield found("profiles.csv", table(dating), "contact", 30)
    romaji: Grid = [
        ["kaiin_no", "simei", "jusho", "denwa"],
        *([i, p.name, p.address, p.landline] for i, p in enumerate(ps)),
    ]
    yield found("kaiin.csv", table(romaji), "contact", 30)
    orders = {
        "申込者": [
            {"氏名": p.name, "同伴者": [{"氏名": f"{p.family} 花音"}], "連絡先": {"電話": p.mobile}} for p in ps[:9]
        ]
    }
    yield found("companions.json", json.dumps(orders, ensure_ascii=False), "contact", 18)
    typed = [
        {"name": {"family": p.family, "given": p.given}, "telecom": [{"system": "phone", "value": p.mobile}]}
        for p in ps
    ]
    yield found("telecom.json", json.dumps({"entry": typed}, ensure_ascii=False), "contact", 30)


def _machines() -> Iterator[Case]:
    ps = crowd(7005, 25)
    ldif = (
        f"dn: uid={i},dc=x\nmail: {p.email}\nuserPassword: {{SSHA}}Qk3v{i:03}QWJjZGVmQWJjZGVmQWJj\n\n"
        for i, p in enumerate(ps)
    )
    yield found("people.ldif", "".join(ldif), "credential contact", 25)
    logins: Grid = [["login_id", "login_pw"], *([p.email, f"kT7v{i:03}q"] for i, p in enumerate(ps))]
    yield found("wifi.csv", table(logins, ";"), "credential contact", 25)
    random = Random(7006)
    lines = [
        f"2026-10-02 03:00:{i % 60:02} INFO login {p.email} order=2026{random.randrange(10**8):08}"
        for i in range(20)
        for p in ps
    ]
    yield found("orders.log", "\n".join(lines), "contact", 25)
    yield found(
        "users.toml", "".join(f'[[users]]\nname = "{p.name}"\nmail = "{p.email}"\n\n' for p in ps), "contact", 25
    )
    for name, text in {
        ".npmrc": "//registry/:_authToken=npm_Zx9Yw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0FeDcBa\n",
        "backup.sh": "mysqldump -u root -pTg7hQ2kLx9 --all-databases | gzip > /b.gz\n",
        "secrets.yml": "secret_key_base: 4f8a1c9e7b2d6f3a5c8e1b4d7f9a2c5e8b1d4f7a9c2e5b8d\n",
    }.items():
        yield found(name, text, "credential", 0)


def _nothing() -> Iterator[Case]:
    readings = [
        ["市名", "ふりがな"],
        *[[a, b] for a, b in (("高山", "たかやま"), ("松本", "まつもと"), ("福島", "ふくしま")) * 4],
    ]
    yield decoy("市名.csv", table(readings))
    yield decoy("fields.csv", table([["氏名入力欄", "必須"], *[["text", "true"]] * 30]))
    random = Random(7007)
    yield decoy("one-in-ten.log", "\n".join(f"order={random.randrange(10**12):012} rc=0" for _ in range(300)))
    checked = [my_number(random) if i == 3 else f"{random.randrange(10**12):012}" for i in range(9)]
    yield decoy("chance.txt", "\n".join(f"受付 {number}" for number in checked))
    blank = "雇用契約書\n乙（労働者）氏名＿＿＿＿　印\n生年月日　　　年　　月　　日生\n既往歴：　□なし　□あり\n"
    yield decoy("様式.txt", blank, "cp932")
    news = "大手の社長に副社長が昇格する。糖尿病治療薬で提携し、うつ病の診療にも参入する。詐欺の疑いで会社役員を逮捕した。\n"
    yield decoy("記事.txt", news * 4)


def _different(seed: int, size: int) -> list[Person]:
    """Return people of different names, for lists of nothing but names."""
    return list({p.name: p for p in crowd(seed, 4 * size)}.values())[:size]
