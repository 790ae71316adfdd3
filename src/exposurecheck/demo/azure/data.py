"""Answers the data plane of the embedded Azure (Blob, Files, website), and lets nobody in whom the rules keep out.

Rules, from "Overview: Remediating anonymous read access for blob data", "Set Container ACL", "Static website hosting",
"Configure Azure Storage firewalls" and "Understand error messages":

* the firewall comes first, for the website too; the auditors sit in an admitted network, unsigned callers do not;
* a blob can be read unsigned when the account allows it and its container is at level Blob or Container; names can be
  listed at level Container only; a stored access policy is the owner's alone;
* the website serves ``$web`` whatever account and container say;
* files are never served unsigned.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from xml.sax.saxutils import escape

from exposurecheck.demo.azure.azurite import Azurite
from exposurecheck.demo.azure.callers import Caller, caller
from exposurecheck.demo.azure.request import Answer, Request, data_error, ranged, xml
from exposurecheck.demo.azure.story import StoryAccount, StoryFile, StoryStore
from exposurecheck.demo.exhibit import Exhibit

_MODIFIED: Final = "Fri, 20 Nov 2026 01:02:03 GMT"
_LEVELS: Final = {"Blob": "blob", "Container": "container"}
T = TypeVar("T")
_STORAGE: Final = "Microsoft.Storage/storageAccounts"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the bytes are, and how much of a listing goes on one page."""

    content: Callable[[str], Exhibit]
    page: int
    azurite: Azurite | None = None
    """Where the blobs are, and who then judges by levels and signatures; None: here."""


@dataclass(frozen=True, slots=True)
class _At:
    """What a request is about."""

    account: StoryAccount
    store: StoryStore | None
    path: str


def permission_of(plane: str, parts: Sequence[str], query: Mapping[str, str]) -> str:
    """Return the action that a signed read of the data plane needs."""
    if plane == "dfs":
        return f"{_STORAGE}/blobServices/containers/blobs/read"
    below = f"{_STORAGE}/blobServices/containers" if plane == "blob" else f"{_STORAGE}/fileServices/shares"
    if not parts:
        return f"{_STORAGE}/blobServices/read" if query.get("comp") == "properties" else f"{below}/read"
    if query.get("comp") == "acl":
        return f"{below}/getAcl/action" if plane == "blob" else f"{below}/read"
    return f"{below}/blobs/read" if plane == "blob" else f"{_STORAGE}/fileServices/fileshares/files/read"


def answer(request: Request, account: StoryAccount, shelf: Shelf) -> Answer:  # noqa: PLR0911 - a table of answers
    """Answer one request."""
    name, path = (request.parts[0] if request.parts else ""), "/".join(request.parts[1:])
    if request.plane == "web":
        return _web(request, account, shelf)
    at = _At(account, account.store(name, share=request.plane == "file"), path)
    who = caller(request, account, at.store)
    if isinstance(who, Answer):
        return who
    if not _admitted(account, who):
        return data_error(403, "AuthorizationFailure")
    if request.plane == "dfs":
        return _control(at)
    if request.plane == "file":
        if at.store is not None and at.store.nfs:
            return data_error(409, "OperationNotSupportedOnNfsShare")
        return _files(request, at, who, shelf)
    return _blobs(request, at, who, shelf)


def _admitted(account: StoryAccount, who: Caller) -> bool:
    if not account.public_endpoint:
        return False
    return not account.firewall or who is Caller.AUDITOR


def _web(request: Request, account: StoryAccount, shelf: Shelf) -> Answer:
    if not _admitted(account, Caller.ANONYMOUS):
        return data_error(403, "AuthorizationFailure")
    store = account.store("$web")
    file = _file(store, "/".join(request.parts) or "index.html") if store is not None and account.website else None
    if file is None:
        return Answer(404, b"<!DOCTYPE html><h1>WebContentNotFound</h1>", {"Content-Type": "text/html"})
    return _content(file, request, shelf)


def _blobs(request: Request, at: _At, who: Caller, shelf: Shelf) -> Answer:  # noqa: PLR0911 - a table of answers
    if who is Caller.ANONYMOUS and (refusal := _refusal(request, at, azurite=shelf.azurite is not None)) is not None:
        return refusal
    if shelf.azurite is not None:
        return shelf.azurite.answer(request, at.account, who)
    comp = request.query.get("comp")
    if not request.parts:
        return _service(request, at.account, shelf, share=False)
    if at.store is None:
        return data_error(404, "ContainerNotFound")
    if not at.path:
        if comp == "acl":
            level = _LEVELS.get(at.store.level)
            return xml(_policies(at.store), **({"x-ms-blob-public-access": level} if level else {}))
        if comp == "list":
            return _listed(request, at.store, shelf)
        return data_error(400, "InvalidQueryParameterValue")
    file = _file(at.store, at.path)
    return data_error(404, "BlobNotFound") if file is None else _content(file, request, shelf)


def _control(at: _At) -> Answer:
    """Return the ACL of one path ("Path - Get Properties", ``getAccessControl``)."""
    found = at.store.acls.get(at.path or "/") if at.store is not None else None
    return data_error(404, "PathNotFound") if found is None else Answer(200, b"", {"x-ms-acl": found})


def _refusal(request: Request, at: _At, *, azurite: bool) -> Answer | None:
    """Return why an unsigned request is refused; None when it is not, or when Azurite decides that."""
    if not request.parts:
        return data_error(403, "AuthenticationFailed")
    if at.account.allow_public is False:
        return data_error(409, "PublicAccessNotPermitted")
    if azurite and request.query.get("comp") != "acl":  # Azurite shows the owner's policies to strangers
        return None
    level = at.store.level if at.store is not None else "None"
    if at.path and level in _LEVELS:
        return None
    if request.query.get("comp") == "list" and level == "Container":
        return None
    return data_error(404, "ResourceNotFound")


def _files(request: Request, at: _At, who: Caller, shelf: Shelf) -> Answer:  # noqa: PLR0911 - a table of answers
    if who is Caller.ANONYMOUS:
        return data_error(403, "AuthenticationFailed")
    if who is Caller.AUDITOR and request.headers.get("x-ms-file-request-intent") != "backup":
        return data_error(400, "MissingRequiredHeader")
    if not request.parts:
        return _service(request, at.account, shelf, share=True)
    if at.store is None:
        return data_error(404, "ShareNotFound")
    if request.query.get("comp") == "acl":
        return xml(_policies(at.store))
    if request.query.get("comp") == "list":
        return _folder(at.store, at.path, shelf)
    file = _file(at.store, at.path)
    return data_error(404, "ResourceNotFound") if file is None else _content(file, request, shelf)


def _service(request: Request, account: StoryAccount, shelf: Shelf, *, share: bool) -> Answer:
    if request.query.get("comp") == "properties":
        index = "<IndexDocument>index.html</IndexDocument>" if account.website else ""
        site = f"<StaticWebsite><Enabled>{str(account.website).lower()}</Enabled>{index}</StaticWebsite>"
        return xml(f"<StorageServiceProperties>{'' if share else site}</StorageServiceProperties>")
    stores = [s for s in account.stores if s.share == share]
    tag = "Share" if share else "Container"
    chosen, marker = _page(request, stores, shelf.page)
    body = "".join(f"<{tag}><Name>{escape(s.name)}</Name>{_properties(s)}</{tag}>" for s in chosen)
    return xml(f"<EnumerationResults><{tag}s>{body}</{tag}s>{marker}</EnumerationResults>")


def _properties(store: StoryStore) -> str:
    if store.share:
        return f"<Properties><EnabledProtocols>{'NFS' if store.nfs else 'SMB'}</EnabledProtocols></Properties>"
    level = _LEVELS.get(store.level)
    return f"<Properties>{f'<PublicAccess>{level}</PublicAccess>' if level else ''}</Properties>"


def _page(request: Request, entries: Sequence[T], page: int) -> tuple[Sequence[T], str]:
    start = int(request.query.get("marker") or 0)
    size = min(page, int(request.query.get("maxresults") or page))
    more = f"<NextMarker>{start + size}</NextMarker>" if start + size < len(entries) else "<NextMarker />"
    return entries[start : start + size], more


def _listed(request: Request, store: StoryStore, shelf: Shelf) -> Answer:
    chosen, marker = _page(request, sorted(store.files, key=lambda f: f.path), shelf.page)
    body = "".join(f"<Blob><Name>{escape(f.path)}</Name>{_size(f, shelf)}</Blob>" for f in chosen)
    return xml(f"<EnumerationResults><Blobs>{body}</Blobs>{marker}</EnumerationResults>")


def _folder(store: StoryStore, path: str, shelf: Shelf) -> Answer:
    prefix = f"{path}/" if path else ""
    inside = [f for f in store.files if f.path.startswith(prefix)]
    folders = sorted({rest.split("/")[0] for f in inside if "/" in (rest := f.path.removeprefix(prefix))})
    files = [f for f in inside if "/" not in f.path.removeprefix(prefix)]
    body = "".join(f"<Directory><Name>{escape(name)}</Name><Properties /></Directory>" for name in folders)
    body += "".join(f"<File><Name>{escape(f.path.removeprefix(prefix))}</Name>{_size(f, shelf)}</File>" for f in files)
    return xml(f"<EnumerationResults><Entries>{body}</Entries><NextMarker /></EnumerationResults>")


def _size(file: StoryFile, shelf: Shelf) -> str:
    size = len(shelf.content(file.exhibit).body)
    tier = f"<BlobType>BlockBlob</BlobType><AccessTier>{file.tier or 'Hot'}</AccessTier>"
    inner = f"<Last-Modified>{_MODIFIED}</Last-Modified><Content-Length>{size}</Content-Length>{tier}"
    return f"<Properties>{inner}</Properties>"


def _policies(store: StoryStore) -> str:
    tags = (("start", "Start"), ("expiry", "Expiry"), ("permission", "Permission"))
    body = ""
    for id_, policy in store.policies.items():
        inner = "".join(f"<{tag}>{escape(policy[name])}</{tag}>" for name, tag in tags if name in policy)
        body += f"<SignedIdentifier><Id>{escape(id_)}</Id><AccessPolicy>{inner}</AccessPolicy></SignedIdentifier>"
    return f"<SignedIdentifiers>{body}</SignedIdentifiers>"


def _file(store: StoryStore | None, path: str) -> StoryFile | None:
    return next((f for f in store.files if f.path == path), None) if store is not None else None


def _content(file: StoryFile, request: Request, shelf: Shelf) -> Answer:
    if file.tier == "Archive":
        return data_error(409, "BlobArchived")
    content = shelf.content(file.exhibit)
    return ranged(content.body, content.content_type, request.headers)
