"""Turns Parquet, ORC, Arrow and Avro into tables, batch by batch; nested fields become paths."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from exposurecheck.content.readers.delimited import tidy
from exposurecheck.content.readers.escapes import has_escapes
from exposurecheck.content.readers.failures import BudgetSpentError, UnreadableError
from exposurecheck.content.readers.forward import as_file
from exposurecheck.content.readers.records import RecordTables
from exposurecheck.content.source import ByteSource, SourceError
from exposurecheck.content.strings import Strings
from exposurecheck.content.units import Note, ReadContext, Table, Unit
from exposurecheck.model.inspection import InspectionStatus

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH, _LEAST, _CELLS = 32_768, 1024, 2**19
"""Rows of a batch at most and at least, and cells up to which it grows: whole columns are handled at a time."""
_MOST_COLUMNS = 4096


def read_parquet(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the row groups; within a budget, the footer and row groups spread over the file."""
    import pyarrow as pa  # noqa: PLC0415 - only what a file needs is imported
    from pyarrow import parquet  # noqa: PLC0415

    try:
        file = parquet.ParquetFile(as_file(source, context, ahead=2**12))
        groups = list(range(file.num_row_groups))
        batch_size = max(_LEAST, min(_BATCH, _CELLS // max(1, len(file.schema))))
        chosen = _within(groups, [_stored(file, group) for group in groups], context)
        for group in chosen:
            for batch in file.iter_batches(batch_size, row_groups=[group], use_threads=False):
                yield from _units(batch)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError("parquet: broken or cut") from error
    if len(chosen) < len(groups):
        rows = sum(file.metadata.row_group(group).num_rows for group in chosen)
        yield Note(InspectionStatus.PARTIAL, f"{100 * rows / file.metadata.num_rows:.2g} % of the rows were read")


def _stored(file: "pa.parquet.ParquetFile", group: int) -> int:
    columns = file.metadata.row_group(group)
    return sum(columns.column(index).total_compressed_size for index in range(columns.num_columns))


def _within(groups: list[int], sizes: list[int], context: ReadContext) -> list[int]:
    """Return the groups to read: the first, the last, the middle, the quarters, as far as the budget goes."""
    if context.max_bytes is None or context.depth > 0:
        return groups
    left = context.max_bytes - context.bytes_read
    chosen: set[int] = set()
    for group in _halving(len(groups)):
        if sizes[group] <= left:
            chosen.add(group)
            left -= sizes[group]
    if groups and not chosen:
        raise BudgetSpentError
    return sorted(chosen)


def _halving(count: int) -> Iterator[int]:
    """Yield 0, count - 1, the middle, then the middles of the halves, and so on; each once."""
    seen: set[int] = set()
    step = max(1, count - 1)
    while count and len(seen) < count:
        for index in (*range(0, count, step), count - 1):
            if index not in seen:
                seen.add(index)
                yield index
        step = max(1, step // 2)


def read_orc(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the stripes."""
    import pyarrow as pa  # noqa: PLC0415 - only what a file needs is imported
    from pyarrow import orc  # noqa: PLC0415

    try:
        file = orc.ORCFile(as_file(source, context, ahead=2**12))
        for stripe in range(file.nstripes):
            yield from _units(file.read_stripe(stripe))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError("orc: broken or cut") from error


def read_arrow(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the record batches of an Arrow (Feather 2) file."""
    import pyarrow as pa  # noqa: PLC0415 - only what a file needs is imported

    try:
        with pa.ipc.open_file(as_file(source, context)) as file:
            for index in range(file.num_record_batches):
                yield from _units(file.get_batch(index))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError("arrow: broken or cut") from error


def read_avro(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the records of an Avro object container."""
    import fastavro  # noqa: PLC0415 - only what a file needs is imported

    tables = RecordTables()
    try:
        for record in fastavro.reader(as_file(source, context)):
            yield from tables.add(record)
    except (BudgetSpentError, SourceError):
        raise
    except (ValueError, EOFError, KeyError, IndexError, TypeError, OSError, StopIteration) as error:
        yield from tables.flush()
        raise UnreadableError("avro: broken or cut") from error
    yield from tables.flush()


def _units(batch: "pa.RecordBatch") -> Iterator[Unit]:
    """Yield flat columns as one table; with nested ones, go through records."""
    import pyarrow as pa  # noqa: PLC0415 - already loaded by the callers

    if batch.num_columns > _MOST_COLUMNS:
        raise UnreadableError("more columns than any table of people has")
    if any(pa.types.is_nested(field.type) for field in batch.schema):
        tables = RecordTables()
        for record in batch.to_pylist():
            yield from tables.add(record)
        yield from tables.flush()
        return
    values = tuple(_texts(column) for column in batch.columns)
    if values and values[0]:
        escaped = any(has_escapes("\n".join(column[:100])) for column in values)
        yield Table(tuple(batch.schema.names), tidy(values, escaped=escaped, excel=False))


def _texts(column: "pa.Array") -> Sequence[str]:
    import polars as pl  # noqa: PLC0415 - 100 ms to import
    import pyarrow as pa  # noqa: PLC0415 - already loaded by the callers

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if (
        pa.types.is_binary(column.type)
        or pa.types.is_large_binary(column.type)
        or pa.types.is_fixed_size_binary(column.type)
    ):
        return [value.decode("utf-8", "replace") if value is not None else "" for value in column.to_pylist()]
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        column = column.cast(pa.string())
    return Strings(pl.Series(column.fill_null(""), dtype=pl.String))
