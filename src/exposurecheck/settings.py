"""Settings of a scan: flags over environment over ``exposurecheck.toml`` over defaults."""

import os
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from pydantic import Field

from exposurecheck.model.base import Model
from exposurecheck.model.finding import Severity

MEBIBYTE = 2**20


class ContentSettings(Model):
    """How much of the reachable content a scan opens."""

    mode: Literal["off", "sample", "full"] = "sample"
    max_bytes: int = Field(default=2048 * MEBIBYTE, ge=0)
    """Bytes read over the whole scan."""
    max_object_size: int = Field(default=64 * MEBIBYTE, ge=1)
    """Larger objects are read up to this many bytes."""
    max_objects: int = Field(default=1000, ge=1)
    """Objects listed and opened in each store."""
    max_requests: int = Field(default=50_000, ge=0)
    """Reads of content over the whole scan, as the plan reckons them."""


class ScanSettings(Model):
    """Everything ``exposurecheck scan`` can be told."""

    provider: Literal["aws", "gcp", "azure", "all", "snapshot"] = "aws"
    formats: tuple[str, ...] = ("html", "json")
    output_dir: Path = Path("exposurecheck-out")
    lang: Literal["ja", "en"] = "en"
    audience: Literal["management", "legal", "engineer"] | None = None
    """Whose questions the page answers first."""
    redact_actors: bool = False
    """Number users, roles and service accounts in everything that is written, instead of naming them."""
    drafts: bool = False
    """Draft reports, notices and questions for counsel beside the report."""
    checks: tuple[str, ...] = ()
    skip_checks: tuple[str, ...] = ()
    severity: tuple[Severity, ...] = ()
    checks_dirs: tuple[Path, ...] = ()
    detectors_dirs: tuple[Path, ...] = ()
    """Folders of the user's own detectors."""
    profile: str | None = None
    region: str | None = None
    role_arn: str | None = None
    external_id: str | None = None
    organization: bool = False
    """All accounts of the AWS organisation; ``role_arn`` then names the role in each of them."""
    projects: tuple[str, ...] = ()
    """Google Cloud project ids; empty means the one of the default credentials."""
    folder: str | None = None
    """Number of a Google Cloud folder all of whose projects are meant."""
    organization_id: str | None = None
    """Number of a Google Cloud organisation all of whose projects are meant."""
    subscriptions: tuple[str, ...] = ()
    """Azure subscription ids; empty means all that the credentials see."""
    named_only: bool = False
    """Nothing is listed but what the user names, and what strangers can read needs no credentials (Azure)."""
    tenant: str | None = None
    """Microsoft Entra tenant whose directory issues the tokens; None means the one of the credentials."""
    resources: tuple[str, ...] = ()
    """Globs over resource names or ids; empty means all."""
    content: ContentSettings = ContentSettings()
    probe: bool = False
    intended_public: tuple[str, ...] = ()
    """Globs of stores that are public on purpose."""
    vendors: Path | None = None
    """The register of vendors and clients; None: there is none."""
    facts: Path | None = None
    """What only people know about the incident, for the legal duties."""
    fail_on: Literal["critical", "high", "medium", "low", "new", "never"] = "high"
    baseline: str | None = None
    """A run whose findings are known: only what is new or worse closes the gate."""
    resume: str | None = None
    """An interrupted scan to go on with."""
    ignore_file: Path | None = None
    """File of waivers; None: nothing is set aside."""
    fail_on_incomplete: bool = False
    concurrency: int = Field(default=32, ge=1, le=256)
    account_concurrency: int | None = Field(default=None, ge=1, le=256)
    """Requests at a time to one account, project or subscription; None: where there are several, a quarter of
    ``concurrency``."""
    processes: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    """Worker processes that open objects."""
    max_rate: float | None = Field(default=None, gt=0)
    """Requests a second over the whole scan."""

    def wants(self, name: str, resource_id: str) -> bool:
        """Tell whether a store is in scope."""
        return not self.resources or any(fnmatchcase(name, g) or fnmatchcase(resource_id, g) for g in self.resources)

    def intends_public(self, name: str, resource_id: str) -> bool:
        """Tell whether the owner declares a store as public on purpose."""
        return any(fnmatchcase(name, g) or fnmatchcase(resource_id, g) for g in self.intended_public)
