"""The headline of every simulated year as a tidy file: the same in a run folder and in the folder of a batch's task."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

HEADLINE = "headline.csv"


def headline_of(tree: Any) -> "pa.Table":
    """Return the headline of a run, a row a replicate, region, indicator and simulated year."""
    import pyarrow as pa

    from microsim.results.headline import headline_rows

    return pa.table(headline_rows(tree), schema=headline_schema())


def headline_schema() -> "pa.Schema":
    """Return the columns of the headline of a run."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        {
            "replicate": pa.int32(),
            "indicator": text,
            "region": text,
            "year": pa.int32(),
            "value": pa.float64(),
            "unit": text,
            "price_year": pa.int32(),
        }
    )


def write_headline(table: "pa.Table", path: Path) -> None:
    """Write the headline of a run as CSV; every number reads back as it was."""
    import pyarrow.csv

    pyarrow.csv.write_csv(table, path, pyarrow.csv.WriteOptions(quoting_style="needed"))


def read_headline(path: Path) -> "pa.Table":
    """Return the headline of a run from its file."""
    import pyarrow as pa
    import pyarrow.csv

    types = {field.name: field.type for field in headline_schema()}
    # An empty unit is the unit of a ratio, an empty year of prices that of the year itself; no number is written nan.
    options = pa.csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=False)
    return pyarrow.csv.read_csv(path, convert_options=options)
