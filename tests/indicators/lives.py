"""A made-up table of lives, with the columns that indicators read."""

import numpy as np

from microsim.indicators.lives import Lives, needed

WORDS = {
    "claim_month": ("2031-05", ""),
    "sex": ("male", "female"),
    "migrant_class": ("never_outside", "inside_province", "across_provinces"),
    "education": ("primary", "college"),
    "track": ("formal", "flexible", "none"),
    "hukou_type": ("urban", "rural"),
    "residence": ("shenzhen", "shanghai", "elsewhere"),
}
WHOLE = {
    "persons": (1000, 1001),
    "birth_year": (1950, 2010),
    "earnings_quintile": (0, 6),
    "months_paid": (0, 480),
    "months_drawn": (0, 400),
    "jackknife_group": (0, 64),
}


def made_up(size=1200, seed=1):
    """Return lives with plausible random entries in every column."""
    random = np.random.default_rng(seed)
    columns = {name: np.array(words)[random.integers(0, len(words), size)] for name, words in WORDS.items()}
    columns |= {name: random.integers(*bounds, size) for name, bounds in WHOLE.items()}
    columns["cohort"] = columns["birth_year"] // 5 * 5
    columns["dead"] = random.random(size) < 0.8
    for name in sorted(needed() - columns.keys()):
        columns[name] = random.lognormal(-1.0 if name.startswith(("replacement", "position")) else 12.0, 0.5, size)
    columns["replacement_last"][::10] = np.nan
    return Lives(columns)
