"""Reads the documents of one bucket that decide who can reach it, in the order that needs the fewest calls."""

from exposurecheck.model.base import Json, JsonObject
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.resource import ProviderName, Resource, ResourceType
from exposurecheck.providers.base import Store, StoreRef
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp import operations
from exposurecheck.providers.gcp.address import bucket_path
from exposurecheck.providers.gcp.calls import Call, Calls, Reply
from exposurecheck.providers.gcp.metadata import billed, entries, kept, settings_of, uniform
from exposurecheck.providers.gcp.pages import pages
from exposurecheck.providers.gcp.project import Projects
from exposurecheck.providers.replies import items, mapping, text

_GONE = 404
_ACLS = ("acl", "defaultObjectAcl")
_VERSION = {"optionsRequestedPolicyVersion": "3"}
"""Without it, conditions are left out of a policy ("Policy versions")."""


def describe(calls: Calls, projects: Projects, ref: StoreRef, listed: JsonObject | None) -> Store:
    """Return ``ref`` with its documents; ``listed`` is the bucket as the listing showed it."""
    return _Reading(calls, projects, ref, listed).store()


class _Reading:
    """The documents of one bucket while they are being read."""

    def __init__(self, calls: Calls, projects: Projects, ref: StoreRef, listed: JsonObject | None) -> None:
        self._calls, self._projects, self._ref = calls, projects, ref
        self._bucket = listed
        self._documents: dict[str, Json] = {}
        self._unread: list[Json] = []
        self._gaps: list[Gap] = []
        self._deleted = False

    def store(self) -> Store:
        self._metadata()
        if not self._deleted:
            self._policy()
            self._acls()
        if self._deleted:
            gap = Gap(resource=self._ref.id, fact="store", reason=GapReason.DELETED, detail="notFound")
            return Store(self._resource(), {}, (gap,))
        even = uniform(self._bucket)
        if even is not False:
            self._folders()
        else:
            self._documents["managedFolders"] = []  # they need uniform access ("Managed folders: Considerations")
        self._inherited()
        self._documents |= {"objects": [], "objects_complete": False}
        if even is not True:
            self._unread.append("objects.acl")  # until `with_objects` has read them
        if self._unread:
            self._documents["unread"] = list(dict.fromkeys(str(fact) for fact in self._unread))
        return Store(self._resource(), self._documents, (*self._gaps, *self._projects.take_gaps()))

    def _metadata(self) -> None:
        """Read the bucket if the listing has not shown it whole: a listing shows only the mode of an IP filter."""
        filtered = mapping(mapping(self._bucket).get("ipFilter")).get("mode") == "Enabled"
        if self._bucket is None or (filtered and not _has_sources(self._bucket)):
            found = self._read_bucket()
            if isinstance(found, Failed):
                self._gap(operations.IP_FILTER if self._bucket else operations.BUCKET, found)
            else:
                self._bucket = found
        if self._bucket is None:
            return
        shown = kept(self._bucket)
        if filtered and not _has_sources(shown) and mapping(shown.get("ipFilter")).get("mode") != "Disabled":
            shown.pop("ipFilter", None)
            self._unread.append(operations.IP_FILTER.fact)
            if not self._gaps:
                self._gap(operations.IP_FILTER, Failed(GapReason.DENIED, "NotShown"))
        if "iamConfiguration" not in shown:
            self._unread.append("bucket.iamConfiguration")
            call = operations.BUCKET
            failure = Failed(GapReason.MALFORMED, "NoiamConfiguration")
            self._gaps.append(failure.gap(self._ref.id, "bucket.iamConfiguration", call.permission))
        self._documents["bucket"] = shown

    def _read_bucket(self) -> Reply:
        path = bucket_path(self._ref.name)
        found = self._calls.ask(operations.BUCKET, path, {"projection": "full"})
        if isinstance(found, Failed) and found.reason is GapReason.DENIED:
            found = self._calls.ask(operations.BUCKET, path, {"projection": "noAcl"})
        if isinstance(found, Failed) and found.status == _GONE:
            self._deleted = True
        return found

    def _acls(self) -> None:
        """Read the ACLs if the listing left them out and the permission that they need is there on this bucket."""
        shown = mapping(self._documents.get("bucket"))
        if not shown or uniform(shown) is True or "acl" in shown:
            return
        call = operations.BUCKET_ACLS
        found: Reply = Failed(GapReason.DENIED, "NotShown")
        if "iamPolicy" in self._documents:
            found = self._calls.ask(call, bucket_path(self._ref.name), {"projection": "full"})
        if not isinstance(found, Failed) and "acl" in found:
            self._documents["bucket"] = {**shown, **{name: entries(found.get(name)) for name in _ACLS}}
            return
        self._unread += [f"bucket.{name}" for name in _ACLS]
        self._gap(call, found if isinstance(found, Failed) else Failed(GapReason.DENIED, "NotShown"))

    def _policy(self) -> None:
        policy = self._ask(operations.POLICY, "iam", _VERSION)
        if not isinstance(policy, Failed):
            self._documents["iamPolicy"] = _policy(policy)

    def _folders(self) -> None:
        call = operations.FOLDERS
        found: list[Json] = []
        path = bucket_path(self._ref.name, "managedFolders")
        for page in pages(self._calls, call, path, {"pageSize": "1000", **billed(self._bucket)}):
            if isinstance(page, Failed):
                self._unsupported_or(call, page)
                self._unread.append(call.fact)
                break
            found += [self._folder(str(folder.get("name"))) for folder in items(page.get("items"))]
        if found or call.fact not in self._unread:
            self._documents[call.fact] = found

    def _folder(self, name: str) -> Json:
        path = bucket_path(self._ref.name, "managedFolders", name, "iam")
        policy = self._calls.ask(operations.FOLDER_POLICY, path, {**_VERSION, **billed(self._bucket)})
        if isinstance(policy, Failed):
            self._gap(operations.FOLDER_POLICY, policy)
            return {"name": name}
        return {"name": name, "iamPolicy": _policy(policy)}

    def _inherited(self) -> None:
        wide = self._projects.wide(str(self._ref.account))
        number = mapping(self._bucket).get("projectNumber")
        project: dict[str, Json] = {**wide.project, **({"projectNumber": str(number)} if number else {})}
        self._documents |= {**wide.documents, "project": project}
        self._unread += wide.unread
        folders = self._documents.get("managedFolders")
        policies = [folder.get("iamPolicy") for folder in items(folders)]
        roles = self._projects.custom_roles(self._documents.get("iamPolicy"), project.get("iamPolicy"), *policies)
        self._documents["customRoles"] = roles

    def _ask(self, call: Call, part: str, query: dict[str, str]) -> Reply:
        reply = self._calls.ask(call, bucket_path(self._ref.name, part), {**query, **billed(self._bucket)})
        if isinstance(reply, Failed):
            self._unsupported_or(call, reply)
        return reply

    def _unsupported_or(self, call: Call, failure: Failed) -> None:
        """Note ``failure``; one that says "not found" may mean the bucket, or a server that lacks the method."""
        if failure.status == _GONE:
            if isinstance(self._read_bucket(), Failed):
                self._deleted = True
                return
            failure = Failed(GapReason.UNSUPPORTED, failure.code, failure.status)
        self._gap(call, failure)

    def _gap(self, call: Call, failure: Failed) -> None:
        gap = failure.gap(self._ref.id, call.fact, call.permission)
        if gap not in self._gaps:
            self._gaps.append(gap)

    def _resource(self) -> Resource:
        region = text(mapping(self._bucket).get("location"))
        return Resource(
            id=self._ref.id,
            provider=ProviderName.GCP,
            type=ResourceType.BUCKET,
            name=self._ref.name,
            region=region.lower() if region else self._ref.region,
            account=self._ref.account,
            settings=settings_of(self._documents),
        )


def _has_sources(bucket: JsonObject) -> bool:
    ip_filter = mapping(bucket.get("ipFilter"))
    return "publicNetworkSource" in ip_filter or "vpcNetworkSources" in ip_filter


def _policy(reply: JsonObject) -> Json:
    """Return the policy without what changes although nobody has changed it."""
    return {"version": reply.get("version", 1), "bindings": reply.get("bindings", [])}
