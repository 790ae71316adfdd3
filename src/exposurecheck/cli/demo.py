"""``exposurecheck demo``: starts embedded clouds with a fictional company and scans them as any user would."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exposurecheck.cli.scan import default_lang, run
from exposurecheck.settings import ScanSettings

if TYPE_CHECKING:
    from exposurecheck.demo.clouds import DemoClouds

_SUBSIDIARY = "subsidiary"
"""Folder, inside the output folder, for the report on the subsidiary's account."""
_LOOK = 0.2
"""Seconds between looks whether Ctrl-C was pressed."""

_TEXTS = {
    "ja": {
        "start": "架空の企業「{company}」を3つの内蔵クラウドに用意しています(この端末の中だけで動きます)…",
        "aws": "Amazon S3: バケット {n} 個、{endpoint}(moto)",
        "gcp": "Google Cloud Storage: バケット {n} 個、{endpoint}(同梱サーバー)",
        "azure": "Azure Storage: コンテナーと共有 {n} 個、{endpoint}({server})",
        "stub": "同梱サーバー",
        "ready": "署名なしの確認付きで、まとめて検査します。",
        "done": "デモは正常に終了しました(終了コード 0)。上の検出結果は、デモ用に仕込んだ問題です。",
        "report": "レポート(ブラウザーで開いてください): {path}",
        "subsidiary": "子会社のアカウント(アカウント全体で公開を遮断)のレポート: {path}",
        "keep": "内蔵クラウドは Ctrl-C を押すまで動き続けます。別の端末から使うには:",
        "stopped": "内蔵クラウドを停止しました。",
    },
    "en": {
        "start": "Setting up the fictional company {company} in three embedded clouds, on this machine only…",
        "aws": "Amazon S3: {n} buckets, {endpoint} (moto)",
        "gcp": "Google Cloud Storage: {n} buckets, {endpoint} (shipped server)",
        "azure": "Azure Storage: {n} containers and shares, {endpoint} ({server})",
        "stub": "shipped server",
        "ready": "Scanning all of them at once, with live proof.",
        "done": "The demo worked (exit status 0). The findings above were planted for it.",
        "report": "Report, for your browser: {path}",
        "subsidiary": "Report on the subsidiary's account, where all public access is blocked: {path}",
        "keep": "The embedded clouds run until you press Ctrl-C. To use them from another terminal:",
        "stopped": "The embedded clouds have stopped.",
    },
}


@click.command(context_settings={"auto_envvar_prefix": "EXPOSURECHECK_DEMO", "show_default": True})
@click.option("-o", "--output-dir", type=click.Path(path_type=Path), default=Path("exposurecheck-out"))
@click.option("--keep", is_flag=True, help="Keep the embedded clouds running until Ctrl-C, for other commands.")
@click.option("--lang", type=click.Choice(["ja", "en"]), default=default_lang, show_default="from the locale")
@click.option("--no-color", is_flag=True, envvar="NO_COLOR", help="No colours. NO_COLOR does the same.")
def command(output_dir: Path, lang: str, *, keep: bool, no_color: bool) -> int:
    """Start three embedded clouds with a fictional company and scan them together.

    Nothing leaves this machine and no account is needed. The clouds are moto's S3, a server for Cloud Storage, and one
    for Azure (whose blobs lie in Azurite where that is installed), on free ports of the loopback address; all people in
    them are invented. Exit status 0 when the demo worked, whatever the scan found.
    """
    from exposurecheck.demo.clouds import UNSET, running  # noqa: PLC0415 - the SDKs are not needed for --help
    from exposurecheck.demo.serve import AUDIT_ROLE  # noqa: PLC0415
    from exposurecheck.demo.story import COMPANY  # noqa: PLC0415

    texts = _TEXTS[lang]
    click.echo(texts["start"].format(company=COMPANY))
    with running() as clouds:
        _introduce(clouds, texts)
        settings = ScanSettings(
            provider="all", output_dir=output_dir, lang="ja" if lang == "ja" else "en", probe=True, fail_on="never"
        )
        with _environment(clouds.env, UNSET):
            status = run(settings, color=not no_color)
            if status == 0:
                more: dict[str, object] = {"provider": "aws", "role_arn": AUDIT_ROLE}
                subsidiary = settings.model_copy(update={**more, "output_dir": output_dir / _SUBSIDIARY})
                status = run(subsidiary, quiet=True)
        if status != 0:
            return status
        click.echo("\n" + texts["done"])
        click.echo(texts["report"].format(path=(output_dir / "latest" / "report.html").absolute()))
        click.echo(texts["subsidiary"].format(path=(output_dir / _SUBSIDIARY / "latest" / "report.html").absolute()))
        if keep:
            _hold(clouds.env, texts["keep"])
            click.echo("\n" + texts["stopped"])
    return 0


def _introduce(clouds: "DemoClouds", texts: Mapping[str, str]) -> None:
    """Say which clouds are running and how much is in them."""
    azure = sum(len(account.stores) for account in clouds.azure.story)
    server = "Azurite" if clouds.azure.server.azurite is not None else texts["stub"]
    counts = {"aws": len(clouds.aws.story), "gcp": len(clouds.gcs.story), "azure": azure}
    for name, endpoint in clouds.endpoints.items():
        click.echo("  " + texts[name].format(n=counts[name], endpoint=endpoint, server=server))
    click.echo(texts["ready"] + "\n")


def _hold(env: Mapping[str, str], invitation: str) -> None:
    """Print how to use the embedded cloud, and wait for Ctrl-C.

    A flag rather than an exception: one that is raised while something is being cleaned up is lost.
    """
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        click.echo(f"\n{invitation}\n")
        for name, value in env.items():
            click.echo(f"  export {name}={value}")
        while not pressed:
            time.sleep(_LOOK)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _environment(wanted: Mapping[str, str], unwanted: tuple[str, ...]) -> Iterator[None]:
    """Set variables of this process while the block runs; the user's own come back afterwards."""
    before = {name: os.environ.get(name) for name in (*wanted, *unwanted)}
    for name in unwanted:
        os.environ.pop(name, None)
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
