"""Turns names of buckets, folders and objects into the paths of Google's APIs."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode

_BUCKET = re.compile(r"/b/(?P<name>[^/?]+)")
_PROJECT = re.compile(r"(?:/projects/|[?&]project=)(?P<id>[^/?&:]+)")


def segment(name: str) -> str:
    """Return ``name`` as one segment of a path ("Cloud Storage: Encoding URI path parts": ``/`` is escaped too)."""
    return quote(name, safe="")


def bucket_path(bucket: str, *parts: str) -> str:
    """Return the path of a bucket, or of what is in it, in the JSON API."""
    return "/".join(("/storage/v1/b", segment(bucket), *(segment(part) for part in parts)))


def project_of(url: str, homes: Mapping[str, str]) -> str:
    """Return the project that a request counts for: the bucket's by ``homes``, or the one asked about, or ""."""
    bucket = _BUCKET.search(url)
    if bucket:
        return homes.get(unquote(bucket["name"]), "")
    project = _PROJECT.search(url)
    return unquote(project["id"]) if project else ""


def with_query(path: str, query: dict[str, str]) -> str:
    """Append ``query``."""
    return f"{path}?{urlencode(query, quote_via=quote)}" if query else path


def xml_path(bucket: str, key: str | None) -> str:
    """Return the path in the XML API, as in a public link: slashes of the key stay ("Request endpoints")."""
    return f"/{segment(bucket)}" if key is None else f"/{segment(bucket)}/{quote(key, safe='/~')}"
