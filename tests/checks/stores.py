"""Builds stores for tests from the few facts that matter."""

from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import Exposure, ExposureClass, Grant, Permission, Principal, PrincipalKind
from exposurecheck.model.inspection import (
    Category,
    ContentCoverage,
    Inspection,
    InspectionStatus,
    PersonalData,
    Subjects,
)
from exposurecheck.model.keys import KeySet
from exposurecheck.model.resource import ProviderName, Resource, ResourceType

SENTENCE = Bilingual(ja="説明", en="explanation")


def exposure(headline: str, **fields: object) -> Exposure:
    """Return a verdict; what an anonymous class implies is filled in."""
    anonymous = headline == "anonymous_read"
    known: dict[str, object] = {
        "exposure": headline,
        "at_most": headline,
        "anonymous_read": anonymous,
        "anonymous_list": False,
        "any_authenticated_read": anonymous or headline == "any_authenticated_read",
        "any_authenticated_list": False,
        "explanation": SENTENCE,
    }
    return Exposure.model_validate({**known, **fields})


def undetermined(*unknown: str) -> Exposure:
    """Return the verdict on a store of which facts could not be read."""
    return exposure(
        "unknown",
        at_most=ExposureClass.ANONYMOUS_READ,
        anonymous_read=None,
        anonymous_list=None,
        any_authenticated_read=None,
        any_authenticated_list=None,
        unknown=unknown,
    )


def grant(kind: str, permission: str, via: str = "policy.statement[0]", principal: str = "") -> Grant:
    """Return a grant on every key."""
    return Grant(
        principal=Principal(kind=PrincipalKind(kind), id=principal),
        permission=Permission(permission),
        scope=KeySet(include=("*",)),
        via=via,
    )


def people(number: int, *categories: Category, complete: bool = True, encrypted: int = 0) -> PersonalData:
    """Return what was found in a store."""
    return PersonalData(
        categories=categories,
        subjects=Subjects(low=number, best=number, high=number, key="email"),
        coverage=ContentCoverage(objects=1, of=1 if complete else 2),
        statuses={InspectionStatus.ENCRYPTED: encrypted},
        inspections=tuple(
            Inspection(path=f"{i}.zip", status=InspectionStatus.ENCRYPTED, reason="password") for i in range(encrypted)
        ),
        complete=complete,
    )


def bucket(
    name: str = "b", verdict: Exposure | None = None, found: PersonalData | None = None, **fields: object
) -> Resource:
    """Return a bucket."""
    return Resource.model_validate(
        {
            "id": f"s3://{name}",
            "provider": ProviderName.AWS,
            "type": ResourceType.BUCKET,
            "name": name,
            "exposure": verdict,
            "personal_data": found,
            **fields,
        }
    )
