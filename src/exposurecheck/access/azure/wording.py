"""Turns a storage account's verdict into one sentence in Japanese and in English."""

from functools import lru_cache
from typing import NamedTuple

from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import ExposureClass

_SHOWN = 3
"""Names listed in a sentence before it says how many more there are."""
_WHO = {
    ExposureClass.ANONYMOUS_READ: ("インターネット上の誰でも", "Anyone on the internet"),
    ExposureClass.ANONYMOUS_LIST: ("インターネット上の誰でも", "Anyone on the internet"),
    ExposureClass.NETWORK_RESTRICTED: (
        "許可されたネットワークにいる人なら、認証なしで誰でも",
        "Anyone in the permitted networks",
    ),
    ExposureClass.BEARER_TOKEN: ("SAS トークンを持つ人なら誰でも", "Whoever holds the SAS token"),
    ExposureClass.ORGANIZATION: ("自社テナントの全員", "Every identity of the own tenant"),
}


def _few(names: tuple[str, ...]) -> tuple[str, str]:
    shown = names[:_SHOWN]
    more = len(names) - len(shown)
    ja, en = "、".join(shown), ", ".join(shown)
    return (f"{ja} ほか {more} 件", f"{en} and {more} more") if more else (ja, en)


class Told(NamedTuple):
    """What a sentence about a verdict has to say."""

    shown: ExposureClass
    widest: ExposureClass
    include: tuple[str, ...]
    cause: tuple[str, ...]
    blocked: tuple[str, ...]
    listing: bool
    bound: bool
    """The audience must also come from a named network."""


@lru_cache(maxsize=8192)
def explain(told: Told) -> Bilingual:
    """Say who can do what, which grant says so and what holds back the rest."""
    held = _few(told.blocked)
    if told.shown is ExposureClass.UNKNOWN:
        widest = told.widest.value
        return Bilingual(
            ja=f"読み取れた設定に公開の原因はありませんが、確認できない事実があり、最大で「{widest}」の可能性があります。",
            en=f"Nothing that was read opens this account, but facts that are not known could make it {widest}.",
        )
    if told.shown is ExposureClass.PRIVATE and told.blocked:
        return Bilingual(
            ja=f"外部への許可はありますが、{held[0]} が遮っているため、外部の誰も読めません。",
            en=f"Grants exist, but {held[1]} holds them back: nobody outside can read this account.",
        )
    if told.shown is ExposureClass.PRIVATE:
        return Bilingual(
            ja="認証された自社の利用者以外は誰も読めません。",
            en="Nobody but authorised identities of the owner can read this account.",
        )
    does = _does(told)
    why = _few(told.cause)
    rest = (f"（{held[0]} が一部を遮っています）", f" ({held[1]} holds back the rest)") if told.blocked else ("", "")
    place = ("", "")
    if told.bound and told.shown is not ExposureClass.NETWORK_RESTRICTED:
        place = ("許可されたネットワークからに限り、", " from the permitted networks only")
    who = _WHO[told.shown]
    return Bilingual(
        ja=f"{place[0]}{who[0]}、{does[0]}。原因は {why[0]} です{rest[0]}。",
        en=f"{who[1]} {does[1]}{place[1]}, because of {why[1]}{rest[1]}.",
    )


def _does(told: Told) -> tuple[str, str]:
    keys = _few(told.include)
    if not told.include:
        return "名前の一覧を見られます（中身は読めません）", "can list names, but not read the data"
    if told.listing:
        return f"{keys[0]} を読み、名前の一覧も見られます", f"can read {keys[1]} and list names"
    return f"{keys[0]} を読めます", f"can read {keys[1]}"


_FACTS = {
    "account": (
        "ストレージ アカウントの設定を読めないため、匿名アクセスの禁止やファイアウォールが効いているか分かりません。",
        "The account could not be read, so whether it forbids anonymous access or has a firewall is not known.",
    ),
    "account.properties": (
        "アカウントのプロパティを読めないため、匿名アクセスの禁止やファイアウォールが効いているか分かりません。",
        "The account's properties could not be read; it may forbid anonymous access or have a firewall.",
    ),
    "account.properties.allowBlobPublicAccess": (
        "allowBlobPublicAccess が未設定で、2023 年以降のアカウントでの扱いは公式文書の間で食い違っています。",
        "allowBlobPublicAccess is not set, and for accounts made since 2023 the documents contradict each other.",
    ),
    "account.properties.sasPolicy": (
        "SAS の有効期間の上限に反しているかどうかを判断できません。",
        "Whether the token breaks the account's limit on how long a SAS may last cannot be told.",
    ),
    "blobService": (
        "Blob サービスの設定を読めないため、静的 Web サイトとして公開されている可能性があります。",
        "The blob service's settings could not be read; a static website may be on.",
    ),
    "containers": (
        "コンテナーを一覧できないため、公開されたコンテナーがないとは言えません。",
        "Containers could not be listed; one of them may be public.",
    ),
    "containers.publicAccess": (
        "コンテナーの公開レベルを読めません。",
        "The access level of a container could not be read; it may be public.",
    ),
    "containers.acls": (
        "パスの ACL を読めないため、テナント全員に開かれたファイルがある可能性があります。",
        "The ACLs of paths could not be read; a file may be open to the whole tenant.",
    ),
    "containers.signedIdentifiers": (
        "保存されたアクセス ポリシーを読めないため、トークンが有効なものとして扱いました。",
        "Stored access policies could not be read; the token is taken to be valid.",
    ),
    "shares.signedIdentifiers": (
        "共有の保存されたアクセス ポリシーを読めないため、トークンが有効なものとして扱いました。",
        "Stored access policies of the share could not be read; the token is taken to be valid.",
    ),
    "shares": (
        "ファイル共有を一覧できないため、NFS で開かれた共有がないとは言えません。",
        "File shares could not be listed; one of them may be served over NFS.",
    ),
    "sas": (
        "出回っている SAS トークンの有無が分かりません。",
        "Whether SAS tokens are in circulation is not known.",
    ),
    "network security perimeter": (
        "ネットワーク セキュリティ境界の規則が分からないため、どこから届くかを判断できません。",
        "The rules of the network security perimeter are not known, so neither is who can reach the account.",
    ),
    "anonymous access and POSIX ACLs": (
        "階層型名前空間で匿名アクセスに ACL が効くかどうかは、公式文書に書かれていません。",
        "The documents do not say whether ACLs bind anonymous callers on accounts with a hierarchical namespace.",
    ),
    "anonymous access to the dfs endpoint": (
        "dfs エンドポイントが匿名アクセスを受け付けるかどうかは、公式文書に書かれていません。",
        "The documents do not say whether the dfs endpoint serves anonymous callers.",
    ),
    "account.properties.isHnsEnabled": (
        "階層型名前空間が有効かどうかが分からないため、パスの ACL が効くかどうかを判断できません。",
        "Whether the namespace is hierarchical is not known, so neither is whether the ACLs of paths count.",
    ),
    "mask and other": (
        "mask が other の権限も制限するかどうかは、公式文書に書かれていません。",
        "The documents do not say whether the mask also limits other.",
    ),
}


@lru_cache(maxsize=4096)
def undecided(fact: str) -> Bilingual:
    """Say why ``fact`` matters."""
    ja, en = _FACTS.get(
        fact,
        (
            f"{fact} を確認できないため、結果が変わる可能性があります。",
            f"{fact} could not be read or evaluated and may change the result.",
        ),
    )
    return Bilingual(ja=ja, en=en)
