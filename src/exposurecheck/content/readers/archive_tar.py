"""Turns tar archives into their regular files; links, devices and paths are never followed, nothing is extracted."""

import io
import tarfile
from collections.abc import Iterator

from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.forward import RangeFile, SliceSource
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Member, ReadContext, Unit


def read_tar(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield each regular file as a slice of the archive."""
    del context
    file = io.BufferedReader(RangeFile(source), buffer_size=2**14)
    try:
        with tarfile.open(fileobj=file, mode="r:") as archive:
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined] # the list would grow with the archive
                if info.isreg() and not info.issparse():
                    yield Member(info.name, SliceSource(source, info.offset_data, info.size))
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise UnreadableError("tar: the archive is broken or cut") from error
