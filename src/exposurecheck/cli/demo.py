"""``exposurecheck demo``: starts the embedded cloud with a fictional company and scans it as any user would."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from exposurecheck.cli.scan import default_lang, run
from exposurecheck.settings import ScanSettings

_SUBSIDIARY = "subsidiary"
"""Folder, inside the output folder, for the report on the subsidiary's account."""

_TEXTS = {
    "ja": {
        "start": "架空の企業「{company}」を内蔵クラウドに用意しています…",
        "ready": "内蔵クラウド {endpoint}(バケット {buckets} 個、外部との通信なし)。署名なしの確認付きで検査します。",
        "done": "デモは正常に終了しました(終了コード 0)。上の検出結果は、デモ用に仕込んだ問題です。",
        "report": "レポート(ブラウザーで開いてください): {path}",
        "subsidiary": "子会社のアカウント(アカウント全体で公開を遮断)のレポート: {path}",
        "keep": "内蔵クラウドは Ctrl-C を押すまで動き続けます。別の端末から使うには:",
        "stopped": "内蔵クラウドを停止しました。",
    },
    "en": {
        "start": "Setting up the fictional company {company} in an embedded cloud…",
        "ready": "The embedded cloud is {endpoint}, {buckets} buckets, this machine only. Scanning, with live proof.",
        "done": "The demo worked (exit status 0). The findings above were planted for it.",
        "report": "Report, for your browser: {path}",
        "subsidiary": "Report on the subsidiary's account, where all public access is blocked: {path}",
        "keep": "The embedded cloud runs until you press Ctrl-C. To use it from another terminal:",
        "stopped": "The embedded cloud has stopped.",
    },
}


@click.command(context_settings={"auto_envvar_prefix": "EXPOSURECHECK_DEMO", "show_default": True})
@click.option("-o", "--output-dir", type=click.Path(path_type=Path), default=Path("exposurecheck-out"))
@click.option("--keep", is_flag=True, help="Keep the embedded cloud running until Ctrl-C, for other commands.")
@click.option("--lang", type=click.Choice(["ja", "en"]), default=default_lang, show_default="from the locale")
@click.option("--no-color", is_flag=True, envvar="NO_COLOR", help="No colours. NO_COLOR does the same.")
def command(output_dir: Path, lang: str, *, keep: bool, no_color: bool) -> int:
    """Start an embedded cloud with a fictional company and scan it.

    Nothing leaves this machine and no account is needed. The cloud is moto's S3 on a free port of the loopback
    address; all people in it are invented. Exit status 0 when the demo worked, whatever the scan found.
    """
    from exposurecheck.demo.serve import AUDIT_ROLE, UNSET, running  # noqa: PLC0415 - the SDK is not needed for --help
    from exposurecheck.demo.story import COMPANY  # noqa: PLC0415

    texts = _TEXTS[lang]
    click.echo(texts["start"].format(company=COMPANY))
    with running() as cloud:
        click.echo(texts["ready"].format(endpoint=cloud.endpoint, buckets=len(cloud.story)) + "\n")
        settings = ScanSettings(output_dir=output_dir, lang="ja" if lang == "ja" else "en", probe=True, fail_on="never")
        with _environment(cloud.env, UNSET):
            status = run(settings, color=not no_color)
            if status == 0:
                folder = output_dir / _SUBSIDIARY
                subsidiary = settings.model_copy(update={"role_arn": AUDIT_ROLE, "output_dir": folder})
                status = run(subsidiary, quiet=True)
        if status != 0:
            return status
        click.echo("\n" + texts["done"])
        click.echo(texts["report"].format(path=(output_dir / "latest" / "report.html").absolute()))
        click.echo(texts["subsidiary"].format(path=(output_dir / _SUBSIDIARY / "latest" / "report.html").absolute()))
        if keep:
            _hold(cloud.env, texts["keep"])
            click.echo("\n" + texts["stopped"])
    return 0


def _hold(env: Mapping[str, str], invitation: str) -> None:
    """Print how to use the embedded cloud, and wait for Ctrl-C."""
    try:
        click.echo(f"\n{invitation}\n")
        for name, value in env.items():
            click.echo(f"  export {name}={value}")
        threading.Event().wait()
    except KeyboardInterrupt:
        return


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
