"""The old of a run: every person of 60 and over in a province that is projected, in some years, from lives lived again."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.engine.run import record_lives
from microsim.estimating.statistics import weighted_quantile
from microsim.evaluating.incomes import LIVELIHOOD, SUPPORT, incomes_of
from microsim.kernel.numbers import sample_group
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.lives.identity import parts_of
from microsim.places import AREA_COUNT, PROVINCE_OF
from microsim.schema import PERSON, HukouType
from microsim.schemes.livelihood.events import RECEIVES

AGE = 60  # years from which on a person counts as old
PERSONS = 500  # lives lived at once: the record of every year of each is in memory
LOOK_BACK = 5  # years, the last among them, of which those of receipt are counted
FIFTHS = 5
KEPT: tuple[str, ...] = (
    "number",
    "place",
    "hukou_place",
    "hukou_type",
    "sex",
    "birth",
    "livelihood_standing",
    "livelihood_months",
    "livelihood_spells",
    "residents_claim",
    "claim_month",
    "livelihood_from",
)


KEPT += tuple(name for name in ("care_grade",) if name in PERSON.names)  # where the need of care is a field of a person


class Old(NamedTuple):
    """Persons of 60 and over who live in a projected province at the end of a year, a row each.

    Attributes
    ----------
    year : the year
    one_in : persons that each stands for
    kept : fields of the record as it stands in December, by name [person]
    income : yuan a month, [person, kind of ``incomes.KINDS``]
    standard : standard of the minimum livelihood of the place and the kind of hukou, yuan a month
    median : half the median income of the old of the province, all benefits counted, yuan a month
    fifth : 0 to 4, by income before the minimum livelihood, within the province
    received_before : whether the minimum livelihood was received at the end of the year before
    years_received : of the last five years, this one among them, those at whose end it was received
    group : group of the jackknife
    """

    year: int
    one_in: int
    kept: dict[str, np.ndarray]
    income: np.ndarray
    standard: np.ndarray
    median: np.ndarray
    fifth: np.ndarray
    received_before: np.ndarray
    years_received: np.ndarray
    group: np.ndarray

    @property
    def before(self) -> np.ndarray:
        """Income before the minimum livelihood, yuan a month."""
        return np.asarray(self.income[:, :LIVELIHOOD].sum(axis=1))

    @property
    def after(self) -> np.ndarray:
        """Income with the minimum livelihood, without support, yuan a month."""
        return np.asarray(self.income[:, :SUPPORT].sum(axis=1))

    @property
    def province(self) -> np.ndarray:
        """Province of residence."""
        return np.asarray(PROVINCE_OF)[self.kept["place"]]

    @property
    def receives(self) -> np.ndarray:
        """Who receives the minimum livelihood at the year's end."""
        return np.asarray(self.kept["livelihood_standing"] == RECEIVES)


def old_of(inputs: Any, one_in: int, seed: int, years: Sequence[int]) -> dict[int, Old]:
    """Return the old of some years of a run.

    Parameters
    ----------
    inputs
        What the run reads.
    one_in, seed
        Its sample and seed; the first replicate is taken.
    years
        Simulated years.
    """
    parts: dict[int, list[dict[str, np.ndarray]]] = {year: [] for year in years}
    numbers = possibly_old(inputs.population.sample(one_in), max(years))
    for start in range(0, len(numbers), PERSONS):
        lives = record_lives(
            numbers[start : start + PERSONS], inputs.world, seed, 0, max(years), inputs.population.given
        )
        for year in years:
            parts[year].append(rows_of(lives, year))
    return {year: gathered(joined(parts[year]), year, one_in, inputs.world.law) for year in years}


def possibly_old(numbers: np.ndarray, last: int) -> np.ndarray:
    """Return the numbers of who can be old by a last year."""
    age, entry = (parts_of(numbers)[part] for part in (4, 5))
    return np.asarray(numbers[BASE_YEAR + entry - age <= last - AGE + 1])


def rows_of(lives: np.ndarray, year: int) -> dict[str, np.ndarray]:
    """Return what is kept of those in lives [person, year] who are old at the end of a year."""
    at = year - BASE_YEAR
    now = lives[:, at]
    old = (
        (now["alive"] == 1) & (MONTHS * year + MONTHS - 1 - now["birth"] >= MONTHS * AGE) & (now["place"] < AREA_COUNT)
    )
    now, standing = now[old], lives["livelihood_standing"][old]
    receipt = standing == RECEIVES
    found = {name: now[name].copy() for name in KEPT}
    found["income"] = incomes_of(now, year)
    found["received_before"] = receipt[:, at - 1]
    found["years_received"] = receipt[:, max(at - LOOK_BACK + 1, 0) : at + 1].sum(axis=1)
    return found


def joined(parts: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Return the rows of all parts together."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def gathered(rows: dict[str, np.ndarray], year: int, one_in: int, law: np.ndarray) -> Old:
    """Return the old of a year out of their rows, with the lines they are held against and their fifths."""
    rural, of_year = rows["hukou_type"] == HukouType.RURAL, law[:, year - FIRST_LAW_YEAR]
    urban_line, rural_line = (of_year[f"livelihood_{kind}"][rows["place"], -1] for kind in ("urban", "rural"))
    province, income = np.asarray(PROVINCE_OF)[rows["place"]], rows["income"]
    median, fifth = np.zeros(len(province)), np.zeros(len(province), dtype=int)
    for here in each(province):
        median[here] = weighted_quantile(income[here, :SUPPORT].sum(axis=1), np.ones(here.sum())) / 2.0
        fifth[here] = fifths(income[here, :LIVELIHOOD].sum(axis=1), rows["number"][here])
    return Old(
        year,
        one_in,
        {name: rows[name] for name in KEPT},
        income,
        np.where(rural, rural_line, urban_line),
        median,
        fifth,
        rows["received_before"],
        rows["years_received"],
        sample_group(rows["number"]).astype(np.int64),
    )


def each(codes: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the mask of each code there is."""
    for code in np.unique(codes):
        yield codes == code


def fifths(income: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Return the fifth of each person by income, 0 to 4; equal incomes go by number."""
    found = np.empty(len(income), dtype=int)
    found[np.lexsort((number, income))] = FIFTHS * np.arange(len(income)) // max(len(income), 1)
    return found
