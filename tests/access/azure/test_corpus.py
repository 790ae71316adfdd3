"""Every given azure case: the verdict equals what was expected, field by field."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from exposurecheck.access.azure.verdict import cause_extract, exposure

_BESIDE = Path(__file__).parents[4] / "shared" / "cases"
FOLDER = Path(os.environ.get("EXPOSURECHECK_CASES", _BESIDE)) / "access" / "azure"
CASES = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]


@pytest.mark.skipif(not CASES, reason=f"no cases in {FOLDER}; set EXPOSURECHECK_CASES to their folder")
@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_a_given_case_holds(case: dict[str, Any]) -> None:
    verdict = exposure(case["resource"], datetime.fromisoformat(case["as_of"]))
    got = verdict.model_dump(mode="json")
    expected: dict[str, Any] = case["expected"]
    assert {k: _plain(got[k]) for k in expected} == {k: _plain(v) for k, v in expected.items()}
    assert verdict.unknown == ()
    for cause in (*verdict.cause, *verdict.blocked_by):
        assert cause_extract(case["resource"], cause) is not None


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, list) else value
