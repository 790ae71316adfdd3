"""Runs a folder of judged configurations beside the checkout, where there is one."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from exposurecheck.access.resolve import resolve
from exposurecheck.model.exposure import ExposureClass

_HOME = Path(os.environ.get("EXPOSURECHECK_CASES", Path(__file__).resolve().parents[4] / "shared" / "cases"))
CASES = sorted((_HOME / "access" / "aws").glob("*.json"))


@pytest.mark.skipif(not CASES, reason=f"no judged configurations in {_HOME}; set EXPOSURECHECK_CASES")
def test_every_judged_configuration_holds_exactly() -> None:
    wrong = {}
    for file in CASES:
        case = json.loads(file.read_text(encoding="utf-8"))
        found = resolve("aws", case["resource"], datetime.fromisoformat(case["as_of"]))
        said = json.loads(found.model_dump_json())
        said["aws_policy_is_public"] = found.policy_is_public
        if found.exposure is not ExposureClass.ANONYMOUS_OTHER:
            del said["anonymous_other"]
        different = {k: (said.get(k), v) for k, v in case["expected"].items() if said.get(k) != v}
        if different:
            wrong[case["id"]] = different
    assert wrong == {}
