"""Turns a storage account's network settings into from where each of its services can be reached.

Sources: Azure Storage, "Configure Azure Storage firewalls and virtual networks", "Use private endpoints".
"""

from collections.abc import Collection
from typing import NamedTuple

from exposurecheck.access.ranges import Reach, checked, overlap, reach
from exposurecheck.access.shape import mapping, mappings, text
from exposurecheck.model.base import JsonObject

DENY = "network:defaultAction=Deny"
DISABLED = "network:publicNetworkAccess=Disabled"
BLOB = frozenset({"blob", "blob_secondary"})
DATA = frozenset({"blob", "blob_secondary", "dfs", "dfs_secondary"})
WEB = frozenset({"web", "web_secondary"})
FILE = frozenset({"file"})


class Networks(NamedTuple):
    """The network side of one account."""

    controls: tuple[str, ...]
    """Ids of the controls that are on."""
    public: Reach
    """What the firewall's rules admit when its default action is Deny."""
    ranges: tuple[str, ...]
    """Public address ranges that the firewall admits."""
    subnets: tuple[str, ...]
    """Ids of virtual networks that the firewall admits."""
    endpoints: tuple[tuple[str, str], ...]
    """Service and id of each approved private endpoint."""
    perimeter: bool = False
    """A network security perimeter decides, and its rules are not part of the configuration."""
    unread: bool = False
    """The settings could not be read; the public endpoint is then taken to be open."""

    def private(self, services: Collection[str]) -> str | None:
        """Return the id of a private endpoint for one of ``services``."""
        return next((id_ for service, id_ in self.endpoints if service in services), None)

    def open_to(self, services: Collection[str], controls: Collection[str], *, generous: bool = False) -> Reach:
        """Tell from where one of ``services`` can be reached when exactly ``controls`` are on."""
        found = Reach.INTERNET
        if DENY in controls:
            found = self.public
        if DISABLED in controls or (self.perimeter and not generous):
            found = Reach.NONE
        if found is Reach.NONE and self.private(services):
            return Reach.NAMED
        return found

    def subnet_only(self, services: Collection[str], controls: Collection[str], *, generous: bool = False) -> Reach:
        """Tell from where an NFS service can be reached: virtual networks, never the open internet or an IP rule.

        Source: "NFS file shares in Azure Files: security and networking".
        """
        if self.private(services) or (generous and (self.unread or self.perimeter)):
            return Reach.NAMED
        return Reach.NAMED if DENY in controls and DISABLED not in controls and self.subnets else Reach.NONE

    def names(self, services: Collection[str]) -> tuple[str, ...]:
        """Name the networks that can reach ``services``."""
        private = self.private(services)
        rules = () if DISABLED in self.controls else (*self.ranges, *self.subnets)
        return (*rules, private) if private else rules

    def admits(self, addresses: str, services: Collection[str]) -> bool:
        """Tell whether a caller from ``addresses`` can pass the firewall as well."""
        if DENY not in self.controls or DISABLED in self.controls or self.subnets or self.private(services):
            return True
        return overlap(self.ranges, (addresses,))


OPEN = Networks((), Reach.INTERNET, (), (), ())


def _endpoints(properties: JsonObject) -> tuple[tuple[str, str], ...]:
    where = "account.properties.privateEndpointConnections"
    found: list[tuple[str, str]] = []
    for connection in mappings(properties.get("privateEndpointConnections"), where):
        settings = mapping(connection.get("properties"), f"{where}.properties")
        state = mapping(settings.get("privateLinkServiceConnectionState"), f"{where}.state")
        if text(state.get("status"), f"{where}.state.status").lower() != "approved":
            continue
        id_ = text(
            mapping(settings.get("privateEndpoint"), f"{where}.privateEndpoint").get("id"),
            f"{where}.privateEndpoint.id",
        )
        groups = settings.get("groupIds")
        # Older API versions leave the sub-resource out; any service may then be behind it.
        services = [g for g in groups if isinstance(g, str)] if isinstance(groups, list) else []
        found.extend((s.lower(), id_) for s in services or sorted(DATA | WEB | FILE))
    return tuple(found)


def networks(properties: JsonObject) -> Networks:
    """Read the network settings of an account's ARM ``properties``."""
    access = text(properties.get("publicNetworkAccess"), "account.properties.publicNetworkAccess").lower()
    rules = properties.get("networkAcls")
    if rules is None and access in ("", "enabled"):
        return OPEN._replace(endpoints=_endpoints(properties)) if properties.get("privateEndpointConnections") else OPEN
    where = "account.properties.networkAcls"
    acls = mapping(rules, where)
    controls: list[str] = []
    ranges: list[str] = []
    subnets: list[str] = []
    if access == "disabled":
        controls.append(DISABLED)
    if text(acls.get("defaultAction"), f"{where}.defaultAction").lower() == "deny":
        controls.append(DENY)
        for key in ("ipRules", "ipv6Rules"):
            ranges.extend(
                checked(text(r.get("value"), f"{where}.{key}.value"), f"{where}.{key}.value")
                for r in mappings(acls.get(key), f"{where}.{key}")
            )
        for rule in mappings(acls.get("virtualNetworkRules"), f"{where}.virtualNetworkRules"):
            state = text(rule.get("state"), f"{where}.virtualNetworkRules.state").lower()
            if state not in ("deprovisioning", "networksourcedeleted", "failed"):
                subnets.append(text(rule.get("id"), f"{where}.virtualNetworkRules.id"))
    return Networks(
        tuple(controls),
        max(reach(ranges), Reach.NAMED if subnets else Reach.NONE),
        tuple(ranges),
        tuple(subnets),
        _endpoints(properties),
        perimeter=access == "securedbyperimeter",
    )
