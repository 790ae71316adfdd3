"""Numbers that were issued to people, as memos, forms and mails write them: grouped, below their labels, in lists."""

from collections.abc import Iterator

from tests.corpus.case import Case, decoy, found
from tests.corpus.persons import crowd

_PASSPORTS = ("TS1853013", "TZ9799227", "TK4821937")
_MRZ = "P<JPNKURIHARA<<TAKUMI<<<<<<<<<<<<<<<<<<<<<<<\nTT41830271JPN9403095M3306301<<<<<<<<<<<<<<<8\n"


def identity_papers() -> Iterator[Case]:
    """Return papers with invented numbers, and papers whose numbers are of something else."""
    ps = crowd(7301, 3)
    wide = (
        f"１　氏名　{p.name}\n　　個人番号　{_grouped(p.my_number, '　')}\n　　住民票コード　977669715{i}1\n\n"
        for i, p in enumerate(ps)
    )
    yield found("juminhyo.txt", "住　民　票\n\n" + "".join(wide), "my_number identity contact", 3)
    yield found("mynumber.txt", f"マイナンバー（12桁）\n{_grouped(ps[0].my_number, ' ')}\n", "my_number", 1)
    yield found("boxes.txt", f"個人番号｜{'｜'.join(ps[0].my_number)}｜\n", "my_number", 1)
    yield found("jiko.txt", "【運転者】本人　免許証 第451496528020号（優良）\n", "identity", 1)
    listed = "".join(
        f"{' '.join(p.romaji).upper()} / {n} / exp 14 Aug 2031\n" for p, n in zip(ps, _PASSPORTS, strict=True)
    )
    yield found("ferry.txt", f"Here are our passport details:\n\n{listed}", "identity", 3, "contact")
    viz = "旅券番号/Passport No. TT4183027\n姓/Surname KURIHARA\n名/Given name TAKUMI\n"
    yield found("passport.txt", viz + _MRZ, "identity contact", 1)
    yield found("yakureki.txt", "保険 06140461 記号123 番号40237\n", "identity", 1)
    card = "保険者番号：06140461\n記号：2150\n番号：487\n枝番：00\n"
    yield found("hokensho.txt", card, "identity", 1)
    lines = "".join(f"{p.name}　139{i}0－779127{i}1\n" for i, p in enumerate(ps))
    yield found("yucho.txt", f"返金先（ゆうちょ）\n\n氏名　記号－番号\n{lines}", "financial contact", 3)
    account = "給与振込先届\n種目　普通　　口座番号　4821937\n口座名義（カナ）　ヤマシタ ケンジ\n"
    yield found("kyuyo.txt", account, "financial contact", 1)
    hired = "Employee: Daniel R. Okafor\nDirect deposit: routing 122105278  account 1544635332\n"
    yield found("deposit.txt", hired, "financial contact", 1)
    pay = '{"card":{"cardNo":"4980697058232058","expire":"2811","holderName":"REN KUWABARA","securityCode":"103"}}'
    yield found("pay.log", f"2025-08-02 DEBUG request={pay}\n", "financial contact", 1)
    half = ("ｷｸﾁ ｼｹﾞﾙ", "ﾂﾁﾔ ﾖｳｺ", "ﾊﾗ ﾚﾝ", "ﾜﾀﾞ ﾕｲ", "ﾓﾁﾂﾞｷ ｷﾖｼ")
    refunds = "".join(f"{kana}|0149|101|1|20113{i}4\n" for i, kana in enumerate(half))
    head = "name_kana|bank_code|branch_code|account_type|account_number\n"
    yield found("refunds.txt", head + refunds, "financial contact", 5)
    paid = zip(
        ("Marta Nowak", "Sven Aldersson"), ("PL20869717236014602614067575", "SE0511757163868857527157"), strict=True
    )
    transfers = "".join(
        f"<CdtTrfTxInf><Cdtr><Nm>{name}</Nm></Cdtr><CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct></CdtTrfTxInf>"
        for name, iban in paid
    )
    yield found("sepa.xml", f'<?xml version="1.0"?><Document>{transfers}</Document>', "financial contact", 2)
    fees = "".join(f"{p.name},{p.my_number},原稿料\n" for p in crowd(7302, 6))
    head = "支払を受ける者,個人番号又は法人番号,区分\n"
    yield found("shiharai.csv", f"{head}{fees}株式会社みらい出版,6543736480159,原稿料\n", "my_number contact", 6)
    yield decoy("tracking.txt", "伝票番号 1881　8357　7319\nお問い合わせ番号 1881 8357 7319\n")
    yield decoy("parts.csv", "図番,記号,番号,枝番\nA-12,記号21,48,01\nA-13,記号22,49,01\n")
    yield decoy("premium.txt", "雇用保険料率 1000分の15.5 事業所番号 1301-482193-7\n保険料 12,345円 番号札 12\n")
    yield decoy("club.txt", "会費の振込先 ゆうちょ銀行 記号 12340 番号 48219371 一般社団法人みどり会\n")
    yield decoy("route.txt", "routing table entry 122105278 next hop 4821\nWire to ACME Inc., account manager 48219\n")


def _grouped(number: str, blank: str) -> str:
    return blank.join(number[at : at + 4] for at in (0, 4, 8))
