from exposurecheck.demo.people import population, with_check_digit
from exposurecheck.demo.words import MAIL_DOMAINS

RESERVED = (".test", ".example", ".invalid", ".localhost", "example.com", "example.jp", "example.co.jp")


def test_nobody_shares_what_tells_people_apart() -> None:
    people = population()
    for fact in ("email", "mobile", "my_number"):
        assert len({getattr(p, fact) for p in people}) == len(people)
    assert len({(p.family, p.given) for p in people}) == len(people)


def test_the_check_digit_follows_the_ordinance() -> None:
    """Worked example of the ordinance's formula: 123456789018 is valid, and so is 123456789026."""
    assert with_check_digit("12345678901") == "123456789018"
    assert with_check_digit("12345678902") == "123456789026"


def test_phone_numbers_have_the_length_of_real_ones() -> None:
    for person in population():
        assert len(person.mobile.replace("-", "")) == 11
        assert len(person.landline.replace("-", "")) == 10
        assert person.landline.startswith("0")


def test_no_mail_domain_is_one_that_detectors_take_for_a_sample() -> None:
    assert not [d for d in MAIL_DOMAINS if d.endswith(RESERVED)]
