"""reports/samples is what a scan of the fictional company prints today."""

import difflib
import itertools

import pytest

from tests.samples import rendered, scanned

pytestmark = pytest.mark.xdist_group("demo")

_SHOWN = 20
"""Lines of a difference."""


def test_the_samples_are_the_demos_report_of_today() -> None:
    told = []
    for path, text in rendered(scanned()):
        kept = path.read_bytes().decode("utf-8") if path.exists() else ""
        if kept != text:
            lines = difflib.unified_diff(kept.splitlines(), text.splitlines(), str(path), "today", lineterm="", n=0)
            told += [line[:200] for line in itertools.islice(lines, _SHOWN)]

    assert not told, "run `make samples`, look at what changed and commit it:\n" + "\n".join(told)
