"""The calculator awards to the fen what the population run awards to the same person."""

import numpy as np
import pytest

from microsim.cases.answering import pension
from microsim.cases.laws import column
from microsim.cases.months import month_text
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.places import ELSEWHERE, PLACES
from microsim.population.inputs import PROVINCE_OF
from microsim.schema import Track
from microsim.schemes.employees.rules.benefits import supplements
from microsim.schemes.employees.rules.variants import blended_transitional
from microsim.watch.opened import plain
from tests.geography import SHANGHAI

ONE_IN = 200_000
TRACKS = ("worker", "cadre", "worker")  # by code of the retirement track
OLDEST_WORKER = 12 * 55  # months of age at which women workers claim at the latest; who paid alone has the later track


def claims(lives):
    """Yield the record of each person at the end of the year of the claim, where the award can be seen in it."""
    for life in lives:
        for number, record in enumerate(life):
            year = BASE_YEAR + number
            # What was claimed before the run begins is brought to means known of that date.
            if number > 0 and record["claim_month"] and record["claim_month"] // 12 == year:
                plain = record["alive"] and not record["disability_from"]
                # Fifteen years bought with land money may exceed the months since 16, which a case refuses.
                since_16 = record["claim_month"] - record["birth"] - 12 * 16 + 1
                possible = record["contribution_months"] <= since_16
                if plain and possible and record["account_left_fen"]:
                    yield record


def case_of(record, inputs):
    """Return the case of a claim. The old public award rests on the share of the wage that counts by the assumptions."""
    priors = inputs.world.assumptions[
        int(PROVINCE_OF[record["paying_place"]]), int(record["claim_month"]) // 12 - FIRST_LAW_YEAR
    ]
    claim, place = int(record["claim_month"]), int(record["paying_place"])
    account = int(record["account_left_fen"]) + (11 - claim % 12) * int(record["account_pension_fen"])
    person = {
        "sex": "female" if record["sex"] else "male",
        "birth": month_text(int(record["birth"])),
        "track": "arduous" if record["special"] else TRACKS[record["track"]],
    }
    if record["track"] == Track.WOMEN_WORKER and record["statutory_month"] - record["birth"] > OLDEST_WORKER:
        person["track"] = "flexible"
    totals = {
        "months": int(record["contribution_months"]),
        "deemed_months": int(record["deemed_months"].sum()),
        "mean_index": float(record["mean_index"]),
        "account": account / 100,
    }
    months = {"guangdong": int(record["region_months"][0]), "shenzhen": int(record["region_months"][1])}
    if place < SHANGHAI and all(months.values()):
        totals["months_by_place"] = months
    pay = float(record["wage"] or record["wage_last_year"]) * float(priors["old_pay_ratio"])
    public = {"public": {"pay": pay}} if record["scheme"] and pay else {}
    case = public | {
        "person": person,
        "claim": {"month": month_text(claim), "place": PLACES[place].key},
        "record": totals,
    }
    if place == SHANGHAI:  # a run credits the years from 1993 on in place of an account on paper
        case["law"] = {"transitional": {"variant": "paper_account", "paper_account": 0}}
    if place == ELSEWHERE:  # a province whose law is not shipped, on the national means
        base = column("elsewhere", "benefit_base")[claim // 12 - FIRST_LAW_YEAR]
        case |= {"claim": case["claim"] | {"place": "sichuan"}, "law": {"benefit_base": base}}
    return case


def compares_transitional(inputs, record):
    """Return whether the place compares an old method of the transitional pension, which a case does not know."""
    year, place = int(record["claim_month"]) // 12 - FIRST_LAW_YEAR, int(record["paying_place"])
    return inputs.world.law[place, year]["transitional_old_floor"] == 1


def transitional_of_run(inputs, record, transitional):
    """Return a transitional pension in fen as a run pays it: a share of the new method stands for Guangdong's old one."""
    year, place = int(record["claim_month"]) // 12 - FIRST_LAW_YEAR, int(record["paying_place"])
    law, assumptions = inputs.world.law[place, year], inputs.world.assumptions[int(PROVINCE_OF[place]), year]
    years = int(record["contribution_months"]) / 12
    allowance = plain(supplements)(0.0, law["supplement_per_year"], years, 0.0, 0.0)
    old = assumptions["old_transitional_ratio"] * transitional
    method = law["transitional_released"], law["transitional_old_floor"]
    return round(100 * plain(blended_transitional)(transitional, old, allowance, *method))


@pytest.mark.slow
def test_awards_equal_those_of_the_population():
    from microsim.engine.run import record_lives
    from microsim.inputs import compile_inputs

    inputs = compile_inputs("baseline")
    lives = record_lives(inputs.population.sample(ONE_IN), inputs.world)
    found = mixed = shanghai = public = transitional = supplemented = 0
    for record in claims(lives):
        case = case_of(record, inputs)
        answer = pension(case, steps=False)
        award = answer["pension"]
        if record["scheme"]:
            # The run compares a pension that holds Shanghai's addition, and with Guangdong's old transitional method;
            # without pay there is no old award to compare.
            if "public" in case and record["paying_place"] != SHANGHAI and not compares_transitional(inputs, record):
                parts = ("basic_fen", "account_pension_fen", "transitional_fen", "supplement_fen")
                assert round(100 * award["total"]) == sum(int(record[part]) for part in parts)
                public += 1
            continue
        blended = int(record["paying_place"] < SHANGHAI)  # fen that rounding may move where two methods are compared
        fen = {part: round(amount * 100) for part, amount in award.items()}
        assert fen["basic"] == record["basic_fen"]
        assert fen["account"] == record["account_pension_fen"]
        if not np.any(
            record["early_index_sum"]
        ):  # totals leave out months that a place counts at an index of their own
            of_run = transitional_of_run(inputs, record, award["transitional"])
            assert abs(of_run - record["transitional_fen"]) <= blended
            transitional += record["transitional_fen"] > 0
        later = round(100 * answer["addition"]["monthly"]) if "addition" in answer else 0
        if not np.any(record["old_local_months"]):  # nor do they know those of the local pension of before July 2006
            assert fen["supplements"] + later == record["supplement_fen"]
            supplemented += record["supplement_fen"] > 0
        found += 1
        mixed += "months_by_place" in case["record"]
        shanghai += record["paying_place"] == SHANGHAI and later > 0
    assert transitional > 20
    assert supplemented > 30
    assert found > 300
    assert mixed > 3
    assert public > 20
    assert shanghai > 10
