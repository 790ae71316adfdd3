"""Says a verdict in one sentence of each language: who, what, why, and what holds the rest back."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from exposurecheck.access.patterns import is_exact
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.headline import Headline
from exposurecheck.access.s3.reach import Reach
from exposurecheck.access.s3.requests import all_statements
from exposurecheck.access.unchecked import build
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
    causes = [_cause(told, via) for via in told.cause[:MAX_NAMED]]
    more = len(told.cause) - len(causes)
    because_en = " and ".join(c.en for c in causes) + (f" (and {more} more)" if more > 0 else "")
    because_ja = "、また".join(c.ja for c in causes) + (f"（ほか{more}件）" if more > 0 else "")
    rest_en, rest_ja = _rest(told)
    return build(
        Bilingual,
        en=f"{who.en} can {what.en} because {because_en}{rest_en}.",
        ja=f"{because_ja}ため、{who.ja}{what.ja}。{rest_ja}",
    )


def _text(en: str, ja: str) -> Bilingual:
    return build(Bilingual, en=en, ja=ja)


def _private(told: _Told) -> Bilingual:
    blocked = told.blocked
    if not blocked:
        return NOTHING_GRANTED
    names = [_blocker(told, b) for b in blocked[:MAX_NAMED]]
    more = len(blocked) - len(names)
    en = _joined([n.en for n in names]) + (f" (and {more} more)" if more else "")
    ja = "、".join(n.ja for n in names) + (f"（ほか{more}件）" if more else "")
    verb = "holds" if len(blocked) == 1 else "hold"
    return _text(
        f"Nobody outside the owner's account can read or list the bucket: {en} {verb} back what would be open.",
        f"所有者のアカウント以外は誰も読み取りも一覧もできません。{ja}が、本来開くはずのアクセスを止めています。",
    )


def _joined(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]


def _who(told: _Told) -> Bilingual:
    bound_en, bound_ja = (" from named networks only", "特定のネットワークからのみ、") if told.bound else ("", "")
    match told.exposure:
        case ExposureClass.ANONYMOUS_READ | ExposureClass.ANONYMOUS_LIST | ExposureClass.ANONYMOUS_OTHER:
            return _text("Anyone on the internet", "インターネット上の誰もが")
        case ExposureClass.ANY_AUTHENTICATED_READ | ExposureClass.ANY_AUTHENTICATED_LIST:
            return _text("Anyone with an AWS account of their own", "AWSアカウントを持つ人なら誰でも")
        case ExposureClass.NETWORK_RESTRICTED:
            names = ", ".join(told.networks[:MAX_NAMED]) + (", …" if len(told.networks) > MAX_NAMED else "")
            return _text(f"Anyone on a named network ({names})", f"特定のネットワーク（{names}）にいる人なら誰でも")
        case ExposureClass.EXTERNAL_ACCOUNT:
            names = ", ".join(told.accounts[:MAX_NAMED]) + (", …" if len(told.accounts) > MAX_NAMED else "")
            return _text(f"The outside party {names}{bound_en}", f"外部の{names}が{bound_ja}")
        case _:
            return _text(
                f"Every account of the owner's organization{bound_en}",
                f"所有者の組織に属するすべてのアカウントが{bound_ja}",
            )


def _what(told: _Told) -> Bilingual:
    if told.others:
        return _text(
            _joined([_OTHER_EN[n] for n in told.others]), "・".join(_OTHER_JA[n] for n in told.others) + "ができます"
        )
    if not told.include:
        return _text(
            "list the names of the objects (but read none of them)",
            "オブジェクト名を一覧できます（内容は読み取れません）",
        )
    keys = _keys(told.include, told.exclude, told.filters)
    if told.listing:
        return _text(f"read {keys.en} and list object names", f"{keys.ja}を読み取り、オブジェクト名も一覧できます")
    return _text(f"read {keys.en}", f"{keys.ja}を読み取れます")


@lru_cache(maxsize=1024)
def _keys(include: tuple[str, ...], exclude: tuple[str, ...], filters: tuple[str, ...]) -> Bilingual:
    if len(include) > MAX_NAMED:
        en, ja = (
            f"{len(include)} sets of keys, among them {include[0]},",
            f"{include[0]}など{len(include)}件のキーの範囲",
        )
    else:
        en = _joined([_pattern_en(p) for p in include])
        ja = "、".join(_pattern_ja(p) for p in include)
    if filters:
        en += " with " + " and ".join(f.replace("object_tag:", "tag ") for f in filters)
        ja += "のうちタグが" + "かつ".join(f.removeprefix("object_tag:") for f in filters) + "であるもの"
    if exclude:
        named = ", ".join(exclude[:MAX_NAMED]) + (", …" if len(exclude) > MAX_NAMED else "")
        en += f" except {named}"
        ja += f"（{named}を除く）"
    return _text(en, ja)


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
            return _text(
                f"statement {index} of the policy of access point {point}{name_en} allows {given.en}",
                f"アクセスポイント{point}のポリシーのステートメント{index}{name_ja}が{given.ja}を許可している",
            )
        return _text(
            f"statement {index} of the bucket policy{name_en} allows {given.en}",
            f"バケットポリシーのステートメント{index}{name_ja}が{given.ja}を許可している",
        )
    acl = _ACL.fullmatch(via)
    if acl:
        _, key, grantee, permission = acl.groups()
        if key is None:
            return _text(
                f"the bucket's ACL grants {permission} to {grantee}",
                f"バケットのACLが{grantee}に{permission}を与えている",
            )
        return _text(
            f"the ACL of object {key} grants {permission} to {grantee}",
            f"オブジェクト{key}のACLが{grantee}に{permission}を与えている",
        )
    return _text(via, via)


_TO = {
    ExposureClass.EXTERNAL_ACCOUNT: ("them", "その相手"),
    ExposureClass.ORGANIZATION: ("the organization", "組織"),
}


def _given(told: _Told, via: str) -> Bilingual:
    names = [n for n, vias in (("s3:GetObject", told.reading), ("s3:ListBucket", told.listing)) if via in vias]
    to_en, to_ja = _TO.get(told.exposure, ("everyone", "全員"))
    return _text(f"{' and '.join(names) or 'that'} to {to_en}", f"{to_ja}に{'と'.join(names) or 'それ'}")


def _rest(told: _Told) -> tuple[str, str]:
    blocked = told.blocked
    if not blocked:
        return "", ""
    names = [_blocker(told, b) for b in blocked[:MAX_NAMED]]
    more = len(blocked) - len(names)
    en = _joined([n.en for n in names]) + (f" (and {more} more)" if more else "")
    ja = "、".join(n.ja for n in names) + (f"（ほか{more}件）" if more else "")
    return (
        f"; {en} keep{'s' if len(blocked) == 1 else ''} it from being wider",
        f"それ以上に広がるのは{ja}が止めています。",
    )


_PLAIN = {
    "ownership:BucketOwnerEnforced": (
        "Object Ownership set to BucketOwnerEnforced", "オブジェクト所有権の設定BucketOwnerEnforced"
    ),
    "request_payment:Requester": ("Requester Pays", "リクエスタ支払い"),
    "access_point:no_anonymous": (
        "that access points do not serve unsigned requests", "アクセスポイントが匿名のリクエストを受け付けないこと"
    ),
    "bucket_policy:no_delegation": (
        "that the bucket policy does not delegate to access points",
        "バケットポリシーがアクセスポイントに委任していないこと"
    ),
    "sse_kms": ("SSE-KMS encryption", "SSE-KMSによる暗号化"),
}  # fmt: skip


def _blocker(told: _Told, id_: str) -> Bilingual:  # noqa: PLR0911 - one return for each kind of id
    if id_ in _PLAIN:
        return _text(*_PLAIN[id_])
    statement = _STATEMENT.fullmatch(id_)
    if statement:
        point, index, _ = statement.groups()
        sid = dict(told.sids).get(id_)
        name = f" (Sid {sid})" if sid else ""
        where_en = f"the policy of access point {point}" if point else "the bucket policy"
        where_ja = f"アクセスポイント{point}のポリシー" if point else "バケットポリシー"
        return _text(
            f"the Deny in statement {index} of {where_en}{name}", f"{where_ja}のステートメント{index}{name}のDeny"
        )
    bpa = _BPA.fullmatch(id_)
    if bpa:
        level, point, setting = bpa.groups()
        if point:
            return _text(f"{setting} of access point {point}", f"アクセスポイント{point}の{setting}")
        return _text(f"{setting} of the {level}", f"{_LEVEL_JA[level]}の{setting}")
    kind, _, name = id_.partition(":")
    if kind == "condition":
        return _text(f"the condition on {name}", f"{name}の条件")
    if kind == "policy_variable":
        return _text(f"the policy variable {name}", f"ポリシー変数{name}")
    kind, _, name = id_.partition("[")
    name = name.rpartition("]")[0]
    table = {
        "rcp": (f"the resource control policy {name}", f"リソースコントロールポリシー{name}"),
        "sse_kms": (f"SSE-KMS encryption of {name}", f"{name}のSSE-KMS暗号化"),
        "object_owner": (f"that another account owns {name}", f"{name}を別のアカウントが所有していること"),
        "access_point": (
            f"that access point {name} serves one VPC only",
            f"アクセスポイント{name}が特定のVPC専用であること",
        ),
    }
    return _text(*table.get(kind, (id_, id_)))
