"""Runs one job per store in a bounded pool of threads and keeps what was finished when the user interrupts."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import TypeVar

from exposurecheck.progress import Progress

log = logging.getLogger(__name__)


T = TypeVar("T")


def finish(
    pool: ThreadPoolExecutor,
    jobs: Sequence[tuple[str, Callable[[], T]]],
    progress: Progress,
    phase: str,
    keep: Callable[[T], None] = lambda _: None,
) -> tuple[list[T], bool]:
    """Run all ``jobs`` and return their results in order of completion, and whether the user interrupted.

    ``keep`` is told each result as soon as it is there, in this thread.

    After an interrupt no new job starts; those already running are waited for, so that each result is whole.
    """
    results: list[T] = []
    futures: dict[Future[T], str] = {}
    try:
        futures = {pool.submit(job): name for name, job in jobs}
        for future in as_completed(futures):
            results.append(future.result())
            keep(results[-1])
            progress.step(phase, futures[future])
    except KeyboardInterrupt:
        log.warning("interrupted: finishing what has begun, keeping what is done")
        for future in futures:
            future.cancel()
        pool.shutdown(wait=True, cancel_futures=True)
        finished = [future.result() for future in futures if future.done() and not future.cancelled()]
        for result in finished:
            keep(result)
        return finished, True
    return results, False
