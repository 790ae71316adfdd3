"""Saves a year of nightly runs of one large estate, and measures what the store then costs."""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import Finding
from exposurecheck.model.inspection import Category
from exposurecheck.model.report import Report
from exposurecheck.model.resource import Proof, Resource, Settings
from exposurecheck.runs.database import FILE_NAME
from exposurecheck.runs.store import RunStore
from tests.report.sample import personal, proof, store
from tests.runs.reports import FIRST_NIGHT, found, night

_OPEN = 0.05
"""Share of stores that outsiders can read; each is proved every night, by a request with its own hour and number."""
_CHANGED = 0.01
"""Share of stores that change in a night."""


class Estate:
    """Stores that change a little every night."""

    def __init__(self, size: int, seed: int, changed: float = _CHANGED) -> None:
        self._chance, self._changed = random.Random(seed), changed
        self._open = int(size * _OPEN)
        self._people = {i: self._chance.randrange(20, 900) for i in range(self._open)}
        self._stores = [self._store(i) for i in range(size)]
        self._findings = [self._found(i) for i in range(size)]

    def _store(self, number: int) -> Resource:
        name = f"acme-{number:05d}-{('exports', 'logs', 'backup', 'assets')[number % 4]}"
        settings = Settings(versioning=self._chance.random() < 0.5, access_logging=number % 3 == 0)
        if number >= self._open:
            return store(name, settings=settings)
        people = self._people[number]
        data = personal((Category.CONTACT,), people - 9, people, people, "email")
        return store(name, ExposureClass.ANONYMOUS_READ, data=data, settings=settings)

    def _found(self, number: int) -> list[Finding]:
        one = self._stores[number]
        checks = ["account-guardrail-off", *([] if one.settings.versioning else ["versioning-off"])]
        if number < self._open:
            checks = ["public-personal-data", "public-logging-off", *checks]
        return [found(check, one.name) for check in checks]

    def nights(self, count: int) -> Iterator[Report]:
        """Yield one report after the other."""
        for number in range(1, count + 1):
            for _ in range(int(len(self._stores) * self._changed) if number > 1 else 0):
                at = self._chance.randrange(len(self._stores))
                if at in self._people:
                    self._people[at] += 1
                self._stores[at], self._findings[at] = self._store(at), self._found(at)
            stores = [s if i >= self._open else self._proved(s, number) for i, s in enumerate(self._stores)]
            findings = sorted((f for one in self._findings for f in one), key=lambda f: f.severity.rank)
            yield night(number, stores, findings)

    def _proved(self, one: Resource, number: int) -> Resource:
        at = FIRST_NIGHT + timedelta(days=number - 1, seconds=self._chance.random() * 600)
        headers = {"x-amz-request-id": self._chance.randbytes(8).hex().upper(), "date": at.isoformat()}
        made: Proof = proof().model_copy(update={"at": at, "headers": headers})
        return one.model_copy(update={"proof": made})


def measure(count: int, size: int) -> None:
    """Print size, time to save, and time to compare."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE_NAME
        spent = 0.0
        with RunStore.open(path) as runs:
            for report in Estate(size, seed=7).nights(count):
                begun = time.process_time()
                with runs.writing():
                    runs.save(report)
                spent += time.process_time() - begun
        with RunStore.read(path) as runs:
            saved = runs.runs()
            for label, before in (("the last two", saved[1]), ("the first and the last", saved[-1])):
                command = [sys.executable, "-m", "exposurecheck", "diff", before.id, saved[0].id, "-o", folder]
                clock = time.perf_counter()
                said = subprocess.run(command, capture_output=True, check=True)
                waited = time.perf_counter() - clock
                print(f"diff of {label}: {waited:.2f} s, {len(said.stdout.splitlines()) - 4} changes")
        megabytes = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"{count} nightly runs of {size:,} stores: {megabytes:.0f} MB, {spent / count:.2f} s of CPU to save one")
