"""Builds small reports of scans for the tests."""

from collections.abc import Iterable
from datetime import UTC, datetime

from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import Exposure, ExposureClass
from exposurecheck.model.inspection import Category, Confidence, Detection, PersonalData, Subjects
from exposurecheck.model.report import Coverage, ObjectCoverage, Report, ResourceCoverage, Scope, Tool
from exposurecheck.model.resource import ProviderName, Resource, ResourceType, Settings

AT = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)


def found(kind: str, category: Category, confidence: Confidence = Confidence.HIGH) -> Detection:
    """Build a detection."""
    return Detection(type=kind, category=category, confidence=confidence, count=1, distinct=1)


OPEN = ExposureClass.ANONYMOUS_READ
NUMBER = found("jp.my_number", Category.MY_NUMBER)
EMAIL = found("email", Category.CONTACT)
CARD = found("credit_card", Category.FINANCIAL)
PASSWORD = found("password", Category.CREDENTIAL)
ILLNESS = found("medical", Category.SPECIAL_CARE)
DEVICE = found("advertising_id", Category.INDIRECT)


def store(
    name: str,
    kind: ExposureClass,
    data: Iterable[Detection] | None = (),
    *,
    complete: bool = True,
    logging: bool | None = None,
) -> Resource:
    """Build a store whose exposure has one class; ``data`` None: the content was not looked at."""
    return Resource(
        id=f"s3://{name}",
        provider=ProviderName.AWS,
        type=ResourceType.BUCKET,
        name=name,
        settings=Settings(access_logging=logging),
        exposure=Exposure(
            exposure=kind,
            anonymous_read=kind is ExposureClass.ANONYMOUS_READ,
            anonymous_list=False,
            any_authenticated_read=kind in (ExposureClass.ANONYMOUS_READ, ExposureClass.ANY_AUTHENTICATED_READ),
            explanation=Bilingual(ja="試験", en="test"),
        ),
        personal_data=None if data is None else PersonalData(data=tuple(data), complete=complete),
    )


def report(*stores: Resource, subjects: Subjects | None = None) -> Report:
    """Build a report of these stores."""
    return Report(
        run_id="20261123T064000Z-test",
        generated_at=AT,
        tool=Tool(version="0"),
        scope=Scope(provider=(ProviderName.AWS,)),
        coverage=Coverage(complete=True, resources=ResourceCoverage(), objects=ObjectCoverage()),
        resources=stores,
        subjects=subjects,
    )
