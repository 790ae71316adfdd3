"""Puts outside parties, ACL grantees and object filters into words."""

from collections.abc import Iterable

from exposurecheck.access.unchecked import build
from exposurecheck.model.base import Bilingual

_SHORT = 12
"""Characters of a canonical id that are shown; the rest of its 64 tells a reader nothing."""


def text(en: str, ja: str) -> Bilingual:
    """Return one text in both languages."""
    return build(Bilingual, en=en, ja=ja)


def joined(texts: list[str]) -> str:
    """Join English texts into one list."""
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]


def party(label: str) -> Bilingual:
    """Say who an entry of ``external_accounts`` is."""
    kind, _, id_ = label.rpartition(":")
    if kind == "org":
        return text(f"the organization {id_}", f"組織{id_}")
    if kind == "canonical":
        short = id_ if len(id_) <= _SHORT else f"{id_[:_SHORT]}…"
        return text(f"the account with canonical id {short}", f"正規ユーザーID {short} のアカウント")
    return text(f"account {label}", f"アカウント{label}")


_GRANTEES = {
    "AllUsers": ("everyone (AllUsers)", "全員（AllUsers）"),
    "AuthenticatedUsers": (
        "everyone with an AWS account (AuthenticatedUsers)",
        "AWSアカウントを持つ全員（AuthenticatedUsers）",
    ),
    "anonymous": ("unsigned callers", "匿名の利用者"),
}


def grantee(name: str) -> Bilingual:
    """Say whom an ACL names."""
    return text(*_GRANTEES[name]) if name in _GRANTEES else party(f"canonical:{name}")


def tagged(filters: Iterable[str]) -> Bilingual:
    """Say which objects pass filters such as ``object_tag:k=v`` and ``object_tag:k!=v``."""
    wanted: dict[tuple[str, bool], list[str]] = {}
    for found in filters:
        tag, _, value = found.removeprefix("object_tag:").partition("=")
        wanted.setdefault((tag.removesuffix("!"), tag.endswith("!")), []).append(value)
    said = [_tag(tag, values, unequal=unequal) for (tag, unequal), values in wanted.items()]
    return text(joined([s.en for s in said]), "かつ".join(s.ja for s in said))


def _tag(tag: str, values: list[str], *, unequal: bool) -> Bilingual:
    if values == ["*"]:
        return (
            text(f"without a tag {tag}", f"タグ{tag}がない")
            if unequal
            else text(f"with a tag {tag}", f"タグ{tag}がある")
        )
    if unequal:
        return text(f"whose tag {tag} is not {' or '.join(values)}", f"タグ{tag}が{'や'.join(values)}ではない")
    return text(f"whose tag {tag} is {' or '.join(values)}", f"タグ{tag}が{'または'.join(values)}である")
