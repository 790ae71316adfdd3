"""What is inside an object: the verdict of the content room."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import NonNegativeInt, model_validator

from exposurecheck.model.base import Bilingual, Model
from exposurecheck.model.link import SharedLink


class Category(StrEnum):
    """Legal classes of personal data, gravest first."""

    MY_NUMBER = "my_number"
    SPECIAL_CARE = "special_care"
    FINANCIAL = "financial"
    CREDENTIAL = "credential"
    IDENTITY = "identity"
    CONTACT = "contact"
    INDIRECT = "indirect"


class Confidence(StrEnum):
    """How sure a detection is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class InspectionStatus(StrEnum):
    """How much of an object was read."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    FAILED = "failed"


class Detection(Model):
    """How often one type of data occurs in one object."""

    type: str
    """Detector id, for example ``jp.my_number``."""
    category: Category
    confidence: Confidence
    count: NonNegativeInt
    """Occurrences."""
    distinct: NonNegativeInt
    """Different values."""
    reasons: tuple[str, ...] = ()
    """Why this confidence, for example ``checksum``, ``header``, ``keyword``; never a value."""


class Subjects(Model):
    """How many different people, with bounds."""

    low: NonNegativeInt = 0
    """At least this many were seen."""
    best: NonNegativeInt = 0
    """The most likely number."""
    high: NonNegativeInt = 0
    """At most this many."""
    key: str | None = None
    """The detector whose values tell the people apart, for example ``email``."""

    @model_validator(mode="after")
    def _ordered(self) -> "Subjects":
        if not self.low <= self.best <= self.high:
            msg = f"bounds must be ordered: low {self.low} <= best {self.best} <= high {self.high}"
            raise ValueError(msg)
        return self


class Inspection(Model):
    """What was found in one object, and how much of it was read. Holds no value from the object."""

    path: str
    """Key or relative path; members of containers as ``a.zip!/b.csv``."""
    status: InspectionStatus
    reason: str | None = None
    """Why the status is not ``complete``."""
    format: str | None = None
    """What the bytes are, for example ``csv``."""
    encoding: str | None = None
    """Text encoding, for example ``cp932``."""
    size: NonNegativeInt = 0
    """Bytes of the object."""
    bytes_read: NonNegativeInt = 0
    """Bytes of the object that were read."""
    data: tuple[Detection, ...] = ()
    categories: tuple[Category, ...] = ()
    subjects: Subjects = Subjects()
    test_values: NonNegativeInt = 0
    """Test and sample values, never counted as people."""
    links: tuple[SharedLink, ...] = ()
    """Shared access signatures that lie in it, without the signature itself."""


class ContentCoverage(Model):
    """What share of the reachable content was read."""

    objects: NonNegativeInt = 0
    """Objects read completely."""
    of: NonNegativeInt = 0
    """Objects that outsiders can reach, as far as listed."""
    bytes: NonNegativeInt = 0
    of_bytes: NonNegativeInt = 0


class Sampling(Model):
    """What a partial reading of a store means for the part that was not read."""

    share_of_objects: float
    """0 to 1: objects opened, of those that outsiders can reach."""
    share_of_bytes: float
    """0 to 1."""
    unread_share_at_most: float | None = None
    """0 to 1, where nothing was found in the objects drawn by chance: the share of the unread bytes in objects with
    personal data is below this, with 95 % confidence."""
    people_in_rest_at_most: NonNegativeInt | None = None
    """People in the unread objects if those are like the ones drawn by chance; in no other number of this report."""
    meaning: Bilingual
    """The same in words, and what "nothing found" then means."""


class PersonalData(Model):
    """What was found in the part of a store that outsiders can reach, over all objects read."""

    categories: tuple[Category, ...] = ()
    subjects: Subjects = Subjects()
    coverage: ContentCoverage = ContentCoverage()
    data: tuple[Detection, ...] = ()
    test_values: NonNegativeInt = 0
    inspections: tuple[Inspection, ...] = ()
    """The objects with findings or with a status other than complete, most people first."""
    statuses: Mapping[InspectionStatus, int] = {}
    """How many objects ended with each status."""
    complete: bool = True
    """Whether every reachable object was read completely, so that "nothing found" means nothing is there to find."""
    sampling: Sampling | None = None
    """Set where not everything was read."""
