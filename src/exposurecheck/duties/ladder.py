"""Turns what is known of exposure, content and logs into one of the states X0 to X5, and says on what it rests.

The gate to X2 ("exposed, and nobody looked") is strict, because it is the one state that may mean that there was no
leak: PPC Q&A 6-1 asks that access logs confirm it until the store was closed.
"""

from dataclasses import dataclass
from enum import StrEnum

from exposurecheck.duties.facts import Known, Tri
from exposurecheck.model.base import Bilingual


class LogKind(StrEnum):
    """Ways in which reads of objects are recorded."""

    S3_SERVER_ACCESS = "s3_server_access"
    CLOUDTRAIL_DATA_EVENTS = "cloudtrail_data_events"
    GCS_AUDIT = "gcs_audit"
    GCS_USAGE = "gcs_usage"
    AZURE_STORAGE_READ = "azure_storage_read"
    CDN = "cdn"


_PROVES_SILENCE = frozenset({LogKind.CLOUDTRAIL_DATA_EVENTS})
"""Logs whose silence means that nothing was read. The others are delivered on a best-effort basis (Amazon S3 user
guide, "Logging requests with server access logging") or promise no completeness, so they can only show that someone
did read."""
_OMITS_PUBLIC_READS = frozenset({LogKind.GCS_AUDIT})
"""Cloud Audit Logs do not record access to public objects (Cloud Storage, "Cloud Audit Logs with Cloud Storage")."""


class Coverage(StrEnum):
    """How much of the reading the logs can show."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PathLog:
    """One way to the objects (storage, access point, CDN), and its logs."""

    path: str
    """For example ``storage`` or ``cdn``."""
    kind: LogKind | None
    """None: nothing records reads here."""
    whole_window: bool
    """The logs reach from the first day of exposure to the last, without a gap."""
    third_party_reads: int | None
    """Reads by outsiders of objects with personal data; None: the logs were not read."""

    @property
    def coverage(self) -> Coverage:
        """What these logs are worth as proof."""
        if self.kind is None or self.kind in _OMITS_PUBLIC_READS or self.third_party_reads is None:
            return Coverage.NONE
        proves = self.whole_window and self.kind in _PROVES_SILENCE
        return Coverage.COMPLETE if proves else Coverage.PARTIAL


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of one store or estate. None: not known."""

    exposed: bool | None
    """Outsiders could read at some time of the window; False only when it was closed over the whole window."""
    personal_data: Tri | None
    """FALSE only when everything reachable was inspected and nothing found."""
    logs: tuple[PathLog, ...] = ()
    every_path: bool = False
    """``logs`` names every way to the objects."""
    improper_purpose: Tri | None = None


def coverage(situation: Situation) -> Coverage:
    """Return what all logs together are worth: no better than the worst of them."""
    found = {log.coverage for log in situation.logs}
    if not found or found == {Coverage.NONE}:
        return Coverage.NONE
    complete = found == {Coverage.COMPLETE} and situation.every_path
    return Coverage.COMPLETE if complete else Coverage.PARTIAL


def state(situation: Situation) -> Known | None:
    """Return the state with its reason; None while it is not known whether outsiders could read at all."""
    if situation.exposed is None:
        return None
    code = _rung(situation) if situation.exposed else "X0"
    return Known(code, "engine", _BECAUSE[code])


def _rung(situation: Situation) -> str:
    if situation.personal_data is Tri.FALSE:
        return "X1"
    if any((log.third_party_reads or 0) > 0 for log in situation.logs):
        return "X5" if situation.improper_purpose in (Tri.TRUE, Tri.SUSPECTED) else "X4"
    return "X2" if coverage(situation) is Coverage.COMPLETE else "X3"


_BECAUSE = {
    "X0": Bilingual(
        ja="全期間を通じて外部から閲覧できませんでした。", en="It was closed to outsiders over the whole window."
    ),
    "X1": Bilingual(
        ja="閲覧できた範囲をすべて確認し、個人データは検出されませんでした。",
        en="Everything that outsiders could reach was inspected; no personal data was found in it.",
    ),
    "X2": Bilingual(
        ja="対象期間の全経路の記録で、第三者の閲覧がないことを確認しました。",
        en="Logs of every path for the whole window show no third-party read.",
    ),
    "X3": Bilingual(
        ja="記録がない、または閲覧がなかったことの確認に足りないため、閲覧の有無を確認できません。",
        en="Logs are missing, unread or not enough to tell whether anyone looked.",
    ),
    "X4": Bilingual(ja="第三者の閲覧の記録があります。", en="Third-party reads are recorded."),
    "X5": Bilingual(
        ja="第三者の閲覧の記録があり、不正の目的が疑われます。",
        en="Third parties read it, and an improper purpose is suspected.",
    ),
}
