"""The stub decides as the vendor's documents say; each case names the page it comes from."""

import pytest

from exposurecheck.demo.gcs.estate import Blob, Bucket, Estate
from exposurecheck.demo.gcs.rules import ANONYMOUS, CREATE, GET, LIST, Caller, billing_missing, filtered, permits

VIEWER = "roles/storage.objectViewer"
PUBLIC = {VIEWER: ("allUsers",)}
STRANGER = Caller("user:stranger@elsewhere.example")
OWN = Caller("user:colleague@corp.example")
ADMIN = Caller("user:admin@corp.example")
KEY = "a/b.txt"


def estate(**more: object) -> Estate:
    settings: dict[str, object] = {"bindings": {"roles/owner": ("user:admin@corp.example",)}, **more}
    return Estate("acme-prod", "123", **settings)  # type: ignore[arg-type]  # fields of the dataclass


def who_gets(bucket: Bucket, permission: str = GET, **more: object) -> tuple[bool, bool, bool]:
    """Tell whether a stranger without a token, one with a Google account, and a colleague hold ``permission``."""
    place = estate(**more)
    key = KEY if permission == GET else None
    first, second, third = (permits(place, bucket, caller, permission, key) for caller in (ANONYMOUS, STRANGER, OWN))
    return first, second, third


NOBODY, EVERYBODY, SIGNED_IN, COLLEAGUES = (
    (False, False, False), (True, True, True), (False, True, True), (False, False, True),
)  # fmt: skip


@pytest.mark.parametrize(
    ("role", "permission", "who"),
    [
        (VIEWER, GET, EVERYBODY),
        (VIEWER, LIST, EVERYBODY),
        (VIEWER, CREATE, NOBODY),
        ("roles/storage.legacyObjectReader", GET, EVERYBODY),
        ("roles/storage.legacyObjectReader", LIST, NOBODY),
        ("roles/storage.legacyBucketReader", GET, NOBODY),
        ("roles/storage.legacyBucketReader", LIST, EVERYBODY),
        ("roles/storage.objectCreator", GET, NOBODY),
        ("roles/storage.objectCreator", CREATE, EVERYBODY),
        ("roles/storage.objectAdmin", GET, EVERYBODY),
        ("roles/invented", GET, NOBODY),
    ],
)
def test_roles(role: str, permission: str, who: tuple[bool, bool, bool]) -> None:
    """IAM roles for Cloud Storage."""
    assert who_gets(Bucket("b", bindings={role: ("allUsers",)}), permission) == who


@pytest.mark.parametrize(
    ("member", "who"),
    [
        ("allUsers", EVERYBODY),
        ("allAuthenticatedUsers", SIGNED_IN),
        ("domain:corp.example", COLLEAGUES),
        ("user:colleague@corp.example", COLLEAGUES),
        ("domain:orp.example", NOBODY),
        ("serviceAccount:stranger@elsewhere.example", NOBODY),
        ("projectViewer:acme-prod", NOBODY),
        ("deleted:user:stranger@elsewhere.example?uid=1", NOBODY),
    ],
)
def test_members(member: str, who: tuple[bool, bool, bool]) -> None:
    """IAM: Principal identifiers."""
    assert who_gets(Bucket("b", bindings={VIEWER: (member,)})) == who


def test_basic_roles_reach_objects_through_the_buckets_own_policy_only() -> None:
    """IAM roles for Cloud Storage: basic roles."""
    closed = Bucket("b", objects={KEY: Blob(b"x")})
    shared = Bucket("b", bindings={VIEWER: ("projectOwner:acme-prod",)})
    assert not permits(estate(), closed, ADMIN, GET, KEY)
    assert permits(estate(), shared, ADMIN, GET, KEY)


def test_grants_are_inherited_from_project_folder_and_organisation() -> None:
    """IAM: Resource hierarchy."""
    stranger = {VIEWER: ("user:stranger@elsewhere.example",)}
    for more in ({"bindings": stranger}, {"above": {"folders/1": stranger}}, {"above": {"organizations/1": stranger}}):
        assert who_gets(Bucket("b"), **more) == (False, True, False)


def test_iam_or_acl_suffices_and_uniform_access_voids_acls() -> None:
    """Uniform bucket-level access."""
    open_object = {KEY: Blob(b"x", acl={"allUsers": "READER"})}
    assert who_gets(Bucket("b", uniform=False, objects=open_object)) == EVERYBODY
    assert who_gets(Bucket("b", uniform=True, objects=open_object)) == NOBODY
    assert who_gets(Bucket("b", uniform=False, acl={"allUsers": "READER"}), LIST) == EVERYBODY
    assert who_gets(Bucket("b", uniform=True, acl={"allUsers": "READER"}), LIST) == NOBODY
    assert who_gets(Bucket("b", uniform=True, bindings=PUBLIC, objects=open_object)) == EVERYBODY


@pytest.mark.parametrize(
    ("entity", "role", "who"),
    [
        ("allUsers", "READER", EVERYBODY),
        ("allUsers", "OWNER", EVERYBODY),
        ("allAuthenticatedUsers", "READER", SIGNED_IN),
        ("user-colleague@corp.example", "READER", COLLEAGUES),
        ("domain-corp.example", "READER", COLLEAGUES),
    ],
)
def test_object_acls(entity: str, role: str, who: tuple[bool, bool, bool]) -> None:
    """Access control lists: permissions and scopes."""
    bucket = Bucket("b", uniform=False, objects={KEY: Blob(b"x", acl={entity: role}), "other": Blob(b"x")})
    assert who_gets(bucket) == who
    assert not permits(estate(), bucket, STRANGER, GET, "other")
    assert who_gets(bucket, LIST) == NOBODY


def test_a_bucket_acl_lists_and_does_not_read() -> None:
    """Access control lists: READER on a bucket lists, on an object it reads."""
    bucket = Bucket("b", uniform=False, acl={"allUsers": "READER"}, objects={KEY: Blob(b"x")})
    assert (who_gets(bucket, LIST), who_gets(bucket, GET)) == (EVERYBODY, NOBODY)


def test_a_default_object_acl_opens_nothing_that_exists() -> None:
    """Access control lists: default object ACLs apply to new objects."""
    assert who_gets(Bucket("b", uniform=False, default_acl={"allUsers": "READER"}, objects={KEY: Blob(b"x")})) == NOBODY


@pytest.mark.parametrize("above", [True, False])
def test_public_access_prevention_takes_public_grants_and_nothing_else(above: bool) -> None:
    """Public access prevention, of the bucket or of the organisation."""
    own = "inherited" if above else "enforced"
    assert who_gets(Bucket("b", prevention=own, bindings=PUBLIC), prevention=above) == NOBODY
    assert (
        who_gets(Bucket("b", prevention=own, bindings={VIEWER: ("allAuthenticatedUsers",)}), prevention=above) == NOBODY
    )
    assert (
        who_gets(Bucket("b", prevention=own, bindings={VIEWER: ("domain:corp.example",)}), prevention=above)
        == COLLEAGUES
    )
    by_acl = {KEY: Blob(b"x", acl={"allUsers": "READER"})}
    assert who_gets(Bucket("b", uniform=False, prevention=own, objects=by_acl), prevention=above) == NOBODY


def test_a_managed_folder_opens_its_prefix_only() -> None:
    """Managed folders."""
    bucket = Bucket("b", folders={"a/": PUBLIC})
    assert who_gets(bucket) == EVERYBODY
    assert not permits(estate(), bucket, ANONYMOUS, GET, "ab.txt")
    assert who_gets(Bucket("b", prevention="enforced", folders={"a/": PUBLIC})) == NOBODY


def test_a_conditional_binding_grants_nothing_here() -> None:
    """IAM Conditions cannot name allUsers; for others the stub leaves them out, and so is the stricter one."""
    late = {"role": VIEWER, "members": ["user:stranger@elsewhere.example"], "condition": {"expression": "true"}}
    assert who_gets(Bucket("b", conditional=(late,))) == NOBODY  # type: ignore[arg-type]  # plain JSON


def test_custom_roles_hold_what_they_list() -> None:
    """IAM: Custom roles."""
    name = "projects/acme-prod/roles/objGet"
    bucket = Bucket("b", bindings={name: ("allUsers",)})
    assert who_gets(bucket, roles={name: (GET,)}) == EVERYBODY
    assert who_gets(bucket, LIST, roles={name: (GET,)}) == NOBODY


def test_deny_policies_win_and_spare_exceptions() -> None:
    """IAM: Deny policies."""
    rule = {
        "deniedPrincipals": ["principalSet://goog/public:all"],
        "deniedPermissions": ["storage.googleapis.com/objects.get"],
        "exceptionPrincipals": ["principalSet://goog/cloudIdentityCustomerId/C0abc123x"],
    }
    policy = {"name": "deny", "rules": [{"denyRule": rule}]}
    assert who_gets(Bucket("b", bindings=PUBLIC), denials=(policy,)) == COLLEAGUES
    assert who_gets(Bucket("b", bindings=PUBLIC), LIST, denials=(policy,)) == EVERYBODY


def test_requester_pays_needs_somebody_who_pays() -> None:
    """Requester Pays."""
    bucket = Bucket("b", requester_pays=True)
    paying = Caller("user:stranger@elsewhere.example", pays=True)
    callers = (ANONYMOUS, STRANGER, paying, ADMIN)
    assert [billing_missing(estate(), bucket, caller) for caller in callers] == [True, True, False, False]
    assert not billing_missing(estate(), Bucket("b"), ANONYMOUS)


def test_an_ip_filter_looks_at_the_address_and_at_nobody() -> None:
    """Bucket IP filtering."""
    bucket = Bucket("b", ranges=("198.51.100.0/24", "2001:db8::/32"))
    addresses = {"198.51.100.7": False, "203.0.113.9": True, "2001:db8::1": False}
    assert {address: filtered(bucket, Caller(address=address)) for address in addresses} == addresses
    assert not filtered(Bucket("b"), ANONYMOUS)
