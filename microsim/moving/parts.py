"""What a mover's pension wealth lacks against that of the twin who stays, in parts that add up to the fen.

Where both draw something, the two amounts are products of the same factors (months, wages, wage of the place that pays,
months drawn ...), and the difference is shared by the logarithms of their ratios: logarithmic mean times log ratio, which
adds up exactly and does not depend on an order. Where only one of them draws an employees' pension there is no ratio:
then what the months of the other would have been worth at the first one's rate is lost to a threshold, to a record that
lies idle, or to an earlier death, and the rest to months that were not paid.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN

if TYPE_CHECKING:
    import pandas as pd

WORK, WAGES, LEVEL, PAYING_PLACE, THRESHOLD, DORMANT, ACCOUNT, TIME, OTHER = PARTS = (
    "work",
    "wages",
    "level",
    "paying_place",
    "threshold",
    "dormant",
    "account",
    "time",
    "other",
)
PORTABILITY = (LEVEL, PAYING_PLACE, THRESHOLD, DORMANT, ACCOUNT)  # what the border takes from rights once earned
PENSIONS = ("pension_pv", "public_pension_pv", "residents_pension_pv")
LOCAL = "local_pension_pv"
CREDITED = ("account_credited_pv", "residents_own_pv", "treasury_match_pv")
COUNTED = ("months_paid", "months_deemed")
COLUMNS = (
    *PENSIONS,
    LOCAL,
    *CREDITED,
    *COUNTED,
    "account_paid_pv",
    "claim_scheme",
    "claim_months",
    "claim_month",
    "claim_age",
    "mean_index",
    "months_drawn",
    "months_drawn_residents",
    "months_residents",
    "months_short",
    "refused_claims",
    "bridged",
    "average_wage_at_claim",
    "city_longest",
    "dead",
    "age_at_exit",
)


class Side:
    """One of the two lives of some persons: what the parts are worked out of, an array [person] each.

    Parameters
    ----------
    lives : rows of a run, columns of ``COLUMNS``
    level : the average wage of a place in a year: a function of keys of places and years, missing where it knows none
    """

    def __init__(self, lives: "pd.DataFrame", level: Any):
        self.lives = lives
        self.account = self.of("account_paid_pv")
        self.local = self.of(LOCAL)
        self.pooled = self.total(PENSIONS) - self.account
        self.credited = self.total(CREDITED)
        self.months = self.total(COUNTED)
        self.claims = self.words("claim_scheme", "employees", "public") & (self.pooled > 0)
        year = np.array([float(text[:4]) if text else np.nan for text in self.text("claim_month")])
        self.level_paying = self.of("average_wage_at_claim") / level(None, year)
        self.level_longest = level(self.text("city_longest"), year) / level(None, year)

    def of(self, name: str) -> np.ndarray:
        """Return a column as numbers."""
        return np.asarray(self.lives[name].to_numpy(dtype="float64", na_value=np.nan))

    def total(self, names: tuple[str, ...]) -> np.ndarray:
        """Return the sum of columns."""
        return np.asarray(np.sum([self.of(name) for name in names], axis=0))

    def text(self, name: str) -> np.ndarray:
        """Return a column as words, empty where there is none."""
        return np.asarray(self.lives[name].astype(object).fillna("").to_numpy(), dtype=object)

    def words(self, name: str, *words: str) -> np.ndarray:
        """Return of whom a column holds one of some words."""
        return np.isin(self.text(name).astype(str), words)


def parts_of(actual: Side, twin: Side) -> np.ndarray:
    """Return what the twin has more than the mover, whole fen [person, part in the order of ``PARTS``]."""
    found = {part: np.zeros(len(actual.months)) for part in PARTS}
    found[LEVEL] += twin.local - actual.local
    add_accounts(found, actual, twin)
    both = actual.claims & twin.claims
    add(found, both, shared(actual.pooled, twin.pooled, claim_factors(actual, twin), OTHER))
    add(found, twin.claims & ~actual.claims, lost(actual, twin))
    add(found, actual.claims & ~twin.claims, {part: -amount for part, amount in lost(twin, actual).items()})
    add(found, ~actual.claims & ~twin.claims, residents_only(actual, twin))
    return in_fen(np.stack([found[part] for part in PARTS], axis=1))


def in_fen(amounts: np.ndarray) -> np.ndarray:
    """Return amounts in yuan as whole fen whose sum over parts is the rounded sum, [person, part]."""
    upto = np.rint(FEN * np.cumsum(amounts, axis=1))
    return np.asarray(np.diff(upto, axis=1, prepend=0.0), dtype=np.int64)


def add(found: dict[str, np.ndarray], who: np.ndarray, parts: dict[str, np.ndarray]) -> None:
    """Add parts of some persons."""
    for part, amounts in parts.items():
        found[part] += np.where(who, amounts, 0.0)


def log_mean(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the logarithmic mean of two positive amounts, 0 where either is not."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log(other) - np.log(one)
        mean = np.where(np.abs(ratio) < 1e-9, one, (other - one) / ratio)
    return np.where((one > 0) & (other > 0), mean, 0.0)


def logs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the logarithm of a ratio, other to one; 0 where either is missing or not above nought."""
    there = (one > 0) & (other > 0)
    return np.log(np.where(there, other, 1.0)) - np.log(np.where(there, one, 1.0))


def shared(one: np.ndarray, other: np.ndarray, factors: dict[str, np.ndarray], rest: str) -> dict[str, np.ndarray]:
    """Return the difference of two positive amounts shared by the logs of the ratios of factors; ``rest`` takes the rest."""
    mean = log_mean(one, other)
    parts = {part: mean * factor for part, factor in factors.items()}
    left = mean * logs(one, other) - sum(parts.values())
    return parts | {rest: parts.get(rest, 0.0) + left}


def claim_factors(actual: Side, twin: Side) -> dict[str, np.ndarray]:
    """Return the logs of what an employees' pension is a product of, twin over mover."""
    counted = (side.of("claim_months") / np.where(side.months > 0, side.months, np.nan) for side in (actual, twin))
    places = (side.level_paying / side.level_longest for side in (actual, twin))
    return {
        WORK: logs(actual.months, twin.months),
        DORMANT: np.where((actual.months > 0) & (twin.months > 0), logs(*counted), 0.0),
        WAGES: logs(1.0 + actual.of("mean_index"), 1.0 + twin.of("mean_index")),
        PAYING_PLACE: logs(*places),
        LEVEL: logs(actual.level_longest, twin.level_longest),
        TIME: logs(actual.of("months_drawn"), twin.of("months_drawn")),
    }


def lost(without: Side, having: Side) -> dict[str, np.ndarray]:
    """Return why one life draws no employees' pension and the other does: what the second has more, in parts."""
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(having.months > 0, np.minimum(1.0, without.months / having.months), 0.0)
    rights = having.pooled * own  # of the months that the first paid too
    loss, nothing = rights - without.pooled, without.months == 0
    died = without.of("dead").astype(bool) & (without.of("age_at_exit") < having.of("claim_age"))
    early = died | without.words("claim_scheme", "employees", "public")
    short = (without.of("months_short") > 0) | (without.of("refused_claims") > 0)
    short |= without.words("bridged", "to_residents")
    return {
        WORK: having.pooled - rights + np.where(nothing, loss, 0.0),
        TIME: np.where(~nothing & early, loss, 0.0),
        THRESHOLD: np.where(~nothing & ~early & short, loss, 0.0),
        DORMANT: np.where(~nothing & ~early & ~short, loss, 0.0),
    }


def residents_only(actual: Side, twin: Side) -> dict[str, np.ndarray]:
    """Return the difference of two residents' pensions without the accounts: months drawn, and the basic pension's level."""
    drawn = {TIME: logs(actual.of("months_drawn_residents"), twin.of("months_drawn_residents"))}
    both = (actual.pooled > 0) & (twin.pooled > 0)
    parts = shared(actual.pooled, twin.pooled, drawn, LEVEL)
    return parts | {OTHER: np.where(both, 0.0, twin.pooled - actual.pooled)}


def add_accounts(found: dict[str, np.ndarray], actual: Side, twin: Side) -> None:
    """Add the difference of what accounts paid: by what was credited to them, and by what each yuan of it came to."""
    both = (actual.account > 0) & (twin.account > 0)
    months = logs(actual.months + actual.of("months_residents"), twin.months + twin.of("months_residents"))
    wages = logs(actual.credited, twin.credited) - months
    paid_in = np.where((actual.credited > 0) & (twin.credited > 0), 1.0, 0.0)
    factors = {WORK: paid_in * months, WAGES: paid_in * wages}
    add(found, both, shared(actual.account, twin.account, factors, ACCOUNT))
    for sign, without, having in ((1.0, actual, twin), (-1.0, twin, actual)):
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(having.credited > 0, np.minimum(1.0, without.credited / having.credited), 1.0)
        only = (having.account > 0) & ~(without.account > 0)
        parts = {WORK: sign * having.account * (1.0 - share), ACCOUNT: sign * having.account * share}
        add(found, only, parts)
    neither = ~(actual.account > 0) & ~(twin.account > 0)
    add(found, neither, {ACCOUNT: twin.account - actual.account})
