"""Rules of automatic balancing: from what is known at the end of a year, the uprating of the next.

Each takes the ``Counts`` of a run and its parameters and returns the uprating of every year from a start on, before it is
brought between the bounds of the law. Nothing of the year itself or later enters, so that the path of a fixed point is settled
year by year.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from microsim.reforms.measured import Measured

CONTRIBUTIONS = ("employer", "employee", "flexible", "personal")


class Counts(NamedTuple):
    """What a run counted of the employees' scheme of a region, by year.

    Attributes
    ----------
    years : int [year]
    pensioners, contributors : millions [year]
    wage : average wage by law, yuan a month [year]
    contributions, spending, reserve, bases : bn yuan [year]; the reserve less any accumulated gap
    """

    years: np.ndarray
    pensioners: np.ndarray
    contributors: np.ndarray
    wage: np.ndarray
    contributions: np.ndarray
    spending: np.ndarray
    reserve: np.ndarray
    bases: np.ndarray

    def at(self, year: int) -> int:
        """Return the row of a year."""
        return int(np.flatnonzero(self.years == year)[0])

    @property
    def dependency(self) -> np.ndarray:
        """Pensioners a contributor."""
        return self.pensioners / self.contributors


def counted(run: Measured, region: str) -> Counts:
    """Return what a run counted of a region."""
    paid = sum(run.series(f"employees.{item}", region) for item in CONTRIBUTIONS)
    stock = run.series("reserve", region) - run.series("accumulated_gap", region)
    pensioners, contributors, wage = (
        run.series(name, region) for name in ("pensioners", "contributors", "average_wage")
    )
    spending, bases = run.series("expenditure", region), run.series("bases", region)
    return Counts(run.years, pensioners, contributors, wage, np.asarray(paid), spending, stock, bases)


def wage_growth(counts: Counts, year: int) -> float:
    """Return the growth of the average wage known when a year begins: from two years before to the year before."""
    row = counts.at(year)
    return float(counts.wage[row - 1] / counts.wage[row - 2] - 1)


def germany(counts: Counts, years: np.ndarray, alpha: float) -> np.ndarray:
    """Wages, times the sustainability factor and the factor of the contribution rate (Social Code VI, section 68)."""

    def one(year: int) -> float:
        row = counts.at(year)
        quotient = counts.dependency[row - 1] / counts.dependency[row - 2]
        rates = counts.contributions / counts.bases
        of_rate = (1 - rates[row - 1]) / (1 - rates[row - 2])
        return float((1 + wage_growth(counts, year)) * (1 + alpha * (1 - quotient)) * of_rate - 1)

    return np.array([one(int(year)) for year in years])


def sweden(counts: Counts, years: np.ndarray, turnover: float) -> np.ndarray:
    """Wages, braked by the balance ratio where it is below one, until the level of wages is reached again.

    The ratio is contributions times the turnover duration and the reserve, over spending times that duration: what is owed is
    taken as in a steady state, for accrued rights are not counted by a run.
    """
    full = braked = 1.0
    found = []
    for year in map(int, years):
        row, before = counts.at(year), braked
        assets = counts.contributions[row - 1] * turnover + counts.reserve[row - 1]
        ratio = float(assets / (counts.spending[row - 1] * turnover))
        growth = 1 + wage_growth(counts, year)
        full *= growth
        active = ratio < 1 or braked < full / growth
        braked = min(full, braked * growth * ratio) if active else full
        found.append(braked / before - 1)
    return np.array(found)


def japan(counts: Counts, years: np.ndarray, longevity: float, months: float) -> np.ndarray:
    """Wages less the macro slide, while the reserve is below some months of spending; never below nought by the slide alone.

    The slide is the mean decline of contributors over three years and a constant for longer lives.
    """

    def one(year: int) -> float:
        row, growth = counts.at(year), wage_growth(counts, year)
        if 12 * counts.reserve[row - 1] >= months * counts.spending[row - 1]:
            return growth
        decline = 1 - (counts.contributors[row - 1] / counts.contributors[row - 4]) ** (1 / 3)
        return min(growth, max(0.0, growth - max(0.0, decline + longevity)))

    return np.array([one(int(year)) for year in years])


def dependency(counts: Counts, years: np.ndarray, alpha: float, of: float) -> np.ndarray:
    """Wages, less a share that grows with the pensioners a contributor since a year (a prototype for China)."""
    base = counts.dependency[counts.at(int(of))]

    def one(year: int) -> float:
        cut = np.clip((counts.dependency[counts.at(year) - 1] / base - 1) * alpha, 0, 1)
        return max(0.0, wage_growth(counts, year) * float(1 - cut))

    return np.array([one(int(year)) for year in years])


class Rule(NamedTuple):
    """A rule: its function, its parameters with the values they have unless set, and what it is."""

    function: Callable[..., np.ndarray]
    parameters: Mapping[str, float]
    en: str
    zh: str


RULES = {
    "germany": Rule(
        germany,
        {"alpha": 0.25},
        "Wages times the sustainability and the contribution-rate factor",
        "工资增长×可持续因子×费率因子",
    ),
    "sweden": Rule(sweden, {"turnover": 30.0}, "Wages with a brake by the balance ratio", "工资增长并按平衡比率制动"),
    "japan": Rule(
        japan,
        {"longevity": 0.003, "months": 12.0},
        "Wages less the macro slide while the reserve is low",
        "结余不足期间按宏观经济滑动调整",
    ),
    "dependency": Rule(
        dependency,
        {"alpha": 0.5, "of": 2024.0},
        "Wages less a share that grows with the dependency",
        "工资增长并随制度赡养率递减",
    ),
}
