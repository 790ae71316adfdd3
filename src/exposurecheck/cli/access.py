"""Prints who can read saved configurations: files, folders, or one JSON per line on standard input."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from exposurecheck.access.resolve import resolve
from exposurecheck.errors import InputError
from exposurecheck.model.base import Json, JsonObject
from exposurecheck.model.exposure import Exposure, ExposureClass

EXIT_ERROR = 2
MAX_BYTES = 256 * 2**20
"""A larger configuration is refused instead of filling the memory."""
_HEADLINES = {
    "anonymous_read": ("READABLE BY ANYONE", "誰でも読み取り可能"),
    "anonymous_list": ("NAMES LISTED TO ANYONE", "誰でも一覧可能"),
    "any_authenticated_read": ("READABLE WITH ANY CLOUD ACCOUNT", "クラウドのアカウントがあれば誰でも読み取り可能"),
    "any_authenticated_list": ("NAMES LISTED WITH ANY CLOUD ACCOUNT", "クラウドのアカウントがあれば誰でも一覧可能"),
    "anonymous_other": ("OPEN TO ANYONE, BUT NOT FOR READING", "読み取り以外が誰にでも開放"),
    "network_restricted": ("OPEN ON NAMED NETWORKS", "特定のネットワークに開放"),
    "bearer_token": ("OPEN TO WHOEVER HOLDS A LINK", "リンクを持つ人に開放"),
    "external_account": ("SHARED WITH NAMED OUTSIDERS", "特定の外部に共有"),
    "organization": ("OPEN INSIDE THE ORGANIZATION", "組織内に開放"),
    "private": ("PRIVATE", "非公開"),
    "unknown": ("NOT KNOWN", "判断不能"),
}


class _BrokenError(Exception):
    """One input that cannot be judged."""

    def __init__(self, message: str, id_: str | None = None) -> None:
        super().__init__(message)
        self.id = id_


def _parse(raw: bytes, name: str) -> JsonObject:
    if len(raw) > MAX_BYTES:
        raise _BrokenError(f"{name} is larger than {MAX_BYTES // 2**20} MiB. Split it into one file per store.")
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BrokenError(f"{name} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from None
    except RecursionError:
        raise _BrokenError(
            f"{name} is nested too deeply. Save the configuration as the cloud's API returns it."
        ) from None
    except ValueError as error:
        raise _BrokenError(f"{name} is not JSON ({error}). Save the configuration as JSON.") from None
    if not isinstance(found, dict):
        raise _BrokenError(f"{name} must hold one JSON object with provider, as_of and resource.")
    return found


def _judge(raw: bytes, name: str) -> dict[str, Json]:
    try:
        document = _parse(raw, name)
    except _BrokenError as error:
        return {"id": name, "error": str(error)}
    given = document.get("id")
    id_ = given if isinstance(given, str) else name
    try:
        return as_json(id_, _resolve(document))
    except (_BrokenError, InputError) as error:
        said = str(error)
        return {"id": id_, "error": said if name in said else f"{name}: {said}"}
    except RecursionError:
        return {
            "id": id_,
            "error": f"{name} is nested too deeply. Save the configuration as the cloud's API returns it.",
        }


def _resolve(document: JsonObject) -> Exposure:
    provider, resource, as_of = document.get("provider"), document.get("resource"), document.get("as_of")
    if not isinstance(provider, str):
        raise _BrokenError('provider is missing. Add "provider": "aws", "gcs" or "azure".')
    if not isinstance(resource, dict):
        raise _BrokenError('resource is missing. Put the store\'s configuration under "resource".')
    if not isinstance(as_of, str):
        raise _BrokenError('as_of is missing. Add the time of the snapshot, for example "2026-01-15T00:00:00Z".')
    try:
        at = datetime.fromisoformat(as_of)
    except ValueError:
        raise _BrokenError(f"as_of {as_of[:40]!r} is not a time. Write it as 2026-01-15T00:00:00Z.") from None
    return resolve(provider, resource, at if at.tzinfo else at.replace(tzinfo=UTC))


def as_json(id_: str, found: Exposure) -> dict[str, Json]:
    """Write a verdict with the keys of ``expected`` in README, and more."""
    result: dict[str, Json] = {
        "id": id_,
        "exposure": found.exposure.value,
        "anonymous_read": found.anonymous_read,
        "anonymous_list": found.anonymous_list,
        "any_authenticated_read": found.any_authenticated_read,
        "any_authenticated_list": found.any_authenticated_list,
        "external_accounts": list(found.external_accounts),
        "exposed_prefixes": list(found.exposed_prefixes),
        "exposed_except": list(found.exposed_except),
        "exposed_conditions": list(found.exposed_conditions),
        "network_restricted": found.network_restricted,
        "cause": list(found.cause),
        "blocked_by": list(found.blocked_by),
        "unknown": list(found.unknown),
        "undecided": [{"ja": u.ja, "en": u.en} for u in found.undecided],
        "at_most": found.at_most.value,
        "latent": list(found.latent),
        "witness": None
        if found.witness is None
        else {
            "method": found.witness.method,
            "key": found.witness.key,
            "network": found.witness.network,
            "signed": found.witness.signed,
        },
        "explanation": {"ja": found.explanation.ja, "en": found.explanation.en},
    }
    if found.policy_is_public is not None:
        result["aws_policy_is_public"] = found.policy_is_public
    if found.anonymous_other or found.exposure is ExposureClass.ANONYMOUS_OTHER:
        result["anonymous_other"] = list(found.anonymous_other)
    return result


def _inputs(source: str) -> Iterator[tuple[str, bytes | None]]:
    """Yield name and bytes of every input; None where a file cannot be read."""
    if source == "-":
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if line.strip():
                yield f"line {number}", line
        return
    path = Path(source)
    files = sorted(p for p in path.rglob("*.json") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        try:
            yield str(file), file.read_bytes()
        except OSError:
            yield str(file), None


def _element(name: str, raw: bytes | None) -> dict[str, Json]:
    if raw is None:
        return {"id": name, "error": f"{name} cannot be read. Check that it exists and that you may read it."}
    return _judge(raw, name)


def _plain(value: object) -> str:
    """Strip control characters from names that come from strangers."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value))


def _print_text(found: dict[str, Json], lang: str) -> None:
    japanese = lang == "ja"
    if "error" in found:
        click.echo(f"{_plain(found['id'])}: {'エラー' if japanese else 'ERROR'}: {_plain(found['error'])}\n")
        return
    headline = _HEADLINES[str(found["exposure"])][1 if japanese else 0]
    click.echo(f"{_plain(found['id'])}: {headline}")
    explanation = found["explanation"]
    if isinstance(explanation, dict):
        click.echo(f"  {_plain(explanation[lang])}")
    labels = {
        "exposed_prefixes": ("keys", "対象のキー"),
        "exposed_except": ("except", "除外"),
        "exposed_conditions": ("only where", "条件"),
        "external_accounts": ("outsiders", "外部"),
        "cause": ("cause", "原因"),
        "blocked_by": ("kept from being wider by", "止めているもの"),
        "latent": ("would open if one setting were removed", "設定を1つ外すと開くもの"),
        "unknown": ("not known", "不明"),
    }
    for key, (en, ja) in labels.items():
        values = found[key]
        if isinstance(values, list) and values:
            click.echo(f"  {ja if japanese else en}: {', '.join(_plain(v) for v in values)}")
    click.echo()


@click.command("access")
@click.argument("source", metavar="FILE|DIR|-")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option("--lang", type=click.Choice(["ja", "en"]), default="en", help="Language of the text output.")
def command(source: str, format_: str, lang: str) -> None:
    """Who can read this configuration? No network is used.

    Reads a JSON file with id, provider, as_of and resource; a folder of such files; or - for one JSON per line.
    """
    if source != "-" and not Path(source).exists():
        raise InputError(f"{source} does not exist. Give a JSON file, a folder of them, or - for standard input.")
    broken = False
    first = True
    for name, raw in _inputs(source):
        found = _element(name, raw)
        broken = broken or "error" in found
        if format_ == "json":
            click.echo(("[" if first else ",\n ") + json.dumps(found, ensure_ascii=True), nl=False)
        else:
            _print_text(found, lang)
        first = False
    if format_ == "json":
        click.echo("[]" if first else "]")
    if broken:
        sys.exit(EXIT_ERROR)
