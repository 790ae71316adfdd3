"""Whatever changes what is found changes the version by which earlier inspections are known."""

from pathlib import Path

from exposurecheck.content import version
from exposurecheck.content.catalogue import load
from exposurecheck.content.version import inspection_version, shipped_files


def test_everything_that_is_shipped_counts() -> None:
    room = Path(version.__file__).parent
    shipped = {file for file in room.rglob("*") if file.is_file() and file.suffix != ".pyc" and file.name != "NOTICE"}

    assert {file.suffix for file in shipped_files()} == {".py", ".yaml", ".txt"}
    assert set(shipped_files()) == shipped


def test_detectors_of_the_user_count() -> None:
    own = load()[:1]

    assert inspection_version() == inspection_version(())
    assert inspection_version() != inspection_version(own)
