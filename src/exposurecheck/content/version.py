"""Names everything that decides what is found in the same bytes: code, detectors, limits, the readers' libraries."""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from exposurecheck.content.detector import Detector
from exposurecheck.content.units import Limits

_LIBRARIES: Final = (
    "charset-normalizer", "datasketches", "fastavro", "hyperscan", "ijson", "isal", "lxml",
    "olefile", "orjson", "polars", "py7zr", "pyarrow", "pypdfium2", "python-calamine", "selectolax", "zstandard",
)  # fmt: skip


def inspection_version(own: Sequence[Detector] | None = None) -> str:
    """Return a name that changes with the code of this room, its detectors, those of the user, limits or libraries."""
    digest = blake2b(_shipped().encode(), digest_size=16)
    for detector in own or ():
        digest.update(detector.model_dump_json(by_alias=True).encode())
    digest.update(repr(Limits()).encode())
    return digest.hexdigest()


def shipped_files() -> list[Path]:
    """Return the files that decide it: modules, detectors and lists of words."""
    return sorted(file for file in Path(__file__).parent.rglob("*") if file.suffix in {".py", ".yaml", ".txt"})


@cache
def _shipped() -> str:
    digest = blake2b(digest_size=16)
    for file in shipped_files():
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {_installed(library)}".encode())
    return digest.hexdigest()


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "-"
