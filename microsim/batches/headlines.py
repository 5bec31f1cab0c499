"""The headline of every year of all tasks of a batch as one tidy table."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.batches.whole import appears_whole
from microsim.results.headline_file import HEADLINE, headline_schema, read_headline

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from microsim.batches.plan import Plan, Task

TASKS_A_GROUP = 64  # tasks in one row group of the table of all


def _schema() -> "pa.Schema":
    """Return the columns of the headline of a batch: those that tell the task, then those of a run but the year of prices."""
    import pyarrow as pa

    word = pa.dictionary(pa.int32(), pa.string())
    task = [("task", word), ("scenario", word), ("settings", word), ("seed", pa.int64())]
    of_run = [field for field in headline_schema() if field.name != "price_year"]  # the unit of a row says it
    return pa.schema(task + [(field.name, word if field.type == pa.string() else field.type) for field in of_run])


def of_task(task: "Task", headline: "pa.Table") -> "pa.Table":
    """Return the headline of a task with the columns that tell the task."""
    import pyarrow as pa

    rows = len(headline)
    told = {"task": task.id, "scenario": task.base, "settings": task.settings_text}
    columns = {name: pa.repeat(value, rows) for name, value in told.items()}
    columns["seed"] = pa.repeat(pa.scalar(task.seed, pa.int64()), rows)
    columns |= {name: headline[name] for name in headline.column_names}
    schema = _schema()
    return pa.table({field.name: columns[field.name] for field in schema}).cast(schema)


def write_headlines(tasks: Iterable["Task"], folder: Path, path: Path) -> None:
    """Write the headlines of finished tasks into one Parquet file, sorted by task: equal headlines, equal bytes."""
    import pyarrow as pa
    import pyarrow.parquet

    schema = _schema()
    with appears_whole(path) as working, pyarrow.parquet.ParquetWriter(working, schema, compression="zstd") as writer:
        for group in _groups(sorted(tasks, key=lambda task: task.id), TASKS_A_GROUP):
            tables = [of_task(task, read_headline(folder / task.id / HEADLINE)) for task in group]
            writer.write_table(pa.concat_tables(tables).unify_dictionaries())


def headline_frame(plan: "Plan", headlines: "dict[str, pa.Table | None]") -> "pd.DataFrame":
    """Return the headlines of tasks as one frame, sorted by task; those without one are left out."""
    import pyarrow as pa

    done = [(task, table) for task, table in sorted(headlines.items(), key=lambda item: item[0]) if table is not None]
    tables = [of_task(plan.by_id[task], table) for task, table in done] or [_schema().empty_table()]
    frame: pd.DataFrame = pa.concat_tables(tables).unify_dictionaries().to_pandas()
    return frame


def _groups(items: list[Any], size: int) -> Iterator[list[Any]]:
    """Yield the items in groups of a size."""
    return (items[start : start + size] for start in range(0, len(items), size))
