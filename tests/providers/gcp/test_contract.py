"""Runs the provider contract against the Google Cloud adapter over the stub, one or two names to a page."""

from collections.abc import Callable

import pytest

from exposurecheck.demo.gcs.estate import Blob, Bucket
from exposurecheck.providers.base import Provider
from tests.contracts.provider import CONTENTS, CONTRACT
from tests.providers.gcp.conftest import Signed
from tests.providers.gcp.estate import EVERYONE, blobs, stub


@pytest.mark.parametrize("page", [1000, 2])
@pytest.mark.parametrize("rule", CONTRACT, ids=lambda rule: rule.__name__)
def test_gcp_keeps_the_contract(rule: Callable[[Provider], None], page: int, signed: Signed) -> None:
    objects = blobs(CONTENTS) | {"archived.zip": Blob(b"x" * 10, storage_class="ARCHIVE")}
    estate = (Bucket("open-bucket", uniform=False, bindings=EVERYONE, objects=objects), Bucket("closed-bucket"))
    with signed(stub(*estate, page=page)) as provider:
        rule(provider)
