"""Decides how often one request is tried again and how long to wait before that."""

import random

TRIES = 12
"""Tries while the service asks to slow down, the first included; the last comes after about 40 s, up to twice that."""
BROKEN_TRIES = 5
"""Tries while the service or the network fails instead: an outage must not hold up a scan."""
_FIRST_PAUSE = 0.5
LONGEST_PAUSE = 10.0
"""Seconds. Half of the time a pause is shorter than half of this: callers must not come back all at once."""


class Patience:
    """The failures of one request so far; being asked to slow down and breaking are counted apart.

    Where three calls in ten are throttled and one in twenty is cut off, a thousand stores are some ten thousand
    requests, and a shared count would give up on some of them.
    """

    def __init__(self) -> None:
        """Nothing has failed yet."""
        self._throttled = self._broken = 0

    def ends(self, *, throttled: bool) -> bool:
        """Count a failure; tells whether it was the last try."""
        if throttled:
            self._throttled += 1
            return self._throttled >= TRIES
        self._broken += 1
        return self._broken >= BROKEN_TRIES

    def pause(self) -> float:
        """Return the seconds to wait before the next try: at most twice as long as before, at random."""
        exponent = self._throttled + self._broken - 1
        return random.random() * min(LONGEST_PAUSE, _FIRST_PAUSE * 2.0**exponent)  # noqa: S311 - jitter
