"""The words of docs/benchmarks.md around its tables."""

from calibration.benchmarks.present_values import BEFORE, CUT, LAST_AGE
from calibration.benchmarks.reforms import AGAINST

HEAD = """\
# Benchmarks and reforms 基准比较与改革情景

Written by `python -m calibration.benchmarks docs/benchmarks.md --one-in {one_in} --seed {seed}`: one person in {one_in}, seed {seed}, to {until}. Every run has the
same persons and the same luck (but the two other futures, in which others are born or arrive), so what differs is the scenario's; how exact the levels are: [sampling.md](sampling.md).

**No behavioural or fiscal response 无行为与财政反应.** Nobody works, declares, saves, moves or has children otherwise because a law changes; employers neither hire nor
pay otherwise; no rate, benefit or tax answers a deficit. Of Shanghai's employees' scheme the treasury keeps the stock at two months of spending in all
scenarios ([funds.md](funds.md)), which is a rule and no answer to a reform. The figures are first-round effects on stated assumptions, not forecasts; where
the baseline itself is off, so are they ([limits.md](limits.md)).
"""
PUBLISHED = """\
## Published projections 已发表的预测

Somebody's projection is no observation: nothing is fitted to these, and being near one proves nothing. They are set beside to say *why* they differ. Where
the nation was projected, levels are not comparable; ratios, times and years stand for Guangdong, Shanghai and both. Money in yuan of the year. Formulas are over the variables of
[validate.md](validate.md); the gap is before subsidies and pooling.
"""
REFORMS = """\
## Shipped reforms 改革情景

Change against the baseline. Persons in million; money in billion yuan in prices of {price_year}, before pooling but the stock, which is after it and below nought where a
fund has paid out more than it ever had. The column *mechanism* says which way the words above the table move a quantity, *open* where they leave it, from the year in
which the reform acts;{against} marks a change that goes another way.
"""
VALUES = """\
## Present values by cohort 分队列现值

Benefits less contributions, of employers and members, of the employees', the public and the residents' scheme, thousand yuan a head of the end of 2016, over all
persons of the cohort in both provinces, whatever their scheme, and those who arrive later. Residents' basic pensions are taxes' money and have no contribution. The
average wage by law grows by {growth} a year. Where a discount is below the growth of wages, nearly any scheme paid out of wages gives more than it takes:
a sign that holds at one of the rates alone is the rate's as much as the reform's. No internal rate is told: the runs keep present values and no path by cohort.

- `{cut}`: the youngest of the group are under {last_age} at the last year ({until}), so benefits are missing and the minus would be the horizon's.
- `{before}`: what the group paid (and drew) before 2017 is left out, so its level is no balance of a life; the *change* by a reform is, for none acts before 2018.
- *lives*: simulated persons behind a figure; below a few hundred luck decides.
"""
CHANGES = """\
### Change by reform, thousand yuan a head 改革的影响
"""


def growth_of(wages):
    """Return the yearly growth of a wage (a labelled series by year) over spans of years, in words."""
    years, spans = [int(year) for year in wages.year], []
    for first, last in ((years[0], 2050), (2050, years[-1])):
        if first < last <= years[-1]:
            growth = float(wages.sel(year=last) / wages.sel(year=first)) ** (1 / (last - first)) - 1
            spans.append(f"{100 * growth:.1f}% from {first} to {last}")
    return " and ".join(spans)


def page(manifest, growth, published, reforms, levels, changes):
    """Return the page.

    ``manifest`` of the baseline; ``growth`` of the average wage in words; ``published`` and ``reforms`` iterables of parts, ``levels`` and ``changes`` the tables of present values.
    """
    words = {**manifest, "growth": growth, "against": AGAINST, "cut": CUT, "before": BEFORE, "last_age": LAST_AGE}
    parts = [
        HEAD.format(**words),
        PUBLISHED,
        *published,
        REFORMS.format(**words),
        *reforms,
        VALUES.format(**words),
        levels,
        CHANGES,
        changes,
    ]
    return "\n".join(parts)
