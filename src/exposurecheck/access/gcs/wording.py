"""Turns a Cloud Storage verdict into one sentence in Japanese and in English."""

from functools import lru_cache
from typing import NamedTuple

from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import ExposureClass, Permission

_SHOWN = 3
"""Names listed in a sentence before it says how many more there are."""

_WHO = {
    ExposureClass.ANONYMOUS_READ: ("インターネット上の誰でも", "Anyone on the internet"),
    ExposureClass.ANONYMOUS_LIST: ("インターネット上の誰でも", "Anyone on the internet"),
    ExposureClass.ANONYMOUS_OTHER: ("インターネット上の誰でも", "Anyone on the internet"),
    ExposureClass.ANY_AUTHENTICATED_READ: ("Google アカウントを持つ人なら誰でも", "Anyone with a Google account"),
    ExposureClass.ANY_AUTHENTICATED_LIST: ("Google アカウントを持つ人なら誰でも", "Anyone with a Google account"),
    ExposureClass.NETWORK_RESTRICTED: ("許可されたネットワークにいる人なら誰でも", "Anyone in the permitted networks"),
    ExposureClass.ORGANIZATION: ("自組織の全員", "Everyone in the own organisation"),
}
_OTHER = {
    Permission.WRITE: ("書き込み", "write"),
    Permission.READ_ACP: ("アクセス設定の閲覧", "read access settings"),
    Permission.WRITE_ACP: ("アクセス設定の変更", "change access settings"),
    Permission.METADATA: ("バケット情報の閲覧", "read bucket metadata"),
}


def _few(names: tuple[str, ...]) -> Bilingual:
    shown = ", ".join(names[:_SHOWN])
    more = len(names) - _SHOWN
    if more <= 0:
        return Bilingual(ja=shown.replace(", ", "、"), en=shown)
    return Bilingual(ja=f"{shown.replace(', ', '、')} ほか {more} 件", en=f"{shown} and {more} more")


def _what(include: tuple[str, ...], exclude: tuple[str, ...]) -> tuple[str, str]:
    if include == ("*",):
        ja, en = "すべてのオブジェクト", "every object"
    else:
        few = _few(include)
        ja, en = f"{few.ja} に当たるオブジェクト", f"the objects matching {few.en}"
    if exclude:
        left = _few(exclude)
        ja, en = f"{ja}（{left.ja} を除く）", f"{en} except {left.en}"
    return ja, en


class Told(NamedTuple):
    """What a sentence about a verdict has to say."""

    shown: ExposureClass
    widest: ExposureClass
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    cause: tuple[str, ...]
    blocked: tuple[str, ...]
    other: tuple[Permission, ...]
    listing: bool
    externals: tuple[str, ...]
    bound: bool
    """The audience must also come from a named network."""


def _does(told: Told) -> tuple[str, str]:
    if told.shown is ExposureClass.ANONYMOUS_OTHER:
        words = [_OTHER[p] for p in told.other]
        return f"{'・'.join(w[0] for w in words)}ができます（中身の閲覧と一覧はできません）", (
            f"can {' and '.join(w[1] for w in words)}, but neither read nor list objects"
        )
    if not told.include and told.listing:
        return "オブジェクト名の一覧を見られます（中身は読めません）", "can list object names, but not read the objects"
    if not told.include:
        return "書き込みや設定の閲覧ができます（中身の閲覧と一覧はできません）", (
            "can write or see settings, but neither read nor list objects"
        )
    ja, en = _what(told.include, told.exclude)
    if told.listing:
        return f"{ja}を読み、名前の一覧も見られます", f"can read {en} and list names"
    return f"{ja}を読めます", f"can read {en}"


@lru_cache(maxsize=8192)
def explain(told: Told) -> Bilingual:
    """Say who can do what, which grant says so and what holds back the rest."""
    held = _few(told.blocked)
    if told.shown is ExposureClass.UNKNOWN:
        widest = told.widest.value
        return Bilingual(
            ja=f"読み取れた設定に公開の原因はありませんが、確認できない事実があり、最大で「{widest}」の可能性があります。",
            en=f"Nothing that was read opens this bucket, but facts that are not known could make it {widest}.",
        )
    if told.shown is ExposureClass.PRIVATE:
        return _closed(told, held)
    if told.shown is ExposureClass.EXTERNAL_ACCOUNT:
        few = _few(told.externals)
        who = (f"外部の {few.ja} が", f"Outsiders named in the configuration ({few.en})")
    else:
        who = _WHO[told.shown]
    does = _does(told)
    why = _few(told.cause)
    rest = (f"（{held.ja} が一部を遮っています）", f" ({held.en} holds back the rest)") if told.blocked else ("", "")
    place = ("", "")
    if told.bound and told.shown is not ExposureClass.NETWORK_RESTRICTED:
        place = ("許可されたネットワークからに限り、", " from the permitted networks only")
    return Bilingual(
        ja=f"{place[0]}{who[0]}、{does[0]}。原因は {why.ja} です{rest[0]}。",
        en=f"{who[1]} {does[1]}{place[1]}, because of {why.en}{rest[1]}.",
    )


def _closed(told: Told, held: Bilingual) -> Bilingual:
    if told.other:
        words = [_OTHER[p] for p in told.other]
        return Bilingual(
            ja=f"外部の誰も読めませんが、{'・'.join(w[0] for w in words)}のできる外部の相手がいます。",
            en=f"No outsider can read this bucket, but some can {' and '.join(w[1] for w in words)}.",
        )
    if told.blocked:
        return Bilingual(
            ja=f"外部への許可はありますが、{held.ja} が遮っているため、外部の誰も読めません。",
            en=f"Grants to outsiders exist, but {held.en} holds them back: no outsider can read this bucket.",
        )
    if told.cause:
        return Bilingual(
            ja="いまは外部の誰も読めませんが、既定のオブジェクト ACL により、今後作るオブジェクトは外部に開かれます。",
            en="No outsider can read this bucket now, but its default object ACL will open every new object.",
        )
    return Bilingual(ja="所有者以外は誰も読めません。", en="Nobody but the owner can read this bucket.")


_FACTS = {
    "organization": (
        "組織のドメインが分からないため、社内の相手か社外の相手かを判断できません。",
        "The organisation's domain is not known, so insiders and outsiders cannot be told apart.",
    ),
    "project": (
        "プロジェクトの設定を読めないため、プロジェクト単位の許可や拒否、公開防止を確認できません。",
        "The project could not be read, so its grants, deny policies and public access prevention are not known.",
    ),
    "bucket": (
        "バケットの設定を読めないため、ACL や公開アクセス防止などの制限を確認できません。",
        "The bucket's settings could not be read, so its ACL, public access prevention and other limits are not known.",
    ),
    "iamPolicy": (
        "バケットの IAM ポリシーを読めないため、公開の許可がないとは言えません。",
        "The bucket's IAM policy could not be read; it may grant access to anyone.",
    ),
    "managedFolders": (
        "マネージド フォルダを読めないため、一部が公開されている可能性があります。",
        "Managed folders could not be read; one of them may be public.",
    ),
    "customRoles": (
        "カスタムロールの内容を読めないため、何が許可されているか分かりません。",
        "Custom roles could not be read, so what they permit is not known.",
    ),
    "objects": (
        "オブジェクトを一覧できないため、個別の ACL による公開を確認できません。",
        "Objects could not be listed; one of them may be public through its own ACL.",
    ),
    "objects.acl": (
        "オブジェクトの ACL を読めないため、個別の公開を確認できません。",
        "Object ACLs could not be read; one of them may be public.",
    ),
    "project.iamPolicy": (
        "プロジェクトの IAM ポリシーを読めないため、外部への許可がないとは言えません。",
        "The project's IAM policy could not be read; it may grant access to outsiders.",
    ),
    "project.orgPolicies": (
        "組織のポリシーを読めないため、公開アクセス防止が効いているか分かりません。",
        "Organisation policies could not be read; public access prevention may close this bucket.",
    ),
    "project.denyPolicies": (
        "拒否ポリシーを読めないため、許可が取り消されている可能性があります。",
        "Deny policies could not be read; one of them may take this access away.",
    ),
    "listing through a managed folder": (
        "マネージド フォルダへの許可で名前の一覧まで見られるかどうかは、公式文書に書かれていません。",
        "The documents do not say whether a managed folder's grant also lets its holder list names.",
    ),
    "deny policies and ACLs": (
        "拒否ポリシーが ACL による許可まで取り消すかどうかは、公式文書に書かれていません。",
        "The documents do not say whether a deny policy also takes away what an ACL grants.",
    ),
}


@lru_cache(maxsize=4096)
def undecided(fact: str) -> Bilingual:
    """Say why ``fact`` matters."""
    if fact in _FACTS:
        ja, en = _FACTS[fact]
        return Bilingual(ja=ja, en=en)
    if fact.startswith("condition:"):
        name = fact.removeprefix("condition:")
        return Bilingual(
            ja=f"条件の {name} は設定だけでは評価できないため、条件が成り立つものとして扱いました。",
            en=f"The condition on {name} cannot be evaluated from the configuration; it is taken to hold.",
        )
    if fact.startswith(("role[", "customRoles[")):
        return Bilingual(
            ja=f"{fact} に含まれる権限が分からないため、何が許可されているか判断できません。",
            en=f"The permissions in {fact} are not known, so what it grants is open.",
        )
    if fact.startswith(("group:", "principal:", "principalSet:")):
        return Bilingual(
            ja=f"{fact} に誰が含まれるかは設定から分からないため、外部の人が読める可能性があります。",
            en=f"Who belongs to {fact} is not in the configuration; outsiders may be among them.",
        )
    return Bilingual(
        ja=f"{fact} を確認できないため、結果が変わる可能性があります。",
        en=f"{fact} could not be read or evaluated and may change the result.",
    )
