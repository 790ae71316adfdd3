"""Turns a store as the audit knows it into facts; what something unread could still change is left out."""

from collections.abc import Callable, Collection
from datetime import datetime

from exposurecheck.checks.facts import ExposureFacts, PartyFacts, PersonalDataFacts, ProofFacts, ResourceFacts
from exposurecheck.model.exposure import Exposure, ExposureClass, Grant, Permission, PrincipalKind
from exposurecheck.model.inspection import Category, InspectionStatus, PersonalData
from exposurecheck.model.party import Party, PartyKind
from exposurecheck.model.resource import Proof, Resource

INTENDED = "exposurecheck:intended"
"""Tag by which an owner declares a store: ``public`` means public on purpose."""
_CONSUMER = ("@gmail.com", "@googlemail.com")
"""Mail domains of private Google accounts, which no employer can close."""
_NO_NUMBER = frozenset({"person_name", "date_of_birth"})
"""Detectors of the category ``identity`` that do not find numbers of documents."""


def facts_of(resource: Resource, at: datetime | None = None) -> ResourceFacts:
    """Collect the facts of one store; what is not known stays None.

    ``at`` is the time for which links are asked whether they have ended; without it none has.
    """
    return ResourceFacts(
        provider=str(resource.provider),
        type=str(resource.type),
        name=resource.name,
        region=resource.region,
        account=resource.account,
        tags=resource.tags,
        exposure=_exposure(resource.exposure),
        personal_data=_personal_data(resource.personal_data, at),
        settings=resource.settings.model_copy(update={"declared_public": _declared_public(resource)}),
        proof=_proof(resource.proof),
        parties=_parties(resource),
    )


def _declared_public(resource: Resource) -> bool | None:
    """Tell whether the owner says that the store is public on purpose; silence counts as no once the tags were read."""
    if resource.settings.declared_public is not None:
        return resource.settings.declared_public
    if resource.tags is None:
        return None
    return resource.tags.get(INTENDED, "").strip().lower() == "public"


def _parties(resource: Resource) -> PartyFacts:
    """Count the parties of each kind; none of a kind is known only when nobody else could be let in."""
    if resource.parties is None:
        return PartyFacts(registered=False)
    parties = resource.parties
    exposure = resource.exposure
    settled = exposure is not None and exposure.exposure is not ExposureClass.UNKNOWN and not exposure.unknown

    def counted(such: Callable[[Party], bool]) -> int | None:
        number = sum(map(such, parties))
        return number if number or settled else None

    return PartyFacts(
        registered=True,
        unknown=counted(lambda party: party.kind is PartyKind.UNKNOWN),
        resembling=counted(lambda party: party.resembles is not None),
        contract_over=counted(lambda party: party.contract_over),
        review_overdue=counted(lambda party: party.review_overdue),
        granting_onward=counted(lambda party: party.grants_onward),
        reading_other_clients=counted(lambda party: bool(party.clients)),
    )


def _proof(proof: Proof | None) -> ProofFacts:
    if proof is None:
        return ProofFacts(probed=False, contradicts=False)
    contradicts = None if proof.status is None else proof.agrees is False
    return ProofFacts(probed=True, status=proof.status, agrees=proof.agrees, contradicts=contradicts)


def _exposure(exposure: Exposure | None) -> ExposureFacts:
    if exposure is None:
        return ExposureFacts(determined=False)
    headline = exposure.exposure
    known = headline is not ExposureClass.UNKNOWN and exposure.at_most.reach <= headline.reach
    settled = known and not exposure.unknown
    outsiders = [
        g for g in exposure.grants if g.principal.kind is not PrincipalKind.ORGANIZATION or _foreign(exposure, g)
    ]

    def proved(fact: bool) -> bool | None:
        return True if fact else (False if settled else None)

    def counted(number: int) -> int | None:
        return number if number or settled else None

    def can(kinds: Collection[PrincipalKind], *permissions: Permission) -> bool:
        return any(g.principal.kind in kinds and g.permission in permissions for g in outsiders)

    def anonymous(permission: Permission) -> bool | None:
        return proved(permission in exposure.anonymous_other or can({PrincipalKind.ANONYMOUS}, permission))

    anyone = {PrincipalKind.ANONYMOUS, PrincipalKind.AUTHENTICATED}
    changes = (Permission.WRITE, Permission.WRITE_ACP)
    return ExposureFacts(
        headline=str(headline) if settled else None,
        determined=known,
        open_to_outsiders=proved(
            headline.reach > ExposureClass.ORGANIZATION.reach and headline is not ExposureClass.UNKNOWN
        ),
        anonymous_read=exposure.anonymous_read,
        anonymous_list=exposure.anonymous_list,
        anonymous_write=anonymous(Permission.WRITE),
        anonymous_read_acp=anonymous(Permission.READ_ACP),
        anonymous_write_acp=anonymous(Permission.WRITE_ACP),
        any_authenticated_read=exposure.any_authenticated_read,
        any_authenticated_list=exposure.any_authenticated_list,
        any_authenticated_write=proved(
            can(anyone, *changes) or bool({str(c) for c in changes} & {*exposure.anonymous_other})
        ),
        network_read=proved(headline is ExposureClass.NETWORK_RESTRICTED),
        link_read=proved(can({PrincipalKind.BEARER}, Permission.READ, Permission.LIST)),
        external_count=counted(len(exposure.external_accounts)),
        external_write=proved(can(set(PrincipalKind) - anyone - {PrincipalKind.SERVICE}, *changes)),
        organization_read=proved(headline is ExposureClass.ORGANIZATION or _organization_reads(exposure)),
        object_grants_only=proved(_object_grants_only(exposure)),
        whole_store=("*" in exposure.exposed_prefixes and not exposure.exposed_except) if settled else None,
        latent_count=counted(len(exposure.latent)),
        blocker_count=len(exposure.blocked_by) if settled else None,
        latent_default_acl=proved(any(id_.startswith("latent:defaultObjectAcl:") for id_ in exposure.latent)),
        folder_grants_only=proved(_only(exposure, ("managed_folder[",))),
        access_points_only=proved(_only(exposure, ("access_point[",))),
        tag_filtered=proved(bool(exposure.exposed_conditions)),
        policy_called_public=exposure.policy_is_public is True if settled else None,
        external_domains=counted(_named(exposure, "domain:")),
        external_consumers=counted(sum(a.lower().endswith(_CONSUMER) for a in exposure.external_accounts)),
        external_services=counted(_named(exposure, "serviceAccount:")),
        external_organizations=counted(_named(exposure, "org:")),
        external_canonical=counted(_named(exposure, "canonical:")),
    )


def _named(exposure: Exposure, kind: str) -> int:
    return sum(account.startswith(kind) for account in exposure.external_accounts)


def _foreign(exposure: Exposure, grant: Grant) -> bool:
    return grant.principal.id in exposure.external_accounts or f"org:{grant.principal.id}" in exposure.external_accounts


def _organization_reads(exposure: Exposure) -> bool:
    return any(
        g.principal.kind is PrincipalKind.ORGANIZATION and g.permission is Permission.READ and not _foreign(exposure, g)
        for g in exposure.grants
    )


def _object_grants_only(exposure: Exposure) -> bool:
    """Tell whether every cause of an outsider's reading or listing is an ACL of one object."""
    return _only(exposure, ("acl.object[", "object.acl["))


def _only(exposure: Exposure, origins: tuple[str, ...]) -> bool:
    """Tell whether every cause of an outsider's reading or listing begins with one of ``origins``."""
    reads = [g.via for g in exposure.grants if g.permission in {Permission.READ, Permission.LIST}] or (
        list(exposure.cause) if exposure.exposed_prefixes else []
    )
    return bool(reads) and all(via.startswith(origins) for via in reads)


def _personal_data(found: PersonalData | None, at: datetime | None) -> PersonalDataFacts:
    if found is None:
        return PersonalDataFacts(looked_at=False, complete=False)
    people = found.subjects
    settled = found.complete or people.high > 0
    encrypted = found.statuses.get(InspectionStatus.ENCRYPTED, 0)
    read = {InspectionStatus.COMPLETE, InspectionStatus.PARTIAL}
    opaque = sum(number for status, number in found.statuses.items() if status not in read)
    links = {link.identity for one in found.inspections for link in one.links if at is None or not link.ended(at)}
    official = any(d.category is Category.IDENTITY and d.type not in _NO_NUMBER for d in found.data)

    def has(category: Category) -> bool | None:
        return True if category in found.categories else (False if found.complete else None)

    return PersonalDataFacts(
        looked_at=True,
        complete=found.complete,
        subjects_low=people.low if settled else None,
        subjects_best=people.best if settled else None,
        subjects_high=people.high if settled else None,
        subjects_ceiling=people.high if found.complete else None,
        categories=tuple(map(str, found.categories)) if found.complete else None,
        my_number=has(Category.MY_NUMBER),
        special_care=has(Category.SPECIAL_CARE),
        financial=has(Category.FINANCIAL),
        credential=has(Category.CREDENTIAL),
        identity=has(Category.IDENTITY),
        official_number=True if official else (False if found.complete else None),
        contact=has(Category.CONTACT),
        indirect=has(Category.INDIRECT),
        encrypted_objects=encrypted if encrypted or found.complete else None,
        opaque_objects=opaque if opaque or found.complete else None,
        shared_links=len(links) if links or found.complete else None,
    )
