"""The calls this provider makes: the fact each one tells and the permission it needs.

Sources: Azure Storage resource provider REST API; Blob, Data Lake Storage and Azure Files REST API; "Azure permissions
for Storage".
"""

from exposurecheck.providers.azure.calls import Call

_ACCOUNTS = "Microsoft.Storage/storageAccounts"
_CONTAINERS = f"{_ACCOUNTS}/blobServices/containers"
_SHARES = f"{_ACCOUNTS}/fileServices/shares"
_FILES = f"{_ACCOUNTS}/fileServices/fileshares/files/read"
"""Data actions name shares otherwise ("Storage File Data Privileged Reader")."""
_NO_SUCH_SERVICE = frozenset({"FeatureNotSupportedForAccount", "ApiNotSupportedForAccount"})
"""What accounts of a kind without blobs, or without files, answer."""

SUBSCRIPTIONS = Call("subscriptions", "Microsoft.Resources/subscriptions/read", promised=("value",))
ACCOUNTS = Call("accounts", f"{_ACCOUNTS}/read", promised=("value",))
CONTAINERS = Call("containers", f"{_CONTAINERS}/read", promised=("value",), absent=_NO_SUCH_SERVICE)
SHARES = Call("shares", f"{_SHARES}/read", promised=("value",), absent=_NO_SUCH_SERVICE)
BLOB_SERVICE = Call("versioning", f"{_ACCOUNTS}/blobServices/read", promised=("properties",), absent=_NO_SUCH_SERVICE)
FILE_SERVICE = Call("soft_delete", f"{_ACCOUNTS}/fileServices/read", promised=("properties",), absent=_NO_SUCH_SERVICE)
DIAGNOSTICS = Call("access_logging", "Microsoft.Insights/diagnosticSettings/read", promised=("value",))
REPLICATION = Call(
    "replicates_to", f"{_ACCOUNTS}/objectReplicationPolicies/read", promised=("value",), absent=_NO_SUCH_SERVICE
)

WEBSITE = Call(
    "blobService", f"{_ACCOUNTS}/blobServices/read", "blob", ("StorageServiceProperties",), absent=_NO_SUCH_SERVICE
)
LISTED_CONTAINERS = Call("containers", f"{_CONTAINERS}/read", "blob", ("EnumerationResults",), absent=_NO_SUCH_SERVICE)
LISTED_SHARES = Call("shares", f"{_SHARES}/read", "file", ("EnumerationResults",), absent=_NO_SUCH_SERVICE)
CONTAINER_POLICIES = Call("signedIdentifiers", f"{_CONTAINERS}/getAcl/action", "blob", ("SignedIdentifiers",))
SHARE_POLICIES = Call("signedIdentifiers", f"{_SHARES}/read", "file", ("SignedIdentifiers",))
BLOBS = Call("objects", f"{_CONTAINERS}/blobs/read", "blob", ("EnumerationResults",))
BLOB = Call("content", f"{_CONTAINERS}/blobs/read", "blob")
PATH_ACL = Call("acls", f"{_CONTAINERS}/blobs/read", "blob")
FILES = Call("objects", _FILES, "file", ("EnumerationResults",))
FILE = Call("content", _FILES, "file")
