"""The codebook of lives.parquet, from the definitions of its columns.

``python -m microsim.lives.codebook`` prints docs/lives-table.md; a test holds the page equal to the definitions.
"""

from collections.abc import Iterator
from itertools import groupby

from microsim.kernel.numbers import SAMPLE_GROUPS
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.lives.columns import Column, columns
from microsim.lives.derive import WHOLE_LIVES
from microsim.lives.discount import HIGHER, MAIN
from microsim.lives.file import BYTES_A_LIFE, LARGEST_UNASKED

MEGABYTE, MOST_WORDS = 1_000_000, 8
HEAD = f"""# Lives as a table: lives.parquet

Made by `python -m microsim.lives.codebook`; do not edit.

A run writes `lives.parquet`: one row a simulated person of the first replicate, in the order of person numbers, histories
before the base date included. It is on by default where it stays under {LARGEST_UNASKED // MEGABYTE} MB (about {BYTES_A_LIFE} bytes a life, said in
`run.log`); `--lives` and `--no-lives`, in Python `ms.run(lives=True)`, decide otherwise, and a batch keeps it with `keep: [lives]`.
Its hash stands in the manifest and is checked when it is read. The same person has the same `id` in every scenario and
sample of one start, so rows of two runs are joined by it. Person-years are the `--panel`.

```python
import microsim as ms

lives = ms.read_run("runs/baseline").lives  # pandas, words as categories
table = ms.read_run("runs/baseline").lives_table  # arrow: label, label_zh, unit, about, codes in each field's metadata
```
```r
lives <- arrow::read_parquet("runs/baseline/lives.parquet")     # words come as factors
```
```stata
* Stata reads no Parquet itself: in Python, once
*   import microsim as ms; d = ms.read_run("runs/baseline").lives
*   for c in d.select_dtypes("category"): d[c] = d[c].astype(object)
*   d.to_stata("lives.dta", version=118, write_index=False)
use lives.dta
```

## How to read it

- **Present values** (`_pv`) are yuan at the end of the year of prices (`economy.price_year`, 2024) in its prices: a year's money is
  discounted by the path of consumer prices and {MAIN:.1%}; `_pv30` by {HIGHER:.1%} above prices, `_pvg` by the growth of the nation's average
  wage. Money of a year is taken at its end; that of earlier years grows. The discount rate of `cohorts` in results.nc is another one.
- **Whole lives.** `complete` says that nothing of a life is cut. Lifetime indicators are for `whole_life_cohort`, births
  {WHOLE_LIVES[0]} to {WHOLE_LIVES[1]}: of earlier ones only who lived at the base date is here (survivors, whose returns are biased up), later
  ones end beyond the run. Careers are lived from {FIRST_LAW_YEAR} on. Pensions that are drawn or given at the base date (public service,
  township, own microdata) have a claim month, but no parts and no rates of replacement.
- **Groups** are keys of this run. To compare two runs take the keys of the base run and join the other by `id`: a group that
  moves between runs makes a change of who is in it look like an effect.
- **Errors**: {SAMPLE_GROUPS} groups by a hash of the person's number; leave out each in turn (`jackknife_group`).
- **Quintiles** rank within the sample and the five-year cohort; a small sample has few persons in each.
- Wages, bases and contributions of who moves within a year are those of the job after the move; months worked in a year are those
  of the job at its end. What a death leaves is one amount, since the law caps funeral grant and lump sum together.
- Nought means nothing was paid; empty (null) means that the question does not arise.
"""


def page() -> str:
    """Return the page as markdown."""
    return "".join([HEAD, *_tables()])


def _tables() -> Iterator[str]:
    for group, rows in groupby(columns().values(), key=lambda column: column.group):
        yield f"\n## {group.capitalize()}\n\n| Column | Name | Unit | What it is |\n|---|---|---|---|\n"
        yield from map(_row, rows)


def _row(column: Column) -> str:
    """Return the row of a column; the words of long lists of codes are those of the places."""
    name = f"{column.english} {column.chinese}"
    about = column.about
    if column.words and len(column.words) <= MOST_WORDS:
        about += " " + "; ".join(f"`{key}` {' '.join(names)}" for key, names in column.words.items()) + "."
    return f"| `{column.name}` | {name} | {column.unit} | {about} |\n"


if __name__ == "__main__":
    print(page(), end="")
