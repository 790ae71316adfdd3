"""Answers requests to the XML API of Cloud Storage: what a public link in a browser uses.

Source: Cloud Storage XML API reference; "HTTP status and error codes for XML".
"""

from xml.sax.saxutils import escape

from exposurecheck.demo.gcs.estate import Bucket, Estate
from exposurecheck.demo.gcs.json_api import media
from exposurecheck.demo.gcs.rules import GET, LIST, billing_missing, filtered, permits
from exposurecheck.demo.gcs.wire import Answer, Request, xml_error


class XmlApi:
    """The reading half of the XML API."""

    def __init__(self, estate: Estate) -> None:
        """Serve ``estate``."""
        self._estate = estate
        self._buckets = {bucket.name: bucket for bucket in estate.buckets}

    def answer(self, request: Request) -> Answer:
        """Answer ``/BUCKET`` or ``/BUCKET/KEY``; a stranger is refused with 403, not 401 as by the JSON API."""
        bucket = self._buckets.get(request.path[0])
        key = "/".join(request.path[1:])
        if bucket is None:
            return xml_error(404, "NoSuchBucket")
        if request.method not in {"GET", "HEAD"}:
            return xml_error(405, "MethodNotAllowed")
        if filtered(bucket, request.caller):
            return xml_error(403, "AccessDenied")
        if billing_missing(self._estate, bucket, request.caller):
            return xml_error(400, "UserProjectMissing")
        return self._object(request, bucket, key) if key else self._listing(request, bucket)

    def _may(self, request: Request, bucket: Bucket, permission: str, key: str | None = None) -> bool:
        taken = permission in request.refused and request.caller.member is not None
        return not taken and permits(self._estate, bucket, request.caller, permission, key)

    def _object(self, request: Request, bucket: Bucket, key: str) -> Answer:
        if not self._may(request, bucket, GET, key):
            return xml_error(403, "AccessDenied")
        blob = bucket.objects.get(key)
        if blob is None:
            return xml_error(404, "NoSuchKey") if self._may(request, bucket, LIST) else xml_error(403, "AccessDenied")
        return media(blob, request)

    def _listing(self, request: Request, bucket: Bucket) -> Answer:
        if not self._may(request, bucket, LIST):
            return xml_error(403, "AccessDenied")
        keys = sorted(bucket.objects, key=str.encode)[: int(request.query.get("max-keys") or 1000)]
        listed = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>" for key in keys)
        body = (
            "<?xml version='1.0' encoding='UTF-8'?><ListBucketResult xmlns='http://doc.s3.amazonaws.com/2006-03-01'>"
            f"<Name>{escape(bucket.name)}</Name><KeyCount>{len(keys)}</KeyCount>{listed}</ListBucketResult>"
        )
        return Answer(200, body.encode(), {"Content-Type": "application/xml; charset=UTF-8"})
