"""Passwords and names made up for a test of code, and those that are real in it."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.model.inspection import Category


@pytest.mark.parametrize(
    "text",
    [
        (
            'import pytest\nUSER = {"name": "Jane Doe", "email": "jane.doe@example.com", "password": "hunter2"}\n\n'
            "def test_a(): assert ok(USER)\n"
        ),
        (
            'describe("login", () => { it("works", () => { login({password: "S3cretPassw0rd!"}); expect(1).toBe(1); '
            "}); });\n"
        ),
        'package auth\nfunc TestLogin(t *testing.T) {\n u := User{Password: "bluewhale77"}\n t.Fatal("x")\n}\n',
        (
            'RSpec.describe User do\n let(:u) { User.new(name: "John Smith", email: "john@example.org") }\n it { '
            "expect(u).to be }\nend\n"
        ),
    ],
)
def test_what_is_made_up_for_a_test_is_nothing(text: str) -> None:
    assert in_text(text).categories == ()


@pytest.mark.parametrize(
    "text",
    [
        (
            'def test_prod():\n    r = post("https://admin.kagura-pay.jp/login", json={"password": "bluewhale77"})\n '
            "   assert r.ok\n"
        ),
        'def test_prod():\n    r = login(user="ops", password="vK8#tQ2m!zR4x")\n    assert r.ok\n',
        'DB_PASSWORD = "hunter2"\n',
    ],
)
def test_a_secret_of_a_real_host_and_a_strong_one_stay(text: str) -> None:
    assert Category.CREDENTIAL in in_text(text).categories


def test_people_in_tests_stay_with_their_phones() -> None:
    text = (
        'import pytest\nC = {"name": "東海林 徹", "phone": "070-7570-6371", "email": "a@example.com"}\ndef '
        "test_a(): assert C\n"
    )
    assert Category.CONTACT in in_text(text).categories
