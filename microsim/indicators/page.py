"""The reference page of the indicators, written from the registry: ``python -m microsim.indicators.page > docs/indicators.md``."""

import sys

from microsim.indicators.cell import PERCENT
from microsim.indicators.counted import SPREADS
from microsim.indicators.lives import FEWEST, FIRST_WHOLE_BIRTH, OLDEST
from microsim.indicators.lives import SUMS as SUMS_OF_LIVES
from microsim.indicators.rates import REAL_RATE
from microsim.indicators.registry import Indicator, registry
from microsim.indicators.split import MEASURES, NEAR
from microsim.words.book import word

HEADS = (
    "number",
    "key",
    "name",
    "unit",
    "definition",
    "formula",
    "by",
    "source",
    "inputs",
    "uncertainty",
    "status",
    "reason",
)
TOP = f"""# Indicators

Written by `python -m microsim.indicators.page > docs/indicators.md` from `microsim/indicators/registry.yaml`; a test compares the two.

```
microsim indicators RUN                                   all, for the provinces and both, a handful of years
microsim indicators RUN benefit_ratio gini --by sex --region CITY --year 2035
microsim indicators RUN --xlsx FILE.xlsx --lang zh        also --csv, --dta (Stata, with a codebook beside it)
microsim indicators --list 31 32                          definitions
```

`run.indicators("benefit_ratio", by="sex")` gives the same in Python, a tidy pandas frame. Every run folder holds `indicators.parquet` with the columns
indicator, region, group, year, value, unit, se: every year, both provinces, both together and each city, everybody (`all`) and every group
(`sex=female`). Whole lives stand there for the provinces and both; `--region` gives their cities. A cell without a value (nobody drew a pension) has no row.
`se` is one standard error of sampling: of whole lives the jackknife over 64 groups of persons, of their medians 200 draws of groups; of results the jackknife
where all that a measure asks is kept by group of persons ({", ".join(f"`{key}`" for key in MEASURES)}; not by sex, and of spending not where
records moved between funds are more than {100 * NEAR:.0f}% of it, as in some cities); of measures of counts that of each sampled person left out, from the counts by class, age
and sex ({", ".join(f"`{key}`" for key in SPREADS if key not in MEASURES)}, and shares of heads by sex); with several replicates their spread where that is larger; missing where
none is. Strata of the sample are ignored, so that errors are rather too large: a slow test holds them against eight seeds. Where few pensions lie near a quantile, as
between two schemes, the error of `p90_p10` and `aggregate_replacement` is rough.
Indicators that are not modelled have one row without a value, whose unit is `not modelled`; those of two runs, of typical careers or of a date have a
command of their own, and one row whose unit is `own command`.

*Region* is the place whose fund keeps the record or pays, of residents where they live, of whole lives where the person entered. W is the mean wage of
the payers of the employees' scheme of the place and year; a label says where the published average wage stands in its place. Present values are at {PERCENT * REAL_RATE:.1f}% real.
*Whole lives* are births from {FIRST_WHOLE_BIRTH} on of which the run sees the {OLDEST}th year: earlier ones are known of survivors only, later ones are cut by the
horizon. A group of fewer than {FEWEST} sampled lives has no number. Sums over lives are of what each holds at present value: benefits are
{", ".join(f"`{part}`" for part in SUMS_OF_LIVES["benefits"])}; contributions own and employers' {", ".join(f"`{part}`" for part in SUMS_OF_LIVES["contributions"])}.

The key `replacement_rate` of the headline (mean pension over the mean wage of payers) is called `benefit_ratio`: nobody's own wage is in it. The old key stays
in `headline.csv` and in frames for one release and is no longer printed.

"""


def definition_rows(keys: list[str], language: str) -> tuple[list[str], list[list[str]]]:
    """Return the definitions of indicators as a table: headings, and a row each in a language."""
    return list(HEADS), [[*cells_of(registry()[key], language)] for key in keys]


def cells_of(one: Indicator, language: str) -> list[str]:
    """Return an indicator as the cells of a row."""
    units = dict.fromkeys(filter(None, (word("indicator_units", measure.unit, language) for measure in one.measures)))
    return [
        str(one.number),
        one.key,
        one.name[language],
        ", ".join(units),
        one.definition[language],
        one.formula,
        ", ".join(one.by),
        one.source,
        ", ".join(one.inputs),
        word("indicator_uncertainty", one.uncertainty.replace(" ", "_"), language),
        word("indicator_status", one.status.replace(" ", "_"), language),
        one.reason[language],
    ]


def page() -> str:
    """Return the whole page."""
    rows = "\n".join(
        f"| {one.number} | [{one.name['en']}](#{one.key.replace('_', '-')}) | {one.name['zh']} | {one.origin} | {one.status} |"
        for one in registry().values()
    )
    index = f"| no. | indicator | 中文 | made of | status |\n|---|---|---|---|---|\n{rows}\n"
    return TOP + index + "\n" + "\n".join(entry(one) for one in registry().values())


def entry(one: Indicator) -> str:
    """Return the section of an indicator."""
    told = {
        "Formula": f"`{one.formula}`",
        "By": ", ".join(("region", "year") if not one.whole_life else ("region",))
        + "".join(f", {group}" for group in one.by),
        "Read from": ", ".join(f"`{name}`" for name in one.inputs),
        "Given by": f"`{one.command}`" if one.command else "",
        "Source of the definition": one.source,
        "Error": word("indicator_uncertainty", one.uncertainty.replace(" ", "_"), "en"),
        "Of whole lives": "yes" if one.whole_life else "no",
        "Status": f"{one.status}. {one.reason['en']}".strip().rstrip("."),
        "状态": "。".join(
            filter(None, (word("indicator_status", one.status.replace(" ", "_"), "zh"), one.reason["zh"]))
        ),
    }
    lines = [f"## {one.key.replace('_', '-')}", "", f"{one.number}. **{one.name['en']}** · {one.name['zh']}", ""]
    lines += [one.definition["en"], "", one.definition["zh"], ""]
    lines += [f"- {name}: {value}" for name, value in told.items() if value]
    lines += [f"- `{m.key}` ({m.unit}): {m.name['en'].strip()}; {m.name['zh'].strip()}" for m in one.measures]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
