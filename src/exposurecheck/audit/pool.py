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
    """
    results: list[T] = []

    def collect(result: T) -> None:
        if not results or results[-1] is not result:  # told twice, when interrupted just then
            results.append(result)
        keep(result)

    interrupted = each(pool, jobs, progress, phase, collect)
    return results, interrupted


def each(
    pool: ThreadPoolExecutor,
    jobs: Sequence[tuple[str, Callable[[], T]]],
    progress: Progress,
    phase: str,
    keep: Callable[[T], None],
) -> bool:
    """Run all ``jobs``, tell ``keep`` each result, and hold on to none; return whether the user interrupted.

    After an interrupt no new job starts; those already running are waited for, so that each result is whole. A result
    may then be told twice in a row.
    """
    futures: dict[Future[T], str] = {}
    try:
        futures = {pool.submit(job): name for name, job in jobs}
        for future in as_completed(futures):
            keep(future.result())
            progress.step(phase, futures.pop(future))
    except KeyboardInterrupt:
        log.warning("interrupted: finishing what has begun, keeping what is done")
        for future in futures:
            future.cancel()
        pool.shutdown(wait=True, cancel_futures=True)
        for future in futures:
            if future.done() and not future.cancelled():
                keep(future.result())
        return True
    return False
