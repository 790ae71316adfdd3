"""Turns ``--project``, ``--folder`` and ``--organization-id`` into the projects of a scan."""

from collections.abc import Iterator

from exposurecheck.errors import ProviderError
from exposurecheck.model.gap import Gap
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp import operations
from exposurecheck.providers.gcp.calls import Calls
from exposurecheck.providers.gcp.pages import pages
from exposurecheck.providers.replies import items, text
from exposurecheck.settings import ScanSettings


def projects(calls: Calls, settings: ScanSettings) -> tuple[tuple[str, ...], tuple[Gap, ...]]:
    """Return project ids, and the folders that could not be listed; raises ``ProviderError`` when there is no project.

    One folder that is closed to the scan must not hide the projects of all others.
    """
    above = [f"folders/{settings.folder}"] if settings.folder else []
    above += [f"organizations/{settings.organization_id}"] if settings.organization_id else []
    found = dict.fromkeys(settings.projects)
    gaps: list[Gap] = []
    while above:
        parent = above.pop()
        for child in (*_children(calls, parent, "projects"), *_children(calls, parent, "folders")):
            if isinstance(child, Gap):
                gaps.append(child)
            elif child.startswith("folders/"):
                above.append(child)
            else:
                found[child] = None
    if not found and gaps:
        refused = gaps[0]
        raise ProviderError(
            f"{refused.resource.removeprefix('gcp:')}: what is in it could not be listed ({refused.detail}). The "
            f"identity needs {refused.permission} there; or name the projects with --project."
        )
    if not found and not (settings.folder or settings.organization_id) and calls.session.project:
        found = {calls.session.project: None}
    if not found:
        raise ProviderError("No project to look at. Name one with --project, or set GOOGLE_CLOUD_PROJECT.")
    return tuple(found), tuple(gaps)


def _children(calls: Calls, parent: str, kind: str) -> Iterator[str | Gap]:
    """Source: Resource Manager API v3, ``projects.list`` and ``folders.list``."""
    call = operations.PROJECTS if kind == "projects" else operations.SUBFOLDERS
    for page in pages(calls, call, f"/v3/{kind}", {"parent": parent, "pageSize": "100"}):
        if isinstance(page, Failed):
            yield page.gap(f"gcp:{parent}", call.fact, call.permission)
            return
        for item in items(page.get(kind)):
            name = text(item.get("projectId" if kind == "projects" else "name"))
            if name and item.get("state", "ACTIVE") == "ACTIVE":
                yield name
