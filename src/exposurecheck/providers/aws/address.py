"""Turns endpoint, bucket and key into the address of a request."""

import ipaddress
from urllib.parse import quote, urlsplit


def is_amazon(host: str) -> bool:
    """Tell whether ``host`` belongs to AWS ("AWS service endpoints": also China's amazonaws.com.cn)."""
    return host.endswith((".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".amazonwebservices.com.cn"))


def is_address(host: str) -> bool:
    """Tell whether ``host`` is an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def in_path(endpoint: str, bucket: str, key: str | None) -> tuple[str, str]:
    """Return scheme with host, and the path, with the bucket in the path.

    Works on every S3 ("Virtual hosting of buckets: Path-style requests"), also for names with dots, and all buckets
    of a region share their connections instead of needing a TLS handshake for each.
    """
    parts = urlsplit(endpoint)
    path = f"{parts.path.rstrip('/')}/{quote(bucket)}"
    return f"{parts.scheme}://{parts.netloc}", path + _tail(key)


def in_host(endpoint: str, bucket: str, key: str | None) -> tuple[str, str]:
    """Return the same as an outsider would use it: with the bucket in the host where AWS and its certificates allow."""
    parts = urlsplit(endpoint)
    if not is_amazon(parts.hostname or "") or "." in bucket:
        return in_path(endpoint, bucket, key)
    return f"{parts.scheme}://{bucket}.{parts.netloc}", _tail(key) or "/"


def _tail(key: str | None) -> str:
    return "" if key is None else "/" + quote(key, safe="/~")
