"""Says a verdict in one sentence of each language: who, what, why, and what holds the rest back."""

import re
from functools import lru_cache
from typing import NamedTuple

from exposurecheck.access.patterns import is_exact
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.headline import Headline
from exposurecheck.access.s3.reach import Reach
from exposurecheck.access.s3.requests import all_statements
from exposurecheck.access.s3.wording import grantee, joined, party, tagged, text
from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import ExposureClass

MAX_NAMED = 3
"""More keys, causes or blockers than this are counted instead of named."""
_STATEMENT = re.compile(r"(?:access_point\[(.*)\]\.)?policy\.statement\[(\d+)\](:Deny)?", re.DOTALL)
_ACL = re.compile(r"acl\.(bucket|object\[(.*)\]):([^:]+):([A-Z_]+)", re.DOTALL)
_BPA = re.compile(r"bpa\.(organization|account|bucket|access_point\[(.*)\]):(\w+)", re.DOTALL)
_LEVEL_JA = {"organization": "組織", "account": "アカウント", "bucket": "バケット"}
_OTHER_JA = {"write": "書き込み", "read_acp": "ACLの閲覧", "write_acp": "ACLの変更", "metadata": "メタデータの閲覧"}
_OTHER_EN = {"write": "write objects", "read_acp": "read ACLs", "write_acp": "change ACLs", "metadata": "read metadata"}


NOTHING_GRANTED = Bilingual(
    en="Nobody outside the owner's account can read or list the bucket: nothing grants it.",
    ja="所有者のアカウント以外は誰も読み取りも一覧もできません。許可する設定がありません。",
)


class _Told(NamedTuple):
    """Everything the sentence speaks of."""

    exposure: ExposureClass
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    filters: tuple[str, ...]
    cause: tuple[str, ...]
    bound: bool
    reading: frozenset[str]
    listing: frozenset[str]
    others: tuple[str, ...]
    networks: tuple[str, ...]
    accounts: tuple[str, ...]
    blocked: tuple[str, ...]
    sids: tuple[tuple[str, str], ...]
    """Ids of statements and blockers, with the Sid of their statement."""


def explain(
    bucket: Bucket, reach: Reach, found: Headline, accounts: tuple[str, ...], blocked: tuple[str, ...]
) -> Bilingual:
    """Write the sentence."""
    share = found.share
    sids = [
        (id_, s.sid)
        for s in all_statements(bucket)
        if s.sid
        for id_ in (s.id, f"{s.id}:Deny")
        if id_ in found.cause or id_ in blocked
    ]
    told = _Told(
        found.exposure,
        found.include,
        found.exclude,
        found.filters,
        found.cause,
        found.bound,
        frozenset(g.via for g in share.read) if share else frozenset(),
        frozenset(g.via for g in share.list) if share else frozenset(),
        tuple(reach.anonymous.other) if found.exposure is ExposureClass.ANONYMOUS_OTHER else (),
        reach.networks if found.exposure is ExposureClass.NETWORK_RESTRICTED else (),
        accounts if found.exposure is ExposureClass.EXTERNAL_ACCOUNT else (),
        blocked,
        tuple(sids),
    )
    return _sentence(told)


@lru_cache(maxsize=4096)
def _sentence(told: _Told) -> Bilingual:
    if told.exposure is ExposureClass.PRIVATE:
        return _private(told)
    who = _who(told)
    what = _what(told)
    because = _because(told)
    rest_en, rest_ja = _rest(told)
    return text(
        f"{who.en} can {what.en} because {because.en}{rest_en}.", f"{because.ja}ため、{who.ja}{what.ja}。{rest_ja}"
    )


def _because(told: _Told) -> Bilingual:
    alike = _alike_objects(told.cause)
    if alike:
        return alike
    causes = [_cause(told, via) for via in told.cause[:MAX_NAMED]]
    more = len(told.cause) - len(causes)
    return text(
        joined([c.en for c in causes]) + (f" (and {more} more)" if more > 0 else ""),
        "、".join([*(c.ja.removesuffix("ている") + "ており" for c in causes[:-1]), causes[-1].ja])
        + (f"（ほか{more}件）" if more > 0 else ""),
    )


def _alike_objects(causes: tuple[str, ...]) -> Bilingual | None:
    """Say it once when the ACLs of several objects all grant the same to the same."""
    found = [m.groups() for via in causes if (m := _ACL.fullmatch(via)) and m[2] is not None]
    if len(causes) < 2 or len(found) < len(causes) or len({f[2:] for f in found}) > 1:  # noqa: PLR2004 - several
        return None
    _, first, name, permission = found[0]
    who = grantee(name)
    return text(
        f"the ACLs of {len(found)} objects, {first} among them, grant {permission} to {who.en}",
        f"{first}など{len(found)}件のオブジェクトのACLが{who.ja}に{permission}を与えている",
    )


def _private(told: _Told) -> Bilingual:
    blocked = told.blocked
    if not blocked:
        return NOTHING_GRANTED
    names = [_blocker(told, b) for b in blocked[:MAX_NAMED]]
    more = len(blocked) - len(names)
    en = joined([n.en for n in names]) + (f" (and {more} more)" if more else "")
    ja = "、".join(n.ja for n in names) + (f"（ほか{more}件）" if more else "")
    verb = "holds" if len(blocked) == 1 else "hold"
    return text(
        f"Nobody outside the owner's account can read or list the bucket: {en} {verb} back what would be open.",
        f"所有者のアカウント以外は誰も読み取りも一覧もできません。{ja}が、本来開くはずのアクセスを止めています。",
    )


def _who(told: _Told) -> Bilingual:
    bound_en, bound_ja = (", from named networks only,", "特定のネットワークからのみ、") if told.bound else ("", "")
    match told.exposure:
        case ExposureClass.ANONYMOUS_READ | ExposureClass.ANONYMOUS_LIST | ExposureClass.ANONYMOUS_OTHER:
            return text("Anyone on the internet", "インターネット上の誰もが")
        case ExposureClass.ANY_AUTHENTICATED_READ | ExposureClass.ANY_AUTHENTICATED_LIST:
            return text("Anyone with an AWS account of their own", "AWSアカウントを持つ人なら誰でも")
        case ExposureClass.NETWORK_RESTRICTED:
            names = ", ".join(told.networks[:MAX_NAMED]) + (", …" if len(told.networks) > MAX_NAMED else "")
            return text(f"Anyone on a named network ({names})", f"特定のネットワーク（{names}）にいる人なら誰でも")
        case ExposureClass.EXTERNAL_ACCOUNT:
            parties = [party(a) for a in told.accounts[:MAX_NAMED]]
            more = len(told.accounts) - len(parties)
            en = joined([p.en for p in parties]) + (f" and {more} more" if more else "")
            ja = "、".join(p.ja for p in parties) + (f"ほか{more}件" if more else "")
            return text(
                f"{en[0].upper()}{en[1:]}, outside the owner's account{bound_en or ','}", f"外部の{ja}が{bound_ja}"
            )
        case _:
            return text(
                f"Every account of the owner's organization{bound_en}",
                f"所有者の組織に属するすべてのアカウントが{bound_ja}",
            )


def _what(told: _Told) -> Bilingual:
    if told.others:
        return text(
            joined([_OTHER_EN[n] for n in told.others]), "・".join(_OTHER_JA[n] for n in told.others) + "ができます"
        )
    if not told.include:
        return text(
            "list the names of the objects (but read none of them)",
            "オブジェクト名を一覧できます（内容は読み取れません）",
        )
    keys = _keys(told.include, told.exclude, told.filters)
    if told.listing:
        return text(f"read {keys.en} and list object names", f"{keys.ja}を読み取り、オブジェクト名も一覧できます")
    return text(f"read {keys.en}", f"{keys.ja}を読み取れます")


@lru_cache(maxsize=1024)
def _keys(include: tuple[str, ...], exclude: tuple[str, ...], filters: tuple[str, ...]) -> Bilingual:
    if len(include) > MAX_NAMED:
        exact = all(is_exact(i) for i in include)
        en = f"{len(include)} {'objects' if exact else 'sets of keys'}, {include[0]} among them,"
        ja = f"{include[0]}など{len(include)}件の{'オブジェクト' if exact else 'キーの範囲'}"
    else:
        en = joined([_pattern_en(p) for p in include])
        ja = "、".join(_pattern_ja(p) for p in include)
    if filters:
        said = tagged(filters)
        en += f" {said.en}"
        ja += f"のうち{said.ja}もの"
    if exclude:
        named = ", ".join(exclude[:MAX_NAMED]) + (", …" if len(exclude) > MAX_NAMED else "")
        en += f" except {named}"
        ja += f"（{named}を除く）"
    return text(en, ja)


def _pattern_en(pattern: str) -> str:
    if pattern == "*":
        return "every object"
    if is_exact(pattern):
        return f"the object {pattern}"
    return (
        f"every object under {pattern[:-1]}"
        if pattern.endswith("/*") and is_exact(pattern[:-1])
        else f"every object that fits {pattern}"
    )


def _pattern_ja(pattern: str) -> str:
    if pattern == "*":
        return "すべてのオブジェクト"
    if is_exact(pattern):
        return f"オブジェクト{pattern}"
    return (
        f"{pattern[:-1]}以下のすべてのオブジェクト"
        if pattern.endswith("/*") and is_exact(pattern[:-1])
        else f"{pattern}に合うすべてのオブジェクト"
    )


def _cause(told: _Told, via: str) -> Bilingual:
    statement = _STATEMENT.fullmatch(via)
    if statement:
        point, index, _ = statement.groups()
        sid = dict(told.sids).get(via)
        name_en, name_ja = (f" (Sid {sid})", f"（Sid {sid}）") if sid else ("", "")
        given = _given(told, via)
        if point:
            return text(
                f"statement {index} of the policy of access point {point}{name_en} allows {given.en}",
                f"アクセスポイント{point}のポリシーのステートメント{index}{name_ja}が{given.ja}許可している",
            )
        return text(
            f"statement {index} of the bucket policy{name_en} allows {given.en}",
            f"バケットポリシーのステートメント{index}{name_ja}が{given.ja}許可している",
        )
    acl = _ACL.fullmatch(via)
    if acl:
        _, key, name, permission = acl.groups()
        who = grantee(name)
        if key is None:
            return text(
                f"the bucket's ACL grants {permission} to {who.en}",
                f"バケットのACLが{who.ja}に{permission}を与えている",
            )
        return text(
            f"the ACL of object {key} grants {permission} to {who.en}",
            f"オブジェクト{key}のACLが{who.ja}に{permission}を与えている",
        )
    return text(via, via)


_TO = {
    ExposureClass.EXTERNAL_ACCOUNT: ("them", "その相手"),
    ExposureClass.ORGANIZATION: ("the organization", "組織"),
}


def _given(told: _Told, via: str) -> Bilingual:
    wanted = ((("reading", "読み取り"), told.reading), (("listing", "一覧"), told.listing))
    names = [n for n, vias in wanted if via in vias]
    to_en, to_ja = _TO.get(told.exposure, ("everyone", "全員"))
    what_en = " and ".join(n[0] for n in names) or "that"
    what_ja = "と".join(n[1] for n in names) or "・".join(_OTHER_JA[n] for n in told.others)
    return text(f"{what_en} to {to_en}", f"{what_ja}を{to_ja}に")


def _rest(told: _Told) -> tuple[str, str]:
    blocked = told.blocked
    if not blocked:
        return "", ""
    names = [_blocker(told, b) for b in blocked[:MAX_NAMED]]
    more = len(blocked) - len(names)
    en = joined([n.en for n in names]) + (f" (and {more} more)" if more else "")
    ja = "、".join(n.ja for n in names) + (f"（ほか{more}件）" if more else "")
    return (
        f"; {en} keep{'s' if len(blocked) == 1 else ''} it from being wider",
        f"{ja}が、それ以上の公開を防いでいます。",
    )


_PLAIN = {
    "ownership:BucketOwnerEnforced": (
        "Object Ownership set to BucketOwnerEnforced", "オブジェクト所有権の設定BucketOwnerEnforced"
    ),
    "request_payment:Requester": ("Requester Pays", "リクエスタ支払い"),
    "access_point:no_anonymous": (
        "access points, which refuse unsigned requests,", "匿名のリクエストを受け付けないアクセスポイントの仕組み"
    ),
    "bucket_policy:no_delegation": (
        "a bucket policy without a delegation to access points",
        "アクセスポイントへの委任がないバケットポリシー"
    ),
    "sse_kms": ("SSE-KMS encryption", "SSE-KMSによる暗号化"),
}  # fmt: skip


def _blocker(told: _Told, id_: str) -> Bilingual:  # noqa: PLR0911 - one return for each kind of id
    if id_ in _PLAIN:
        return text(*_PLAIN[id_])
    statement = _STATEMENT.fullmatch(id_)
    if statement:
        point, index, _ = statement.groups()
        sid = dict(told.sids).get(id_)
        name = f" (Sid {sid})" if sid else ""
        where_en = f"the policy of access point {point}" if point else "the bucket policy"
        where_ja = f"アクセスポイント{point}のポリシー" if point else "バケットポリシー"
        return text(
            f"the Deny in statement {index} of {where_en}{name}", f"{where_ja}のステートメント{index}{name}のDeny"
        )
    bpa = _BPA.fullmatch(id_)
    if bpa:
        level, point, setting = bpa.groups()
        if point:
            return text(f"{setting} of access point {point}", f"アクセスポイント{point}の{setting}")
        return text(f"{setting} of the {level}", f"{_LEVEL_JA[level]}の{setting}")
    kind, _, name = id_.partition(":")
    if kind == "condition":
        return text(f"the condition on {name}", f"{name}の条件")
    if kind == "policy_variable":
        return text(f"the policy variable {name}", f"ポリシー変数{name}")
    kind, _, name = id_.partition("[")
    name = name.rpartition("]")[0]
    table = {
        "rcp": (f"the resource control policy {name}", f"リソースコントロールポリシー{name}"),
        "sse_kms": (f"SSE-KMS encryption of {name}", f"{name}のSSE-KMS暗号化"),
        "object_owner": (f"another account's ownership of {name}", f"{name}を別のアカウントが所有していること"),
        "access_point": (
            f"the restriction of access point {name} to one VPC",
            f"特定のVPC専用というアクセスポイント{name}の設定",
        ),
    }
    return text(*table.get(kind, (id_, id_)))
