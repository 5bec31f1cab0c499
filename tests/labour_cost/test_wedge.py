"""The wedge: worked by hand from what payroll advisers printed, its margins, and that no value of it is dead."""

import math
from functools import cache

import pytest

import microsim as ms
from microsim.labour_cost.asked import ALL, PLACES, SOCIAL, wedge
from microsim.labour_cost.branch import Terms, share_of
from microsim.labour_cost.terms import CLASSES, FIRMS, LAW, CostLaw, Employer, month_on
from microsim.reading import InputError
from microsim.schema import STATUTE_QUANTITIES

QUANTITIES = [path for path in STATUTE_QUANTITIES if path.startswith(f"{LAW}.")]
BRANCHES = ("pension", "health", "unemployment", "injury", "maternity", "housing")

# Payments of employer and employee in yuan, typed from the tables and multiplied by hand.
WORKED = {
    # Dezan Shira, Human Resources and Payroll in China 2016-2017, page 122: one base of 3,563 to 17,817 for all branches
    ("shanghai", "2016-07-01", 8000.0): {
        "pension": (1600.00, 640.00),
        "health": (800.00, 160.00),
        "unemployment": (80.00, 40.00),
        "injury": (16.00, 0.00),
        "maternity": (80.00, 0.00),
        "housing": (560.00, 560.00),
    },
    # The same page, a minimum wage: 2,190 yuan pay on 3,563
    ("shanghai", "2016-07-01", 2190.0): {
        "pension": (712.60, 285.04),
        "health": (356.30, 71.26),
        "unemployment": (35.63, 17.82),
        "injury": (7.13, 0.00),
        "maternity": (35.63, 0.00),
        "housing": (153.30, 153.30),
    },
    # Guangzhou's table of July 2015 (Qiyuan CPA, the same at Kaizen CPA): five bases, a flat 0.26% of 6,187
    ("guangzhou", "2015-07-01", 20000.0): {
        "pension": (2094.12, 1196.64),  # of 14,958
        "health": (1484.88 + 16.0862, 371.22),  # of 18,561
        "unemployment": (222.73, 92.81),  # the middle of three rates
        "injury": (92.81, 0.00),  # offices
        "maternity": (157.77, 0.00),
    },
    # HROne's table of Guangzhou for July 2020; a large firm, whose halved months ended in June
    ("guangzhou", "2020-07-01", 5000.0): {
        "pension": (700.00, 400.00),
        "health": (339.64 + 26.7592, 123.50),  # on 6,175.2
        "unemployment": (24.00, 10.00),
        "injury": (10.00, 0.00),
        "maternity": (52.49, 0.00),
    },
    # Dezan Shira, page 123: a Shenzhen hukou; unemployment on the minimum wage of 2,030 whatever is earned
    ("shenzhen", "2016-01-01", 20000.0): {
        "pension": (2542.68, 1452.96),  # of 18,162, the city's own percent among it
        "health": (1126.04, 363.24),
        "unemployment": (40.60, 20.30),
        "maternity": (90.81, 0.00),
    },
    # China Payroll's table of Foshan, pension floor 3,958
    ("foshan", "2022-08-01", 5000.0): {
        "health": (365.69, 84.39),  # on 5,626
        "unemployment": (16.00, 10.00),
        "injury": (8.00, 0.00),
        "maternity": (0.00, 0.00),
    },
}


def of(frame, branch, column):
    """Return one figure of a frame of one wage."""
    return float(frame.loc[frame["branch"] == branch, column].iloc[0])


@pytest.mark.parametrize("case", WORKED, ids=lambda case: "-".join(map(str, case)))
def test_a_wedge_worked_by_hand(case):
    place, day, wage = case
    found = ms.wedge(place, day, wage, industry=1, firm="large", local=True)
    for branch, (employer, employee) in WORKED[case].items():
        assert of(found, branch, "employer") == pytest.approx(employer, abs=0.006), branch
        assert of(found, branch, "employee") == pytest.approx(employee, abs=0.006), branch


@pytest.mark.parametrize("industry", [1, 2, 3])
def test_firms_of_2016_saw_43_percent(industry):
    """28 of pension, 12 of health, 1.5 of unemployment and 1 of maternity, and 0.2 to 0.7 for most industries."""
    found = wedge("shanghai", "2016-07-01", 8000.0, industry=industry)
    assert round(100 * of(found, SOCIAL, "of_wage")) == 43
    assert of(found, ALL, "of_wage") == pytest.approx(of(found, SOCIAL, "of_wage") + 0.14)


def test_the_cut_of_2016_was_two_points_and_a_half():
    before, after = (wedge("shanghai", day, 8000.0) for day in ("2015-12-01", "2016-01-01"))
    assert of(before, SOCIAL, "of_wage") - of(after, SOCIAL, "of_wage") == pytest.approx(0.025)
    undone = wedge("shanghai", "2016-07-01", 8000.0, "cut-of-2016-undone")
    assert of(undone, SOCIAL, "of_wage") == pytest.approx(of(before, SOCIAL, "of_wage"))
    later = [wedge("shanghai", "2019-07-01", 8000.0, name) for name in ("baseline", "cut-of-2016-undone")]
    assert of(later[0], ALL, "wedge") == of(later[1], ALL, "wedge")


@pytest.mark.parametrize("wage", [1500.0, 3000.0, 9000.0, 17_000.0, 25_000.0, 60_000.0])
def test_the_margin_is_what_the_next_hundred_yuan_cost(wage):
    low, high = (wedge("guangzhou", "2016-07-01", value) for value in (wage, wage + 100.0))
    both = [of(one, ALL, "employer") + of(one, ALL, "employee") for one in (low, high)]
    cost = of(high, ALL, "cost") - of(low, ALL, "cost")
    assert of(low, ALL, "marginal_wedge") == pytest.approx((both[1] - both[0]) / cost, abs=3e-4)


def test_all_is_the_sum_of_the_branches():
    found = wedge(list(PLACES), "2023-07-01")
    parts = found[found["branch"].isin(BRANCHES)].groupby(["place", "wage"])[["employer", "employee"]].sum()
    whole = found[found["branch"] == ALL].set_index(["place", "wage"])[["employer", "employee"]].sort_index()
    assert parts.sort_index().to_numpy() == pytest.approx(whole.to_numpy())
    assert (found["cost"] - found["employer"]).to_numpy() == pytest.approx(found["wage"].to_numpy())
    assert set(found["place"]) == set(PLACES)


def test_nothing_is_paid_on_nothing_and_a_floor_above_the_cap_is_both():
    flat = Terms("health", 2030.0, 2030.0, 0.02, flat=10.0)
    assert share_of(0.0, flat).employer == 0.0
    assert share_of(500.0, flat)[3:5] == (2030.0, 40.6 + 10.0)
    assert share_of(9000.0, flat).marginal_employer == 0.0


def test_a_stable_firm_gets_its_part_of_both_payments_back():
    plain, stable = (wedge("shanghai", "2023-07-01", 10_000.0, firm="small", stable=kept) for kept in (False, True))
    saved = of(plain, "unemployment", "employer") - of(stable, "unemployment", "employer")
    assert saved == pytest.approx(0.6 * (50.0 + 50.0))
    large = wedge("shanghai", "2023-07-01", 10_000.0, firm="large", stable=True)
    assert of(plain, ALL, "employer") - of(large, ALL, "employer") == pytest.approx(0.3 * 100.0)


def test_what_is_declared_is_what_pays():
    whole, half = (wedge("shanghai", "2023-07-01", 30_000.0, declared=part) for part in (1.0, 0.5))
    assert of(half, "pension", "base") == 15_000.0
    assert of(half, ALL, "cost") < of(whole, ALL, "cost")
    low, high = (wedge("shanghai", "2023-07-01", wage, declared=0.5) for wage in (30_000.0, 30_100.0))
    both = [of(one, ALL, "employer") + of(one, ALL, "employee") for one in (low, high)]
    cost = of(high, ALL, "cost") - of(low, ALL, "cost")
    assert of(half, ALL, "marginal_wedge") == pytest.approx((both[1] - both[0]) / cost, abs=3e-4)


def test_injury_rates_rise_with_the_class():
    found = [
        of(wedge("shanghai", "2017-07-01", 8000.0, industry=one), "injury", "employer") for one in range(1, CLASSES + 1)
    ]
    assert found == sorted(found)
    assert found[0], found[-1] == (16.0, 152.0)


ALL_TIME = "1999-01-01"
OTHER = {"tiers": [[0.1] * CLASSES], "kind": {"choice": [0, 1, 2, 3], "share": [0.31], "factor": [1.7]}}


@pytest.mark.parametrize("path", QUANTITIES)
def test_no_value_of_the_cost_of_labour_is_dead(path):
    """Each set to another value for all time moves the wedge of some wage, as no life reads it."""
    quantity = STATUTE_QUANTITIES[path]
    values = OTHER["tiers"] if quantity.tiers else OTHER["kind"].get(quantity.kind, [4000.0])
    changes = ({f"national.{path}": {ALL_TIME: value}} for value in values)
    assert any(told(frozen(change)) != told() for change in changes)


def frozen(change):
    """Return the baseline with a change of the law."""
    ((path, value),) = change.items()
    return ms.scenario("baseline").set(path, value)


def told(scenario=None):
    """Return what low and high wages pay with either size of firm, at a place that follows the nation in most."""
    law = CostLaw(scenario) if scenario else shipped()
    return [
        share_of(wage, terms)
        for firm in FIRMS
        for terms in law.terms("qingyuan", month_on("2023-07-01"), Employer(firm=firm, stable=True))
        for wage in (1000.0, 60_000.0)
    ]


@cache
def shipped():
    """Return the law as it stands."""
    return CostLaw(ms.scenario("baseline"))


def test_every_mistake_is_told_at_once():
    with pytest.raises(InputError) as caught:
        wedge("atlantis", "2016-13", [-1.0, math.nan], industry=9, firm="huge", stable=True, declared=0)
    told = str(caught.value)
    assert all(f"wedge: {name}:" in told for name in ("place", "at", "wage", "industry", "firm", "declared"))
    with pytest.raises(InputError, match="small or large"):
        wedge("shanghai", stable=True)


def test_places_are_taken_by_name_in_both_languages():
    keys = [wedge(name, 2020, 5000.0)["place"].iloc[0] for name in ("上海", "Shanghai", "shanghai")]
    assert keys == ["shanghai"] * 3
