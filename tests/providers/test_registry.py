"""Providers are found by name and loaded on demand; no SDK is imported for a provider that was not asked for."""

import subprocess
import sys

import pytest

from exposurecheck.errors import ProviderError
from exposurecheck.providers.registry import connect, names
from exposurecheck.settings import ScanSettings


def _modules_after(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_aws_is_installed() -> None:
    assert "aws" in names()


def test_an_unknown_provider_is_refused_with_the_choices() -> None:
    with pytest.raises(ProviderError, match=r"snapshot.*Choose one of: .*aws"):
        connect(ScanSettings(provider="snapshot"))


def test_importing_the_registry_and_the_fake_imports_no_sdk() -> None:
    loaded = _modules_after("import exposurecheck.providers.registry, exposurecheck.providers.memory")
    assert not loaded & {"boto3", "botocore", "google", "azure", "moto", "urllib3"}


def test_importing_aws_imports_no_other_sdk() -> None:
    loaded = _modules_after("import exposurecheck.providers.aws.provider")
    assert "botocore" in loaded
    assert not loaded & {"boto3", "google", "azure", "moto"}
