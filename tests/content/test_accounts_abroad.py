"""Accounts at banks of other countries beside names, and numbers of people that a mail in English names."""

import pytest
from tests.content.inspecting import in_rows, in_text


@pytest.mark.parametrize(
    "text",
    [
        "급여이체\n안성호\t신한은행\t405-656-894781\t357,000\n한경숙\t카카오뱅크\t3333-72-364868\t448,000\n",
        "1. 賴建宏  身份證 Y628176(A)\n   中銀香港 戶口 024-673-552271-315   HK$24,814.00\n",
        "乙方（劳动者）：黄子轩\n工资汇入：中国工商银行 6222 0214 0383 9700 825。\n",
        "Nome completo: Ivan Junqueira, Bradesco, Agência 6355-5, Conta corrente 82570-3\n",
        "Họ và tên: Đỗ Thị Hồng\nSố tài khoản: 1029384756 Vietcombank\n",
        "会費返金リスト\n 1  永井　俊介\t記号 14510  番号 05900791\n 2  矢野　清志\t記号 11430  番号 31466051\n",
    ],
)
def test_accounts_beside_names(text: str) -> None:
    assert set(in_text(text).categories) >= {"contact", "financial"}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["Last Name", "First Name", "Routing", "Account"], ["Pemberton", "Harriet", "026009593", "9209657058"]),
        (["nome", "banco", "agencia", "conta"], ["Bruno Bittencourt", "341", "1915-6", "29645-2"]),
        (["姓名", "开户行", "银行账号"], ["吴振宇", "工商银行大连分行", "6222021403839700825"]),
        (["성명", "은행", "계좌번호"], ["안성호", "신한은행", "405-656-894781"]),
    ],
)
def test_columns_of_accounts(header: list[str], row: list[str]) -> None:
    assert "financial" in in_rows([header, row]).categories


def test_columns_of_bookkeeping_are_no_accounts() -> None:
    rows = [["date", "account", "amount"], ["2025-06-01", "41100200", "1200"], ["2025-06-02", "41100300", "900"]]
    assert not in_rows(rows).categories


def test_a_mail_that_names_its_numbers_in_the_subject() -> None:
    mail = (
        "From: Wendy Hollister <wendy.hollister@kaiyo-freight.com>\nTo: Arai Yumiko <yumiko.arai@kaiyo-freight.com>\n"
        "Subject: My number for year-end adjustment\n\nHi Yumiko,\nwe finally found the cards:\n\n"
        "me     8422 6351 5081\nYuki (spouse)  3814 1609 6523\n\nThanks\nWendy\n"
    )
    assert "my_number" in in_text(mail, "a.eml").categories
    assert "my_number" not in in_text(mail.replace("6523", "6524"), "a.eml").categories


def test_somebody_from_abroad_below_a_label() -> None:
    text = "被災者\nHO VAN DUNG(90期 技能実習生)\n傷病名\n右示指末節骨骨折\n"
    assert set(in_text(text).categories) == {"contact", "special_care"}
