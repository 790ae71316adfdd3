"""Writes reports/samples, reports/schemas and the help in README again: the demo's report, the same on every day."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from exposurecheck.audit.flow import audit
from exposurecheck.checks.catalogue import load
from exposurecheck.demo.clouds import running
from exposurecheck.model.report import Report
from exposurecheck.progress import Silent
from exposurecheck.providers.registry import connect_all
from exposurecheck.report import schema, terminal
from exposurecheck.report.messages import LANGS
from exposurecheck.report.registry import FORMATS
from exposurecheck.settings import ScanSettings
from tests.estate import signed_in

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "reports" / "samples"
SCHEMAS = ROOT / "reports" / "schemas"
README = ROOT / "README.md"

AT = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)
RUN = "20261123T064000Z-demo"
ENDPOINTS = {"aws": "http://127.0.0.1:5000", "gcp": "http://127.0.0.1:9023", "azure": "http://127.0.0.1:10000"}
_TIME = "Mon, 23 Nov 2026 06:40:00 GMT"
_STEADY = {"date": _TIME, "last-modified": _TIME, "server": "moto"}
"""Response headers that name an hour or a version, and what stands in the samples instead."""
_HELP = re.compile(r"(<!-- help (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def scanned() -> Report:
    """Scan the fictional company and return the report with everything that differs from run to run replaced."""
    # One store after the other: the embedded cloud logs reads into a bucket of its own, which then holds more.
    settings = ScanSettings(provider="all", probe=True, concurrency=1)
    # The shipped server for blobs, because not everyone has Azurite.
    with running(azurite=False) as clouds, signed_in(clouds.env):
        report = audit(connect_all(settings), settings, load(), lambda: AT, Silent())
        return steady(report, clouds.endpoints)


def steady(report: Report, endpoints: Mapping[str, str]) -> Report:
    """Replace the run's id, the ports of the embedded clouds, and the hours and versions in their answers."""
    text = report.model_copy(update={"run_id": RUN}).model_dump_json(by_alias=True)
    for name, endpoint in endpoints.items():
        text = text.replace(endpoint, ENDPOINTS[name])
    fixed = Report.model_validate_json(text)
    resources = []
    for resource in fixed.resources:
        if resource.proof is None:
            resources.append(resource)
            continue
        headers = {name: _STEADY.get(name, value) for name, value in resource.proof.headers.items()}
        proof = resource.proof.model_copy(update={"headers": headers})
        resources.append(resource.model_copy(update={"proof": proof}))
    return fixed.model_copy(update={"resources": tuple(resources)})


def rendered(report: Report) -> Iterator[tuple[Path, str]]:
    """Render ``report`` in every format that a run can be written in, and as the terminal shows it."""
    for made in FORMATS.values():
        yield SAMPLES / made.file_name, made.render(report, "ja")
    for lang in LANGS:
        yield SAMPLES / f"summary.{lang}.txt", terminal.render(report, lang)
    yield SCHEMAS / schema.FILE_NAME, schema.render()


def help_of(verb: str) -> str:
    """Return what ``exposurecheck VERB --help`` prints on a terminal of 100 columns."""
    env: Mapping[str, str] = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "COLUMNS": "100", "HOME": "/nonexistent"}
    command = [str(Path(sys.executable).parent / "exposurecheck"), verb, "--help"]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=dict(env), cwd=ROOT).stdout.rstrip()


def readme(text: str) -> str:
    """Put the help of each verb that README asks for between its two marks."""
    return _HELP.sub(lambda mark: f"{mark[1]}\n```\n{help_of(mark[2])}\n```\n{mark[3]}", text)


def main() -> None:
    """Write everything."""
    for path, text in rendered(scanned()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")
    print(README.relative_to(ROOT))


if __name__ == "__main__":
    main()
