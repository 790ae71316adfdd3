"""Measures one bucket at one time, as often as needed, with some controls imagined away."""

from datetime import datetime

from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.changes import Changes, changes
from exposurecheck.access.s3.evaluate import Mode, Simulator
from exposurecheck.access.s3.public import Publicness, publicness
from exposurecheck.access.s3.reach import Reach, measure
from exposurecheck.access.s3.requests import Plan, plan
from exposurecheck.access.s3.scope import Control
from exposurecheck.access.s3.survey import Survey

_NO_CONTROLS: frozenset[Control] = frozenset()


class Case:
    """One bucket at one time, with everything measured so far."""

    def __init__(self, bucket: Bucket, at: datetime) -> None:
        self.bucket = bucket
        self.public: Publicness = publicness(self.bucket)
        self.plan: Plan = plan(self.bucket, at)
        self._survey = Survey.of(bucket, self.plan)
        self._known: dict[frozenset[Control], Reach] = {}

    def proven(self, off: frozenset[Control] = _NO_CONTROLS) -> Reach:
        """Measure with everything undecided counted as closed, and with some controls imagined away."""
        found = self._known.get(off)
        if found is None:
            found = self._known[off] = self._measure(Mode(widest=False, off=off))
        return found

    def widest(self) -> Reach:
        """Measure with everything undecided counted as open."""
        return self._measure(Mode(widest=True))

    def changes(self) -> Changes:
        """Return what signed outsiders can change, with everything undecided counted as closed."""
        return changes(self._survey, Simulator(self.bucket, self.public, Mode(widest=False)))

    def _measure(self, mode: Mode) -> Reach:
        return measure(self._survey, Simulator(self.bucket, self.public, mode))
