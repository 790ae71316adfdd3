"""Tells what the fictional company keeps in Cloud Storage, and what outsiders then get, written down by hand.

Like the rest of the story it shares no code with the rooms that judge: what strangers get stands here in literals, from
the vendor's documents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from exposurecheck.demo.exhibits import exhibit
from exposurecheck.demo.gcs.estate import Acl, Blob, Bucket, Estate
from exposurecheck.model.exposure import ExposureClass

PROJECT: Final = "mizutama-shoten-prod"
DOMAIN: Final = "mizutama-shoten.jp"
AUDITOR: Final = f"user:kansa@{DOMAIN}"
PARTNER_DOMAIN: Final = "hokuto-analytics.example"
HEAD_OFFICE: Final = "203.0.113.0/24"
"""Where the auditors sit."""
STRANGERS: Final = "198.51.100.7"
"""Where requests without a token come from."""
READERS: Final = f"projects/{PROJECT}/roles/logReaders"
"""A role of the company's own."""
CONTRACTORS: Final = "principalSet://goog/group/itaku@mizutama-shoten.jp"
PARTNER_USER: Final = "user:yoshida@tsukimi-cloud.jp"


@dataclass(frozen=True, slots=True)
class GcsStore:
    """One bucket, and what outsiders get."""

    bucket: Bucket
    exposure: ExposureClass
    """The widest audience, as the vendor's documents have it."""
    files: Mapping[str, str]
    """Key to the name of the file in ``exhibits.EXHIBITS``."""
    open: frozenset[str] = frozenset()
    """Keys that a request without a token gets."""
    listing: bool = False
    """Whether such a request gets the listing."""
    outsiders: frozenset[str] = field(default_factory=frozenset)
    """Keys that the widest audience can read, strangers or not."""


def _store(
    bucket: Bucket,
    exposure: ExposureClass,
    files: Mapping[str, str],
    *,
    strangers: tuple[str, ...] = (),
    outsiders: tuple[str, ...] = (),
    listing: bool = False,
    acls: Mapping[str, Acl] = MappingProxyType({}),
) -> GcsStore:
    blobs = {
        key: Blob(exhibit(name).body, exhibit(name).content_type, acls.get(key, {})) for key, name in files.items()
    }
    whole = Bucket(
        bucket.name, bucket.uniform, bucket.prevention, bucket.bindings, bucket.conditional, bucket.acl,
        bucket.default_acl, bucket.folders, blobs, bucket.requester_pays, bucket.ranges, bucket.more, bucket.refused,
    )  # fmt: skip
    return GcsStore(whole, exposure, files, frozenset(strangers), listing, frozenset((*strangers, *outsiders)))


_VIEWER: Final = "roles/storage.objectViewer"
_EVERYONE: Final = MappingProxyType({_VIEWER: ("allUsers",)})


def story() -> tuple[GcsStore, ...]:
    """Return the company's buckets in Cloud Storage."""
    return (
        # Orders for a delivery company that "could not sign in".
        _store(
            Bucket("mizutama-haiso-renkei", bindings=_EVERYONE, more={"labels": {"owner": "logistics"}}),
            ExposureClass.ANONYMOUS_READ,
            {"2026-10/haiso_irai.csv": "delivery-requests"},
            strangers=("2026-10/haiso_irai.csv",),
            listing=True,
        ),
        # "Authenticated users" was taken to mean the company's own.
        _store(
            Bucket("mizutama-member-app", bindings={_VIEWER: ("allAuthenticatedUsers",)}),
            ExposureClass.ANY_AUTHENTICATED_READ,
            {"export/app_users.jsonl": "app-members"},
            outsiders=("export/app_users.jsonl",),
        ),
        # Opened for applicants years ago; public access prevention holds it shut.
        _store(
            Bucket("mizutama-saiyo-2024", prevention="enforced", bindings=_EVERYONE),
            ExposureClass.PRIVATE,
            {"oubosha.csv": "enquiries"},
        ),
        # One file of a private bucket was shared by its own ACL.
        _store(
            Bucket("mizutama-tenpo-files", uniform=False),
            ExposureClass.ANONYMOUS_READ,
            {"renraku/kinkyu.xlsx": "phone-tree", "kisoku/shugyo_kisoku.txt": "rules-of-work"},
            strangers=("renraku/kinkyu.xlsx",),
            acls={"renraku/kinkyu.xlsx": {"allUsers": "READER"}},
        ),
        # The home page's files lie in a managed folder that is public on purpose; the sales beside it are not. In a
        # script of the page somebody left a link to the web shop's backups, which lie in Azure.
        _store(
            Bucket(
                "mizutama-web-parts",
                folders={"public/": _EVERYONE},
                more={
                    "website": {"mainPageSuffix": "index.html"},
                    "labels": {"owner": "web", "exposurecheck-intended": "public"},
                    "logging": {"logBucket": "mizutama-archive-2028", "logObjectPrefix": "web"},
                },
            ),
            ExposureClass.ANONYMOUS_READ,
            {
                "public/index.html": "home-page", "public/style.css": "style-sheet", "public/map.js": "web-settings",
                "uriage/2026.csv": "sales",
            },
            strangers=("public/index.html", "public/style.css", "public/map.js"),
        ),
        # Nothing is public yet, but whatever is uploaded next will be.
        _store(
            Bucket("mizutama-scan-inbox", uniform=False, default_acl={"allUsers": "READER"}),
            ExposureClass.PRIVATE,
            {"2026-11/shugyo.txt": "rules-of-work"},
        ),
        # An analytics company and one person outside may read the shop's log.
        _store(
            Bucket("mizutama-bunseki", bindings={_VIEWER: (f"domain:{PARTNER_DOMAIN}",), READERS: (PARTNER_USER,)}),
            ExposureClass.EXTERNAL_ACCOUNT,
            {"app/2026-10-01.log": "log-1"},
            outsiders=("app/2026-10-01.log",),
        ),
        # The legal department keeps its policy to itself, so nobody noticed what it says.
        _store(
            Bucket(
                "mizutama-homu", bindings=_EVERYONE,
                refused=("storage.buckets.getIamPolicy", "storage.managedFolders.getIamPolicy"),
            ),
            ExposureClass.ANONYMOUS_READ,
            {"keiyaku/tenpo_daicho.txt": "contracts"},
            strangers=("keiyaku/tenpo_daicho.txt",),
            listing=True,
        ),
        # Sales figures for universities: whoever has a project that pays may read them.
        _store(
            Bucket(
                "mizutama-open-stats", bindings=_EVERYONE, requester_pays=True,
                more={"labels": {"exposurecheck-intended": "public"}},
            ),
            ExposureClass.ANY_AUTHENTICATED_READ,
            {"sales_2026.csv": "sales"},
            outsiders=("sales_2026.csv",),
        ),
        # Manuals for the shops: open to everyone, as long as they sit in the head office's network.
        _store(
            Bucket("mizutama-tenpo-manual", bindings=_EVERYONE, ranges=(HEAD_OFFICE,)),
            ExposureClass.NETWORK_RESTRICTED,
            {"2026/shiire.csv": "prices"},
            outsiders=("2026/shiire.csv",),
        ),
        # Empty, with the defaults of today.
        _store(Bucket("mizutama-archive-2028", prevention="enforced"), ExposureClass.PRIVATE, {}),
    )  # fmt: skip


def estate(stores: tuple[GcsStore, ...] | None = None) -> Estate:
    """Return the company's project with ``stores``, or with all of them."""
    return Estate(
        project=PROJECT,
        number="471100000001",
        domain=DOMAIN,
        customer="C0mizutama",
        buckets=tuple(store.bucket for store in (story() if stores is None else stores)),
        bindings={
            "roles/owner": (f"user:joho-system@{DOMAIN}",),
            "roles/iam.securityReviewer": (AUDITOR,),
            "roles/storage.bucketViewer": (AUDITOR,),
            "roles/storage.objectViewer": (AUDITOR,),
        },
        roles={READERS: ("storage.objects.get",)},
        denials=(
            {
                "name": "no-deletion-by-contractors",
                "rules": [
                    {
                        "denyRule": {
                            "deniedPrincipals": [CONTRACTORS],
                            "deniedPermissions": ["storage.googleapis.com/objects.delete"],
                        }
                    }
                ],
            },
        ),
    )
