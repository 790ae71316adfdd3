"""Shows the progress of a scan on a terminal, and nothing when nobody is watching."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from exposurecheck.progress import Progress, Silent

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

_NAMES = {
    "ja": {
        "discover": "保管先を一覧",
        "access": "公開範囲を判定",
        "accounts": "アカウント",
        "content": "中身を検査",
        "links": "見つかった共有用URLの先を判定",
    },
    "en": {
        "discover": "Listing stores",
        "access": "Who can read them",
        "accounts": "Accounts",
        "content": "Looking inside",
        "links": "Following links",
    },
}


@contextmanager
def watching(lang: str, *, quiet: bool, color: bool) -> Iterator[Progress]:
    """Yield a progress display on standard error, or a silent one when that is not a terminal."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield Silent()
        return
    # rich costs 60 ms that a pipe or CI need not pay
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns = [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    with Bars(*columns, TimeElapsedColumn(), console=Console(stderr=True, no_color=not color), transient=True) as bars:
        yield _Display(bars, _NAMES["ja" if lang == "ja" else "en"])


class _Display:
    """Feeds phases and steps to rich; rich's own lock makes it safe for threads."""

    def __init__(self, bars: "Bars", names: dict[str, str]) -> None:
        self._bars = bars
        self._names = names
        self._tasks: dict[str, TaskID] = {}

    def phase(self, name: str, total: int | None) -> None:
        """Add one bar."""
        self._tasks[name] = self._bars.add_task(self._names.get(name, name), total=total)

    def step(self, name: str, note: str = "") -> None:
        """Advance it; ``note`` is not shown: names of strangers do not belong in a moving line."""
        del note
        self._bars.advance(self._tasks[name])
