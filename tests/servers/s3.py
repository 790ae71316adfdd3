"""A small S3 on the loopback address whose answers, and failures, a test decides; it pages as AWS does."""

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote_plus, unquote, urlsplit
from xml.sax.saxutils import escape

ACCOUNT = "111122223333"
OWNER = "a1" * 32
ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"

_BUCKET_CALLS = {
    "acl": "GetBucketAcl",
    "encryption": "GetBucketEncryption",
    "location": "GetBucketLocation",
    "logging": "GetBucketLogging",
    "ownershipControls": "GetBucketOwnershipControls",
    "policy": "GetBucketPolicy",
    "policyStatus": "GetBucketPolicyStatus",
    "publicAccessBlock": "GetPublicAccessBlock",
    "replication": "GetBucketReplication",
    "requestPayment": "GetBucketRequestPayment",
    "tagging": "GetBucketTagging",
    "versioning": "GetBucketVersioning",
    "website": "GetBucketWebsite",
}
_OBJECT_CALLS = {"acl": "GetObjectAcl", "tagging": "GetObjectTagging"}
_ABSENT = {
    "GetBucketEncryption": "ServerSideEncryptionConfigurationNotFoundError",
    "GetBucketOwnershipControls": "OwnershipControlsNotFoundError",
    "GetBucketPolicy": "NoSuchBucketPolicy",
    "GetBucketPolicyStatus": "NoSuchBucketPolicy",
    "GetBucketReplication": "ReplicationConfigurationNotFoundError",
    "GetBucketTagging": "NoSuchTagSet",
    "GetBucketWebsite": "NoSuchWebsiteConfiguration",
    "GetPublicAccessBlock": "NoSuchPublicAccessBlockConfiguration",
}


@lru_cache(maxsize=4096)
def _etag(data: bytes) -> str:
    return md5(data, usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Request:
    """What came over the wire."""

    operation: str
    bucket: str
    key: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: str
    number: int
    """How many requests came before, over all operations."""

    @property
    def signed(self) -> bool:
        return "authorization" in self.headers

    @property
    def signing_region(self) -> str:
        found = re.search(r"Credential=[^/]+/[^/]+/([^/]+)/", self.headers.get("authorization", ""))
        return found.group(1) if found else ""


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: bool = False
    """Close the connection without an answer."""


@dataclass
class Bucket:
    """One bucket; ``xml`` holds the answer of each configuration call, a missing one is the documented absence."""

    region: str = "ap-northeast-1"
    xml: dict[str, str] = field(default_factory=dict)
    policy: str | None = None
    objects: dict[str, bytes] = field(default_factory=dict)
    object_xml: dict[tuple[str, str], str] = field(default_factory=dict)
    """(operation, key) to the answer of GetObjectAcl and GetObjectTagging."""
    object_headers: dict[str, dict[str, str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    """Sizes that the listing claims, where the bytes do not exist."""
    classes: dict[str, str] = field(default_factory=dict)
    public: frozenset[str | None] = frozenset()
    """Keys (None: the listing) that unsigned requests get."""


Fault = Callable[[Request], Answer | None]


@dataclass
class StubS3:
    """The state of the server."""

    buckets: dict[str, Bucket] = field(default_factory=dict)
    page: int = 1000
    regions_in_listing: bool = True
    fault: Fault = lambda _request: None
    control: dict[str, str] = field(default_factory=dict)
    """Path below /v20180820/ to the answer of S3 Control; a missing one is the documented absence."""
    organizations: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Operation to status and JSON; a missing one: the account is in no organisation."""
    keys: dict[str, str] = field(default_factory=dict)
    """KMS key ARN to KeyManager."""
    seen: Counter[str] = field(default_factory=Counter)
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: str) -> Answer:
        request = self._understood(method, target, headers, body)
        return self.fault(request) or self._served(request, target)

    def _understood(self, method: str, target: str, headers: Mapping[str, str], body: str) -> Request:
        path, _, raw = target.partition("?")
        query = dict(parse_qsl(raw, keep_blank_values=True))
        bucket, _, key = path.removeprefix("/").partition("/")
        bucket, key = unquote(bucket), unquote(key)
        if "x-amz-target" in headers:
            operation = headers["x-amz-target"].rpartition(".")[2]
        elif path.startswith("/v20180820/"):
            operation = "Control"
        elif method == "POST":
            operation = dict(parse_qsl(body)).get("Action", "")
        elif not bucket:
            operation = "ListBuckets"
        elif key:
            calls = [call for name, call in _OBJECT_CALLS.items() if name in query]
            operation = calls[0] if calls else {"HEAD": "HeadObject"}.get(method, "GetObject")
        else:
            calls = [call for name, call in _BUCKET_CALLS.items() if name in query]
            operation = calls[0] if calls else {"HEAD": "HeadBucket"}.get(method, "ListObjectsV2")
        with self.lock:
            request = Request(operation, bucket, key, query, headers, body, len(self.requests))
            self.requests.append(request)
            self.seen[operation] += 1
        return request

    def _served(self, request: Request, target: str) -> Answer:  # noqa: PLR0911 - a table of answers
        if request.operation == "GetCallerIdentity":
            return xml(f"<GetCallerIdentityResponse><GetCallerIdentityResult><Account>{ACCOUNT}</Account><Arn>a</Arn>"
                       "<UserId>u</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>")  # fmt: skip
        if request.operation == "AssumeRole":
            return xml("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>"
                       "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                       "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>"
                       "</AssumeRoleResponse>")  # fmt: skip
        if "x-amz-target" in request.headers:
            return self._json(request)
        if request.operation == "Control":
            return self._control(urlsplit(target).path.removeprefix("/v20180820/"))
        if request.operation == "ListBuckets":
            return self._list_buckets(request)
        bucket = self.buckets.get(request.bucket)
        if bucket is None:
            return error(404, "NoSuchBucket")
        if not request.signed and (request.key or None) not in bucket.public:
            return error(403, "AccessDenied")
        if request.key:
            return self._object(request, bucket)
        if request.operation == "ListObjectsV2":
            return self._list_objects(request, bucket)
        return self._configuration(request, bucket)

    def _json(self, request: Request) -> Answer:
        if request.operation == "DescribeKey":
            for arn, manager in self.keys.items():
                if arn in request.body:
                    return Answer(200, f'{{"KeyMetadata":{{"KeyId":"k","KeyManager":"{manager}"}}}}'.encode())
            return Answer(400, b'{"__type":"AccessDeniedException","message":"no"}')
        default = (400, '{"__type":"AWSOrganizationsNotInUseException","Message":"none"}')
        status, body = self.organizations.get(request.operation, default)
        return Answer(status, body.encode())

    def _control(self, path: str) -> Answer:
        if path in self.control:
            return xml(self.control[path])
        if path == "accesspoint":
            return xml("<ListAccessPointsResult><AccessPointList/></ListAccessPointsResult>")
        code = "NoSuchAccessPointPolicy" if path.endswith("policy") else "NoSuchPublicAccessBlockConfiguration"
        return error(404, code)

    def _list_buckets(self, request: Request) -> Answer:
        names = sorted(self.buckets)
        start = int(request.query.get("continuation-token", "0"))
        size = min(self.page, int(request.query.get("max-buckets", "10000")))
        listed = "".join(
            f"<Bucket><Name>{name}</Name><CreationDate>2025-01-01T00:00:00Z</CreationDate>"
            + (f"<BucketRegion>{self.buckets[name].region}</BucketRegion>" if self.regions_in_listing else "")
            + "</Bucket>"
            for name in names[start : start + size]
        )
        more = start + size < len(names)
        token = f"<ContinuationToken>{start + size}</ContinuationToken>" if more else ""
        return xml(
            f"<ListAllMyBucketsResult><Owner><ID>{OWNER}</ID></Owner><Buckets>{listed}</Buckets>{token}"
            "</ListAllMyBucketsResult>"
        )

    def _configuration(self, request: Request, bucket: Bucket) -> Answer:
        if request.operation == "GetBucketPolicy" and bucket.policy is not None:
            return Answer(200, bucket.policy.encode(), {"Content-Type": "application/json"})
        if request.operation in bucket.xml:
            return xml(bucket.xml[request.operation])
        if request.operation in _ABSENT:
            return error(404, _ABSENT[request.operation])
        return xml(
            {
                "GetBucketAcl": acl(),
                "GetBucketLocation": f"<LocationConstraint>{bucket.region}</LocationConstraint>",
                "GetBucketLogging": "<BucketLoggingStatus/>",
                "GetBucketRequestPayment": "<RequestPaymentConfiguration><Payer>BucketOwner</Payer>"
                "</RequestPaymentConfiguration>",
                "GetBucketVersioning": "<VersioningConfiguration/>",
                "HeadBucket": "",
            }[request.operation]
        )

    def _list_objects(self, request: Request, bucket: Bucket) -> Answer:
        keys = sorted({*bucket.objects, *bucket.sizes}, key=lambda key: key.encode())
        start = int(request.query.get("continuation-token", "0"))
        size = min(self.page, int(request.query.get("max-keys", "1000")))
        encode = quote_plus if request.query.get("encoding-type") == "url" else escape
        listed = "".join(
            f"<Contents><Key>{encode(key)}</Key><LastModified>2025-01-01T00:00:00Z</LastModified>"
            f"<ETag>&quot;{_etag(bucket.objects.get(key, b''))}&quot;</ETag>"
            f"<Size>{bucket.sizes.get(key, len(bucket.objects.get(key, b'')))}</Size>"
            f"<StorageClass>{bucket.classes.get(key, 'STANDARD')}</StorageClass></Contents>"
            for key in keys[start : start + size]
        )
        more = start + size < len(keys)
        token = f"<NextContinuationToken>{start + size}</NextContinuationToken>" if more else ""
        encoding = "<EncodingType>url</EncodingType>" if encode is quote_plus else ""
        return xml(
            f"<ListBucketResult><Name>{request.bucket}</Name><KeyCount>{len(keys)}</KeyCount>{encoding}"
            f"<IsTruncated>{str(more).lower()}</IsTruncated>{listed}{token}</ListBucketResult>"
        )

    def _object(self, request: Request, bucket: Bucket) -> Answer:  # noqa: PLR0911 - a table of answers
        if (request.operation, request.key) in bucket.object_xml:
            return xml(bucket.object_xml[request.operation, request.key])
        data = bucket.objects.get(request.key)
        if data is None:
            return error(404, "NoSuchKey")
        headers = bucket.object_headers.get(request.key, {})
        match request.operation:
            case "GetObjectAcl":
                return xml(acl())
            case "GetObjectTagging":
                return xml("<Tagging><TagSet/></Tagging>")
            case "HeadObject":
                return Answer(200, b"", {"x-object-length": str(len(data)), **headers})
        wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("range", ""))
        if wanted is None:
            return Answer(200, data, headers)
        first, last = int(wanted.group(1)), min(int(wanted.group(2)), len(data) - 1)
        if first >= len(data):
            return error(416, "InvalidRange")
        span = f"bytes {first}-{last}/{bucket.sizes.get(request.key, len(data))}"
        return Answer(206, data[first : last + 1], {"Content-Range": span, **headers})


def xml(body: str) -> Answer:
    """A successful XML answer."""
    return Answer(200, b'<?xml version="1.0" encoding="UTF-8"?>\n' + body.encode(), {"Content-Type": "application/xml"})


def error(status: int, code: str, extra: str = "", headers: Mapping[str, str] | None = None) -> Answer:
    """An S3 error; for S3 Control the SDK reads the same inner element."""
    inner = f"<Error><Code>{code}</Code><Message>m</Message>{extra}</Error>"
    return Answer(status, inner.encode(), {"Content-Type": "application/xml", **(headers or {})})


def acl(*grants: tuple[str, str], owner: str = OWNER) -> str:
    """An ACL with the owner's full control and ``grants``: (group URI or canonical id, permission)."""
    rows = [(owner, "FULL_CONTROL"), *grants]
    schema = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

    def grantee(who: str) -> str:
        kind, tag = ("Group", "URI") if who.startswith("http") else ("CanonicalUser", "ID")
        return f'<Grantee {schema} xsi:type="{kind}"><{tag}>{who}</{tag}></Grantee>'

    listed = "".join(f"<Grant>{grantee(who)}<Permission>{what}</Permission></Grant>" for who, what in rows)
    return (
        f"<AccessControlPolicy><Owner><ID>{owner}</ID></Owner><AccessControlList>{listed}</AccessControlList>"
        "</AccessControlPolicy>"
    )


@contextmanager
def serving(stub: StubS3) -> Iterator[StubS3]:
    """Serve ``stub`` on a free port of the loopback address; ``stub.url`` says where."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _reply(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode() if length else ""
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = stub.answer(self.command, self.path, headers, body)
            if answer.reset:
                self.close_connection = True
                return
            self.send_response_only(answer.status)
            self.send_header("Server", self.version_string())
            if "Date" not in answer.headers:
                self.send_header("Date", self.date_time_string())
            size = answer.headers.get("x-object-length", str(len(answer.body)))
            for name, value in ({"Content-Length": size} | dict(answer.headers)).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_GET = do_HEAD = do_POST = _reply  # noqa: N815 - names that http.server looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

        def handle_error(self, request: object, client_address: object) -> None:
            """Ignore clients that hang up."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
