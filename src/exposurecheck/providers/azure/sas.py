"""Turns shared links known to be in circulation into the ``sas`` documents of a store, without their signatures."""

from collections.abc import Iterable, Sequence

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.link import SharedLink, shared_link
from exposurecheck.providers.azure.address import Place
from exposurecheck.providers.azure.replies import items
from exposurecheck.providers.base import FoundLink


def document(link: SharedLink) -> dict[str, Json]:
    """Return the ``sas`` document of one link."""
    found: dict[str, Json] = {"type": link.kind, "params": dict(link.parameters)}
    if link.store is not None:
        found["share" if link.service == "file" else "container"] = link.store
    if link.path:
        directory = link.parameters.get("sr") == "d"
        found["directory" if directory else "blob" if link.service == "blob" else "path"] = link.path
    return found


def concerns(link: SharedLink, place: Place) -> bool:
    """Tell whether ``link`` may open something of the store at ``place``."""
    if link.account != place.account:
        return False
    if link.kind == "account":
        return place.service[0] in link.parameters.get("ss", "")
    return (link.service, link.store) == (place.service, place.name)


def added(documents: Sequence[Json], place: Place, links: Iterable[FoundLink]) -> list[Json] | None:
    """Add to the ``sas`` documents of a store those of ``links`` that concern it; None when there is nothing new.

    A link that was known already, or lies in several objects, is one link.
    """
    known = items(list(documents))
    found: list[dict[str, Json]] = [dict(one) for one in known]
    for one in links:
        if not concerns(one.link, place):
            continue
        bare = document(one.link)
        where = f"{one.where}/{one.key}"
        same = next((n for n in found if {**n, "found_in": []} == {**bare, "found_in": []}), None)
        if same is None:
            found.append({**bare, "found_in": [where]})
        elif isinstance(places := same.setdefault("found_in", []), list) and where not in places:
            places.append(where)
    return [*found] if found != known else None


class Links:
    """The shared links of one scan."""

    def __init__(self, links: Iterable[str]) -> None:
        """Understand ``links`` as far as possible."""
        self._links: list[SharedLink] = []
        self.gaps: list[Gap] = []
        """One for each link that could not be understood."""
        for number, link in enumerate(links, 1):
            found = shared_link(link)
            if found is None:
                detail = f"shared link {number} is cut short or no shared link"
                self.gaps.append(Gap(resource="azure", fact="sas", reason=GapReason.MALFORMED, detail=detail))
            else:
                self._links.append(found)

    def of(self, place: Place) -> list[Json]:
        """Return the ``sas`` documents of the links that concern one store."""
        return [document(link) for link in self._links if concerns(link, place)]
