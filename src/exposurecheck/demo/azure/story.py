"""Tells the part of the fictional company's story that lies in Azure, and what outsiders get of it.

What outsiders get is written down by hand from the vendor's documents ("Overview: Remediating anonymous read access for
blob data", "Configure Azure Storage firewalls and virtual networks", "Static website hosting"); it shares no code with
the access room.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from exposurecheck.model.exposure import ExposureClass

SUBSCRIPTION: Final = "0a1b2c3d-1111-4222-8333-444455556666"
TENANT: Final = "0a1b2c3d-9999-4888-8777-666655554444"
REGION: Final = "japaneast"
HEAD_OFFICE: Final = "203.0.113.0/24"
SHOPS_NETWORK: Final = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/mizutama/providers/Microsoft.Network"
    "/virtualNetworks/mizutama-shops/subnets/tenpo"
)
"""Network of the shops, which guests' telephones use too."""

OPEN: Final = 200
NOT_FOUND: Final = 404
"""What a private container answers an unsigned request: as if it were not there."""
FORBIDDEN: Final = 403
"""What the firewall answers."""
NOT_PERMITTED: Final = 409
"""What an account that allows no anonymous access answers."""

BACKUP_LINK: Final[Mapping[str, str]] = {
    "sp": "rl",
    "st": "2026-03-31T15:00:00Z",
    "se": "2036-03-31T15:00:00Z",
    "sv": "2022-11-02",
    "sr": "c",
}
"""What the link to ``shop-backup`` allows, and until when: ten years."""


@dataclass(frozen=True, slots=True)
class StoryFile:
    """One blob or file, and what an unsigned GET of it gets."""

    path: str
    exhibit: str
    """Name of the file in ``exhibits.EXHIBITS``."""
    get: int = NOT_FOUND
    """HTTP status."""
    tier: str = ""
    """Access tier, for example ``Archive``; empty: the account's default."""


@dataclass(frozen=True, slots=True)
class StoryStore:
    """One container or share."""

    name: str
    exposure: ExposureClass
    """The widest audience, as the vendor's documents have it."""
    files: tuple[StoryFile, ...] = ()
    level: str = "None"
    """Level of anonymous access of a container: ``None``, ``Blob`` or ``Container``."""
    list: int = NOT_FOUND
    """HTTP status of an unsigned listing."""
    linked: ExposureClass | None = None
    """The widest audience once a link is known that was left where strangers can read it."""
    share: bool = False
    """A file share, not a container."""
    nfs: bool = False
    """A share over NFS 4.1 instead of SMB."""
    acls: Mapping[str, str] = field(default_factory=dict)
    """POSIX ACLs by path, ``/`` for the root, where the account has a hierarchical namespace."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Stored access policies by id: ``start``, ``expiry``, ``permission``."""


@dataclass(frozen=True, slots=True)
class StoryAccount:
    """One storage account."""

    name: str
    key: str
    """Base64, as the portal shows it; invented."""
    stores: tuple[StoryStore, ...]
    allow_public: bool | None = True
    allow_shared_key: bool = True
    website: bool = False
    networks: tuple[str, ...] | None = None
    """Address ranges that the firewall admits; None, without ``subnets``: it admits everyone."""
    subnets: tuple[str, ...] = ()
    """Ids of virtual networks that the firewall admits."""
    kind: str = "StorageV2"
    refused: tuple[str, ...] = ()
    """Actions on this account that the company's own auditors lack."""
    public_endpoint: bool = True
    hierarchical: bool = False
    logged: bool = False
    """Reads are sent to a log by a diagnostic setting."""
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def firewall(self) -> bool:
        """Whether only some networks are admitted."""
        return self.networks is not None or bool(self.subnets)

    def store(self, name: str, *, share: bool = False) -> StoryStore | None:
        """Return one container or share."""
        return next((s for s in self.stores if s.name == name and s.share == share), None)


SHOP: Final = StoryAccount(
    name="mizutamashop",
    key="bWl6dXRhbWEtc2hvcC1pbnZlbnRlZC1rZXktMDAwMQ==",
    website=True,
    tags={"owner": "ec"},
    stores=(
        # Opened for the courier's import job, names and all.
        StoryStore(
            name="delivery-data",
            exposure=ExposureClass.ANONYMOUS_READ,
            level="Container",
            list=OPEN,
            files=(StoryFile("2026/11/haisou.csv", "manifests", OPEN), StoryFile("readme.txt", "photo-note", OPEN)),
            policies={"courier": {"permission": "rl"}},
        ),
        # Pictures of the shop's goods: whoever knows a name can fetch them.
        StoryStore(
            name="photos",
            exposure=ExposureClass.ANONYMOUS_READ,
            level="Blob",
            files=(StoryFile("logo.png", "logo", OPEN), StoryFile("note.txt", "photo-note", OPEN)),
        ),
        # The pages of last year's fair. The website was left on, and the answers to its form lie in a folder.
        StoryStore(
            name="$web",
            exposure=ExposureClass.ANONYMOUS_READ,
            files=(
                StoryFile("index.html", "campaign-page", OPEN),
                StoryFile("data/raijo_kibo.csv", "fair-visitors", OPEN),
            ),
        ),
        # Private, but for a link that somebody left in the home page's script.
        StoryStore(
            name="shop-backup",
            exposure=ExposureClass.PRIVATE,
            linked=ExposureClass.BEARER_TOKEN,
            files=(StoryFile("db/2026-11-20.sql.gz", "shop-database"),),
        ),
        StoryStore(
            name="seikyu",
            exposure=ExposureClass.PRIVATE,
            files=(StoryFile("2026-11/seikyu.csv", "invoices"),),
        ),
        StoryStore(
            name="soumu",
            exposure=ExposureClass.PRIVATE,
            share=True,
            list=FORBIDDEN,
            files=(StoryFile("kisoku/shugyo_kisoku.txt", "rules-of-work", FORBIDDEN),),
        ),
    ),
)
STORY: Final[tuple[StoryAccount, ...]] = (
    SHOP,
    # The container is public, and the account allows no anonymous access: nothing is open, until somebody allows it.
    StoryAccount(
        name="mizutamajinji",
        key="bWl6dXRhbWEtamluamktaW52ZW50ZWQta2V5LTAwMDI=",
        allow_public=False,
        allow_shared_key=False,
        logged=True,
        stores=(
            StoryStore(
                name="kyuyo",
                exposure=ExposureClass.PRIVATE,
                level="Container",
                list=NOT_PERMITTED,
                files=(StoryFile("2025/kyuyo_koza.csv", "pay-accounts", NOT_PERMITTED),),
            ),
        ),
    ),
    # Public, but only from the head office's network.
    StoryAccount(
        name="mizutamalogi",
        key="bWl6dXRhbWEtbG9naS1pbnZlbnRlZC1rZXktMDAwMw==",
        networks=(HEAD_OFFICE,),
        stores=(
            StoryStore(
                name="tanaoroshi",
                exposure=ExposureClass.NETWORK_RESTRICTED,
                level="Container",
                list=FORBIDDEN,
                files=(StoryFile("2026-11/zaiko.csv", "prices", FORBIDDEN),),
            ),
        ),
    ),
    # Handbooks and the roster of every shop on a share that asks nobody who they are.
    StoryAccount(
        name="mizutamashops",
        key="bWl6dXRhbWEtc2hvcHMtaW52ZW50ZWQta2V5LTAwMDQ=",
        kind="FileStorage",
        subnets=(SHOPS_NETWORK,),
        stores=(
            StoryStore(
                name="tenpo",
                exposure=ExposureClass.NETWORK_RESTRICTED,
                share=True,
                nfs=True,
                list=FORBIDDEN,
                files=(StoryFile("renraku/kinkyu.xlsx", "phone-tree", FORBIDDEN),),
            ),
        ),
    ),
    # The site of a brand that was given up. Its account was made by an agency, and the auditors may not look into all
    # of it: whether it still serves a website can only be tried.
    StoryAccount(
        name="mizutamakids",
        key="bWl6dXRhbWEta2lkcy1pbnZlbnRlZC1rZXktMDAwNQ==",
        website=True,
        refused=("Microsoft.Storage/storageAccounts/blobServices/read",),
        stores=(
            StoryStore(
                name="$web",
                exposure=ExposureClass.ANONYMOUS_READ,
                files=(StoryFile("index.html", "campaign-page", OPEN),),
            ),
        ),
    ),
)
