"""Fit the onset of need of care to the census shares of the old who cannot look after themselves.

Usage: python calibration/care.py DATA_FOLDER

The grades are moved from 50 on by the functions of ``schemes/care/need.py``, deaths as in the nation's life table of 2010; the
severe grade stands for those who cannot look after themselves. Level and slope of onset are fitted to four bands of age in
Shanghai's towns, each weighted by the persons behind it; then the level alone to Shanghai's towns and villages together, and
to the nation's cities, which stand for Guangdong. Sex, schooling, worsening, recovery and mortality are the priors as shipped.
What is a holdout is read nowhere.

Writes calibration/care_fit.csv; its levels and slope are the values of assumptions/care.yaml.
"""

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import least_squares

from microsim.law.load import load_assumptions
from microsim.schemes.care.need import FROM_AGE, after_changes, after_deaths, onset_chance
from microsim.watch.opened import plain

YEAR = 2010
OLDEST = 100
SCHOOLED = (0.64, 0.19, 0.10, 0.07)  # of those of 60 and more in 2010 by attainment, primary or less first; a guess
AREAS = {"town": ("Shanghai", "town"), "rural": ("Shanghai", "rural"), "city": ("China", "city")}
BANDS = ((60, 65), (65, 70), (70, 75), (75, OLDEST + 1))
OUT = Path(__file__).with_name("care_fit.csv")


class Seen(NamedTuple):
    """What the census counted: persons of 60 and more, and those among them who cannot look after themselves."""

    unable: float
    persons: float


def seen(folder: Path) -> dict[str, Seen]:
    """Return the counts of the census by the name of their row; each has them in its note."""
    rows = pd.read_csv(folder / "targets_added.csv")
    rows = rows[rows["indicator"].str.startswith("unable_to_care_for_self") & rows["note"].str.startswith("calibrate")]
    counts = rows["note"].str.replace(",", "").str.extract(r"(\d+) of (\d+)").astype(float)
    names = rows["indicator"].str.removeprefix("unable_to_care_for_self_share_")
    return {name: Seen(*row) for name, row in zip(names, counts.to_numpy(), strict=True)}


def by_band(found: dict[str, Seen]) -> list[Seen]:
    """Return the bands of Shanghai's towns; the last is what the others leave of the whole."""
    known = [found[f"{first}_{end - 1}_town"] for first, end in BANDS[:-1]]
    whole = found["60p_town"]
    rest = Seen(whole.unable - sum(one.unable for one in known), whole.persons - sum(one.persons for one in known))
    return [*known, rest]


def severe(level: float, slope: float, prior: dict[str, float], dying: pd.DataFrame) -> np.ndarray:
    """Return the share of the severe grade by sex and age, [2, OLDEST + 1], attainments mixed."""
    found = np.zeros((2, OLDEST + 1))
    for sex, column in enumerate(("qxM", "qxF")):
        for education, weight in enumerate(SCHOOLED):
            shares = (0.0, 0.0, 0.0)
            for age in range(FROM_AGE, OLDEST + 1):
                if age > FROM_AGE:
                    shares = plain(after_deaths)(*shares, dying[column].loc[age - 1], prior["death_factor"])
                onset = plain(onset_chance)(
                    age, sex, education, level, slope, prior["onset_women"], prior["onset_schooling"]
                )
                shares = plain(after_changes)(*shares, onset, prior["worse"], prior["better"])
                found[sex, age] += weight * shares[2]
    return found


def weights(folder: Path) -> dict[str, np.ndarray]:
    """Return persons by sex and single age of each area, from groups split as the nation's single ages."""
    census = pd.read_csv(folder / "demography" / "census_province_age_sex_deaths.csv")
    census = census[(census["year"] == YEAR) & (census["age_start"] >= 60)]
    result = {}
    for name, (area, residence) in AREAS.items():
        rows = census[(census["area"] == area) & (census["residence"] == residence)]
        found = np.zeros((2, OLDEST + 1))
        for row in rows.itertuples():
            ages = np.arange(row.age_start, min(row.age_start + 5, OLDEST + 1))
            fading = np.exp(-0.06 * (ages - row.age_start))  # within a group the older are fewer
            found["MF".index(row.sex), ages] = row.population * fading / fading.sum()
        result[name] = found
    return result


def mean(shares: np.ndarray, persons: np.ndarray, first: int = 60, end: int = OLDEST + 1) -> float:
    """Return the share of a band of age."""
    return float((shares * persons)[:, first:end].sum() / persons[:, first:end].sum())


def fit(folder: Path) -> pd.DataFrame:
    """Return observed and fitted shares, and the fitted values."""
    entries = load_assumptions()
    prior = {
        name: float(entries.path(f"care.{name}", YEAR))
        for name in ("onset_women", "onset_schooling", "worse", "better", "death_factor")
    }
    dying = pd.read_csv(folder / "demography" / "derived_china_qx_single.csv")
    dying = dying[dying["year"] == YEAR].set_index("age")
    found, persons = seen(folder), weights(folder)
    bands = by_band(found)

    def misses(logs: np.ndarray) -> np.ndarray:
        shares = severe(float(np.exp(logs[0])), float(logs[1]), prior, dying)
        expected = np.array([mean(shares, persons["town"], *band) for band in BANDS])
        return np.array(
            [(e * one.persons - one.unable) / np.sqrt(one.unable) for e, one in zip(expected, bands, strict=True)]
        )

    level, slope = least_squares(misses, (np.log(0.03), 0.1), diff_step=1e-3).x
    rows = [("onset_slope", np.nan, slope, "value")]
    shares = severe(float(np.exp(level)), float(slope), prior, dying)
    for (first, _), one, band in zip(BANDS, bands, BANDS, strict=True):
        rows.append(
            (f"shanghai towns {first}+", one.unable / one.persons, mean(shares, persons["town"], *band), "fitted")
        )
    both = [found["60p_town"], found["60p_rural"]]
    goals = {
        "shanghai": (("town", "rural"), sum(one.unable for one in both) / sum(one.persons for one in both)),
        "guangdong": (("city",), found["60p_city"].unable / found["60p_city"].persons),
    }
    for province, (areas, goal) in goals.items():
        people = sum(persons[area] for area in areas)

        def miss(logs: np.ndarray, people: np.ndarray = people, goal: float = goal) -> float:
            return mean(severe(float(np.exp(logs[0])), float(slope), prior, dying), people) / goal - 1.0

        own = float(np.exp(least_squares(miss, (level,), diff_step=1e-3).x[0]))
        reached = severe(own, float(slope), prior, dying)
        rows.append((f"{province} 60+", goal, mean(reached, people), "fitted"))
        rows.append((f"onset {province}", np.nan, own, "value"))
    return pd.DataFrame(rows, columns=["what", "observed", "model", "role"])


if __name__ == "__main__":
    result = fit(Path(sys.argv[1]))
    result.to_csv(OUT, index=False, float_format="%.5g")
    print(result.to_string(index=False))
