"""The headline of every year as tidy tables: of one run, and of all tasks of a batch."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.batches.whole import appears_whole

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from microsim.batches.plan import Plan, Task

HEADLINE = "headline.csv"  # in the folder of a task
TASKS_A_GROUP = 64  # tasks in one row group of the table of all


def headline_of(tree: Any) -> "pa.Table":
    """Return the headline of a run, a row a replicate, region, indicator and simulated year."""
    import pyarrow as pa

    from microsim.results.headline import headline_rows

    return pa.table(headline_rows(tree), schema=_schema(of_run=True))


def _schema(of_run: bool) -> "pa.Schema":
    """Return the columns of the headline of a run, or of that of a batch."""
    import pyarrow as pa

    word = pa.string() if of_run else pa.dictionary(pa.int32(), pa.string())
    task = [("task", word), ("scenario", word), ("settings", word), ("seed", pa.int64())]
    row = [
        ("replicate", pa.int32()),
        ("indicator", word),
        ("region", word),
        ("year", pa.int32()),
        ("value", pa.float64()),
        ("unit", word),
    ]
    return pa.schema(row if of_run else task + row)  # fmt: skip


def write_headline(table: "pa.Table", path: Path) -> None:
    """Write the headline of a run as CSV; every number reads back as it was."""
    import pyarrow.csv

    pyarrow.csv.write_csv(table, path, pyarrow.csv.WriteOptions(quoting_style="needed"))


def read_headline(path: Path) -> "pa.Table":
    """Return the headline of a run from its file."""
    import pyarrow as pa
    import pyarrow.csv

    schema = _schema(of_run=True)
    types = {field.name: field.type for field in schema}
    # An empty unit is the unit of a ratio, and what is not a number is written nan.
    options = pa.csv.ConvertOptions(column_types=types, null_values=[], strings_can_be_null=False)
    return pyarrow.csv.read_csv(path, convert_options=options)


def of_task(task: "Task", headline: "pa.Table") -> "pa.Table":
    """Return the headline of a task with the columns that tell the task."""
    import pyarrow as pa

    rows = len(headline)
    told = {"task": task.id, "scenario": task.base, "settings": task.settings_text}
    columns = {name: pa.repeat(value, rows) for name, value in told.items()}
    columns["seed"] = pa.repeat(pa.scalar(task.seed, pa.int64()), rows)
    columns |= {name: headline[name] for name in headline.column_names}
    schema = _schema(of_run=False)
    return pa.table({field.name: columns[field.name] for field in schema}).cast(schema)


def write_headlines(tasks: Iterable["Task"], folder: Path, path: Path) -> None:
    """Write the headlines of finished tasks into one Parquet file, sorted by task: equal headlines, equal bytes."""
    import pyarrow as pa
    import pyarrow.parquet

    schema = _schema(of_run=False)
    with appears_whole(path) as working, pyarrow.parquet.ParquetWriter(working, schema, compression="zstd") as writer:
        for group in _groups(sorted(tasks, key=lambda task: task.id), TASKS_A_GROUP):
            tables = [of_task(task, read_headline(folder / task.id / HEADLINE)) for task in group]
            writer.write_table(pa.concat_tables(tables).unify_dictionaries())


def headline_frame(plan: "Plan", headlines: "dict[str, pa.Table | None]") -> "pd.DataFrame":
    """Return the headlines of tasks as one frame, sorted by task; those without one are left out."""
    import pyarrow as pa

    done = [(task, table) for task, table in sorted(headlines.items(), key=lambda item: item[0]) if table is not None]
    tables = [of_task(plan.by_id[task], table) for task, table in done] or [_schema(of_run=False).empty_table()]
    frame: pd.DataFrame = pa.concat_tables(tables).unify_dictionaries().to_pandas()
    return frame


def _groups(items: list[Any], size: int) -> Iterator[list[Any]]:
    """Yield the items in groups of a size."""
    return (items[start : start + size] for start in range(0, len(items), size))
