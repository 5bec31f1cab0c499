"""Present values of benefits less contributions by year of birth and sex; cohorts cut by the horizon are masked."""

from calibration.benchmarks.tables import change, markdown, number
from microsim.amounts import FEN

WIDTH = 5
FIRST, LAST = 1950, 2010  # first years of the groups shown
LAST_AGE = 95  # a cohort of which all have reached this age by the last year counts as whole
FIRST_PAYING = 16  # who is older at the base date may have paid before it
BASE_YEAR = 2016
THOUSAND = 1e3
SEXES = {"male": "men 男", "female": "women 女"}
CUT = "cut 未满"
BEFORE = "†"
PAID, DRAWN = ("contributions", "residents_contributions"), ("benefits", "residents_benefits")


def groups() -> range:
    """Return the first years of birth of the groups shown."""
    return range(FIRST, LAST + 1, WIDTH)


def is_cut(first: int, last_year: int) -> bool:
    """Tell whether the horizon cuts the lives of a group: its youngest are below LAST_AGE at the end."""
    return first + WIDTH - 1 + LAST_AGE > last_year


def sums(cohorts, first, sex, names):
    """Return what variables of a group of cohorts and a sex sum to."""
    chosen = cohorts.sel(birth_year=slice(first, first + WIDTH - 1), sex=sex)
    return float(sum(chosen[name].sum() for name in names))


def per_head(cohorts, first, sex, names):
    """Return a present value a head, thousand yuan of the end of the base year; missing where nobody is counted."""
    persons = sums(cohorts, first, sex, ("persons",))
    return sums(cohorts, first, sex, names) / FEN / THOUSAND / persons if persons else float("nan")


def net(cohorts, first, sex):
    """Return benefits less contributions a head, thousand yuan."""
    return per_head(cohorts, first, sex, DRAWN) - per_head(cohorts, first, sex, PAID)


def named(first):
    """Return the years of birth of a group as text, marked where what was paid before the base date is left out."""
    return f"{first}-{first + WIDTH - 1}{BEFORE * (first + FIRST_PAYING <= BASE_YEAR)}"


def levels(cohorts, last_year, one_in):
    """Return the table of the baseline: ``cohorts`` by rate."""
    head = ["born", "sex", "lives"]
    for rate in cohorts:
        head += [f"{what}, {100 * rate:g}%" for what in ("contributions 缴费", "benefits 待遇", "less 净额")]
    rows = []
    for first in groups():
        for sex, word in SEXES.items():
            lives = f"{sums(next(iter(cohorts.values())), first, sex, ('persons',)) / one_in:,.0f}"
            rows.append([named(first), word, lives])
            for one in cohorts.values():
                values = [CUT] * 3
                if not is_cut(first, last_year):
                    paid, drawn = (per_head(one, first, sex, names) for names in (PAID, DRAWN))
                    values = [number(paid), number(drawn), change(drawn - paid)]
                rows[-1] += values
    return markdown(head, rows)


def changes(cohorts, names, last_year):
    """Return the table of the reforms: change of benefits less contributions a head; ``cohorts`` by rate and scenario."""
    head = ["born", "sex", *(f"{name}, {100 * rate:g}%" for name in names for rate in cohorts)]
    rows = []
    for first in groups():
        for sex, word in SEXES.items():
            values = [
                CUT
                if is_cut(first, last_year)
                else change(net(found[name], first, sex) - net(found["baseline"], first, sex))
                for name in names
                for found in cohorts.values()
            ]
            rows.append([named(first).removesuffix(BEFORE), word, *values])
    return markdown(head, rows)
