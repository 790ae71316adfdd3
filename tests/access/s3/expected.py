"""Writes down a verdict in few words, and compares it with the one that was given."""

from typing import NamedTuple

from exposurecheck.access.resolve import resolve
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import Exposure
from tests.access.s3.estate import AT, Document, documents


class Case(NamedTuple):
    """A rule, the documents it decides, and the verdict that follows from it."""

    rule: str
    documents: Document
    expected: Document


def case(rule: str, found: Json, expected: Document, **more: Json) -> Case:
    """Name a rule, the bucket policy, the verdict, and the documents that differ from a closed bucket's."""
    return Case(rule, documents(found, **more), expected)


def _verdict(exposure: str, keys: tuple[str, ...], cause: Json, more: Document) -> Document:
    base: Document = {
        "exposure": exposure, "anonymous_read": exposure == "anonymous_read",
        "anonymous_list": exposure == "anonymous_list",
        "any_authenticated_read": exposure in ("anonymous_read", "any_authenticated_read"),
        "external_accounts": [], "exposed_prefixes": list(keys), "exposed_except": [], "exposed_conditions": [],
        "network_restricted": exposure == "network_restricted", "cause": cause, "blocked_by": [],
    }  # fmt: skip
    return {**base, **more}


FIRST: Json = ["policy.statement[0]"]


def read(*keys: str, cause: Json = FIRST, **more: Json) -> Document:
    """Anyone on the internet can read."""
    return _verdict("anonymous_read", keys or ("*",), cause, more)


def listing(cause: Json = FIRST, **more: Json) -> Document:
    """Anyone on the internet can list, and read nothing."""
    return _verdict("anonymous_list", (), cause, more)


def signed(*keys: str, cause: Json = FIRST, **more: Json) -> Document:
    """Any AWS account can read."""
    return _verdict("any_authenticated_read", keys or ("*",), cause, more)


def signed_listing(cause: Json = FIRST, **more: Json) -> Document:
    """Any AWS account can list, and read nothing."""
    return _verdict("any_authenticated_list", (), cause, more)


def other(*what: str, cause: Json = FIRST, **more: Json) -> Document:
    """Anyone can do something that is neither reading nor listing."""
    return _verdict("anonymous_other", (), cause, {"anonymous_other": list(what), **more})


def network(*keys: str, cause: Json = FIRST, **more: Json) -> Document:
    """Anyone on a named network can read."""
    return _verdict("network_restricted", keys or ("*",), cause, more)


def external(*accounts: str, cause: Json = FIRST, **more: Json) -> Document:
    """Named outsiders can read."""
    return _verdict("external_account", ("*",), cause, {"external_accounts": list(accounts), **more})


def organization(*keys: str, cause: Json = FIRST, **more: Json) -> Document:
    """The owner's organization can read."""
    return _verdict("organization", keys or ("*",), cause, more)


def private(*blocked: str, **more: Json) -> Document:
    """Nobody outside can read or list."""
    return _verdict("private", (), [], {"blocked_by": list(blocked), **more})


def _given(found: Exposure, expected: Document) -> Document:
    said = found.model_dump(mode="json")
    said["aws_policy_is_public"] = found.policy_is_public
    return {name: said.get(name) for name in expected}


def check(found: Case) -> None:
    """Compare every field that was written down."""
    given = resolve("aws", found.documents, AT)
    assert _given(given, found.expected) == found.expected, found.rule
    assert given.unknown == (), found.rule
