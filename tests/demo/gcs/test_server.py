"""What goes over the wire: 401 and 403, pages, policy versions, ranges, tokens; and only on the loopback address."""

import json
from collections.abc import Mapping

import pytest

from exposurecheck.demo.gcs.estate import Blob, Bucket, Estate
from exposurecheck.demo.gcs.project_apis import member_of, token_of
from exposurecheck.demo.gcs.server import CONTROL_PATH, Gcs, made
from exposurecheck.demo.gcs.wire import Answer

VIEWER = "roles/storage.objectViewer"
PUBLIC = {VIEWER: ("allUsers",)}
ADMIN = {"authorization": f"Bearer {token_of('user:admin@corp.example')}"}
STRANGER = {"authorization": f"Bearer {token_of('user:stranger@elsewhere.example')}"}


def gcs(*buckets: Bucket, page: int = 1000, **more: object) -> Gcs:
    bindings = {"roles/storage.admin": ("user:admin@corp.example",), "roles/owner": ("user:admin@corp.example",)}
    return Gcs(Estate("acme-prod", "123", buckets, bindings, **more), page=page)  # type: ignore[arg-type]


def get(cloud: Gcs, target: str, headers: Mapping[str, str] | None = None) -> Answer:
    return cloud.answer("GET", target, headers or {}, b"")


def body(answer: Answer) -> dict[str, object]:
    found = json.loads(answer.body)
    assert isinstance(found, dict)
    return found


def test_the_json_api_asks_strangers_to_sign_in_and_refuses_the_signed() -> None:
    cloud = gcs(Bucket("closed", objects={"a": Blob(b"x")}))
    for target in (
        "/storage/v1/b/closed/o/a",
        "/storage/v1/b/closed/o",
        "/storage/v1/b/closed",
        "/storage/v1/b/closed/iam",
    ):
        anonymous, stranger = get(cloud, target), get(cloud, target, STRANGER)
        assert (anonymous.status, stranger.status) == (401, 403)
        assert "WWW-Authenticate" in anonymous.headers
        assert get(cloud, target, ADMIN).status == 200


def test_the_xml_api_refuses_both_alike() -> None:
    cloud = gcs(Bucket("closed", objects={"a": Blob(b"x")}))
    for target in ("/closed/a", "/closed"):
        assert [get(cloud, target, who).status for who in ({}, STRANGER, ADMIN)] == [403, 403, 200]
    assert b"<Code>AccessDenied</Code>" in get(cloud, "/closed/a").body


def test_missing_is_told_only_to_those_who_may_list() -> None:
    cloud = gcs(
        Bucket("closed"),
        Bucket("open", bindings=PUBLIC),
        Bucket("get-only", bindings={"roles/storage.legacyObjectReader": ("allUsers",)}),
    )
    for name, xml, api in (
        ("closed", 403, 401),
        ("open", 404, 404),
        ("get-only", 403, 401),
        ("no-such-bucket", 404, 404),
    ):
        assert get(cloud, f"/{name}/gone").status == xml
        assert get(cloud, f"/storage/v1/b/{name}/o/gone").status == api


def test_a_token_that_is_none_is_an_invalid_credential() -> None:
    cloud = gcs(Bucket("open", bindings=PUBLIC, objects={"a": Blob(b"x")}))
    for token in ("nonsense", "demo-!!!", ""):
        refused = get(cloud, "/open/a", {"authorization": f"Bearer {token}"})
        assert (refused.status, "authError" in refused.body.decode()) == (401, True)
    cloud.revoked = frozenset({token_of("user:admin@corp.example")})
    assert get(cloud, "/open/a", ADMIN).status == 401
    assert member_of(token_of("user:a@b.example")) == "user:a@b.example"


def test_listings_come_in_pages_with_a_token() -> None:
    names = [f"bucket-{number}" for number in range(5)]
    cloud = gcs(*(Bucket(name) for name in names), page=2)
    seen: list[object] = []
    token = ""
    for _ in range(3):
        page = body(get(cloud, f"/storage/v1/b?project=acme-prod&pageToken={token}", ADMIN))
        assert isinstance(page["items"], list)
        assert len(page["items"]) <= 2
        seen += [item["name"] for item in page["items"]]
        token = str(page.get("nextPageToken", ""))
    assert (seen, token) == (names, "")


def test_fewer_are_given_when_fewer_are_asked_for() -> None:
    cloud = gcs(Bucket("open", bindings=PUBLIC, objects={name: Blob(b"x") for name in "abc"}))
    page = body(get(cloud, "/storage/v1/b/open/o?maxResults=2"))
    assert isinstance(page["items"], list)
    assert ([item["name"] for item in page["items"]], page["nextPageToken"]) == (["a", "b"], "2")


def test_another_project_is_not_found() -> None:
    assert get(gcs(), "/storage/v1/b?project=other", ADMIN).status == 404


def test_conditions_are_shown_to_those_who_know_version_3() -> None:
    binding = {"role": VIEWER, "members": ["user:a@b.example"], "condition": {"title": "t", "expression": "true"}}
    cloud = gcs(Bucket("b1", conditional=(binding,)))  # type: ignore[arg-type]  # plain JSON
    assert get(cloud, "/storage/v1/b/b1/iam", ADMIN).status == 400
    policy = body(get(cloud, "/storage/v1/b/b1/iam?optionsRequestedPolicyVersion=3", ADMIN))
    assert policy["version"] == 3
    assert isinstance(policy["bindings"], list)
    assert policy["bindings"][-1] == binding


def test_acls_are_shown_with_the_full_projection_and_mirrored_as_legacy_roles() -> None:
    cloud = gcs(Bucket("fine", uniform=False, acl={"allUsers": "READER"}), Bucket("even", acl={"allUsers": "READER"}))
    assert "acl" not in body(get(cloud, "/storage/v1/b/fine", ADMIN))
    about = body(get(cloud, "/storage/v1/b/fine?projection=full", ADMIN))
    assert isinstance(about["acl"], list)
    assert {"kind": "storage#accessControl", "entity": "allUsers", "role": "READER"} in about["acl"]
    assert "acl" not in body(get(cloud, "/storage/v1/b/even?projection=full", ADMIN))
    shown = {name: get(cloud, f"/storage/v1/b/{name}/iam", ADMIN).body for name in ("fine", "even")}
    assert (b"allUsers" in shown["fine"], b"allUsers" in shown["even"]) == (True, False)


def test_a_listing_shows_of_an_ip_filter_only_that_it_is_on() -> None:
    cloud = gcs(Bucket("b1", ranges=("203.0.113.0/24",)))
    items = body(get(cloud, "/storage/v1/b?project=acme-prod", ADMIN))["items"]
    assert isinstance(items, list)
    assert items[0]["ipFilter"] == {"mode": "Enabled"}
    assert b"203.0.113.0/24" in get(cloud, "/storage/v1/b/b1", ADMIN).body


def test_requester_pays_refuses_who_names_no_project() -> None:
    cloud = gcs(Bucket("b1", bindings=PUBLIC, requester_pays=True, objects={"a": Blob(b"x")}))
    for target in ("/b1/a", "/storage/v1/b/b1/o/a?alt=media"):
        mark = "&" if "?" in target else "?"
        assert get(cloud, target).status == get(cloud, target, STRANGER).status == 400
        assert get(cloud, f"{target}{mark}userProject=mine", STRANGER).status == 200


@pytest.mark.parametrize(
    ("asked", "status", "data"),
    [
        ("bytes=2-4", 206, b"234"),
        ("bytes=8-99", 206, b"89"),
        ("bytes=8-", 206, b"89"),
        ("bytes=-3", 206, b"789"),
        ("bytes=10-12", 416, b""),
        ("lines=1-2", 200, b"0123456789"),
    ],
)
def test_ranges(asked: str, status: int, data: bytes) -> None:
    cloud = gcs(Bucket("b1", bindings=PUBLIC, objects={"dir/a b.txt": Blob(b"0123456789")}))
    for target in (
        "/b1/dir/a%20b.txt",
        "/storage/v1/b/b1/o/dir%2Fa%20b.txt?alt=media",
        "/download/storage/v1/b/b1/o/dir%2Fa%20b.txt?alt=media",
    ):
        answer = get(cloud, target, {"range": asked})
        assert (answer.status, answer.body) == (status, data)


def test_refusals_can_be_set_and_lifted_and_leave_strangers_alone() -> None:
    cloud = gcs(Bucket("b1", bindings=PUBLIC, objects={"a": Blob(b"x")}))
    cloud.answer("PUT", CONTROL_PATH, {}, b'["storage.objects.get"]')
    assert (get(cloud, "/b1/a", ADMIN).status, get(cloud, "/b1/a").status) == (403, 200)
    cloud.answer("PUT", CONTROL_PATH, {}, b"[]")
    assert get(cloud, "/b1/a", ADMIN).status == 200


def test_the_other_apis_want_a_token() -> None:
    cloud = gcs()
    assert cloud.answer("POST", "/v1/projects/acme-prod:getAncestry", {}, b"{}").status == 401
    assert cloud.answer("POST", "/v1/projects/acme-prod:getAncestry", STRANGER, b"{}").status == 403
    assert cloud.answer("POST", "/v1/projects/acme-prod:getAncestry", ADMIN, b"{}").status == 200
    assert get(cloud, "/v3/organizations/1", ADMIN).status == 404


def test_nothing_can_be_changed() -> None:
    cloud = gcs(Bucket("b1", bindings={"roles/storage.admin": ("allUsers",)}))
    for method in ("PUT", "POST", "DELETE"):
        assert cloud.answer(method, "/storage/v1/b/b1/o/a", ADMIN, b"x").status == 405
        assert cloud.answer(method, "/b1/a", ADMIN, b"x").status == 405


def test_it_listens_on_the_loopback_address_only() -> None:
    server = made(gcs())
    assert server.server_address[0] == "127.0.0.1"
    server.server_close()
