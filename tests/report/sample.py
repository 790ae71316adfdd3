"""Builds a realistic report of an invented retailer, and a report as large as one likes, from the model alone."""

from datetime import UTC, datetime, timedelta

from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import Exposure, ExposureClass, Grant, Permission, Principal, PrincipalKind, Witness
from exposurecheck.model.finding import Evidence, Finding, FindingStatus, Fix, Severity
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import (
    Category,
    Confidence,
    ContentCoverage,
    Detection,
    Inspection,
    InspectionStatus,
    PersonalData,
    Subjects,
)
from exposurecheck.model.keys import KeySet
from exposurecheck.model.report import Coverage, ObjectCoverage, Report, ResourceCoverage, Scope, Summary, Tool
from exposurecheck.model.resource import Proof, ProviderName, Resource, ResourceType, Settings

AT = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)
ACCOUNT = "111122223333"
POLICY = '{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-exports/*"}'

WORDS: dict[ExposureClass, tuple[str, str]] = {
    ExposureClass.ANONYMOUS_READ: (
        "バケットポリシーが全員に読み取りを許可しているため、インターネット上の誰でも閲覧できます。",
        "The bucket policy lets everyone read, so anyone on the internet can open the objects.",
    ),
    ExposureClass.ANONYMOUS_LIST: (
        "ACLが全員に一覧の取得を許可しているため、誰でもオブジェクト名を見られます。",
        "The ACL lets everyone list, so anyone can see the names of the objects.",
    ),
    ExposureClass.ANY_AUTHENTICATED_READ: (
        "AWSアカウントを持つ人なら誰でも読み取れます。",
        "Anyone who holds an AWS account can read it.",
    ),
    ExposureClass.EXTERNAL_ACCOUNT: (
        "社外のアカウント 999900001111 に読み取りを許可しています。",
        "The outside account 999900001111 may read it.",
    ),
    ExposureClass.NETWORK_RESTRICTED: (
        "203.0.113.0/24 からのみ、認証なしで読み取れます。",
        "Readable without credentials, but only from 203.0.113.0/24.",
    ),
    ExposureClass.PRIVATE: ("外部からは読み取れません。", "Nobody outside can read it."),
    ExposureClass.UNKNOWN: (
        "バケットポリシーを読み取れなかったため、公開されているか判断できません。",
        "The bucket policy could not be read, so whether it is open cannot be decided.",
    ),
}


def exposure(kind: ExposureClass = ExposureClass.PRIVATE, *, prefixes: tuple[str, ...] = ("*",)) -> Exposure:
    """Build a verdict whose other fields follow from its class."""
    ja, en = WORDS.get(kind, WORDS[ExposureClass.PRIVATE])
    unknown = kind is ExposureClass.UNKNOWN
    reads = kind is ExposureClass.ANONYMOUS_READ
    opened = kind not in {ExposureClass.PRIVATE, ExposureClass.UNKNOWN}
    return Exposure(
        exposure=kind,
        anonymous_read=None if unknown else reads,
        anonymous_list=None if unknown else kind is ExposureClass.ANONYMOUS_LIST,
        any_authenticated_read=None if unknown else reads or kind is ExposureClass.ANY_AUTHENTICATED_READ,
        external_accounts=("999900001111",) if kind is ExposureClass.EXTERNAL_ACCOUNT else (),
        exposed_prefixes=prefixes if opened and kind is not ExposureClass.ANONYMOUS_LIST else (),
        exposed_except=("internal/*",) if reads else (),
        network_restricted=kind is ExposureClass.NETWORK_RESTRICTED,
        cause=("policy.statement[0]",) if opened else (),
        blocked_by=("bpa.account:IgnorePublicAcls",) if kind is ExposureClass.PRIVATE else (),
        unknown=("policy",) if unknown else (),
        at_most=ExposureClass.ANONYMOUS_READ if unknown else kind,
        witness=Witness(method="GET", key="export/customers.csv") if reads else None,
        explanation=Bilingual(ja=ja, en=en),
        grants=(
            (
                Grant(
                    principal=Principal(kind=PrincipalKind.ANONYMOUS),
                    permission=Permission.READ,
                    scope=KeySet(include=prefixes, exclude=("internal/*",)),
                    via="policy.statement[0]",
                ),
            )
            if reads
            else ()
        ),
    )


def personal(
    categories: tuple[Category, ...], low: int, best: int, high: int, key: str, *, complete: bool = True
) -> PersonalData:
    """Build the sum of what was found in one store."""
    types = {Category.MY_NUMBER: "jp.my_number", Category.CONTACT: "email", Category.FINANCIAL: "credit_card"}
    held = tuple(
        Detection(
            type=types.get(c, "person_name"), category=c, confidence=Confidence.HIGH, count=best * 2, distinct=best
        )
        for c in categories
    )
    holding = Inspection(
        path="export/顧客一覧_2026-09.csv",
        status=InspectionStatus.COMPLETE,
        format="csv",
        encoding="cp932",
        size=156_112,
        bytes_read=156_112,
        data=held,
        categories=categories,
        subjects=Subjects(low=low, best=best, high=high, key=key),
    )
    unread = (
        ()
        if complete
        else (
            Inspection(
                path="backup/2024-全社.zip",
                status=InspectionStatus.ENCRYPTED,
                reason="encrypted: a password would be needed",
                size=48_812_331,
            ),
            Inspection(
                path="scan/申込書_0001.tif",
                status=InspectionStatus.UNSUPPORTED,
                reason="tiff: pictures are not inspected",
                size=2_400_512,
            ),
        )
    )
    return PersonalData(
        categories=categories,
        subjects=Subjects(low=low, best=best, high=high, key=key),
        coverage=ContentCoverage(
            objects=12 if complete else 10, of=12, bytes=1_400_000 if complete else 900_000, of_bytes=1_400_000
        ),
        data=held,
        test_values=3,
        inspections=(holding, *unread),
        complete=complete,
    )


def proof(*, agrees: bool = True) -> Proof:
    """Build the answer to an unsigned request."""
    return Proof(
        status=206 if agrees else 403,
        key="export/customers.csv",
        url="https://acme-exports.s3.ap-northeast-1.amazonaws.com/export/customers.csv",
        at=AT - timedelta(minutes=2),
        sha256_of_first_bytes="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" if agrees else None,
        bytes_hashed=16 if agrees else 0,
        headers={"content-type": "text/csv", "server": "AmazonS3"},
        error=None if agrees else "AccessDenied",
        agrees=agrees,
    )


def store(
    name: str,
    kind: ExposureClass = ExposureClass.PRIVATE,
    *,
    prefixes: tuple[str, ...] = ("*",),
    data: PersonalData | None = None,
    probe: Proof | None = None,
    settings: Settings | None = None,
) -> Resource:
    """Build one bucket."""
    return Resource(
        id=f"s3://{name}",
        provider=ProviderName.AWS,
        type=ResourceType.BUCKET,
        name=name,
        region="ap-northeast-1",
        account=ACCOUNT,
        settings=settings or Settings(),
        exposure=exposure(kind, prefixes=prefixes),
        proof=probe,
        personal_data=data,
        cause_extracts={"policy.statement[0]": POLICY.replace("acme-exports", name)}
        if kind is ExposureClass.ANONYMOUS_READ
        else {},
    )


_TITLES: dict[str, tuple[Severity, str, str]] = {
    "public-my-number": (
        Severity.CRITICAL,
        "誰でも閲覧できるマイナンバー",
        "My Numbers that anyone on the internet can read",
    ),
    "public-personal-data": (
        Severity.CRITICAL,
        "誰でも閲覧できる個人データ",
        "Personal data that anyone on the internet can read",
    ),
    "public-over-1000-people": (
        Severity.CRITICAL,
        "1,000人を超える個人データが公開されている",
        "Data of more than 1,000 people is open",
    ),
    "public-logging-off": (
        Severity.HIGH,
        "公開された個人データのアクセス記録がない",
        "Open personal data without access logs",
    ),
    "any-account-read": (
        Severity.HIGH,
        "AWS利用者なら誰でも読み取れる",
        "Readable by any AWS account",
    ),
    "external-account": (Severity.MEDIUM, "社外のアカウントへの許可", "Granted to an outside account"),
    "anonymous-list": (Severity.MEDIUM, "誰でも一覧を取得できる", "Anyone can list the objects"),
    "latent-public-acl": (
        Severity.LOW,
        "一つの設定だけで止められている公開ACL",
        "A public ACL that one setting alone holds back",
    ),
    "account-guardrail-off": (
        Severity.MEDIUM,
        "アカウント単位のブロックパブリックアクセスが無効",
        "Account-level Block Public Access is off",
    ),
    "versioning-off": (Severity.INFO, "バージョニングが無効", "Versioning is off"),
}


def finding(check: str, name: str, status: FindingStatus = FindingStatus.FAIL) -> Finding:
    """Build one finding of ``check`` on the bucket ``name``."""
    severity, ja, en = _TITLES[check]
    return Finding(
        check=check,
        resource=f"s3://{name}",
        status=status,
        severity=severity,
        title=Bilingual(ja=ja, en=en),
        because=Bilingual(
            ja="第三者が閲覧していないことを記録で示せなければ、個人情報保護法上の漏えい又はそのおそれに該当する可能性があります。",
            en="Unless complete logs show that no third party looked, this may count as a leak under Japanese law.",
        ),
        remediation=Bilingual(
            ja="証拠を保全したうえで公開を止め、オブジェクト単位で取得できなくなったことを確認してください。",
            en="Preserve evidence, close the access, then check object by object that nothing can be fetched any more.",
        ),
        fixes=(
            Fix(
                tool="aws-cli",
                code=f"aws s3api put-public-access-block --bucket {name} \\\n"
                "  --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,"
                "BlockPublicPolicy=true,RestrictPublicBuckets=true",
            ),
            Fix(
                tool="terraform",
                code='resource "aws_s3_bucket_public_access_block" "this" {\n'
                f'  bucket                  = "{name}"\n'
                "  block_public_acls       = true\n  ignore_public_acls      = true\n"
                "  block_public_policy     = true\n  restrict_public_buckets = true\n}",
            ),
        ),
        references=(
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
            "個人情報の保護に関する法律 第26条、同法施行規則 第7条",
        ),
        evidence=(
            Evidence(
                source="s3:GetBucketPolicy",
                pointer="/Statement/0",
                extract=POLICY.replace("acme-exports", name),
                observed_at=AT,
            ),
        ),
        missing=("exposure.anonymous_read (policy: denied, s3:GetBucketPolicy)",)
        if status is FindingStatus.UNKNOWN
        else (),
        fingerprint=f"{check}:{name}",
        first_seen=AT,
    )


def sample() -> Report:
    """Build the report of an invented retailer: 13 stores, 25 findings, 5 gaps."""
    c = Category
    resources = (
        store(
            "acme-hr-mynumber",
            ExposureClass.ANONYMOUS_READ,
            prefixes=("年末調整/2026/*.csv",),
            data=personal((c.MY_NUMBER, c.CONTACT), 128, 131, 131, "jp.my_number"),
            probe=proof(),
        ),
        store(
            "acme-exports",
            ExposureClass.ANONYMOUS_READ,
            data=personal((c.CONTACT, c.FINANCIAL), 1203, 1240, 1240, "email", complete=False),
            probe=proof(),
            settings=Settings(access_logging=False),
        ),
        store(
            "acme-line-campaign-応募者",
            ExposureClass.ANY_AUTHENTICATED_READ,
            data=personal((c.CONTACT,), 402, 402, 402, "phone"),
        ),
        store("acme-web", ExposureClass.ANONYMOUS_READ, probe=proof(), settings=Settings(declared_public=True)),
        store("acme-logs", ExposureClass.ANONYMOUS_LIST, probe=proof(agrees=False)),
        store(
            "acme-vendor-share",
            ExposureClass.EXTERNAL_ACCOUNT,
            data=personal((c.CONTACT,), 88, 95, 110, "email"),
        ),
        store("acme-office-drop", ExposureClass.NETWORK_RESTRICTED),
        store("acme-finance", ExposureClass.UNKNOWN),
        store("acme-legacy", ExposureClass.UNKNOWN),
        store("acme-backup"),
        store("acme-pos-data"),
        store("acme-data-lake"),
        store("acme-empty"),
    )
    failed = [
        finding("public-my-number", "acme-hr-mynumber"),
        finding("public-over-1000-people", "acme-exports"),
        finding("public-personal-data", "acme-exports"),
        finding("public-personal-data", "acme-hr-mynumber"),
        finding("public-logging-off", "acme-exports"),
        finding("public-logging-off", "acme-hr-mynumber"),
        finding("any-account-read", "acme-line-campaign-応募者"),
        finding("account-guardrail-off", "acme-exports"),
        finding("account-guardrail-off", "acme-hr-mynumber"),
        finding("anonymous-list", "acme-logs"),
        finding("external-account", "acme-vendor-share"),
        finding("latent-public-acl", "acme-backup"),
        finding("latent-public-acl", "acme-pos-data"),
        *(finding("versioning-off", n) for n in ("acme-exports", "acme-hr-mynumber", "acme-logs", "acme-empty")),
        finding("versioning-off", "acme-vendor-share"),
        finding("versioning-off", "acme-line-campaign-応募者"),
    ]
    undecided = [
        finding(check, name, FindingStatus.UNKNOWN)
        for name in ("acme-finance", "acme-legacy")
        for check in ("public-personal-data", "anonymous-list", "external-account")
    ]
    return Report(
        run_id="20261123T064000Z-1f3a",
        generated_at=AT,
        tool=Tool(version="0.1.0"),
        scope=Scope(provider=(ProviderName.AWS,), accounts=(ACCOUNT,), probe=True),
        coverage=Coverage(
            complete=False,
            resources=ResourceCoverage(total=13, assessed=11, unknown=2),
            objects=ObjectCoverage(
                listed=4210, exposed=312, inspected=289, partial=9, encrypted=6, unsupported=5, failed=3
            ),
            gaps=(
                Gap(
                    resource="s3://acme-finance",
                    fact="policy",
                    reason=GapReason.DENIED,
                    permission="s3:GetBucketPolicy",
                    detail="AccessDenied",
                ),
                Gap(
                    resource="s3://acme-legacy",
                    fact="policy",
                    reason=GapReason.DENIED,
                    permission="s3:GetBucketPolicy",
                    detail="AccessDenied",
                ),
                Gap(resource="s3://acme-legacy", fact="acl", reason=GapReason.DENIED, permission="s3:GetBucketAcl"),
                Gap(resource="s3://acme-exports", fact="objects", reason=GapReason.BUDGET),
                Gap(resource="s3://acme-exports", fact="content", reason=GapReason.TOO_LARGE),
            ),
        ),
        resources=resources,
        findings=(*failed, *undecided, finding("anonymous-list", "acme-web", FindingStatus.MUTED)),
        summary=Summary(critical=4, high=3, medium=4, low=2, info=6, unknown=6, passed=212),
        subjects=Subjects(low=1310, best=1702, high=1793, key="email"),
    )


def large(stores: int = 10_000, findings: int = 3_000, opened: int = 1_600) -> Report:
    """Build a report of a large estate: the first ``opened`` stores are open, findings are spread over them."""
    names = [f"acme-{i:05d}-department-data" for i in range(stores)]
    checks = list(_TITLES)
    made = [finding(checks[i % len(checks)], names[i % opened]) for i in range(findings)]
    made.sort(key=lambda f: f.severity.rank)
    data = personal((Category.CONTACT,), 90, 100, 120, "email")
    shown = proof()
    return sample().model_copy(
        update={
            "resources": tuple(
                store(n, ExposureClass.ANONYMOUS_READ, data=data, probe=shown) if i < opened else store(n)
                for i, n in enumerate(names)
            ),
            "findings": tuple(made),
        }
    )
