"""The flat, named facts that checks may speak about; a fact that is not known is left out."""

import types
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

from exposurecheck.model.base import Model
from exposurecheck.model.resource import Settings

ROOT = "resource"

Value = bool | int | str | list[str] | dict[str, str]
"""What one fact can be in the check language."""


class _Facts(Model):
    """Facts as examples write them: no coercion, so ``"1"`` is not a number."""

    model_config = ConfigDict(strict=True)


class ExposureFacts(_Facts):
    """Who can reach the store. A fact is missing while something unread could still make it true."""

    headline: str | None = None
    """Widest audience, for example ``anonymous_read``; missing while something unread could make it wider."""
    determined: bool | None = None
    """Nothing unread could make the audience wider than what was proved."""
    open_to_outsiders: bool | None = None
    """Somebody outside the owner's own organisation can do something with the store."""
    anonymous_read: bool | None = None
    """Anyone on the internet can read at least one object."""
    anonymous_list: bool | None = None
    """Anyone on the internet can list object names."""
    anonymous_write: bool | None = None
    """Anyone on the internet can create, overwrite or delete objects."""
    anonymous_read_acp: bool | None = None
    """Anyone on the internet can read access control lists."""
    anonymous_write_acp: bool | None = None
    """Anyone on the internet can change access control lists, and so give themselves everything else."""
    any_authenticated_read: bool | None = None
    """Anyone who holds an account of that cloud can read at least one object."""
    any_authenticated_list: bool | None = None
    """Anyone who holds an account of that cloud can list object names."""
    any_authenticated_write: bool | None = None
    """Anyone who holds an account of that cloud can write objects or change access control lists."""
    network_read: bool | None = None
    """No identity is needed, but the request must come from a named network."""
    link_read: bool | None = None
    """Whoever holds a shared link that is known can read objects or list names."""
    external_count: NonNegativeInt | None = None
    """Number of named outside accounts, users or organisations that can read or list."""
    external_write: bool | None = None
    """A named outsider can write objects or change access control lists."""
    organization_read: bool | None = None
    """Everyone in the owner's own organisation can read."""
    object_grants_only: bool | None = None
    """Outsiders can read only because of grants on single objects; nothing on the store itself opens it."""
    whole_store: bool | None = None
    """The headline audience can read every key, future ones included."""
    latent_count: NonNegativeInt | None = None
    """Number of grants that open nothing now but would if one single setting were changed."""
    blocker_count: NonNegativeInt | None = None
    """Number of controls that hold something back."""
    latent_default_acl: bool | None = None
    """A default ACL would make objects public that are written from now on (Cloud Storage)."""
    folder_grants_only: bool | None = None
    """Outsiders can read only because of grants on managed folders (Cloud Storage)."""
    access_points_only: bool | None = None
    """Outsiders can read only through access points (S3)."""
    tag_filtered: bool | None = None
    """Tags of objects decide which of them outsiders can read (S3)."""
    policy_called_public: bool | None = None
    """The cloud itself calls the policy public for certain (S3: ``PolicyStatus.IsPublic``)."""
    external_domains: NonNegativeInt | None = None
    """Number of whole outside domains that can read or list (Cloud Storage)."""
    external_consumers: NonNegativeInt | None = None
    """Number of private Google accounts, such as gmail.com, that can read or list (Cloud Storage)."""
    external_services: NonNegativeInt | None = None
    """Number of service accounts of outside projects that can read or list (Cloud Storage)."""
    external_organizations: NonNegativeInt | None = None
    """Number of whole outside organisations that can read or list (AWS)."""
    external_canonical: NonNegativeInt | None = None
    """Number of outside accounts that are named only by a canonical user id (S3)."""


class PersonalDataFacts(_Facts):
    """What was found in the part of the store that outsiders can reach."""

    looked_at: bool | None = None
    """Something was inspected."""
    complete: bool | None = None
    """Every reachable object was read completely, so that "nothing found" means nothing is there to find."""
    subjects_low: NonNegativeInt | None = None
    """At least this many people; missing when nobody was found but not everything was read."""
    subjects_best: NonNegativeInt | None = None
    """Most likely number of people; missing when nobody was found but not everything was read."""
    subjects_high: NonNegativeInt | None = None
    """At most this many people in what was read; missing when nobody was found but not everything was read."""
    subjects_ceiling: NonNegativeInt | None = None
    """At most this many people in all; missing unless everything was read."""
    categories: Annotated[tuple[str, ...] | None, Field(strict=False)] = None
    """Every category of data there is; missing unless everything was read."""
    my_number: bool | None = None
    """Japanese individual numbers. This and the next seven are missing when not found but not everything was read."""
    special_care: bool | None = None
    """Data that needs special care under Japanese law: illness, disability, criminal record, creed, ..."""
    financial: bool | None = None
    """Cards and bank accounts."""
    credential: bool | None = None
    """Passwords and keys."""
    identity: bool | None = None
    """Identification codes and documents: passports, licences, insurance, pensions and the like."""
    official_number: bool | None = None
    """Numbers of official documents: licences, passports, insurance, pensions and the like."""
    contact: bool | None = None
    """Names, dates of birth, postal addresses, phone numbers, e-mail addresses."""
    indirect: bool | None = None
    """Device, vehicle, network and place data that can lead to a person."""
    encrypted_objects: NonNegativeInt | None = None
    """Reachable objects that could not be opened because they are encrypted or need a password."""
    opaque_objects: NonNegativeInt | None = None
    """Reachable objects that could not be understood: encrypted, unsupported or broken."""
    shared_links: NonNegativeInt | None = None
    """Shared links (SAS of Azure) in reachable objects, whatever store they open, which have not ended yet."""


class PartyFacts(_Facts):
    """What the register of vendors and clients says about those the store is shared with by name."""

    registered: bool | None = None
    """There is a register. Ask this first: without one the other facts are not known of any store."""
    unknown: NonNegativeInt | None = None
    """Number of outside parties that stand in no register."""
    resembling: NonNegativeInt | None = None
    """Number of unknown parties whose id differs by one character from a registered one."""
    contract_over: NonNegativeInt | None = None
    """Number of registered parties whose contract has ended."""
    review_overdue: NonNegativeInt | None = None
    """Number of registered parties whose review date has passed."""
    granting_onward: NonNegativeInt | None = None
    """Number of parties that can give access to others and may not."""
    reading_other_clients: NonNegativeInt | None = None
    """Number of parties that can read or list the area of a client which they are not."""


class ProofFacts(_Facts):
    """What an unsigned request got."""

    probed: bool | None = None
    """A request was sent."""
    status: int | None = None
    """HTTP status of the answer."""
    agrees: bool | None = None
    """The answer is what the verdict said; missing when no answer came or there was no verdict."""
    contradicts: bool | None = None
    """The answer is the opposite of what the verdict said; missing when a request was sent and no answer came."""


class ResourceFacts(_Facts):
    """Everything a check may ask about one store, under the name ``resource``."""

    provider: str | None = None
    """``aws``, ``gcp`` or ``azure``."""
    type: str | None = None
    """``bucket``, ``container`` or ``share``."""
    name: str | None = None
    """Name of the store."""
    region: str | None = None
    """Region of the store."""
    account: str | None = None
    """Account that owns the store."""
    tags: Mapping[str, str] | None = None
    """Tags; ask ``'key' in resource.tags`` before ``resource.tags['key']``."""
    exposure: ExposureFacts = ExposureFacts()
    personal_data: PersonalDataFacts = PersonalDataFacts()
    settings: Settings = Settings()
    proof: ProofFacts = ProofFacts()
    parties: PartyFacts = PartyFacts()


ALWAYS_KNOWN = frozenset(
    f"{ROOT}.{name}"
    for name in ("provider", "type", "name", "exposure.determined", "personal_data.looked_at", "personal_data.complete",
                 "proof.probed", "parties.registered")
)  # fmt: skip
"""Facts that a scan knows of every store, so that a check on them alone has no unknown case."""


def values(facts: ResourceFacts) -> dict[str, Value]:
    """Flatten facts into ``resource.exposure.anonymous_read`` and so on, leaving out those that are not known."""
    return dict(_flatten(ROOT, facts))


def declared() -> dict[str, object]:
    """Return the Python type of every fact by its full name, for example ``bool`` or ``tuple[str, ...]``."""
    return {name: kind for name, kind, _ in _fields(ROOT, ResourceFacts)}


def described() -> dict[str, str]:
    """Return the sentence that explains each fact, by its full name."""
    return {name: text for name, _, text in _fields(ROOT, ResourceFacts)}


def _flatten(prefix: str, facts: BaseModel) -> Iterator[tuple[str, Value]]:
    for name, value in facts:
        path = f"{prefix}.{name}"
        match value:
            case None:
                continue
            case BaseModel():
                yield from _flatten(path, value)
            case Enum():
                yield path, str(value)
            case tuple() | list():
                yield path, [str(v) for v in value]
            case Mapping():
                yield path, {str(k): str(v) for k, v in value.items()}
            case bool() | int() | str():
                yield path, value
            case _:
                raise TypeError(path)


def _fields(prefix: str, model: type[BaseModel]) -> Iterator[tuple[str, object, str]]:
    for name, field in model.model_fields.items():
        path = f"{prefix}.{name}"
        kind = _without_none(field.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _fields(path, kind)
        else:
            yield path, kind, field.description or ""


def _without_none(annotation: object) -> object:
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        (kind,) = [a for a in get_args(annotation) if a is not type(None)]
        return _without_none(kind)
    return annotation
