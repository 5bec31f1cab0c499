"""How pensions are spread over the simulated people, beside what is published of it: the last tables of docs/validate.md.

Usage: python -m calibration.distributions docs/validate.md [ONE_IN]

People stand at the end of 2010, 2016 and 2020: the base stocks of these years and, at the end of 2020, those of 2016 four years on.
Published figures are those of ``distributions_published.csv``; none of them chose a value.
"""

import csv
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from calibration.geography import CITY_COUNT
from calibration.pages import markdown, write_tables
from microsim.amounts import FEN, MONTHS
from microsim.engine.run import record_lives
from microsim.inputs import compile_inputs
from microsim.places import AREA_COUNT, PLACES, PROVINCE_OF, PROVINCES, SIMULATED
from microsim.population.inputs import areas
from microsim.report import style as look
from microsim.schema import Labour, Membership, Scheme, Sex

MARK = "<!-- {}: python -m calibration.distributions docs/validate.md -->\n"
TABLE = Path(__file__).with_name("distributions_published.csv")
FIGURE = "distributions.svg"
STARTS = {2010: "base-2010", 2016: "baseline", 2020: "base-2020"}  # scenario by base year
BLOCK = 4000  # lives recorded at a time
OLD, ADULT = 60, 16
SEXES = {"all": None, "male": Sex.MALE, "female": Sex.FEMALE}
HUKOU = {"all": None, "urban": 0, "rural": 1}
POINTS = (10, 25, 50, 75, 90)
LATE_CLAIMS = (2015, 2016)  # years whose claims the base stock of 2016 shows


class Published(NamedTuple):
    """A published figure: what it is of, where, of whom and when, its value, unit and grade."""

    kind: str
    where: str
    group: str
    year: int
    sex: str
    value: float
    unit: str
    grade: str
    source: str


def published() -> list[Published]:
    """Return the published figures."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [
        Published(**row | {"year": int(row["year"]), "value": float(row["value"])}) for row in csv.DictReader(lines)
    ]


def standing(base: int, year: int, one_in: int) -> np.ndarray:
    """Return the records at the end of a year of those alive and resident then, of a start: PERSON [n]."""
    inputs, parts = compile_inputs(STARTS[base], max(base + 1, year)), []
    numbers = inputs.population.sample(one_in)
    for start in range(0, len(numbers), BLOCK):
        last = record_lives(numbers[start : start + BLOCK], inputs.world, until=year, first=year)[:, -1]
        parts.append(last[(last["alive"] == 1) & (last["place"] < AREA_COUNT)])
    return np.concatenate(parts)


def age_of(people: np.ndarray, year: int) -> np.ndarray:
    """Return ages at the end of a year."""
    return np.asarray(year - people["birth"] // MONTHS)


def draws(people: np.ndarray) -> np.ndarray:
    """Return who draws a pension of the employees', the township or the public scheme."""
    return np.asarray(people["membership"] == Membership.PENSIONER)


def of_group(people: np.ndarray, province: int, group: str, sex: str) -> np.ndarray:
    """Return who is a resident of a province, of a sex and, but for everybody, a local of a kind of hukou."""
    here = PROVINCE_OF[people["place"]] == province
    if SEXES[sex] is not None:
        here &= people["sex"] == SEXES[sex]
    if HUKOU[group] is not None:
        local = PROVINCE_OF[people["hukou_place"]] == province
        here &= local & (people["hukou_type"] == HUKOU[group])
    return np.asarray(here)


def living(found: dict[tuple[int, int], np.ndarray]) -> str:
    """Return those living on a pension, published and simulated. ``found``: people by base year and year."""
    rows = []
    for one in published():
        if one.kind != "living":
            continue
        cells = []
        for (_, year), people in found.items():
            old = age_of(people, year) >= OLD
            for province in SIMULATED:
                here = old & of_group(people, province, one.group, one.sex)
                cells.append(f"{100 * draws(people)[here].mean():.1f}" if year == one.year else "")
        rows.append([one.where, str(one.year), one.sex, f"{one.value:.1f}", one.grade, *cells])
    starts = [f"{PROVINCES[p].english}, from {base}" for base, _ in found for p in SIMULATED]
    return markdown(["published of", "year", "sex", "percent", "grade", *starts], rows)


def quantiles(people: np.ndarray, year: int) -> str:
    """Return how monthly employees' pensions and the years behind them are spread, simulated alone."""
    rows = []
    employees = draws(people) & (people["scheme"] == Scheme.EMPLOYEES)
    for label, unit, values in (
        ("pension, yuan a month", 0, people["pension_fen"] / FEN),
        ("years it rests on", 1, people["contribution_months"] / MONTHS),
        ("age at the claim", 1, (people["claim_month"] - people["birth"]) / MONTHS),
    ):
        for province in SIMULATED:
            for sex in ("male", "female"):
                theirs = values[employees & of_group(people, province, "all", sex)]
                cells = [f"{value:,.{unit}f}" for value in (*np.percentile(theirs, POINTS), theirs.mean())]
                rows.append([f"{PROVINCES[province].english}, {sex}", label, *cells])
    return markdown([f"pensioners at the end of {year}", "of", *(f"P{point}" for point in POINTS), "mean"], rows)


def single(people: dict[int, np.ndarray]) -> str:
    """Return the other published figures and what stands beside them. ``people``: by year."""
    rows = []
    for one in published():
        if one.kind != "living":
            cells = [f"{BESIDE[one.kind](people, province):,.2f}" for province in SIMULATED]
            rows.append([WORDS[one.kind], one.where, str(one.year), f"{one.value:,g} {one.unit}", one.grade, *cells])
    head = ["", "published of", "year", "published", "grade", *(PROVINCES[province].english for province in SIMULATED)]
    return markdown(head, rows)


def claim_age(people: dict[int, np.ndarray], province: int) -> float:
    """Return the mean age of those who claimed in the last two years before the base date, of all schemes."""
    here = people[2016][draws(people[2016]) & of_group(people[2016], province, "all", "all")]
    late = np.isin(here["claim_month"] // MONTHS, LATE_CLAIMS)
    return float((here["claim_month"] - here["birth"])[late].mean() / MONTHS)


def public_over_enterprise(people: dict[int, np.ndarray], province: int) -> float:
    """Return the mean public pension over the mean employees' one at the end of 2020."""
    here = people[2020][draws(people[2020]) & of_group(people[2020], province, "all", "all")]
    public = here["scheme"] == Scheme.PUBLIC
    return float(here["pension_fen"][public].mean() / here["pension_fen"][~public].mean())


def paid_alone(people: dict[int, np.ndarray], province: int) -> float:
    """Return the mean employees' pension at the end of 2016 of those who work for themselves or paid alone last."""
    here = people[2016][draws(people[2016]) & of_group(people[2016], province, "all", "all")]
    alone = (here["pays_alone"] == 1) | (here["labour"] == Labour.FLEXIBLE)
    theirs = here["pension_fen"][alone & (here["scheme"] == Scheme.EMPLOYEES)]
    return float(theirs.mean() / FEN) if len(theirs) else float("nan")


BESIDE = {"claim_age": claim_age, "public_over_enterprise": public_over_enterprise, "flexible": paid_alone}
WORDS = {
    "claim_age": "mean age at the claim (claims of 2015 and 2016)",
    "public_over_enterprise": "mean public over mean enterprise pension (end of 2020)",
    "flexible": "mean pension of casual work (who paid alone, end of 2016)",
}


def retired(people: np.ndarray, year: int) -> np.ndarray:
    """Return the share of residents of 16 and over who draw a pension and do not work, by area, in percent."""
    adult = people[age_of(people, year) >= ADULT]
    idle = draws(adult) & (adult["labour"] == Labour.NOT_WORKING)
    whole, part = (np.bincount(adult["place"][some], minlength=AREA_COUNT) for some in (slice(None), idle))
    return 100 * part / np.maximum(whole, 1)


def by_area(found: dict[tuple[int, int], np.ndarray]) -> str:
    """Return the retired of the census of 2010 by area beside pensioners who do not work."""
    counted = 100 * areas()["retired10"][:AREA_COUNT]
    simulated = retired(found[2010, 2010], 2010)
    rows = [
        [place.english, f"{one:.1f}", f"{other:.1f}", f"{other / one:.2f}"]
        for place, one, other in zip(PLACES[:AREA_COUNT], counted, simulated, strict=True)
    ]
    return markdown(["area", "census of 2010: retired", "start of 2010: pensioners without work", "ratio"], rows)


def draw(found: dict[tuple[int, int], np.ndarray], path: Path) -> None:
    """Draw the retired by area, and how employees' pensions of 2020 are spread in both starts."""
    with look.style("en"):
        drawing = Figure(figsize=(9, 3.6), layout="constrained")
        left, right = drawing.subplots(1, 2)
        counted, simulated = 100 * areas()["retired10"][:AREA_COUNT], retired(found[2010, 2010], 2010)
        left.plot(counted[:CITY_COUNT], simulated[:CITY_COUNT], "o", color=look.BLUE, label="cities of Guangdong")
        left.plot(counted[CITY_COUNT:], simulated[CITY_COUNT:], "s", color=look.VERMILION, label="Shanghai")
        left.axline((0, 0), slope=1, color="0.6", lw=0.8)
        left.set(xlabel="census of 2010: retired, % of adults", ylabel="start of 2010: pensioners without work, %")
        left.legend(frameon=False)
        for base, kind in ((2016, "-"), (2020, "--")):
            people = found[base, 2020]
            employees = draws(people) & (people["scheme"] == Scheme.EMPLOYEES)
            for province, colour in zip(SIMULATED, (look.BLUE, look.VERMILION), strict=True):
                theirs = np.sort(people["pension_fen"][employees & of_group(people, province, "all", "all")] / FEN)
                name = f"{PROVINCES[province].english}, from {base}"
                right.plot(theirs, np.linspace(0, 100, len(theirs)), kind, color=colour, label=name)
        right.set(xlim=(0, 10_000), xlabel="employees' pension, end of 2020, yuan a month", ylabel="% drawing less")
        right.legend(frameon=False)
        drawing.savefig(path, metadata={"Date": None, "Creator": None})


def main(page: str, one_in: str = "1000") -> None:
    """Write the tables into the page, and the figure."""
    pairs = ((2010, 2010), (2016, 2020), (2020, 2020))
    found = {(base, year): standing(base, year, int(one_in)) for base, year in pairs}
    people = {2016: standing(2016, 2016, int(one_in)), 2020: found[2016, 2020]}
    tables = {
        "living": living(found),
        "single": single(people),
        "quantiles": quantiles(people[2020], 2020),
        "areas": by_area(found),
    }
    write_tables(page, MARK, tables)
    draw(found, Path(page).parent / "figures" / FIGURE)


if __name__ == "__main__":
    main(*sys.argv[1:])
