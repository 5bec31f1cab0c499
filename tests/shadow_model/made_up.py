"""A run whose changes of state are known by hand: every year the same shares of each age change."""

import numpy as np
import xarray as xr

from microsim.kernel.tallies import AGES_SHOWN, State
from microsim.places import PLACE_KEYS, PLACES_OF, PROVINCE_KEYS, SIMULATED
from microsim.report.outcome import Run
from microsim.shadow_model.states import added_up, grown_older
from tests.synthetic import synthetic_manifest, synthetic_results

YEARS = 3
YOUNGEST, RETIRES, OLDEST = 20, 60, 80  # payers of the first ages, pensioners from the second, at the base date
EACH, PENSIONERS_EACH = 1000.0, 500.0  # persons of an age and sex
STOPS, DIES, CLAIMS = 0.10, 0.01, 0.80
PAYERS = 39 * 890.0 + 90.0 + 1000.0  # of a sex at the end of the first year: who stays, at 60 less, and who enters
BASE, MONTHS_PAID, RATE = 500.0, 11.0, 0.24
OPENING, AWARD, UPRATING = 500.0, 0.4, 0.05  # yuan a month, share of the average wage, growth


def shares():
    """Return the shares that change [age, before, after]."""
    found = np.zeros((AGES_SHOWN, len(State), len(State)))
    found[:, State.PAYER, State.DORMANT] = STOPS
    found[:, State.PAYER, State.DEAD] = found[:, State.PENSIONER, State.DEAD] = DIES
    found[RETIRES:, State.PAYER, State.PENSIONER] = CLAIMS
    return found


def changes():
    """Return what is counted: as many men and women, in each projected province; the base year holds the stock."""
    found = np.zeros((YEARS + 1, len(SIMULATED), 2, AGES_SHOWN, len(State), len(State)))
    found[0, :, :, YOUNGEST:RETIRES, State.ABSENT, State.PAYER] = EACH
    found[0, :, :, RETIRES:OLDEST, State.ABSENT, State.PENSIONER] = PENSIONERS_EACH
    for year in range(1, YEARS + 1):
        older = grown_older(added_up(found[:year])[-1])
        found[year] = older[..., None] * shares()
        found[year, :, :, YOUNGEST, State.ABSENT, State.PAYER] = EACH
    return found


def made_up():
    """Return a run in which all live in the first place of each province."""
    tree = synthetic_results(years=YEARS)
    counted = changes()
    stocks = added_up(counted)
    tree["transitions"] = xr.DataTree(
        xr.Dataset(
            {"persons": (("year", "projected", "sex", "age", "from_state", "to_state"), counted)},
            coords={"year": 2016 + np.arange(YEARS + 1), "projected": list(PROVINCE_KEYS[: len(SIMULATED)])},
        )
    )
    for state, name in {State.PAYER: "contributors", State.DORMANT: "dormant", State.PENSIONER: "pensioners"}.items():
        heads = tree["participants"][name].values.astype(float)
        heads[...] = 0.0
        for province in SIMULATED:
            heads[:, PLACES_OF[province][0]] = stocks[1:, province, ..., state]
        tree["participants"][name] = tree["participants"][name].copy(data=heads)
    put_money(tree, stocks, counted)
    return Run(tree, synthetic_manifest("made up"))


def put_money(tree, stocks, counted):
    """Let every payer have the same base, and every pension grow alike."""
    payers, pensioners = (stocks[..., state].sum(axis=3) for state in (State.PAYER, State.PENSIONER))
    payers, claims = payers[1:], counted[1:, ..., State.PENSIONER].sum(axis=(3, 4))
    bases = payers.sum(axis=2) * BASE * MONTHS_PAID
    awards = AWARD * tree["labour"].average_wage.values[:, PLACES_OF[0][0]]
    december = pensions_of_december(pensioners, claims, awards)
    before = december[:-1] * (1.0 + UPRATING)
    flows = tree["funds"].flows.values.astype(float)
    flows[...] = 0.0
    items = list(tree["funds"].item.values)
    employees = list(tree["funds"].scheme.values).index("employees")
    for province in SIMULATED:
        place = PLACES_OF[province][0]
        put(tree, "participants", "paid_months", payers[:, province].sum(axis=1) * MONTHS_PAID, place)
        put(tree, "participants", "contribution_bases", bases[:, province], place)
        put(tree, "labour", "earners", payers[:, province], place)
        put(tree, "labour", "base_sum", BASE * payers[:, province], place)
        put(tree, "claims", "claims", claims[:, province], place)
        put(tree, "claims", "pension_sum", 100 * awards[:, None] * claims[:, province], place)
        flows[:, place, employees, items.index("employer")] = 100 * RATE * bases[:, province]
        paid = 6.0 * (before + december[1:])[:, province].sum(axis=1)
        flows[:, place, employees, items.index("benefit_basic")] = 100 * paid
    tree["funds"]["flows"] = tree["funds"].flows.copy(data=flows)
    put_pensions(tree, december[1:])


def pensions_of_december(pensioners, claims, awards):
    """Return what is paid in December, yuan [year + 1, province, sex], the base date first."""
    sums = [OPENING * pensioners[0]]
    for year, award in enumerate(awards):
        sums.append(sums[-1] * (1.0 - DIES) * (1.0 + UPRATING) + award * claims[year])
    return np.stack(sums)


def put_pensions(tree, december):
    """Write the pensions of December, and those of the base date."""
    variable = tree["pensions"].pension_sum
    values = variable.values.astype(float)
    values[...] = 0.0
    for province in SIMULATED:
        values[:, PLACES_OF[province][0], list(variable.scheme.values).index("employees")] = 100 * december[:, province]
    tree["pensions"]["pension_sum"] = variable.copy(data=values)
    opening = np.zeros((len(PLACE_KEYS), 2, AGES_SHOWN))
    for province in SIMULATED:
        opening[PLACES_OF[province][0], :, RETIRES:OLDEST] = 100 * OPENING * PENSIONERS_EACH
    variable = tree["base_date"].pension_sum
    tree["base_date"]["pension_sum"] = variable.copy(data=opening)


def put(tree, group, name, values, place):
    """Write the numbers of a place by year; all other places of the variable stay or become empty."""
    variable = tree[group][name]
    numbers = variable.values.astype(float)
    if place == PLACES_OF[0][0]:
        numbers[...] = 0.0
    numbers[:, place] = values
    tree[group][name] = variable.copy(data=numbers)
