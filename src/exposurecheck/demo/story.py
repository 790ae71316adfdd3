"""Tells the story of a fictional company as data: its buckets, how each is configured, and what outsiders then get.

What outsiders get is written down by hand, bucket by bucket, from the vendor's documents. It shares no code with the
access room, so that a scan of this estate is judged by something other than itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from exposurecheck.model.base import JsonObject
from exposurecheck.model.exposure import ExposureClass

COMPANY: Final = "株式会社みずたま商店"
ACCOUNT: Final = "111122223333"
"""The retailer's own account."""
SUBSIDIARY_ACCOUNT: Final = "222233334444"
"""みずたまロジ, the logistics subsidiary: its account has all public access blocked."""
PRINTER_ACCOUNT: Final = "444455556666"
"""A printer of direct mail outside the company."""
REGION: Final = "ap-northeast-1"
HEAD_OFFICE: Final = "203.0.113.0/24"
WAREHOUSE_ENDPOINT: Final = "vpce-0a1b2c3d4e5f60718"

OPEN: Final = 200
DENIED: Final = 403
NEEDS_SIGNATURE: Final = 400
"""What S3 answers an unsigned request for an object encrypted with a KMS key."""

BLOCK_ALL: Final[JsonObject] = MappingProxyType(
    {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}
)


@dataclass(frozen=True, slots=True)
class StoryObject:
    """One object, and what an unsigned GET of it gets."""

    key: str
    exhibit: str
    """Name of the file in ``exhibits.EXHIBITS``."""
    get: int = DENIED
    """HTTP status."""
    acl: str = "private"
    """Canned ACL."""
    kms: bool = False
    """Encrypted with a KMS key."""


@dataclass(frozen=True, slots=True)
class StoryBucket:
    """One bucket, how it is configured, and what outsiders get."""

    name: str
    exposure: ExposureClass
    """The widest audience, as the vendor's documents have it."""
    objects: tuple[StoryObject, ...] = ()
    account: str = ACCOUNT
    region: str = REGION
    list: int = DENIED
    """HTTP status of an unsigned listing."""
    put: tuple[str, ...] = ()
    """Prefixes under which anyone may write."""
    policy: tuple[JsonObject, ...] = ()
    """Statements of the bucket policy."""
    acl: str = "private"
    """Canned ACL."""
    acls_enabled: bool = False
    """Ownership is ``ObjectWriter``: access control lists count."""
    block: JsonObject | None = None
    """The bucket's own public access block."""
    tags: Mapping[str, str] = field(default_factory=dict)
    website: bool = False
    versioned: bool = False
    requester_pays: bool = False
    logged: bool = False
    """Server access logging is on."""
    refused: tuple[str, ...] = ()
    """Permissions on this bucket that the company's own auditors lack."""

    def outsider_gets(self, key: str | None) -> int:
        """Return the HTTP status of an unsigned GET of ``key``, or of a listing for None."""
        if key is None:
            return self.list
        for entry in self.objects:
            if entry.key == key:
                return entry.get
        # Source: GetObject, "Permissions": without s3:ListBucket a missing key is answered with 403.
        return 404 if self.list == OPEN else DENIED


def _allow(action: str, *resources: str, principal: JsonObject | str = "*", **condition: JsonObject) -> JsonObject:
    statement: dict[str, object] = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": action,
        "Resource": [f"arn:aws:s3:::{r}" for r in resources],
    }
    if condition:
        statement["Condition"] = condition
    return statement  # type: ignore[return-value]  # a dict of JSON values


_LOG_BUCKET: Final = "mizutama-access-logs"

STORY: Final[tuple[StoryBucket, ...]] = (
    # A customer list for a vendor's campaign tool; the policy was meant to be temporary.
    StoryBucket(
        name="mizutama-crm-exports",
        exposure=ExposureClass.ANONYMOUS_READ,
        policy=(_allow("s3:GetObject", "mizutama-crm-exports/exports/*"),),
        objects=(
            StoryObject("exports/customers_2026-09.csv", "customers", OPEN),
            StoryObject("reports/sales_2026.csv", "sales"),
        ),
        tags={"owner": "crm", "env": "prod"},
    ),
    # Someone made the files of one folder public so that the payroll vendor could fetch them.
    StoryBucket(
        name="mizutama-hr",
        exposure=ExposureClass.ANONYMOUS_READ,
        acls_enabled=True,
        objects=(
            StoryObject("nencho/2025/my_number.csv", "my-numbers", OPEN, acl="public-read"),
            StoryObject("nencho/2025/kyuyo_koza.csv", "pay-accounts", OPEN, acl="public-read"),
            StoryObject("kisoku/shugyo_kisoku.txt", "rules-of-work"),
        ),
        tags={"owner": "jinji"},
    ),
    # The home page: public, meant to be, and fine.
    StoryBucket(
        name="mizutama-www",
        exposure=ExposureClass.ANONYMOUS_READ,
        website=True,
        logged=True,
        policy=(_allow("s3:GetObject", "mizutama-www/*"),),
        objects=(
            StoryObject("index.html", "home-page", OPEN),
            StoryObject("style.css", "style-sheet", OPEN),
            StoryObject("logo.png", "logo", OPEN),
        ),
        tags={"owner": "web", "exposurecheck:intended": "public"},
    ),
    # A campaign site, public on purpose, in which the answers to its form were left behind.
    StoryBucket(
        name="mizutama-campaign-site",
        exposure=ExposureClass.ANONYMOUS_READ,
        website=True,
        list=OPEN,
        policy=(
            _allow("s3:GetObject", "mizutama-campaign-site/*"),
            _allow("s3:ListBucket", "mizutama-campaign-site"),
        ),
        objects=(
            StoryObject("index.html", "campaign-page", OPEN),
            StoryObject("style.css", "style-sheet", OPEN),
            StoryObject("data/enquiry_202609.csv", "enquiries", OPEN),
            StoryObject("data/20260914_toiawase.eml", "enquiry-mail", OPEN),
            StoryObject("data/old_form.txt", "applications", OPEN),
        ),
        tags={"owner": "web", "exposurecheck:intended": "public"},
    ),
    # Looks public, and is confined to the head office's network.
    StoryBucket(
        name="mizutama-price-lists",
        exposure=ExposureClass.NETWORK_RESTRICTED,
        policy=(_allow("s3:GetObject", "mizutama-price-lists/*", IpAddress={"aws:SourceIp": HEAD_OFFICE}),),
        objects=(StoryObject("2026/aki.csv", "prices"),),
        tags={"owner": "buying"},
    ),
    # Looks public, and is confined to one VPC endpoint.
    StoryBucket(
        name="mizutama-warehouse-sync",
        exposure=ExposureClass.NETWORK_RESTRICTED,
        policy=(
            _allow(
                "s3:*",
                "mizutama-warehouse-sync",
                "mizutama-warehouse-sync/*",
                StringEquals={"aws:SourceVpce": WAREHOUSE_ENDPOINT},
            ),
        ),
        objects=(StoryObject("2026-11/zaiko.csv", "prices"),),
    ),
    # Opened for a campaign two years ago; the bucket's own block holds it shut.
    StoryBucket(
        name="mizutama-campaign-2024",
        exposure=ExposureClass.PRIVATE,
        policy=(_allow("s3:GetObject", "mizutama-campaign-2024/*"),),
        block=BLOCK_ALL,
        objects=(StoryObject("oubo/2024.csv", "orders-october"),),
    ),
    # "Authenticated users" was taken to mean the company's own.
    StoryBucket(
        name="mizutama-point-partners",
        exposure=ExposureClass.ANY_AUTHENTICATED_READ,
        acls_enabled=True,
        acl="authenticated-read",
        objects=(StoryObject("members_202610.json", "points", acl="authenticated-read"),),
        tags={"owner": "crm"},
    ),
    # Granted to a printer's account that is in no register of contractors.
    StoryBucket(
        name="mizutama-dm-print",
        exposure=ExposureClass.EXTERNAL_ACCOUNT,
        policy=(
            _allow("s3:GetObject", "mizutama-dm-print/*", principal={"AWS": f"arn:aws:iam::{PRINTER_ACCOUNT}:root"}),
        ),
        objects=(StoryObject("2026-11/atena.csv", "mailing-list"),),
    ),
    # The legal department keeps its policy to itself, so nobody noticed what it says.
    StoryBucket(
        name="mizutama-legal",
        exposure=ExposureClass.ANONYMOUS_READ,
        policy=(_allow("s3:GetObject", "mizutama-legal/keiyaku/*"),),
        refused=("s3:GetBucketPolicy", "s3:GetBucketPolicyStatus"),
        objects=(
            StoryObject("keiyaku/tenpo_daicho.txt", "contracts", OPEN),
            StoryObject("keiyaku/utsushi_002.pdf", "lease", OPEN),
        ),
        tags={"owner": "legal"},
    ),
    # A backup of the old shop, put up for a vendor who was to move it.
    StoryBucket(
        name="mizutama-backup",
        exposure=ExposureClass.ANONYMOUS_READ,
        region="us-west-2",
        policy=(_allow("s3:GetObject*", "mizutama-backup/*.zip"),),
        objects=(
            StoryObject("old-shop/backup_20260831.zip", "backup", OPEN),
            StoryObject("old-shop/kyuyo_2025.zip", "locked-backup", OPEN),
            StoryObject("old-shop/notes.txt", "photo-note"),
        ),
    ),
    # Logs of the shop's application, listed and read by anyone through ACLs.
    StoryBucket(
        name="mizutama-app-logs",
        exposure=ExposureClass.ANONYMOUS_READ,
        acls_enabled=True,
        acl="public-read",
        list=OPEN,
        objects=(
            StoryObject("app/2026-10-01.log", "log-1", OPEN, acl="public-read"),
            StoryObject("app/2026-10-02.log", "log-2", OPEN, acl="public-read"),
            StoryObject("app/2026-10-03.log", "log-3", OPEN, acl="public-read"),
            StoryObject("app/2026-10-04.jsonl", "structured-log", OPEN, acl="public-read"),
        ),
    ),
    # Sales figures for universities: whoever signs the request pays for it.
    StoryBucket(
        name="mizutama-open-data",
        exposure=ExposureClass.ANY_AUTHENTICATED_READ,
        requester_pays=True,
        policy=(_allow("s3:GetObject", "mizutama-open-data/*"),),
        objects=(StoryObject("sales_2026.csv", "sales"),),
        tags={"exposurecheck:intended": "public"},
    ),
    # Shops drop photos here; so can anyone else.
    StoryBucket(
        name="mizutama-upload",
        exposure=ExposureClass.ANONYMOUS_OTHER,
        policy=(_allow("s3:PutObject", "mizutama-upload/incoming/*"),),
        put=("incoming/",),
        objects=(StoryObject("incoming/20261101_note.txt", "photo-note"),),
    ),
    # Orders: one month is encrypted with a KMS key and so refuses unsigned readers, the other does not.
    StoryBucket(
        name="mizutama-orders",
        exposure=ExposureClass.ANONYMOUS_READ,
        versioned=True,
        policy=(_allow("s3:GetObject", "mizutama-orders/*"),),
        objects=(
            StoryObject("2026/orders_10.csv", "orders-october", OPEN),
            StoryObject("2026/orders_11.csv", "orders-november", NEEDS_SIGNATURE, kms=True),
        ),
    ),
    # Empty, with the defaults of today.
    StoryBucket(name="mizutama-archive-2027", exposure=ExposureClass.PRIVATE, block=BLOCK_ALL),
    # Where the server access logs of the home page go.
    StoryBucket(
        name=_LOG_BUCKET, exposure=ExposureClass.PRIVATE, block=BLOCK_ALL, acls_enabled=True, acl="log-delivery-write"
    ),
    # The subsidiary's delivery lists: public by policy, held shut by the block on the whole account.
    StoryBucket(
        name="mizutama-logi-manifests",
        exposure=ExposureClass.PRIVATE,
        account=SUBSIDIARY_ACCOUNT,
        policy=(_allow("s3:GetObject", "mizutama-logi-manifests/*"),),
        objects=(StoryObject("2026-11-20/todokesaki.csv", "manifests"),),
    ),
)

LOG_BUCKET: Final = _LOG_BUCKET
ACCOUNT_BLOCKS: Final[Mapping[str, JsonObject]] = MappingProxyType({SUBSIDIARY_ACCOUNT: BLOCK_ALL})
"""Accounts on which public access is blocked as a whole, and how."""
