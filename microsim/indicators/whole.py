"""All indicators of a run in one file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.indicators.lives_table import lives_table
from microsim.indicators.registry import registry
from microsim.indicators.selection import USUAL_REGIONS
from microsim.indicators.table import indicator_table, not_modelled
from microsim.results.indicators import years_of

if TYPE_CHECKING:
    import pyarrow as pa
    import xarray as xr

INDICATORS = "indicators.parquet"


def all_indicators(tree: "xr.DataTree", lives: Any = None) -> "pa.Table":
    """Return every indicator of a tree by region, group and year, and of a table of lives, where there is one, by province."""
    import pyarrow as pa

    parts = [indicator_table(tree)]
    if lives is not None:
        last_year = int(years_of(tree)[-1])
        parts.append(lives_table(lives, last_year, registry().values(), USUAL_REGIONS))
    return pa.concat_tables([*parts, not_modelled()])


def write_indicators(table: "pa.Table", path: str | Path) -> None:
    """Write the table as Parquet; equal tables give equal bytes."""
    import pyarrow.parquet
    from pyarrow.types import is_floating

    words = [field.name for field in table.schema if not is_floating(field.type)]  # of numbers a dictionary only grows
    pyarrow.parquet.write_table(table, path, compression="zstd", use_dictionary=words)
