"""What a mover lacks against the twin who stays: each part alone where only its cause differs, and the sum to the fen."""

import numpy as np
import pandas as pd
import pytest

from microsim.moving.parts import COLUMNS, CREDITED, LOCAL, PARTS, PENSIONS, Side, parts_of

WORDS = {"claim_scheme": "employees", "claim_month": "2040-06", "bridged": "none", "city_longest": "shanghai"}
LIFE = {
    "pension_pv": 500_000.0,
    "account_paid_pv": 200_000.0,
    "account_credited_pv": 150_000.0,
    "months_paid": 240,
    "claim_months": 240,
    "claim_age": 720,
    "mean_index": 0.8,
    "months_drawn": 200,
    "average_wage_at_claim": 10_000.0,
    "age_at_exit": 920,
    "dead": True,
}
WAGES = {"shanghai": 10_000.0, "elsewhere": 5_000.0}


def level(places, years):
    """Return the average wage of places; the mean of all where none is named."""
    if places is None:
        return np.where(np.isfinite(years), 7_500.0, np.nan)
    return np.array([WAGES.get(place, np.nan) for place in places]) * np.where(np.isfinite(years), 1.0, np.nan)


def side(**changes):
    one = dict.fromkeys(COLUMNS, 0.0) | WORDS | LIFE | changes
    return Side(pd.DataFrame([one]), level)


def parts(actual, twin):
    (found,) = parts_of(actual, twin)
    return {part: amount for part, amount in zip(PARTS, found, strict=True) if amount}


def test_equal_lives_differ_in_nothing():
    assert parts(side(), side()) == {}


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("dormant", {"claim_months": 120, "pension_pv": 350_000.0}),
        ("wages", {"mean_index": -0.1, "pension_pv": 350_000.0}),
        ("paying_place", {"average_wage_at_claim": 5_000.0, "pension_pv": 350_000.0}),
        ("level", {"average_wage_at_claim": 5_000.0, "city_longest": "elsewhere", "pension_pv": 350_000.0}),
        ("time", {"months_drawn": 100, "pension_pv": 350_000.0}),
        ("other", {"pension_pv": 350_000.0}),
        ("account", {"account_paid_pv": 50_000.0, "pension_pv": 350_000.0}),
    ],
)
def test_one_cause_is_one_part(part, changes):
    """The pooled part is halved, or the account a quarter, and only one of what it is made of says why."""
    assert parts(side(**changes), side()) == {part: 15_000_000}
    assert parts(side(), side(**changes)) == {part: -15_000_000}


def test_half_the_months_at_the_same_wage_are_work():
    half = {"months_paid": 120, "claim_months": 120, "account_credited_pv": 75_000.0, "account_paid_pv": 100_000.0}
    assert parts(side(**half, pension_pv=250_000.0), side()) == {"work": 25_000_000}


NOTHING = {
    "claim_scheme": "none",
    "claim_month": "",
    "claim_months": 0,
    "average_wage_at_claim": np.nan,
    "mean_index": 0,
}
NOTHING |= {"pension_pv": 0.0, "account_paid_pv": 0.0, "months_drawn": 0}


def test_a_record_that_was_too_short_is_lost_to_the_threshold():
    """Half the twin's months: half of its pooled part is the threshold's, half was never paid for."""
    found = parts(side(**NOTHING, months_paid=120, months_short=60), side())
    assert found == {"work": 15_000_000, "threshold": 15_000_000, "account": 20_000_000}


def test_a_residents_pension_instead_makes_the_loss_smaller():
    bridged = NOTHING | {"claim_scheme": "residents", "bridged": "to_residents", "residents_pension_pv": 40_000.0}
    assert parts(side(**bridged, months_paid=120), side())["threshold"] == 11_000_000


def test_a_record_that_nobody_asked_for_is_dormant_and_an_early_death_is_time():
    assert parts(side(**NOTHING), side()) == {"dormant": 30_000_000, "account": 20_000_000}
    assert parts(side(**NOTHING | {"age_at_exit": 600}), side())["time"] == 30_000_000


def test_who_never_paid_lost_no_rights():
    never = NOTHING | {"months_paid": 0, "account_credited_pv": 0.0}
    assert parts(side(**never), side()) == {"work": 50_000_000}


def test_accounts_by_what_was_credited_and_what_it_came_to():
    half = {"account_credited_pv": 75_000.0, "account_paid_pv": 100_000.0, "pension_pv": 400_000.0}
    assert parts(side(**half), side()) == {"wages": 10_000_000}


def test_two_residents_pensions():
    resident = NOTHING | {"claim_scheme": "residents", "months_paid": 0, "account_credited_pv": 0.0}
    low, high = ({"residents_pension_pv": value, "months_drawn_residents": 200} for value in (20_000.0, 60_000.0))
    assert parts(side(**resident | low), side(**resident | high)) == {"level": 4_000_000}


def made(count, seed):
    """Return lives out of thin air, claims, schemes and zeros of every kind among them."""
    random = np.random.default_rng(seed)
    there = lambda share: random.random(count) < share  # noqa: E731
    columns = {name: random.lognormal(10.0, 1.0, count) * there(0.7) for name in (*PENSIONS, LOCAL, *CREDITED)}
    columns |= {name: random.integers(0, 400, count) * there(0.8) for name in COLUMNS if name.startswith("months")}
    columns["account_paid_pv"] = 0.4 * sum(columns[name] for name in PENSIONS) * there(0.9)
    columns["claim_scheme"] = random.choice(["none", "employees", "public", "residents"], count)
    columns["claim_month"] = np.where(np.isin(columns["claim_scheme"], ["employees", "public"]), "2040-01", "")
    columns["city_longest"] = random.choice(["", "shanghai", "elsewhere", "nowhere"], count)
    columns["bridged"] = random.choice(["none", "to_residents"], count)
    columns |= {"dead": there(0.8), "average_wage_at_claim": np.where(there(0.5), 6000.0, np.nan)}
    columns |= {name: random.random(count) * 900 for name in set(COLUMNS) - set(columns)}
    return pd.DataFrame(columns)


def test_parts_of_any_two_lives_add_up_to_the_fen():
    one, other = (made(3000, seed) for seed in (1, 2))
    found = parts_of(Side(one, level), Side(other, level))
    whole = sum(other[name] - one[name] for name in (*PENSIONS, LOCAL)).to_numpy()
    assert found.dtype == np.int64
    assert np.abs(found.sum(axis=1) - 100 * whole).max() <= 0.5 + 1e-4
    assert (found == -parts_of(Side(other, level), Side(one, level))).mean() > 0.99  # but for halves of a fen
