"""The calls this provider makes: the fact each one tells and the permission it needs.

Sources: Cloud Storage, "IAM permissions for JSON methods"; API references of Resource Manager, Org Policy and IAM.
"""

from exposurecheck.providers.gcp.calls import Call

BUCKETS = Call("buckets", "storage.buckets.list", ("kind", "items", "nextPageToken", "unreachable"))
BUCKET = Call("bucket", "storage.buckets.get", ("name",))
BUCKET_ACLS = Call("bucket.acl", "storage.buckets.getIamPolicy", ("name",))
IP_FILTER = Call("bucket.ipFilter", "storage.buckets.getIpFilter", ("name",))
POLICY = Call("iamPolicy", "storage.buckets.getIamPolicy", ("bindings", "kind", "etag"))
FOLDERS = Call("managedFolders", "storage.managedFolders.list", ("kind", "items", "nextPageToken"))
FOLDER_POLICY = Call("managedFolders", "storage.managedFolders.getIamPolicy", ("bindings", "kind", "etag"))
OBJECTS = Call("objects", "storage.objects.list", ("kind", "items", "nextPageToken"))
OBJECT_ACL = Call("objects.acl", "storage.objects.getIamPolicy", ("name", "acl"))
CONTENT = Call("content", "storage.objects.get")
ANCESTRY = Call("organization", "resourcemanager.projects.get", ("ancestor",), api="cloudresourcemanager")
ORGANIZATION = Call("organization", "resourcemanager.organizations.get", ("name",), api="cloudresourcemanager")
PROJECTS = Call("projects", "resourcemanager.projects.list", api="cloudresourcemanager")
SUBFOLDERS = Call("projects", "resourcemanager.folders.list", api="cloudresourcemanager")
PREVENTION = Call("project.orgPolicies", "orgpolicy.policy.get", ("spec", "name"), api="orgpolicy")
DENY_POLICIES = Call("project.denyPolicies", "iam.denypolicies.list", api="iam")
DENY_POLICY = Call("project.denyPolicies", "iam.denypolicies.get", ("rules", "name"), api="iam")
ROLE = Call("customRoles", "iam.roles.get", ("name", "includedPermissions"), api="iam")


ANCESTOR_POLICIES = {
    level: Call(
        "project.iamPolicy",
        f"resourcemanager.{level}.getIamPolicy",
        ("bindings", "etag", "version"),
        api="cloudresourcemanager",
    )
    for level in ("projects", "folders", "organizations")
}
"""The calls that read the IAM policy of a project, folder or organisation."""
