"""Draw what the simulated people look like and write the page of it.

Usage: python -m calibration.face DOCS_FOLDER

Figures go to DOCS_FOLDER/figures/face.
"""

import sys
from pathlib import Path

import numpy as np

from calibration import face_careers, face_population, face_work
from calibration.face_draw import SEXES, save
from calibration.face_findings import findings
from calibration.longitudinal_checks import (
    by_duration,
    employment_checks,
    input_process,
    job_checks,
    kind_checks,
    paying_flows,
    wage_checks,
    yearly_transitions,
)
from calibration.people import record
from calibration.reestimate import (
    WageEquation,
    WageProcess,
    fit_wage_process,
    random_groups,
    wage_equation,
    wage_moments,
)
from microsim.inputs import compile_inputs
from microsim.kernel.world import BASE_YEAR
from microsim.report.style import style
from microsim.schema import Membership, Scheme

ONE_IN = 2000
GROUPS = 20
MILLION, TEN_THOUSAND = 1e6, 1e4
PROVINCES = ("Guangdong", "Shanghai")
TARGETS = {"uebpi_contributors": "insured workers", "uebpi_pensioners": "pensioners"}
PAYING, DORMANT, EXTENDING = int(Membership.PAYING), int(Membership.DORMANT), int(Membership.EXTENDING)
PENSIONER, EMPLOYEES = int(Membership.PENSIONER), int(Scheme.EMPLOYEES)
EQUATION_INPUTS = ("wage_school", "wage_experience", "wage_experience_squared", "wage_migrant_experience",
                   "wage_migrant_experience_squared", "wage_female_gap", "wage_rural_gap", "wage_own_account_gap")  # fmt: skip
TEMPLATE = Path(__file__).with_name("face_template.md")


def table(heads, rows):
    """Return rows as a Markdown table; numbers are written already."""
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def draw(people, world, folder):
    """Draw all figures."""
    figures = {
        "pyramids": lambda: face_population.pyramids(people),
        "migrants": lambda: face_population.migrants(people),
        "employment": lambda: face_work.employment(people, world),
        "wages": lambda: face_work.wages(people, world),
        "coverage": lambda: face_work.coverage(people),
        "density": lambda: face_careers.contribution_density(people),
        "at_claim": lambda: face_careers.at_claim(people),
        "minimum": lambda: face_careers.minimum_years(people, world),
        "provinces": lambda: face_careers.provinces(people),
        "repeats": lambda: face_careers.repeats(people),
    }
    with style("en"):
        for name, figure in figures.items():
            save(figure(), folder, name)


def population_tables(people):
    """Return the tables of pyramids and migrants."""
    pyramids = [
        (f"{g}, {y}", f"{s:.2f}", f"{o:.2f}", f"{d:.1f}") for y, g, s, o, d in face_population.pyramid_fit(people)
    ]
    migrants = [(str(y), f"{n:.1f}", f"{a:.1f}", f"{o:.1f}", f"{s:.1f}")
                for y, n, a, o, s in face_population.migrant_ages(people)]  # fmt: skip
    return {
        "pyramid_table": table(("", "simulated, million", "observed, million", "distance, percent"), pyramids),
        "migrant_table": table(
            (
                "From other provinces",
                "million",
                "mean age of workers",
                "over 50, percent",
                "here 10 years and more, percent",
            ),
            migrants,
        ),
    }


def career_tables(people, world):
    """Return the tables of retirement, densities, the minimum and repeat events."""
    rows, density = face_careers.densities(people)
    quantiles = (0.1, 0.25, 0.5, 0.75, 0.9)
    spread = [(SEXES[sex], *(f"{value:.2f}" for value in np.quantile(density[people["sex"][rows] == sex], quantiles)),
               f"{(density[people['sex'][rows] == sex] == 0).mean():.2f}") for sex in range(2)]  # fmt: skip
    retiring = [(f"{sex} {low} to {low + 4}", f"{work:.2f}", f"{rate:.2f}", f"{pension:.2f}")
                for sex, low, work, rate, pension in face_work.double_retirement(people, world)]  # fmt: skip
    concentrated = [(name, f"{mean:.1f}", f"{ours:.2f}", f"{alike:.2f}")
                    for name, mean, ours, alike in face_careers.concentration(people)]  # fmt: skip
    standing = [(label, *(f"{value:.2f}" for value in shares)) for label, shares in face_careers.outcome_shares(people)]
    return {
        "density_table": table(("Density", "p10", "p25", "median", "p75", "p90", "none at all"), spread),
        "retirement_table": table(("", "working", "input table", "pensioners"), retiring),
        "concentration_table": table(("", "mean a career", "part on the top tenth", "under equal luck"), concentrated),
        "minimum_table": table(
            ("Residents of 65 with a record, born", "pensioner", "still paying", "bridged"), standing
        ),
    }


def standing_heads(people, codes, province, column):
    """Return million persons of the employees' fund of a province by standing, wherever they live.

    Pensioners of the public service are left out, their payers are in, as in the yearbooks of 2016.
    """
    here = people.lived[:, column] & np.isin(people["membership"][:, column], codes)
    here &= (people["keeps"][:, column] >> province) & 1 == 1
    if PENSIONER in codes:
        here &= people["scheme"][:, column] == EMPLOYEES
    return here.sum() * people.one_in / MILLION


def target_table(people):
    """Return published heads of the scheme from the base year on beside simulated ones."""
    from microsim.validation.targets import shipped_targets

    rows = []
    codes = {"uebpi_contributors": (PAYING, DORMANT, EXTENDING), "uebpi_pensioners": (PENSIONER,)}
    for one in shipped_targets():
        if one.indicator in TARGETS and one.region in PROVINCES and one.group.everybody and one.year >= BASE_YEAR:
            ours = standing_heads(people, codes[one.indicator], PROVINCES.index(one.region), one.year - BASE_YEAR)
            observed = one.value * TEN_THOUSAND / MILLION
            name = f"{one.region}, {TARGETS[one.indicator]}, {one.year}"
            rows.append((name, f"{ours:.1f}", f"{observed:.1f}", f"{ours / observed:.2f}"))
    return table(("Million", "simulated", "published", "ratio"), rows)


def estimates(people, world):
    """Return the table of inputs and estimates, the residuals and the moments."""
    equation, residuals = wage_equation(people, world)
    experience = people.age - people["first_job"][:, None]
    moments = wage_moments(residuals, experience)
    process = fit_wage_process(moments)
    groups = random_groups(people, GROUPS)
    again = np.array([fit_wage_process(wage_moments(residuals[rows], experience[rows])) for rows in groups])
    errors = again.std(axis=0, ddof=1) / np.sqrt(GROUPS)
    lines = [(name.replace("_", " "), f"{given:.4f}", f"{found:.4f}", f"{error:.4f}") for name, given, found, error in
             zip(WageProcess._fields, input_process(world), process, errors, strict=True)]  # fmt: skip
    row = world.assumptions[0, -1]
    several = np.array([wage_equation(people.of(rows), world)[0] for rows in groups])
    spread = several.std(axis=0, ddof=1) / np.sqrt(GROUPS)
    lines += [(name.replace("_", " "), f"{float(row[field]):.5f}", f"{found:.5f}", f"{error:.5f}")
              for name, field, found, error in
              zip(WageEquation._fields, EQUATION_INPUTS, equation, spread, strict=True)]  # fmt: skip
    return table(("", "input", "estimate", "standard error"), lines), residuals, moments


def checks(people, world, residuals, moments):
    """Return the table of longitudinal checks."""
    found = [*employment_checks(people, world), *job_checks(people, world), *kind_checks(people, world)]
    found += wage_checks(residuals, moments, world)
    rows = [(one.name, f"{one.simulated:.4f}", f"{one.expected:.4f}",
             "" if np.isnan(one.distance) else f"{one.distance:+.1f}", one.source) for one in found]  # fmt: skip
    return table(("", "simulated", "expected", "distance", "expectation from"), rows)


def flow_tables(people):
    """Return the tables of yearly transitions and of leaving by duration."""
    states = ("not working", "formal", "flexible", "informal", "pensioner")
    rows = [(f"{SEXES[sex]}, {name}", *(f"{share:.3f}" for share in line)) for sex in range(2)
            for name, line in zip(states[:4], yearly_transitions(people, sex), strict=False)]  # fmt: skip
    leaving = [(name, *(f"{rate:.3f}" for rate in rates)) for name, rates in
               zip(("leave work", "leave a gap"), by_duration(people), strict=True)]  # fmt: skip
    return {
        "transition_table": table(("From, to a year later", *states), rows),
        "duration_table": table(("After years", *(str(year) for year in range(1, 11))), leaving),
    }


def page(people, world):
    """Return the words of the page."""
    estimated, residuals, moments = estimates(people, world)
    stops, starts, ratio = paying_flows(people)
    words = {
        "one_in": people.one_in, "persons": len(people["number"]), "census_year": face_work.CENSUS_YEAR,
        "findings": findings(people, world), "target_table": target_table(people), "groups": GROUPS,
        "estimates_table": estimated, "checks_table": checks(people, world, residuals, moments),
        "stops": 100 * stops, "starts": 100 * starts, "ratio": ratio,
    }  # fmt: skip
    words |= population_tables(people) | flow_tables(people) | career_tables(people, world)
    return TEMPLATE.read_text(encoding="utf-8").format(**words)


def main(docs):
    """Record the lives, draw and write."""
    inputs = compile_inputs("baseline")
    people = record(inputs.population.sample(ONE_IN), inputs.world, ONE_IN)
    draw(people, inputs.world, Path(docs) / "figures" / "face")
    (Path(docs) / "face.md").write_text(page(people, inputs.world), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:2])
