"""The tables as Parquet, for DuckDB and Spark; the library that writes it is an extra."""

import io
from collections.abc import Iterator

from generator.export.data_tables import DataTables


def parquet_files(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each table; days are dates, and every text is UTF-8."""
    import pyarrow  # noqa: PLC0415 -- an extra
    from pyarrow import parquet  # noqa: PLC0415 -- as above

    types = {"integer": pyarrow.int64(), "boolean": pyarrow.bool_()}
    for table in tables.all:
        fields = [(column.name, types.get(column.type, pyarrow.string())) for column in table.columns]
        held = pyarrow.Table.from_pylist(list(table.records()), schema=pyarrow.schema(fields))
        for at, column in enumerate(table.columns):
            if column.type == "date":
                held = held.set_column(at, column.name, held.column(at).cast(pyarrow.date32()))
        file = io.BytesIO()
        parquet.write_table(held, file, compression="zstd")
        yield f"{table.name}.parquet", file.getvalue()
