"""Turns ``--project``, ``--folder`` and ``--organization-id`` into the projects of a scan."""

from exposurecheck.errors import ProviderError
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp import operations
from exposurecheck.providers.gcp.calls import Calls
from exposurecheck.providers.gcp.pages import pages
from exposurecheck.providers.replies import items, text
from exposurecheck.settings import ScanSettings


def projects(calls: Calls, settings: ScanSettings) -> tuple[str, ...]:
    """Return project ids; raises ``ProviderError`` when none is named or a folder cannot be listed."""
    above = [f"folders/{settings.folder}"] if settings.folder else []
    above += [f"organizations/{settings.organization_id}"] if settings.organization_id else []
    found = dict.fromkeys(settings.projects)
    while above:
        parent = above.pop()
        found |= dict.fromkeys(_children(calls, parent, "projects"))
        above += _children(calls, parent, "folders")
    if not found and not (settings.folder or settings.organization_id) and calls.session.project:
        found = {calls.session.project: None}
    if not found:
        raise ProviderError("No project to look at. Name one with --project, or set GOOGLE_CLOUD_PROJECT.")
    return tuple(found)


def _children(calls: Calls, parent: str, kind: str) -> list[str]:
    """Source: Resource Manager API v3, ``projects.list`` and ``folders.list``."""
    call = operations.PROJECTS if kind == "projects" else operations.SUBFOLDERS
    found: list[str] = []
    for page in pages(calls, call, f"/v3/{kind}", {"parent": parent, "pageSize": "100"}):
        if isinstance(page, Failed):
            raise ProviderError(
                f"{parent}: its {kind} could not be listed ({page.code}). The identity needs {call.permission} there; "
                "or name the projects with --project."
            )
        for item in items(page.get(kind)):
            name = text(item.get("projectId" if kind == "projects" else "name"))
            if name and item.get("state", "ACTIVE") == "ACTIVE":
                found.append(name)
    return found
