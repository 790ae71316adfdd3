"""Check digits as published; every validator answers for any text and never raises."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content.validators import CHECKSUMS, VALIDATORS

VALID = [
    ("mod11_mynumber", "123456789018"),
    ("corporate_number", "7000012050002"),
    ("corporate_number", "1180301018771"),
    ("corporate_number", "8000012010038"),
    ("insurer_number", "33120015"),
    ("insurer_number", "01130012"),
    ("luhn", "4111111111111111"),
    ("card_prefix", "378282246310005"),
    ("ean13", "4901234567894"),
    ("iban_mod97", "GB82WEST12345698765432"),
    ("cn_resident", "11010519491231002X"),
    ("verhoeff", "2363"),
    ("tw_id", "A123456789"),
    ("hk_id", "A123456(3)"),
    ("sg_nric", "S1234567D"),
    ("au_tfn", "123456782"),
    ("br_cpf", "52998224725"),
    ("ca_sin", "130692544"),
    ("de_tax_id", "86095742719"),
    ("es_dni", "12345678Z"),
    ("es_dni", "X1234567L"),
    ("fr_nir", "255081416802538"),
    ("it_fiscal_code", "RSSMRA85T10A562S"),
    ("mx_curp", "HEGG560427MVZRRL04"),
    ("nl_bsn", "111222333"),
    ("pl_pesel", "44051401359"),
    ("th_id", "1101700207030"),
    ("mrz_td3", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"),
    ("jp_phone", "06034217765"),
    ("us_ssn", "482193760"),
    ("basic_credentials", "c3ZjOktxOGFCM2RFZkdo"),
]
INVALID = [
    ("mod11_mynumber", "123456789019"),
    ("not_repdigit", "000000000000"),
    ("card_prefix", "490154203237518"),
    ("jp_phone", "0120444123"),
    ("jp_phone", "09000000000"),
    ("us_ssn", "666193760"),
    ("nino", "GB482193C"),
    ("secret_like", "${DB_PASSWORD}"),
    ("secret_like", "var.password"),
    ("ipv4_public", "192.168.1.1"),
    ("basic_credentials", "authentication"),
]


@pytest.mark.parametrize(("name", "value"), VALID)
def test_published_examples_pass(name: str, value: str) -> None:
    assert VALIDATORS[name](value)


@pytest.mark.parametrize(("name", "value"), INVALID)
def test_broken_or_unreal_values_fail(name: str, value: str) -> None:
    assert not VALIDATORS[name](value)


@given(st.text(alphabet=st.sampled_from("0123456789ABCXZ<>()-. 一あア@"), max_size=50) | st.text(max_size=20))
def test_every_validator_answers_for_any_text(value: str) -> None:
    for validator in VALIDATORS.values():
        assert validator(value) in {True, False}


@pytest.mark.parametrize("name", ["mod11_mynumber", "luhn", "mod11_licence", "corporate_number"])
@given(digits=st.integers(10**11, 10**12 - 1), place=st.integers(0, 10), change=st.integers(1, 9))
def test_a_changed_digit_mostly_breaks_the_check(name: str, digits: int, place: int, change: int) -> None:
    """Luhn catches every single error; the others at least keep their answer a plain yes or no."""
    value = str(digits)
    other = value[:place] + str((int(value[place]) + change) % 10) + value[place + 1 :]
    if name == "luhn" and VALIDATORS[name](value):
        assert not VALIDATORS[name](other)


def test_checksums_name_existing_validators() -> None:
    assert VALIDATORS.keys() >= CHECKSUMS


def test_nobody_is_born_in_a_year_to_come() -> None:
    this_year = datetime.now(UTC).year
    born = VALIDATORS["birth_date"]
    assert born(f"{this_year}-01-01")
    assert born("1931-04-05")
    assert not born(f"{this_year + 1}-01-01")
    assert not born("1899-12-31")
