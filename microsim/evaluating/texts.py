"""What docs/livelihood.md and docs/evaluation.md say around their tables."""

LIVELIHOOD = """# The minimum livelihood (最低生活保障)

Made by `python -m microsim.evaluating.page livelihood`, which lives 1 in {one_in} persons of the scenario `livelihood-on` (the tornado: 1 in
{one_in_moved}); do not edit. **Persons, not households**: the model has no households, so the test is one of persons. Whoever lives on a
husband's, a wife's or a child's income looks poorer here than a family is, and the first thing every figure rests on is the prior of
support from children.

The scheme is off as shipped. `beyond.livelihood: 1` in a scenario's assumptions (or `microsim run livelihood-on`) switches it on; nothing of
the pension, no draw of any other event and no fund's book is another for it. What it counts and pays stands in the group `livelihood` of
`results.nc`, in the person records (`--panel`), and in `microsim evaluate` ([evaluation.md](evaluation.md)). It is paid by the treasury of the
place, never by a fund.

## The test

Once a year, at its end, everybody of `livelihood.from_age` (60 years: **the elderly only**, since without households a younger person without a wage
would look poor whoever else earns; 30y0m and so on tests adults too) with the hukou of the place where they live (`livelihood.migrants`: all who
live there) is held against the standard of the place and the kind of hukou. Counted, with the fields that an office holds:

| means | field | left out |
|---|---|---|
| own wages, a mean of the year | `wage`, `work_from`, `work_until` | `livelihood.wage_disregard` |
| the residents' pension of the month | `residents_pension_fen` | the national part of the basic pension since July 2021 (Minfa [2021] 57), `livelihood.pension_disregard` |
| pensions of employees and the public service, local supplement, disability allowance, annuities | `pension_fen`, `local_pension_fen`, `disability_fen`, `annuity_fen` | nothing |
| allowances and care in cash | `year_beyond_fen` | all of it (`livelihood.allowances_counted`) |
| support from children, a prior | `family_support_fen` | where no child lives, all of it |
| assets above the limit, a prior | drawn | refused |

Children are drawn once in a life from luck of their own: none (`livelihood.childless`), all elsewhere (`livelihood.away_urban`, `away_rural`) or one near; what
they give is spread exponentially about a mean in standards (`livelihood.support_near`, `support_away`). Who passes asks with the chance
`livelihood.take_up`, once for life. The treasury pays the standard less `livelihood.taper` times the means for each month of the year from the month
of the age on; who received at the end of the last year and fails keeps the amount for `livelihood.grace_months`. Whose means lie between the
standard and `livelihood.band` times it is just above: counted, and paid in cash only where a scenario sets `livelihood.band_help`.

Three tests of means by hand, each with its source, are in `tests/rules/test_livelihood.py`; a second statement of the whole in plain Python is
`tests/reference/livelihood.py`.

## Standards

Yuan a month in July. Shanghai's are of the press (A) and of memory (B), Guangzhou's of memory (B, from 2021 C); all other cities stand in four classes
whose amounts are of grade C, with one amount for all counties of a city. After their last known value they rise each year by prices and the
part `economy.livelihood_wage_link` of real wages.

{standards}

## What a run counts

Persons of 60 and over at the year's end, not households.

{counts}

## Beside published figures

Published are recipients and money of **all ages**, whole families among them; in the nation between a fifth (town) and two fifths (country) of recipients
are old (order of size from memory, C). They bound the run from above, and the means of support were chosen so that it stays below them.
None of these figures enters a fit.

{published}

## Poverty after each benefit

Persons of 60 and over in {year}, not households; ± is one standard error (jackknife over 64 groups of persons). Lines: the standard of the place and the kind of
hukou, 1.5 times it, half the median income of the old of the province. Income grows from left to right; the last column adds the support from
children, which is a prior and no benefit: between it and the column before lies what families do, which no record shows. The care insurance and
allowances are off in this run.

{steps}

## What the priors do

Support from families comes first. All are grade C; `microsim sensitivity livelihood-on livelihood.recipients --all --only livelihood --year 2030`
moves them, and the values of the law of grade C, one at a time.

{tornado}

## Levers

`livelihood.standard_urban` and `standard_rural` by place and date, `taper` and the disregards, `grace_months`, `band` and `band_help`, `migrants`, `from_age` (law); take-up,
support, assets, children (assumptions). Shipped: `livelihood-on`, `livelihood-migrants`, `livelihood-all-ask`, `livelihood-fading`.

```yaml
name: higher-standard
extends: livelihood-on
law:
  shanghai.livelihood.standard_urban: {{2027-07-01: 2200}}
  shanghai.livelihood.standard_rural: {{2027-07-01: 2200}}
```

## Limits

- Persons, not families: no spouse's pension, no child below the age, no scale of household size. A wife without a pension beside a pensioner counts as poor.
- Support does not depend on the children's income, nor on what the parent has; children's places do not follow the model's moves.
- Assets and take-up are drawn once and for all, so that receipt lasts: spells end by means, moves and death alone. Real lists are shorter lived.
- One test a year, on December's means, decides on all twelve months; what pensions pay in the months before a claim is not looked at.
- Means of farmers are the model's wages of own-account work; land, produce and rent are not modelled, and poverty of rural persons is overstated by that.
- Those in need without means or family (特困人员) are not a scheme of their own here; medical and other aid in kind has no amount.
- Standards of cities other than Shanghai and Guangzhou are order of size.
"""

EVALUATION = """# The evaluation of benefits of the old

Made by `python -m microsim.evaluating.page evaluation`, which lives 1 in {one_in} persons of the scenario `livelihood-on` with allowances by age; do not edit.
**Persons, not households** stands in every table, and means it.

`microsim evaluate RUN` answers six questions on the benefits of persons of 60 and over, a table each: are the most vulnerable reached; how long and how
often are benefits received; what do they add to disposable income; which benefits and services come together; who benefits and what does it
do to poverty; where. `microsim evaluate RUN OTHER` tells what OTHER changes, with errors that share persons leave; both runs have to match as for
`compare`. `--table NAME` tells one, and poverty after each benefit by line: `heads_standard`, `heads_band` (1.5 times), `heads_median` (half the median of
the old of the province) and `gaps_` of each. `--year`, `--by` (everybody, sex, hukou, fifth, age, province, city), `--csv` (a row a figure with its error), `--xlsx`
(a sheet a table), `--lang zh`. In Python: `ms.evaluate(run, reform, years=, tables=, by=)`, which has `.tables`, `.write(path)` and `.markdown()`.

The lives of the run's sample are lived again, those who can be old by the last year: some seconds. A run on an own population, and one whose
law, assumptions or population this version reads otherwise, are refused.

What the words mean: *most vulnerable* are those whose income before the minimum livelihood (own income, all pensions, allowances) lies below the
standard of the place and the kind of hukou; *fifths* are by that income within the province, equal incomes by number; *local* is who lives where the hukou is;
income is that of December, wages and what treasuries pay a twelfth of the year's. ± is one standard error; cells of fewer than 50 sampled persons
show their number alone. Services of care are paid to providers and are no income; where care is off the tables say so.

## {year}

{tables}
"""
