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


def test_names_are_imported_from_the_module_that_defines_them() -> None:
    """``from package import module`` is fine; ``from package import Name`` ties every module to every other."""
    found = []
    for path in SOURCES:
        for line in re.findall(
            r"^\s*from (exposurecheck[\w.]*) import ([\w, ]+)", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            folder = ROOT / "src" / line[0].replace(".", "/")
            names = [name.split(" as ")[0].strip() for name in line[1].split(",")]
            if (folder / "__init__.py").is_file() and line[0] != "exposurecheck":
                found += [f"{path.relative_to(ROOT)}: {line[0]}.{n}" for n in names if not _is_module(folder, n)]

    assert found == []


def _is_module(folder: Path, name: str) -> bool:
    return (folder / f"{name}.py").is_file() or (folder / name).is_dir()


def test_package_markers_are_empty() -> None:
    full = [p for p in SOURCES if p.name == "__init__.py" and p.parent.name != "exposurecheck" and p.read_bytes()]

    assert full == []


def test_the_map_of_the_content_room_is_whole() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("### Inside `content/`")[1].split("### ")[0]
    rows = [line.split("|") for line in told.splitlines() if line.startswith("| ")]
    named = re.findall("`([a-z_]+)`", "".join(modules for _, _, modules, _ in rows))
    there = [p.stem for p in SOURCES if p.parent.name == "content" and p.stem != "__init__"]

    assert set(there) - set(named) == set(), "modules that CONTRIBUTING.md (Inside `content/`) does not name yet"
    assert sorted(named) == sorted(there), "modules that it names twice, or that are gone"


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
