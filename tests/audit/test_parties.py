"""The register tells outside parties apart: known, mistyped, ended, overdue, passing on, reading another's area."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.audit.parties import known_parties, one_edit_away, parties_of
from exposurecheck.documents.register import Entry, Register, read_register
from exposurecheck.errors import RegisterError
from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import Exposure, ExposureClass, Grant, Permission, Principal, PrincipalKind
from exposurecheck.model.keys import KeySet
from exposurecheck.model.party import Party, PartyKind
from tests.audit.conftest import Outcome
from tests.servers.s3 import Bucket, StubS3

TODAY = date(2026, 11, 23)
STORE = "s3://acme-exports"
A, B, VENDOR, STRANGER = "444455556666", "777788889999", "222233334444", "999900001111"
_OWNED = "<OwnershipControls><Rule><ObjectOwnership>{}</ObjectOwnership></Rule></OwnershipControls>"
REGISTER = Register(
    vendors=(
        Entry(name="印刷", ids=(VENDOR, "print.example"), contract_ends="2026-11-22", review_by="2026-11-23"),
        Entry(name="倉庫", ids=("org:o-a1b2c3d4e5",), onward=True, review_by="2025-01-01"),
    ),
    clients=(
        Entry(name="A社", ids=(A,), areas=(f"{STORE}/client-a/*", "s3://acme-a-*/*")),
        Entry(name="B社", ids=(B,), areas=(f"{STORE}/client-b/*",)),
    ),
    own=("333344445555",),
)


def test_each_party_is_who_the_register_says() -> None:
    found = {party.id: party for party in _parties((VENDOR, "org:o-a1b2c3d4e5", "333344445555", "111122223333", A))}
    assert [party.kind for party in found.values()] == ["vendor", "vendor", "own", "own", "client"]
    assert (found[VENDOR].name, found[VENDOR].contract_over, found[VENDOR].review_overdue) == ("印刷", True, False)
    assert found["org:o-a1b2c3d4e5"].review_overdue
    assert not any(party.resembles for party in found.values())


@pytest.mark.parametrize("identity", ["444455556667", "44445555666", "4444555566666", "444455565666"])
def test_a_mistyped_id_is_unknown_and_resembles(identity: str) -> None:
    (party,) = _parties((identity,))
    assert (party.kind, party.resembles) == (PartyKind.UNKNOWN, "A社")


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        ("user:yamada@print.example", "印刷"),
        ("domain:PRINT.example", "印刷"),
        (f"arn:aws:iam::{B}:role/import", "B社"),
        ("user:yamada@print.example.net", None),
    ],
)
def test_users_domains_and_roles_belong_to_their_party(identity: str, name: str | None) -> None:
    (party,) = _parties((identity,))
    assert party.name == name


def test_who_may_change_access_passes_it_on_unless_that_is_agreed() -> None:
    changes = tuple(_grant(who, Permission.WRITE_ACP, "*") for who in (A, STRANGER, "org:o-a1b2c3d4e5"))
    found = {party.id: party.grants_onward for party in _parties((A, STRANGER, "org:o-a1b2c3d4e5"), *changes)}
    assert found == {A: True, STRANGER: True, "org:o-a1b2c3d4e5": False}


@pytest.mark.parametrize(
    ("extra", "ownership", "onward"),
    [
        (None, "BucketOwnerPreferred", True),
        (None, "BucketOwnerEnforced", False),
        ({"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject*Acl", "Resource": "*"}, "ObjectWriter", False),
        ({"Effect": "Deny", "Principal": "*", "NotAction": "s3:Get*", "Resource": "*"}, "ObjectWriter", False),
        ({"Effect": "Deny", "Principal": {"AWS": B}, "Action": "s3:*", "Resource": "*"}, "ObjectWriter", True),
    ],
)
def test_who_can_pass_on_is_what_the_whole_policy_and_the_ownership_leave(
    stub: StubS3,
    scan: Callable[..., Outcome],
    tmp_path: Path,
    *,
    extra: dict[str, Any] | None,
    ownership: str,
    onward: bool,
) -> None:
    arn = "arn:aws:s3:::acme-exports/*"
    allow = {"Effect": "Allow", "Principal": {"AWS": A}, "NotAction": "s3:DeleteObject*", "Resource": arn}
    statements = [allow, *([{**extra, "Resource": arn}] if extra else [])]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    stub.buckets = {"acme-exports": Bucket(policy=policy, xml={"GetBucketOwnershipControls": _OWNED.format(ownership)})}
    (tmp_path / "vendors.yaml").write_text(f"vendors:\n- {{name: A社, ids: '{A}'}}\n", encoding="utf-8")
    (party,) = scan("--content", "off").resource("acme-exports")["parties"]
    assert party["grants_onward"] is onward


@pytest.mark.parametrize(
    ("who", "keys", "others"),
    [
        (A, ("client-a/*",), ()),
        (A, ("*",), ("B社",)),
        (A, ("client-*",), ("B社",)),
        (A, ("client-b/2026/x.csv",), ("B社",)),
        (B, ("client-a/", "client-a/*"), ("A社",)),
        (STRANGER, ("*",), ("A社", "B社")),
        (VENDOR, ("*",), ()),  # a vendor handles the data of clients
    ],
)
def test_reading_the_area_of_another_client(who: str, keys: tuple[str, ...], others: tuple[str, ...]) -> None:
    (party,) = _parties((who,), _grant(who, Permission.READ, *keys))
    assert party.clients == others


def test_what_is_carved_out_is_not_reached() -> None:
    grant = _grant(A, Permission.READ, "*").model_copy(
        update={"scope": KeySet(include=("*",), exclude=("client-b/*",))}
    )
    (party,) = _parties((A,), grant)
    assert party.clients == ()


@given(st.text("0123456789", min_size=6, max_size=12), st.integers(0, 11), st.sampled_from("0123456789"), st.data())
def test_one_edit_is_found_and_two_are_not(text: str, place: int, digit: str, data: st.DataObject) -> None:
    place %= len(text)
    kind = data.draw(st.sampled_from(["replace", "insert", "delete"]))
    edited = {
        "replace": text[:place] + digit + text[place + 1 :],
        "insert": text[:place] + digit + text[place:],
        "delete": text[:place] + text[place + 1 :],
    }[kind]
    assert one_edit_away(text, edited) == one_edit_away(edited, text) == (edited != text)
    assert not one_edit_away(text, f"x{text}y")
    assert not one_edit_away(text, text)


def test_a_broken_register_says_where(tmp_path: Path) -> None:
    path = tmp_path / "vendors.yaml"
    path.write_text("vendors:\n  - name: A\n    ids: [1]\n    revew_by: 2026-01-01\n", encoding="utf-8")
    with pytest.raises(RegisterError) as error:
        read_register(path)
    assert f"{path}:3:11" in str(error.value)
    assert "did you mean 'review_by'" in str(error.value)
    path.write_text("clients:\n  - name: A\n    ids: [x1]\n    contract_ends: 31.3.2027\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="must be a day such as"):
        read_register(path)
    path.write_text("vendors:\n- {name: A, ids: x1}\nclients:\n- {name: B, ids: [X1]}\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="already belongs to 'A'"):
        read_register(path)
    path.write_text("- A\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="must be a mapping"):
        read_register(path)


def test_a_scan_finds_the_register_in_the_working_directory(
    stub: StubS3, scan: Callable[..., Outcome], tmp_path: Path
) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": [f"arn:aws:iam::{A}:root", "arn:aws:iam::777788889998:root"]},
        "Action": ["s3:GetObject", "s3:PutObjectAcl"],
        "Resource": "arn:aws:s3:::acme-exports/*",
    }
    stub.buckets = {
        "acme-exports": Bucket(policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})),
        "acme-closed": Bucket(),
    }
    without = scan("--content", "off")
    assert {r["parties"] and 0 for r in without.report["resources"]} == {None}
    assert not [f for f in without.report["findings"] if f["check"].startswith("outside-party")]
    (tmp_path / "vendors.yaml").write_text(
        f"clients:\n- {{name: A社, ids: '{A}', areas: '{STORE}/a/*', review_by: 2020-01-01}}\n"
        f"- {{name: B社, ids: '{B}', areas: '{STORE}/b/*'}}\n",
        encoding="utf-8",
    )
    told = scan("--content", "off")
    checks = {(f["check"], f["resource"], f["status"]) for f in told.report["findings"]}
    assert {c.removeprefix("outside-party-") for c, r, s in checks if r == STORE and c.startswith("outside-party")} == {
        "resembles-registered", "review-overdue", "can-grant-onward", "reads-other-client",
    }  # fmt: skip
    assert not [c for c, r, _ in checks if r == "s3://acme-closed" and c.startswith("outside-party")]
    parties = told.resource("acme-exports")["parties"]
    assert [(p["id"], p["kind"], p["name"], p["resembles"]) for p in parties] == [
        (A, "client", "A社", None), ("777788889998", "unknown", None, "B社"),
    ]  # fmt: skip
    (tmp_path / "vendors.yaml").write_text("vendors: {}\n", encoding="utf-8")
    assert scan("--content", "off").status == 2


def _grant(who: str, permission: Permission, *keys: str) -> Grant:
    principal = Principal(kind=PrincipalKind.ACCOUNT, id=who)
    return Grant(principal=principal, permission=permission, scope=KeySet(include=keys), via="policy.statement[0]")


def _parties(external: tuple[str, ...], *grants: Grant) -> list[Party]:
    exposure = Exposure(
        exposure=ExposureClass.EXTERNAL_ACCOUNT, anonymous_read=False, anonymous_list=False,
        any_authenticated_read=False, external_accounts=external, explanation=Bilingual(ja="…", en="…"), grants=grants,
    )  # fmt: skip
    return list(parties_of(STORE, exposure, known_parties(REGISTER, ("111122223333",), TODAY)))
