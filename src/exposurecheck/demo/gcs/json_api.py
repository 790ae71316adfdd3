"""Answers requests to the JSON API of Cloud Storage for one estate.

Source: Cloud Storage JSON API reference (methods and their parameters); "HTTP status and error codes for JSON".
"""

from collections.abc import Mapping

from exposurecheck.demo.gcs.estate import Acl, Bindings, Blob, Bucket, Estate
from exposurecheck.demo.gcs.rules import ACL_OF_OBJECT, GET, LIST, billing_missing, filtered, permits
from exposurecheck.demo.gcs.wire import Answer, Request, document, error, part_of
from exposurecheck.model.base import Json

_MOST = 1000
_STAMP = "2026-10-01T00:00:00.000Z"
_CONDITIONS_SINCE = 3


class JsonApi:
    """The JSON API; ``page`` caps every listing, as the service caps it at 1000."""

    def __init__(self, estate: Estate, page: int = _MOST) -> None:
        """Serve ``estate``."""
        self._estate = estate
        self._buckets = {bucket.name: bucket for bucket in estate.buckets}
        self._page = page

    def answer(self, request: Request) -> Answer:  # noqa: PLR0911 - a table of methods
        """Answer one request below ``/storage/v1/b`` or ``/download/storage/v1/b``."""
        path = request.path[request.path.index("b") + 1 :]
        if request.method != "GET":
            return error(405, "methodNotAllowed")
        if not path or path == ("",):
            return self._list_buckets(request)
        bucket = self._buckets.get(path[0])
        if bucket is None:
            return error(404, "notFound", "The specified bucket does not exist.")
        if filtered(bucket, request.caller):
            return error(403, "forbidden", "There is an IP filtering condition that is preventing access.")
        if billing_missing(self._estate, bucket, request.caller):
            return error(400, "required", "Bucket is a requester pays bucket but no user project provided.")
        match path[1:]:
            case ():
                return self._bucket(request, bucket)
            case ("iam",):
                return self._policy(request, bucket)
            case ("managedFolders",):
                return self._folders(request, bucket)
            case ("managedFolders", folder, "iam"):
                return self._folder_policy(request, bucket, folder)
            case ("o",):
                return self._list_objects(request, bucket)
            case ("o", key):
                return self._object(request, bucket, key)
            case _:
                return error(404, "notFound")

    def _refused(
        self, request: Request, bucket: Bucket | None, permission: str, key: str | None = None
    ) -> Answer | None:
        """Return the refusal if the caller lacks ``permission``: 401 without a token, 403 with one."""
        request.needs(permission)
        taken = permission in request.refused and request.caller.member is not None
        if not taken and permits(self._estate, bucket, request.caller, permission, key):
            return None
        if request.caller.member is None:
            return error(401, "required", f"Anonymous caller does not have {permission} access.")
        return error(403, "forbidden", f"{request.caller.member} does not have {permission} access.")

    def _list_buckets(self, request: Request) -> Answer:
        if request.query.get("project") not in {self._estate.project, self._estate.number}:
            return error(404, "notFound", "The requested project was not found.")
        full = request.query.get("projection") == "full"
        for permission in ("storage.buckets.list", *(["storage.buckets.getIamPolicy"] if full else [])):
            if refused := self._refused(request, None, permission):
                return refused
        names, following = self._paged(sorted(self._buckets), request)
        items: list[Json] = []
        for name in names:
            shown = self._shown(request, self._buckets[name], full=full)
            if "ipFilter" in shown:  # "List bucket IP filtering rules": the ranges are shown by a get only
                shown["ipFilter"] = {"mode": "Enabled"}
            items.append(shown)
        return document({"kind": "storage#buckets", "items": items, **following})

    def _bucket(self, request: Request, bucket: Bucket) -> Answer:
        full = request.query.get("projection") == "full"
        for permission in ("storage.buckets.get", *(["storage.buckets.getIamPolicy"] if full else [])):
            if refused := self._refused(request, bucket, permission):
                return refused
        if bucket.ranges is not None:
            request.needs("storage.buckets.getIpFilter")
        return document(self._shown(request, bucket, full=full))

    def _shown(self, request: Request, bucket: Bucket, *, full: bool) -> dict[str, Json]:
        shown: dict[str, Json] = {
            "kind": "storage#bucket", "id": bucket.name, "name": bucket.name, "projectNumber": self._estate.number,
            "location": self._estate.location, "storageClass": "STANDARD", "timeCreated": _STAMP, "metageneration": "1",
            "etag": "CAE=",
            "iamConfiguration": {
                "uniformBucketLevelAccess": {"enabled": bucket.uniform}, "publicAccessPrevention": bucket.prevention,
            },
            **bucket.more,
        }  # fmt: skip
        if bucket.requester_pays:
            shown["billing"] = {"requesterPays": True}
        if bucket.ranges is not None:
            shown["ipFilter"] = {"mode": "Enabled", "publicNetworkSource": {"allowedIpCidrRanges": [*bucket.ranges]}}
        if full and not bucket.uniform and self._refused(request, bucket, "storage.buckets.getIamPolicy") is None:
            shown["acl"] = [*self._estate.owners(), *_entries(bucket.acl)]
            shown["defaultObjectAcl"] = [*self._estate.owners(), *_entries(bucket.default_acl)]
        return shown

    def _policy(self, request: Request, bucket: Bucket) -> Answer:
        if refused := self._refused(request, bucket, "storage.buckets.getIamPolicy"):
            return refused
        version = int(request.query.get("optionsRequestedPolicyVersion", "1"))
        if bucket.conditional and version < _CONDITIONS_SINCE:
            return error(400, "badRequest", "Requested policy version must be 3 for a policy with conditions.")
        project = self._estate.project
        teams: Bindings = {
            "roles/storage.legacyBucketOwner": (f"projectEditor:{project}", f"projectOwner:{project}"),
            "roles/storage.legacyBucketReader": (f"projectViewer:{project}",),
        }
        mirrored: Bindings = {} if bucket.uniform else _mirrored(bucket.acl)
        bindings = [b for policy in (teams, bucket.bindings, mirrored) for b in _bindings(policy)]
        found: list[Json] = [*bindings, *(dict(binding) for binding in bucket.conditional)]
        return _iam(found, _CONDITIONS_SINCE if bucket.conditional else 1)

    def _folders(self, request: Request, bucket: Bucket) -> Answer:
        if refused := self._refused(request, bucket, "storage.managedFolders.list"):
            return refused
        names, following = self._paged(sorted(bucket.folders), request, "pageSize")
        items: list[Json] = [{"kind": "storage#managedFolder", "name": name, "bucket": bucket.name} for name in names]
        return document({"kind": "storage#managedFolders", **({"items": items} if items else {}), **following})

    def _folder_policy(self, request: Request, bucket: Bucket, folder: str) -> Answer:
        if refused := self._refused(request, bucket, "storage.managedFolders.getIamPolicy"):
            return refused
        policy = bucket.folders.get(folder)
        return error(404, "notFound") if policy is None else _iam(_bindings(policy), 1)

    def _list_objects(self, request: Request, bucket: Bucket) -> Answer:
        full = request.query.get("projection") == "full" and not bucket.uniform
        for permission in (LIST, *([ACL_OF_OBJECT] if full else [])):
            if refused := self._refused(request, bucket, permission):
                return refused
        keys, following = self._paged(sorted(bucket.objects, key=str.encode), request)
        items: list[Json] = [self._about(bucket, key, acl=full) for key in keys]
        return document({"kind": "storage#objects", **({"items": items} if items else {}), **following})

    def _object(self, request: Request, bucket: Bucket, key: str) -> Answer:
        full = request.query.get("projection") == "full" and not bucket.uniform
        for permission in (GET, *([ACL_OF_OBJECT] if full else [])):
            if refused := self._refused(request, bucket, permission, key):
                return refused
        blob = bucket.objects.get(key)
        if blob is None:  # only who may list is told that it is not there
            return self._refused(request, bucket, LIST) or error(404, "notFound")
        if request.query.get("alt") == "media":
            return media(blob, request)
        return document(self._about(bucket, key, acl=full))

    def _about(self, bucket: Bucket, key: str, *, acl: bool) -> dict[str, Json]:
        blob = bucket.objects[key]
        about: dict[str, Json] = {
            "kind": "storage#object", "name": key, "bucket": bucket.name, "size": str(len(blob.body)), "etag": "CAE=",
            "contentType": blob.content_type, "storageClass": blob.storage_class, "updated": _STAMP, "generation": "1",
        }  # fmt: skip
        return about | ({"acl": [*self._estate.owners(), *_entries(blob.acl)]} if acl else {})

    def _paged(self, names: list[str], request: Request, size: str = "maxResults") -> tuple[list[str], dict[str, Json]]:
        """Return one page and its token; the service decides how many there are on a page, up to what was asked."""
        start = int(request.query.get("pageToken") or 0)
        end = start + min(self._page, int(request.query.get(size) or _MOST))
        return names[start:end], {"nextPageToken": str(end)} if end < len(names) else {}


def media(blob: Blob, request: Request) -> Answer:
    """Answer with the bytes of an object, or a range of them."""
    status, body, headers = part_of(blob.body, request)
    return Answer(status, body, {"Content-Type": blob.content_type, "ETag": '"CAE="', **headers})


def _entries(acl: Acl) -> list[Json]:
    return [{"kind": "storage#accessControl", "entity": entity, "role": role} for entity, role in acl.items()]


def _bindings(policy: Bindings) -> list[Json]:
    return [{"role": role, "members": [*members]} for role, members in policy.items()]


def _mirrored(acl: Acl) -> Bindings:
    """Show ACL entries as legacy roles ("IAM and ACLs: relation to ACLs")."""
    names: Mapping[str, str] = {"READER": "Reader", "WRITER": "Writer", "OWNER": "Owner"}
    found: dict[str, tuple[str, ...]] = {}
    for entity, role in acl.items():
        legacy = f"roles/storage.legacyBucket{names[role]}"
        member = entity if entity.startswith("all") else entity.replace("-", ":", 1)
        found[legacy] = (*found.get(legacy, ()), member)
    return found


def _iam(bindings: list[Json], version: int) -> Answer:
    return document({"kind": "storage#policy", "version": version, "etag": "CAE=", "bindings": bindings})
