"""The promises of CONTRIBUTING.md that a machine can hold us to."""

import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_stay_small() -> None:
    sizes = sorted(n for path in SOURCES if (n := _lines(path)))

    assert statistics.median(sizes) <= 120
    assert sizes[int(len(sizes) * 0.9)] <= 250
    assert sizes[-1] <= 400, max(SOURCES, key=_lines)


def test_nothing_is_imported_from_a_package_root() -> None:
    roots = {".".join(p.parent.relative_to(ROOT / "src").parts) for p in SOURCES if p.name == "__init__.py"} - {
        "exposurecheck"
    }
    found = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in SOURCES
        for line in re.findall(r"^\s*from (exposurecheck[\w.]*) import", path.read_text(encoding="utf-8"), re.MULTILINE)
        if line in roots
    ]

    assert found == []


def test_package_markers_are_empty() -> None:
    full = [p for p in SOURCES if p.name == "__init__.py" and p.parent.name != "exposurecheck" and p.read_bytes()]

    assert full == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "core", "manager", "handler", "misc"])
def test_rooms_have_names_that_say_something(word: str) -> None:
    assert [p for p in SOURCES if word in {p.stem, p.parent.name}] == []


def test_each_module_says_what_it_does() -> None:
    silent = [
        p
        for p in SOURCES
        if p.name != "__init__.py" and not p.read_text(encoding="utf-8").lstrip().startswith(('"""', 'r"""'))
    ]

    assert silent == []


def test_no_silent_except() -> None:
    pattern = re.compile(r"except[^\n]*:\n\s+(pass|\.\.\.)\s*$", re.MULTILINE)

    assert [p for p in SOURCES if pattern.search(p.read_text(encoding="utf-8"))] == []


def test_constraints_name_no_index() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")

    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)
    assert text.count("--hash=sha256:") > 100
