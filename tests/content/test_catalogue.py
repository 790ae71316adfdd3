"""A detector file that is wrong is refused with its file and line."""

from pathlib import Path

import pytest

from exposurecheck.content.catalogue import SHIPPED, load, read
from exposurecheck.errors import DetectorError

GOOD = """schema: 1
id: acme.badge
name: {ja: 社員証, en: Badge}
category: identity
patterns:
- regex: 'ACME-(?P<value>[0-9]{6})'
  base: 60
  triggers: [ACME-]
tests: {match: [ACME-482193]}
"""


def _write(folder: Path, text: str, name: str = "acme.badge.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_folder_of_ones_own_is_added(tmp_path: Path) -> None:
    _write(tmp_path, GOOD)
    assert "acme.badge" in {d.id for d in load([tmp_path])}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("category: identity", "category: identiti", 4, "category"),
        ("  base: 60", "  bass: 60", 7, "bass"),
        ("[0-9]{6}", "([0-9]+)+", 6, "repeat inside a repeat"),
        ("[0-9]{6})", "[0-9]{6}", 6, "does not compile"),
        ("id: acme.badge", "id: other", 2, "file's name"),
        ("tests:", "category: contact\ntests:", 9, "stands twice"),
        ("name: {", "name: [", 3, "not YAML"),
        ("patterns:", "validate: [mod12]\npatterns:", 5, "unknown validator"),
    ],
)
def test_the_message_names_file_and_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    file = _write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(DetectorError, match=message) as error:
        read(file)
    assert str(error.value).startswith(f"{file}:")
    assert abs(int(str(error.value).removeprefix(f"{file}:").split(":")[0]) - line) <= 1


def test_the_id_of_a_shipped_detector_is_taken(tmp_path: Path) -> None:
    _write(tmp_path, GOOD.replace("acme.badge", "email"), "email.yaml")
    with pytest.raises(DetectorError, match="already taken"):
        load([tmp_path])


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DetectorError, match="no such folder"):
        load([tmp_path / "none"])


def test_shipped_expressions_run_in_linear_time() -> None:
    for file in sorted(SHIPPED.glob("*.yaml")):
        assert read(file) == read(file, trusted=True)


def test_only_expressions_of_strangers_are_looked_at(tmp_path: Path) -> None:
    file = _write(tmp_path, GOOD.replace("[0-9]{6}", "(?:[0-9]+)+x"))
    assert read(file, trusted=True).id == "acme.badge"
    with pytest.raises(DetectorError, match="exponential"):
        read(file)
