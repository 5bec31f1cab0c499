"""The six questions of an evaluation as measures of persons."""

from collections.abc import Callable

import numpy as np

from microsim.amounts import MONTHS
from microsim.comparing.table import PERCENT, YEARS
from microsim.evaluating.incomes import ALLOWANCES, EMPLOYEES, KINDS, LIVELIHOOD, OWN, RESIDENTS, SUPPORT
from microsim.evaluating.measures import (
    HUNDRED,
    MILLION,
    MILLIONS,
    MONTHS_LONG,
    PER_THOUSAND,
    THOUSAND,
    TIMES,
    YUAN_A_MONTH,
    Measure,
    mean,
    number,
    part,
    share,
)
from microsim.evaluating.old import LOOK_BACK, Old
from microsim.schemes.livelihood.events import ABOVE, JUST_ABOVE, NOT_ASKING, NOT_TESTED, REFUSED

Met = bool  # whether lives of the run meet the minimum livelihood


def reached(old: Old, met: Met) -> list[Measure]:
    """Are the most vulnerable reached: those whose income before the minimum livelihood is below its standard."""
    poor, standing = old.before < old.standard, old.kept["livelihood_standing"]
    pension = old.income[:, [RESIDENTS, EMPLOYEES]].sum(axis=1) > 0
    found = [number("vulnerable", poor), share("vulnerable_share", poor), share("with_pension", pension, poor)]
    if not met:
        return found
    supported = (standing == ABOVE) | (standing == JUST_ABOVE)
    return [
        *found,
        share("reached", old.income[:, LIVELIHOOD] > 0, poor),
        share("not_asking", standing == NOT_ASKING, poor),
        share("refused_assets", standing == REFUSED, poor),
        share("supported", supported & (old.income[:, LIVELIHOOD] == 0), poor),
        share("not_tested", standing == NOT_TESTED, poor),
        share("not_vulnerable", ~poor, old.receives),
    ]


def duration(old: Old, met: Met) -> list[Measure]:
    """How long and how often benefits are received."""
    now, kept = MONTHS * old.year + MONTHS - 1, old.kept
    drawn = [
        mean(key, (now - kept[field]) / MONTHS, YEARS, kept[field] > 0)
        for key, field in (("years_residents", "residents_claim"), ("years_employees", "claim_month"))
    ]
    if not met:
        return drawn
    receives, last = old.receives, old.received_before
    return [
        number("recipients", receives),
        mean("months_so_far", kept["livelihood_months"].astype(float), MONTHS_LONG, receives),
        mean("spells", kept["livelihood_spells"].astype(float), TIMES, receives, decimals=2),
        share("began", ~last, receives),
        share("all_five_years", old.years_received == LOOK_BACK, receives),
        share("left", ~receives, last),
        *drawn,
    ]


def income(old: Old, met: Met) -> list[Measure]:
    """What each benefit adds to disposable income, of a person."""
    shown = [kind for kind in range(SUPPORT) if met or kind != LIVELIHOOD]
    found = [mean(f"income_{KINDS[kind]}", old.income[:, kind], YUAN_A_MONTH) for kind in shown]
    benefits = old.income[:, RESIDENTS:SUPPORT].sum(axis=1)
    found += [
        mean("disposable", old.after, YUAN_A_MONTH),
        Measure("benefits_share", PERCENT, benefits, old.after, HUNDRED),
    ]
    if met:
        received = old.income[:, LIVELIHOOD]
        found += [
            Measure("livelihood_share", PERCENT, received, old.after * (received > 0), HUNDRED),
            mean("support_prior", old.income[:, SUPPORT], YUAN_A_MONTH),
        ]
    return found


def links(old: Old, met: Met) -> list[Measure]:
    """Which benefits come together."""
    has = old.income > 0
    kinds = has[:, RESIDENTS:SUPPORT]
    found = [
        share("has_residents", has[:, RESIDENTS]),
        share("has_employees", has[:, EMPLOYEES]),
        share("has_allowances", has[:, ALLOWANCES]),
        share("has_none", ~kinds.any(axis=1)),
        share("has_two", kinds.sum(axis=1) > 1),
    ]
    grade = old.kept.get("care_grade")
    if grade is not None and grade.any():
        found.append(share("needs_care", grade > 0))
        found.append(share("needing_poor", old.after < old.standard, grade > 0))
    if not met:
        return found
    receives = has[:, LIVELIHOOD]
    return [
        *found,
        share("has_livelihood", receives),
        share("recipients_with_residents", has[:, RESIDENTS], receives),
        share("recipients_with_employees", has[:, EMPLOYEES], receives),
        share("recipients_with_allowances", has[:, ALLOWANCES], receives),
        share("recipients_alone", ~has[:, RESIDENTS:LIVELIHOOD].any(axis=1), receives),
    ]


def poverty(old: Old, met: Met) -> list[Measure]:
    """Who benefits, and what it does to poverty by the standard."""
    before, after = (old.income[:, : kind + 1].sum(axis=1) for kind in (OWN, ALLOWANCES))
    found = [
        part("part_of_old", np.ones(len(before))),
        part("part_of_residents", old.income[:, RESIDENTS]),
        part("part_of_employees", old.income[:, EMPLOYEES]),
    ]
    if met:
        found += [
            part("part_of_recipients", (old.income[:, LIVELIHOOD] > 0).astype(float)),
            part("part_of_livelihood", old.income[:, LIVELIHOOD]),
        ]
    found += [share("heads_own", before < old.standard), share("heads_pensions", after < old.standard)]
    if met:
        gap = np.maximum(old.standard - after, 0.0)
        closed = np.minimum(old.income[:, LIVELIHOOD], gap)
        found += [share("heads_all", old.after < old.standard), Measure("gap_closed", PERCENT, closed, gap, HUNDRED)]
    return found


def where(old: Old, met: Met) -> list[Measure]:
    """Where benefits go: by city."""
    poor = old.before < old.standard
    found = [
        number("old", np.ones(len(poor))),
        mean("mean_standard", old.standard, YUAN_A_MONTH),
        share("heads_before", poor),
        mean("disposable", old.after, YUAN_A_MONTH),
    ]
    if met:
        money = old.income[:, LIVELIHOOD]
        receives = money > 0
        found += [
            number("spending", MONTHS * money, MILLIONS, MILLION),
            Measure("per_thousand", PER_THOUSAND, receives.astype(float), np.ones(len(poor)), THOUSAND),
            mean("amount", money, YUAN_A_MONTH, receives),
            share("poor_reached", receives, poor),
        ]
    return [*found, share("heads_all", old.after < old.standard)]


QUESTIONS: dict[str, Callable[[Old, Met], list[Measure]]] = {
    "reached": reached,
    "duration": duration,
    "income": income,
    "links": links,
    "poverty": poverty,
    "where": where,
}
"""The six questions in their order, by the name of their table."""
