"""Turns a bucket's documents into what buckets with the same verdict have in common."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import orjson

from exposurecheck.model.base import JsonObject
from exposurecheck.model.exposure import Exposure

MAX_FINGERPRINTED = 65536
_ARN = b"arn:aws:s3:::"


def fingerprint(documents: JsonObject, as_of: datetime) -> bytes | None:
    """Return the documents without the bucket's own name, where the name does not matter.

    Most buckets of an account come from a few templates and differ in nothing else. A name stays in where an ARN is
    not exactly that of this bucket, for example ``arn:aws:s3:::acme-*``. None when the documents are too large to be
    worth it.
    """
    try:
        text = orjson.dumps(documents)
    except TypeError:
        return None
    if len(text) > MAX_FINGERPRINTED:
        return None
    name = documents.get("bucket")
    if isinstance(name, str) and name:
        quoted = orjson.dumps(name)[1:-1]
        bare = text.replace(_ARN + quoted + b"/", b"\0/").replace(_ARN + quoted + b'"', b'\0"')
        if _ARN not in bare and bare.count(quoted) == 1:
            text = bare.replace(b'"bucket":"' + quoted + b'"', b"\0")
    return text + as_of.isoformat().encode()


def without_own_ids(text: bytes, documents: JsonObject) -> bytes:
    """Return a fingerprint without the bucket's own account, owner and organization, where those do not matter either.

    The accounts of an estate come from a few templates, too. An id stays in where it is part of another word.
    """
    if not _spells_ids(text):
        for mark, id_ in enumerate(_own_ids(documents), start=1):
            text = _without(text, id_.encode(), bytes((mark,)))
    return text


def _spells_ids(text: bytes) -> bool:
    """Tell whether a wildcard or variable may stand for an id, so that it matters how the id is written."""
    if b"${" in text:
        return True
    for wildcard in (b"*", b"?"):
        at = text.find(wildcard)
        while at >= 0:
            before = text[at - 1 : at]
            if before.isdigit() or text[at + 1 : at + 2].isdigit():
                return True
            if before.isalpha() and text.startswith(b"o-", text.rfind(b'"', 0, at) + 1):
                return True
            at = text.find(wildcard, at + 1)
    return False


def names_own(verdict: Exposure, documents: JsonObject) -> bool:
    """Tell whether a verdict speaks of the bucket's own account, owner or organization, so that it is for it alone."""
    said = " ".join((verdict.explanation.en, *verdict.external_accounts, *verdict.exposed_prefixes, *verdict.unknown))
    return any(i in said for i in _own_ids(documents))


def _own_ids(documents: JsonObject) -> Iterable[str]:
    organization = documents.get("organization")
    org = organization.get("id") if isinstance(organization, Mapping) else None
    for found in (documents.get("account_id"), documents.get("canonical_user_id"), org):
        if isinstance(found, str) and len(found) >= 10:  # noqa: PLR2004 - shorter ones are no ids and could be any word
            yield found


def _without(text: bytes, id_: bytes, mark: bytes) -> bytes:
    bare = text.replace(b'"' + id_ + b'"', b'"' + mark + b'"')
    if id_ in bare:
        bare = bare.replace(b":" + id_ + b":", b":" + mark + b":").replace(b'"' + id_ + b"/", b'"' + mark + b"/")
    return text if id_.lower() in bare.lower() else bare
