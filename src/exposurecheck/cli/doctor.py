"""``exposurecheck doctor``: which permissions a scan has, which it lacks and what that hides, and the role it needs."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from exposurecheck.cli.configuration import Configured, flag_of
from exposurecheck.cli.scan import command as scan
from exposurecheck.cli.scan import default_lang
from exposurecheck.errors import ProviderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposurecheck.audit.doctor import Diagnosis, Permission
    from exposurecheck.model.base import Json
    from exposurecheck.settings import ScanSettings

CLEAN, MISSING = 0, 1
_CLOUDS = ("aws", "gcp", "azure")
_TEXTS = {
    "ja": {
        "heading": "{provider}: アカウント等 {accounts} 件、保管先 {stores} 件(うち {tried} 件で確認)",
        "there": "あり", "missing": "なし", "untried": "未確認",
        "hides": "見えないもの", "on": "拒否された先 {n} 件: {names}",
        "fine": "不足している権限は見つかりませんでした。",
        "lacking": "不足している権限: {n} 件。必要最小限のロールは --print-policy で表示できます。",
        "untried_note": "「未確認」は、確認した保管先では使われなかった権限です。",
        "skipped": "{provider}: 確認できませんでした。{reason}",
        "more": "ほか {n} 件",
    },
    "en": {
        "heading": "{provider}: {accounts} accounts, {stores} stores, {tried} of them tried",
        "there": "there", "missing": "missing", "untried": "untried",
        "hides": "hides", "on": "refused on {n}: {names}",
        "fine": "No permission was found to be missing.",
        "lacking": "Permissions missing: {n}. --print-policy prints the role that grants just what is needed.",
        "untried_note": "Untried: the stores that were tried did not need it.",
        "skipped": "{provider}: not examined. {reason}",
        "more": "{n} more",
    },
}  # fmt: skip
_NAMED = 3
"""Stores named for each refused permission; JSON names all."""


class _Beside(Configured):
    others = tuple(flag_of(option) for option in scan.params if isinstance(option, click.Option))
    """The file is one for ``scan``."""


@click.command("doctor", cls=_Beside, context_settings={"show_default": True})
@click.option("--provider", type=click.Choice([*_CLOUDS, "all"]), required=True, help="Which cloud.")
@click.option("--print-policy", is_flag=True, help="Only print the role with the least privileges; no network.")
@click.option("--content", type=click.Choice(["off", "sample", "full"]), default="sample", help="As for scan.")
@click.option("--stores", default=20, type=click.IntRange(1), help="Try at most so many stores.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", envvar=())
@click.option("--lang", type=click.Choice(["ja", "en"]), default=default_lang, show_default="from the locale")
@click.option("--profile", help="AWS profile of the SDK's own configuration.")
@click.option("--region", help="AWS region to start from.")
@click.option("--role-arn", help="AWS role to assume first; with --organization, its name or ARN in every account.")
@click.option("--external-id", help="External id for --role-arn.")
@click.option("--organization", is_flag=True, help="All accounts of the AWS organisation.")
@click.option("--project", "projects", multiple=True, help="Google Cloud project. Repeatable.")
@click.option("--folder", help="Google Cloud folder: all of its projects.")
@click.option("--organization-id", help="Google Cloud organisation: all of its projects.")
@click.option("--subscription", "subscriptions", multiple=True, help="Azure subscription. Repeatable.")
@click.option("--tenant", help="Microsoft Entra tenant.")
def command(
    *, provider: str, print_policy: bool, content: str, stores: int, form: str, lang: str, **flags: object
) -> int:
    """Which permissions are there, which are missing, and what does that hide?

    Tries on a few stores what a scan reads, and nothing else. Of content it reads one byte, of an object that
    outsiders can read anyway.

    Exit status: 0 nothing was refused, 1 a permission is missing, 2 nobody is signed in, or another error.
    """
    clouds = _CLOUDS if provider == "all" else (provider,)
    if print_policy:
        for cloud in clouds:
            click.echo(_role(cloud, content, every_account=bool(flags["organization"])))
        return CLEAN
    from exposurecheck.settings import ScanSettings  # noqa: PLC0415 - pydantic is not needed for --help

    found, skipped = _examined(ScanSettings.model_validate(flags), clouds, stores)
    if form == "json":
        click.echo(json.dumps([_json(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            click.echo("\n".join(_lines(one, lang)) + "\n")
    for cloud, reason in skipped.items():
        click.echo(_TEXTS[lang]["skipped"].format(provider=cloud, reason=reason), err=True)
    return CLEAN if all(one.complete for one in found) else MISSING


def _examined(
    settings: "ScanSettings", clouds: tuple[str, ...], stores: int
) -> tuple[list["Diagnosis"], dict[str, str]]:
    from exposurecheck.audit.doctor import diagnose  # noqa: PLC0415 - the SDKs are not needed for --help
    from exposurecheck.providers.registry import connect  # noqa: PLC0415

    found: list[Diagnosis] = []
    skipped: dict[str, str] = {}
    for cloud in clouds:
        try:
            provider = connect(settings.model_copy(update={"provider": cloud}))
            found.append(diagnose(provider, stores, datetime.now(UTC)))
        except ProviderError as error:
            skipped[cloud] = str(error)
    if not found:
        raise ProviderError("\n".join(skipped.values()))
    return found, skipped


def _role(cloud: str, content: str, *, every_account: bool) -> str:
    from exposurecheck.model.resource import ProviderName  # noqa: PLC0415
    from exposurecheck.providers.permissions import role  # noqa: PLC0415

    return role(ProviderName(cloud), content=content != "off", every_account=every_account)


def _json(found: "Diagnosis") -> dict[str, "Json"]:
    from exposurecheck.cli.hidden import HIDDEN  # noqa: PLC0415

    return {
        "provider": str(found.provider),
        "accounts": list(found.accounts),
        "stores": {"total": found.stores, "tried": found.tried},
        "permissions": [
            {
                "permission": each.permission,
                "status": str(each.standing),
                "hides": [
                    {"fact": fact, "ja": HIDDEN[fact].ja, "en": HIDDEN[fact].en} for fact in each.facts
                ],
                "refused_on": list(each.refused_on),
            }
            for each in found.permissions
        ],
    }  # fmt: skip


def _lines(found: "Diagnosis", lang: str) -> "Iterator[str]":
    from exposurecheck.audit.doctor import Standing  # noqa: PLC0415

    texts = _TEXTS[lang]
    yield texts["heading"].format(
        provider=found.provider, accounts=len(found.accounts), stores=found.stores, tried=found.tried
    )
    width = max(len(each.permission) for each in found.permissions)
    for each in found.permissions:
        yield f"  {each.permission:<{width}}  {texts[str(each.standing)]}"
        if each.standing is Standing.MISSING:
            yield from _hiding(each, lang)
    lacking = sum(each.standing is Standing.MISSING for each in found.permissions)
    yield ""
    yield texts["lacking"].format(n=lacking) if lacking else texts["fine"]
    if any(each.standing is Standing.UNTRIED for each in found.permissions):
        yield texts["untried_note"]


def _hiding(each: "Permission", lang: str) -> "Iterator[str]":
    from exposurecheck.cli.hidden import HIDDEN  # noqa: PLC0415

    texts = _TEXTS[lang]
    for sentence in dict.fromkeys(HIDDEN[fact].get(lang) for fact in each.facts):
        yield f"    {texts['hides']}: {sentence}"
    if not each.refused_on:
        return
    named = [_plain(name) for name in each.refused_on[:_NAMED]]
    if len(each.refused_on) > _NAMED:
        named.append(texts["more"].format(n=len(each.refused_on) - _NAMED))
    yield "    " + texts["on"].format(n=len(each.refused_on), names=", ".join(named))


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
