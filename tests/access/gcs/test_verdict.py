"""Each rule about who can read a Cloud Storage bucket, on the smallest documents that show it."""

import pytest

from exposurecheck.access.gcs.verdict import cause_extract, exposure, objects_matter
from exposurecheck.errors import InputError
from exposurecheck.model.exposure import Exposure, ExposureClass, Permission, Witness
from tests.access.gcs.bucket import (
    AS_OF,
    LISTER,
    OBJECTS,
    READER,
    VIEWER,
    Documents,
    binding,
    deny,
    documents,
    entry,
    folder,
    item,
)

CLOSED = (False, False, False)


def judge(given: Documents) -> Exposure:
    return exposure(given, AS_OF)


def flags(verdict: Exposure) -> tuple[bool | None, bool | None, bool | None]:
    return verdict.anonymous_read, verdict.anonymous_list, verdict.any_authenticated_read


@pytest.mark.parametrize(
    ("role", "expected", "read", "lists"),
    [
        ("roles/storage.objectViewer", "anonymous_read", True, True),
        ("roles/storage.objectAdmin", "anonymous_read", True, True),
        ("roles/storage.objectUser", "anonymous_read", True, True),
        ("roles/storage.admin", "anonymous_read", True, True),
        ("roles/storage.legacyObjectReader", "anonymous_read", True, False),
        ("roles/storage.legacyObjectOwner", "anonymous_read", True, False),
        ("roles/storage.legacyBucketReader", "anonymous_list", False, True),
        ("roles/storage.legacyBucketWriter", "anonymous_list", False, True),
        ("roles/storage.legacyBucketOwner", "anonymous_list", False, True),
        ("roles/storage.objectCreator", "anonymous_other", False, False),
    ],
)
def test_a_role_given_to_all_users_reads_or_lists_by_its_permissions(
    role: str, expected: str, read: bool, lists: bool
) -> None:
    verdict = judge(documents(binding(role, "allUsers")))
    assert verdict.exposure == expected
    assert flags(verdict) == (read, lists, read)
    assert verdict.exposed_prefixes == (("*",) if read else ())
    assert verdict.cause == (f"bucket.iam:{role}:allUsers",)
    assert verdict.unknown == ()
    assert verdict.at_most == verdict.exposure


def test_writing_alone_is_told_apart_from_reading() -> None:
    verdict = judge(documents(binding("roles/storage.objectCreator", "allUsers")))
    assert verdict.anonymous_other == ("write",)
    assert verdict.witness is None


def test_a_custom_role_counts_by_its_permissions() -> None:
    role = "projects/own-proj/roles/r"
    for permission, expected in (
        ("storage.objects.get", "anonymous_read"),
        ("storage.objects.list", "anonymous_list"),
        ("storage.objects.getIamPolicy", "anonymous_other"),
        ("storage.buckets.list", "private"),
        ("pubsub.topics.get", "private"),
    ):
        roles = {role: {"includedPermissions": [permission]}}
        assert judge(documents(binding(role, "allUsers"), roles=roles)).exposure == expected
    disabled = {role: {"includedPermissions": ["storage.objects.get"], "stage": "DISABLED"}}
    assert judge(documents(binding(role, "allUsers"), roles=disabled)).exposure == "private"


def test_a_role_that_is_not_known_is_undecided() -> None:
    verdict = judge(documents(binding("roles/other.service", "allUsers")))
    assert (verdict.exposure, verdict.at_most) == ("unknown", "anonymous_read")
    assert verdict.unknown == ("role[roles/other.service]",)
    assert flags(verdict) == (None, None, None)


def test_any_google_account_is_not_everyone_and_not_the_organisation() -> None:
    verdict = judge(documents(binding(VIEWER, "allAuthenticatedUsers")))
    assert verdict.exposure == "any_authenticated_read"
    assert flags(verdict) == (False, False, True)
    assert verdict.any_authenticated_list is True
    assert verdict.witness == Witness(method="GET", key="*", signed=True)
    assert judge(documents(binding(LISTER, "allAuthenticatedUsers"))).exposure == "any_authenticated_list"


def test_names_open_to_everyone_rank_above_data_open_to_accounts() -> None:
    verdict = judge(documents(binding(LISTER, "allUsers"), binding(READER, "allAuthenticatedUsers")))
    assert verdict.exposure == "anonymous_list"
    assert flags(verdict) == (False, True, True)
    assert verdict.exposed_prefixes == ()
    assert verdict.cause == (f"bucket.iam:{LISTER}:allUsers",)


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ("user:someone@elsewhere.example", "external_account"),
        ("user:dev@corp.example", "private"),
        ("user:DEV@Corp.Example", "private"),
        ("user:dev@sub.corp.example", "external_account"),
        ("domain:corp.example", "organization"),
        ("domain:partner.example", "external_account"),
        ("serviceAccount:etl@partner-proj.iam.gserviceaccount.com", "external_account"),
        ("serviceAccount:app@own-proj.iam.gserviceaccount.com", "private"),
        ("serviceAccount:own-proj@appspot.gserviceaccount.com", "private"),
        ("serviceAccount:123456789012-compute@developer.gserviceaccount.com", "private"),
        ("serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com", "private"),
        ("serviceAccount:service-999999999999@gs-project-accounts.iam.gserviceaccount.com", "external_account"),
        ("serviceAccount:own-proj.svc.id.goog[ns/app]", "private"),
        ("deleted:user:gone@partner.example?uid=1", "private"),
        ("projectViewer:own-proj", "private"),
        ("projectViewer:partner-proj", "external_account"),
    ],
)
def test_a_member_is_inside_or_outside_by_domain_and_project(member: str, expected: str) -> None:
    verdict = judge(documents(binding(VIEWER, member)))
    assert verdict.exposure == expected
    assert flags(verdict) == CLOSED
    assert verdict.external_accounts == ((member,) if expected == "external_account" else ())


@pytest.mark.parametrize(
    "member",
    [
        "group:team@corp.example",
        "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*",
    ],
)
def test_who_is_in_a_group_or_pool_is_undecided(member: str) -> None:
    verdict = judge(documents(binding(VIEWER, member)))
    assert (verdict.exposure, verdict.at_most, verdict.unknown) == ("unknown", "external_account", (member,))
    assert len(verdict.undecided) == 1
    assert flags(verdict) == CLOSED


def test_a_group_beside_everyone_changes_nothing() -> None:
    verdict = judge(documents(binding(VIEWER, "allUsers", "group:team@corp.example")))
    assert (verdict.exposure, verdict.unknown) == ("anonymous_read", ())


def test_writing_alone_does_not_make_an_outsider() -> None:
    verdict = judge(documents(binding("roles/storage.objectCreator", "user:a@partner.example")))
    assert (verdict.exposure, verdict.external_accounts) == ("private", ())


def test_project_grants_reach_every_bucket() -> None:
    verdict = judge(documents(project=(binding(VIEWER, "user:auditor@partner.example"),)))
    assert verdict.cause == (f"project.iam:{VIEWER}:user:auditor@partner.example",)
    assert judge(documents(project=(binding(VIEWER, "domain:corp.example"),))).exposure == "organization"


def test_projects_do_not_take_all_users() -> None:
    assert judge(documents(project=(binding(VIEWER, "allUsers"),))).exposure == "private"


def test_an_outside_viewer_of_the_project_lists_through_the_convenience_member() -> None:
    verdict = judge(documents(project=(binding("roles/viewer", "user:auditor@partner.example"),)))
    assert (verdict.exposure, verdict.exposed_prefixes) == ("external_account", ())
    assert verdict.external_accounts == ("user:auditor@partner.example",)


# Public access prevention


@pytest.mark.parametrize("member", ["allUsers", "allAuthenticatedUsers"])
def test_prevention_stops_public_members_and_nobody_else(member: str) -> None:
    given = documents(binding(VIEWER, member, "domain:partner.example"), prevention="enforced")
    verdict = judge(given)
    assert (verdict.exposure, verdict.blocked_by) == ("external_account", ("pap:bucket",))
    assert verdict.latent == (f"bucket.iam:{VIEWER}:{member}",)


def test_every_prevention_that_suffices_is_named() -> None:
    constraint = {"constraints/storage.publicAccessPrevention": {"enforced": True}}
    given = documents(binding(VIEWER, "allUsers"), prevention="enforced", org_policies=constraint)
    assert judge(given).blocked_by == ("pap:bucket", "pap:org_policy")
    given = documents(binding(VIEWER, "allUsers"), prevention="unspecified", org_policies=constraint)
    assert judge(given).blocked_by == ("pap:org_policy",)
    off = {"constraints/storage.publicAccessPrevention": {"enforced": False}}
    assert judge(documents(binding(VIEWER, "allUsers"), org_policies=off)).exposure == "anonymous_read"


def test_prevention_also_stops_acls_and_managed_folders() -> None:
    given = documents(uniform=False, prevention="enforced", objects=(item("a.txt", entry("allUsers")),))
    assert judge(given).blocked_by == ("pap:bucket",)
    given = documents(folders=(folder("site/", binding(READER, "allUsers")),), prevention="enforced")
    assert (judge(given).exposure, judge(given).blocked_by) == ("private", ("pap:bucket",))


def test_constraints_that_are_not_retroactive_prove_nothing() -> None:
    constraints = {
        "constraints/iam.allowedPolicyMemberDomains": {"allowedValues": ["C0own"]},
        "constraints/storage.uniformBucketLevelAccess": {"enforced": True},
    }
    given = documents(uniform=False, org_policies=constraints, objects=(item("a.txt", entry("allUsers")),))
    assert judge(given).exposure == "anonymous_read"


def test_a_control_with_nothing_to_hold_back_is_not_named() -> None:
    assert judge(documents(prevention="enforced")).blocked_by == ()


# ACLs


def test_one_public_object_in_a_private_bucket() -> None:
    given = documents(uniform=False, objects=(item("pub.txt", entry("allUsers")), item("priv.txt")))
    verdict = judge(given)
    assert verdict.exposed_prefixes == ("pub.txt",)
    assert verdict.cause == ("object.acl[pub.txt]:allUsers:READER",)
    assert verdict.witness == Witness(method="GET", key="pub.txt")


def test_uniform_access_voids_acls_and_keeps_policies() -> None:
    given = documents(
        binding(LISTER, "allUsers"),
        bucket={"acl": [entry("allUsers", "WRITER")]},
        objects=(item("pub.txt", entry("allUsers")),),
    )
    verdict = judge(given)
    assert (verdict.exposure, verdict.blocked_by) == ("anonymous_list", ("ubla",))


def test_a_missing_configuration_means_fine_grained() -> None:
    given = documents(objects=(item("pub.txt", entry("allUsers")),))
    del given["bucket"]["iamConfiguration"]
    assert judge(given).exposure == "anonymous_read"


def test_a_bucket_acl_shown_as_a_legacy_role_is_one_grant() -> None:
    given = documents(binding(LISTER, "allUsers"), uniform=False, bucket={"acl": [entry("allUsers")]})
    assert judge(given).cause == (f"bucket.iam:{LISTER}:allUsers",)
    given = documents(uniform=False, bucket={"acl": [entry("allUsers")]})
    assert judge(given).cause == ("bucket.acl:allUsers:READER",)


def test_acl_entities_are_named_like_members() -> None:
    acl = (entry("domain-partner.example"), entry("user-a@partner.example"), entry("user-s@p.iam.gserviceaccount.com"))
    verdict = judge(documents(uniform=False, objects=(item("a.txt", *acl),)))
    assert verdict.external_accounts == (
        "domain:partner.example",
        "serviceAccount:s@p.iam.gserviceaccount.com",
        "user:a@partner.example",
    )
    assert verdict.exposed_prefixes == ("a.txt",)


def test_a_default_object_acl_waits_for_new_objects() -> None:
    given = documents(uniform=False, bucket={"defaultObjectAcl": [entry("allUsers")]})
    verdict = judge(given)
    assert (verdict.exposure, verdict.latent) == ("private", ("latent:defaultObjectAcl:allUsers",))
    assert flags(verdict) == CLOSED
    assert verdict.at_most == "private"


# Conditions and managed folders


def test_a_condition_on_names_limits_the_keys() -> None:
    when = f'resource.name.startsWith("{OBJECTS}reports/")'
    verdict = judge(documents(binding(VIEWER, "domain:partner.example", when=when)))
    assert (verdict.exposed_prefixes, verdict.blocked_by) == (("reports/*",), ())


def test_a_condition_that_is_over_closes_the_grant() -> None:
    when = 'request.time < timestamp("2024-01-01T00:00:00Z")'
    verdict = judge(documents(binding(VIEWER, "domain:partner.example", when=when)))
    assert (verdict.exposure, verdict.blocked_by) == ("private", ("condition:request.time",))
    both = judge(documents(binding(VIEWER, "user:a@b.example", when=when), binding(VIEWER, "user:a@b.example")))
    assert (both.exposure, both.blocked_by) == ("external_account", ())


def test_a_failing_condition_for_insiders_is_no_blocker() -> None:
    when = 'request.time < timestamp("2024-01-01T00:00:00Z")'
    assert judge(documents(binding(VIEWER, "user:dev@corp.example", when=when))).blocked_by == ()


def test_a_condition_that_cannot_be_evaluated_is_taken_to_hold() -> None:
    when = 'resource.matchTag("1/env", "prod")'
    verdict = judge(documents(binding(VIEWER, "domain:partner.example", when=when)))
    assert (verdict.exposure, verdict.unknown) == ("external_account", ("condition:resource.matchTag",))
    assert verdict.exposed_prefixes == ("*",)


def test_a_managed_folder_opens_its_prefix() -> None:
    verdict = judge(documents(folders=(folder("site", binding(READER, "allUsers")),)))
    assert verdict.exposed_prefixes == ("site/*",)
    assert verdict.cause == (f"managed_folder[site/].iam:{READER}:allUsers",)


def test_a_managed_folder_takes_nothing_away() -> None:
    verdict = judge(documents(binding(READER, "allUsers"), folders=(folder("private/"),)))
    assert (verdict.exposed_prefixes, verdict.blocked_by) == (("*",), ())


def test_whether_a_folder_grant_lists_names_is_undecided() -> None:
    verdict = judge(documents(folders=(folder("site/", binding(VIEWER, "allUsers")),)))
    assert flags(verdict) == (True, None, True)
    assert verdict.unknown == ("listing through a managed folder",)
    only = judge(documents(folders=(folder("site/", binding(LISTER, "allUsers")),)))
    assert only.at_most == "anonymous_list"


def test_keys_of_several_grants_are_written_once() -> None:
    given = documents(binding(READER, "allUsers"), folders=(folder("site/", binding(READER, "allUsers")),))
    verdict = judge(given)
    assert verdict.exposed_prefixes == ("*",)
    assert len(verdict.cause) == 2


# Deny policies


def test_a_deny_for_everyone_closes_what_it_names() -> None:
    given = documents(binding(VIEWER, "allUsers"), denies=(deny("d", "objects.get", "objects.list"),))
    assert (judge(given).exposure, judge(given).blocked_by) == ("private", ("deny_policy[d]",))
    given = documents(binding(VIEWER, "allUsers"), denies=(deny("d", "objects.get"),))
    assert (judge(given).exposure, flags(judge(given))) == ("anonymous_list", (False, True, False))
    given = documents(binding(VIEWER, "allUsers"), denies=(deny("d", "objects.*"),))
    assert judge(given).exposure == "private"


@pytest.mark.parametrize(
    ("exception", "expected", "external"),
    [
        ("principalSet://goog/cloudIdentityCustomerId/C0own", "organization", ()),
        ("principal://goog/subject/dev@corp.example", "private", ()),
        ("principal://goog/subject/a@partner.example", "external_account", ("user:a@partner.example",)),
        (
            "principal://iam.googleapis.com/projects/-/serviceAccounts/s@p.iam.gserviceaccount.com",
            "external_account",
            ("serviceAccount:s@p.iam.gserviceaccount.com",),
        ),
        ("principalSet://goog/group/team@corp.example", "unknown", ()),
    ],
)
def test_those_exempt_from_a_deny_keep_what_everyone_was_given(
    exception: str, expected: str, external: tuple[str, ...]
) -> None:
    policy = deny("d", "objects.get", "objects.list", exceptions=(exception,))
    verdict = judge(documents(binding(VIEWER, "allUsers"), denies=(policy,)))
    assert (verdict.exposure, verdict.external_accounts) == (expected, external)
    assert verdict.blocked_by == ("deny_policy[d]",)
    assert flags(verdict) == CLOSED


def test_a_deny_for_one_person_leaves_the_rest() -> None:
    policy = deny("d", "objects.get", "objects.list", principals=("principal://goog/subject/a@partner.example",))
    given = documents(binding(VIEWER, "user:a@partner.example", "user:b@partner.example"), denies=(policy,))
    verdict = judge(given)
    assert (verdict.external_accounts, verdict.blocked_by) == (("user:b@partner.example",), ("deny_policy[d]",))
    assert judge(documents(binding(VIEWER, "allUsers"), denies=(policy,))).exposure == "anonymous_read"


def test_an_outsider_is_not_exempt_as_a_member_of_the_owners_own_organisation() -> None:
    own = deny("d", "objects.get", "objects.list", exceptions=("principalSet://goog/cloudIdentityCustomerId/C0own",))
    other = deny("e", "objects.get", exceptions=("principal://goog/subject/a@partner.example",))
    for policies in ((own,), (own, other), (other, own)):
        verdict = judge(documents(binding(VIEWER, "allUsers"), denies=policies))
        assert verdict.at_most is ExposureClass.ORGANIZATION
        assert verdict.external_accounts == ()


def test_a_deny_with_a_condition_on_tags_is_taken_not_to_close() -> None:
    policy = deny("d", "objects.get", "objects.list")
    policy["rules"][0]["denyRule"]["denialCondition"] = {"expression": 'resource.matchTag("1/env", "prod")'}
    verdict = judge(documents(binding(VIEWER, "allUsers"), denies=(policy,)))
    assert (verdict.exposure, verdict.unknown) == ("anonymous_read", ("deny_policy[d].denialCondition",))


def test_whether_a_deny_reaches_acls_is_undecided() -> None:
    policy = deny("d", "objects.get", "objects.list")
    verdict = judge(documents(uniform=False, denies=(policy,), objects=(item("a.txt", entry("allUsers")),)))
    assert (verdict.exposure, verdict.at_most) == ("unknown", "anonymous_read")
    assert flags(verdict) == (None, False, None)
    assert verdict.unknown == ("deny policies and ACLs",)


# Network and billing


def test_requester_pays_asks_for_an_account() -> None:
    verdict = judge(documents(binding(VIEWER, "allUsers"), bucket={"billing": {"requesterPays": True}}))
    assert (verdict.exposure, verdict.blocked_by) == ("any_authenticated_read", ("requester_pays",))
    listing = judge(documents(binding(LISTER, "allUsers"), bucket={"billing": {"requesterPays": True}}))
    assert listing.exposure == "any_authenticated_list"
    named = judge(documents(binding(VIEWER, "user:a@b.example"), bucket={"billing": {"requesterPays": True}}))
    assert (named.exposure, named.blocked_by) == ("external_account", ())


def ip_filter(*ranges: str, mode: str = "Enabled", vpc: tuple[str, ...] = ()) -> Documents:
    sources = [{"network": n, "allowedIpCidrRanges": ["10.0.0.0/8"]} for n in vpc]
    public = {"allowedIpCidrRanges": list(ranges)}
    return {"ipFilter": {"mode": mode, "publicNetworkSource": public, "vpcNetworkSources": sources}}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ip_filter("203.0.113.0/24"), "network_restricted"),
        (ip_filter("203.0.113.0/24", mode="Disabled"), "anonymous_read"),
        (ip_filter("0.0.0.0/0", "::/0"), "anonymous_read"),
        (ip_filter("0.0.0.0/1", "128.0.0.0/1"), "anonymous_read"),
        (ip_filter(), "private"),
        (ip_filter("192.168.0.0/16"), "private"),
        (ip_filter(vpc=("projects/own-proj/global/networks/n",)), "network_restricted"),
    ],
)
def test_an_ip_filter_limits_where_callers_come_from(given: Documents, expected: str) -> None:
    verdict = judge(documents(binding(VIEWER, "allUsers"), bucket=given))
    assert verdict.exposure == expected
    assert verdict.network_restricted is (expected == "network_restricted")
    assert verdict.blocked_by == (() if expected == "anonymous_read" else ("ip_filter",))


def test_named_outsiders_behind_an_ip_filter_stay_named_outsiders() -> None:
    verdict = judge(documents(binding(VIEWER, "domain:partner.example"), bucket=ip_filter("203.0.113.0/24")))
    assert (verdict.exposure, verdict.network_restricted, verdict.blocked_by) == ("external_account", True, ())
    assert verdict.witness == Witness(method="GET", key="*", network="203.0.113.0/24", signed=True)


def test_a_control_that_takes_less_than_another_is_not_named() -> None:
    given = documents(binding(VIEWER, "allUsers"), prevention="enforced", bucket={"billing": {"requesterPays": True}})
    assert judge(given).blocked_by == ("pap:bucket",)


# Missing facts


@pytest.mark.parametrize(
    ("missing", "at_most"),
    [
        ("iamPolicy", "anonymous_read"),
        ("managedFolders", "anonymous_read"),
        ("bucket", "anonymous_list"),
        ("project", "external_account"),
    ],
)
def test_a_missing_document_that_could_open_makes_a_private_bucket_unknown(missing: str, at_most: str) -> None:
    given = documents()
    del given[missing]
    verdict = judge(given)
    assert (verdict.exposure, verdict.at_most) == ("unknown", at_most)
    assert missing in verdict.unknown
    assert len(verdict.unknown) == len(verdict.undecided)


@pytest.mark.parametrize("missing", ["objects", "customRoles", "organization"])
def test_a_missing_document_that_cannot_open_changes_nothing(missing: str) -> None:
    given = documents()
    del given[missing]
    assert (judge(given).exposure, judge(given).unknown) == ("private", ())


def test_objects_matter_only_without_uniform_access() -> None:
    given = documents(uniform=False)
    assert objects_matter(given)
    assert not objects_matter(documents())
    assert objects_matter({})
    del given["objects"]
    assert judge(given).unknown == ("objects",)
    assert judge(documents(uniform=False) | {"unread": ["objects.acl"]}).unknown == ("objects.acl",)


@pytest.mark.parametrize("missing", ["bucket", "project"])
def test_a_missing_document_that_could_only_close_leaves_the_bucket_exposed(missing: str) -> None:
    given = documents(binding(VIEWER, "allUsers"))
    del given[missing]
    verdict = judge(given)
    assert (verdict.exposure, verdict.at_most) == ("anonymous_read", "anonymous_read")
    assert missing in verdict.unknown


def test_unread_parts_of_the_project_are_told_apart() -> None:
    given = documents(binding(VIEWER, "allUsers")) | {"unread": ["project.denyPolicies", "project.orgPolicies"]}
    assert judge(given).unknown == ("project.denyPolicies", "project.orgPolicies")
    assert judge(documents() | {"unread": ["project.denyPolicies"]}).unknown == ()
    prevented = documents(prevention="enforced") | {"unread": ["iamPolicy"]}
    assert judge(prevented).at_most == "external_account"


def test_without_the_organisation_a_domain_may_be_foreign() -> None:
    given = documents(binding(VIEWER, "domain:corp.example"))
    del given["organization"]
    verdict = judge(given)
    assert (verdict.exposure, verdict.at_most) == ("unknown", "external_account")
    assert verdict.unknown == ("organization",)


# Evidence


@pytest.mark.parametrize(
    ("cause", "source", "pointer"),
    [
        (f"bucket.iam:{VIEWER}:allUsers", "storage.buckets.getIamPolicy", "/bindings/2"),
        (f"project.iam:{VIEWER}:user:a@b.example", "cloudresourcemanager.projects.getIamPolicy", "/bindings/1"),
        (f"managed_folder[f/].iam:{READER}:allUsers", "storage.managedFolders.getIamPolicy", "/bindings/0"),
        ("object.acl[o.txt]:allUsers:READER", "storage.objects.get o.txt", "/acl/1"),
        ("bucket.acl:allUsers:READER", "storage.buckets.get", "/acl/0"),
        ("latent:defaultObjectAcl:allUsers", "storage.buckets.get", "/defaultObjectAcl/0"),
        ("pap:bucket", "storage.buckets.get", "/iamConfiguration/publicAccessPrevention"),
        ("deny_policy[d]", "iam.policies.get", "/0"),
    ],
)
def test_every_cause_leads_to_its_place_in_the_documents(cause: str, source: str, pointer: str) -> None:
    given = documents(
        binding(VIEWER, "allUsers", "user:other@corp.example"),
        project=(binding(VIEWER, "user:a@b.example"),),
        folders=(folder("f/", binding(READER, "allUsers")),),
        objects=(item("o.txt", entry("allUsers")),),
        bucket={"acl": [entry("allUsers")], "defaultObjectAcl": [entry("allUsers")]},
        denies=(deny("d", "objects.get"),),
    )
    found = cause_extract(given, cause)
    assert found is not None
    assert found[:2] == (source, pointer)
    assert found[2]
    assert "other@corp.example" not in found[2]


def test_grants_are_listed_widest_first() -> None:
    given = documents(binding(VIEWER, "domain:corp.example", "domain:partner.example", "allUsers"))
    kinds = [(g.principal.kind.value, g.permission) for g in judge(given).grants]
    assert kinds == [
        ("anonymous", Permission.READ),
        ("anonymous", Permission.LIST),
        ("organization", Permission.READ),
        ("organization", Permission.LIST),
        ("organization", Permission.READ),
        ("organization", Permission.LIST),
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("iamPolicy", "bindings"), "text"),
        (("iamPolicy", "bindings", 0, "members"), "allUsers"),
        (("bucket", "iamConfiguration"), []),
        (("project", "denyPolicies"), [1]),
        (("objects",), {"a": 1}),
        (("organization",), "corp.example"),
        (("bucket", "iamConfiguration", "uniformBucketLevelAccess", "enabled"), "true"),
    ],
)
def test_a_malformed_document_says_where(path: tuple[str | int, ...], value: object) -> None:
    given = documents()
    place: Documents = given
    for part in path[:-1]:
        place = place[part]  # type: ignore[index]  # the last step may be a list index
    place[path[-1]] = value  # type: ignore[index]  # as above
    with pytest.raises(InputError, match=str(path[0])):
        judge(given)


def test_every_class_has_a_sentence_in_both_languages() -> None:
    seen = {
        judge(d).exposure: judge(d).explanation
        for d in (
            documents(),
            documents(binding(VIEWER, "allUsers")),
            documents(binding(LISTER, "allUsers")),
            documents(binding("roles/storage.objectCreator", "allUsers")),
            documents(binding(VIEWER, "allAuthenticatedUsers")),
            documents(binding(LISTER, "allAuthenticatedUsers")),
            documents(binding(VIEWER, "allUsers"), bucket=ip_filter("203.0.113.0/24")),
            documents(binding(VIEWER, "user:a@b.example")),
            documents(binding(VIEWER, "domain:corp.example")),
            documents(binding(VIEWER, "group:a@corp.example")),
        )
    }
    assert set(seen) == set(ExposureClass) - {ExposureClass.BEARER_TOKEN}
    assert len({s.en for s in seen.values()}) == len(seen)
    assert all(s.ja.endswith("。") and s.en.endswith(".") for s in seen.values())


def test_without_an_organisation_the_owners_of_the_project_are_insiders() -> None:
    given = documents(
        binding(VIEWER, "user:me@mail.example"),
        binding(LISTER, "user:friend@mail.example"),
        project=(binding("roles/owner", "user:me@mail.example"),),
    )
    given["organization"] = None
    assert judge(given).external_accounts == ("user:friend@mail.example",)


def test_a_grant_is_latent_when_one_control_holds_it() -> None:
    given = documents(binding(VIEWER, "allUsers"), prevention="enforced")
    assert judge(given).latent == (f"bucket.iam:{VIEWER}:allUsers",)
    given["project"]["orgPolicies"]["constraints/storage.publicAccessPrevention"] = {"enforced": True}
    assert judge(given).latent == ()


def test_writing_by_outsiders_is_said_though_nobody_can_read() -> None:
    verdict = judge(documents(binding("roles/storage.objectCreator", "allAuthenticatedUsers")))
    assert (verdict.exposure, verdict.anonymous_other) == ("private", ())
    assert "write" in verdict.explanation.en


def test_an_id_that_is_not_in_the_documents_has_no_extract() -> None:
    assert cause_extract(documents(), f"bucket.iam:{VIEWER}:allUsers") is None


def test_a_deny_for_the_own_organisation_takes_away_its_domain_grant() -> None:
    policy = deny("d", "objects.*", principals=("principalSet://goog/cloudIdentityCustomerId/C0own",))
    verdict = judge(documents(binding(VIEWER, "domain:corp.example"), denies=(policy,)))
    assert (verdict.exposure, verdict.blocked_by) == ("private", ("deny_policy[d]",))
    assert judge(documents(binding(VIEWER, "allUsers"), denies=(policy,))).exposure == "anonymous_read"


def test_an_exempt_organisation_that_is_not_known_may_be_foreign() -> None:
    exempt = "principalSet://goog/cloudIdentityCustomerId/C0own"
    given = documents(binding(VIEWER, "allUsers"), denies=(deny("d", "objects.*", exceptions=(exempt,)),))
    del given["organization"]
    verdict = judge(given)
    assert (verdict.exposure, verdict.at_most) == ("unknown", "external_account")
    assert verdict.unknown == ("organization",)
