"""Starts all three embedded clouds at once with the fictional company in them, and stops them again."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

from exposurecheck.demo import serve as aws
from exposurecheck.demo.azure import serve as azure
from exposurecheck.demo.gcs import serve as gcs

UNSET: Final = (*aws.UNSET, *gcs.UNSET, *azure.UNSET)
"""Variables that would lead somewhere else and have to go."""


@dataclass(frozen=True, slots=True)
class DemoClouds:
    """The running clouds."""

    aws: aws.DemoCloud
    gcs: gcs.DemoGcs
    azure: azure.DemoAzure

    @property
    def env(self) -> Mapping[str, str]:
        """Environment variables that lead every SDK there, signed in as the company's auditor."""
        return {**self.aws.env, **self.gcs.env, **self.azure.env}

    @property
    def endpoints(self) -> Mapping[str, str]:
        """Where the clouds listen, by their names."""
        return {"aws": self.aws.endpoint, "gcp": self.gcs.endpoint, "azure": self.azure.endpoint}


@contextmanager
def running(*, azurite: bool | None = None) -> Iterator[DemoClouds]:
    """Run moto, the Cloud Storage stub and the embedded Azure on the loopback address until the block ends.

    ``azurite`` as for the embedded Azure. Raises ``ProviderError`` when one of them does not start.
    """
    with ExitStack() as stack, ThreadPoolExecutor(3) as pool:
        first = pool.submit(stack.enter_context, aws.running())
        second = pool.submit(stack.enter_context, gcs.running())
        third = pool.submit(stack.enter_context, azure.running(azurite=azurite))
        yield DemoClouds(first.result(), second.result(), third.result())
