"""Tables of lives out of thin air: the columns that comparisons read, of persons whose gain from a reform is known."""

import numpy as np
import pyarrow as pa

from microsim.comparing.classes import COLUMNS
from microsim.comparing.groups import KEYS
from microsim.places import PROVINCE_KEYS

PLACES = ("guangzhou", "shenzhen", "shanghai", "elsewhere")
AMOUNTS = [name for name in COLUMNS if name.endswith("_pv")]


def made_lives(count=2000, seed=0, gain=0.0, of=None, persons=1000):
    """Return a table of lives; ``gain`` is added to the pension of the persons a mask ``of`` picks, all by default."""
    random = np.random.default_rng(seed)
    births = random.integers(1940, 2020, count)
    columns = {
        "id": [f"base/{number}" for number in range(count)],
        "persons": np.full(count, persons),
        "jackknife_group": random.integers(0, 64, count).astype(np.int8),
        "birth_year": births,
        "cohort": births // 5 * 5,
        "exit_year": births + random.integers(60, 95, count),
        "complete": random.random(count) < 0.9,
        "sex": np.where(random.random(count) < 0.5, "male", "female"),
        "earnings_quintile": random.integers(0, 6, count),
        "months_worked": random.integers(0, 480, count),
        "months_drawn": random.integers(0, 300, count),
        "months_drawn_residents": np.zeros(count, int),
    }
    columns["claim_month"] = [f"{year + 60}-06" if year % 3 else "" for year in births]
    columns["statutory_month"] = [f"{year + 60}-06" for year in births]
    columns |= {name: np.zeros(count) for name in AMOUNTS}
    drawn = np.where(random.random(count) < 0.1, 0.0, random.lognormal(13.0, 0.6, count))
    columns |= {"pension_pv": drawn, "own_pv": 0.3 * drawn, "employer_pv": 0.5 * drawn}
    for name in sorted({column for names in KEYS.values() for column in names} - columns.keys()):
        columns[name] = random.choice(_words(name), count)
    claimed = np.array(columns["claim_month"]) != ""
    columns["paying_place"] = np.where(claimed, random.choice(PLACES, count), "")
    columns["paying_rule"] = np.where(
        claimed, random.choice(["hukou", "relation", "last_long", "fallback"], count), "none"
    )
    columns |= {f"months_paid_{key}": random.integers(0, 300, count) for key in PROVINCE_KEYS}
    mask = np.ones(count, bool) if of is None else of(columns)
    columns["pension_pv"] = columns["pension_pv"] + np.where(mask & (drawn > 0), gain, 0.0)
    return pa.table(columns)


def _words(name):
    from microsim.lives.columns import columns

    return [key for key in columns()[name].words if columns()[name].type != "place"] or list(PLACES)
