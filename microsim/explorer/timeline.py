"""One life under two laws, year by year, for the picture; and told in words with its articles."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from microsim.engine.run import record_lives
from microsim.explorer.levers import FIRST_START, Settings
from microsim.explorer.sampling import REPLICATE, SEED
from microsim.explorer.warm import Model
from microsim.inputs import Inputs
from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.report.timeline import standing
from microsim.telling import explain
from microsim.telling.person import check_person, person_number, read_filters, readable
from microsim.telling.sample import sample
from microsim.telling.tell_parting import PartingTeller
from microsim.telling.years import state_of

LISTED, DRAWN = 8, 48  # persons shown to choose from, and those drawn to choose them from


def persons(model: Model, settings: Settings, find: str | None, draw: int) -> list[dict[str, Any]]:
    """Return some persons of a kind, as ``explain --find`` names it, each with the life in short.

    Those whose life the reform changes come first, then those who claim once a reform may act.
    """
    found = sample(model.base, DRAWN, read_filters(find), draw, REPLICATE)[0]
    numbers = np.array([int(one["number"]) for one in found], dtype=np.uint64)
    changed = np.zeros(len(found), dtype=bool)
    if settings and len(found):
        before, after = (ends(numbers, inputs) for inputs in (model.base, model.reformed(settings)))
        changed = (before != after).any(axis=1)
    for one, differs in zip(found, changed, strict=True):
        one["differs"] = bool(differs)
    return sorted(found, key=lambda one: (not one["differs"], (one["claim"] or "") < str(FIRST_START)))[:LISTED]


def ends(numbers: np.ndarray, inputs: Inputs) -> np.ndarray:
    """Return what tells two lives apart: every year's pensions and months paid [person, year x field]."""
    records = record_lives(numbers, inputs.world, SEED, REPLICATE, inputs.until, first=FIRST_STOCK_YEAR)
    fields = ("pension_fen", "residents_pension_fen", "paid_months", "year_contributions_fen", "year_benefits_fen")
    return np.concatenate([records[name] for name in fields], axis=1)


def lives(model: Model, settings: Settings, person: str) -> dict[str, Any]:
    """Return a life under both laws, a row a year, as the run lives it."""
    number = person_number(person)
    found = {"person": readable(number), "number": str(number)}
    for name, inputs in (("before", model.base), ("after", model.reformed(settings))):
        check_person(number, inputs.population, inputs.scenario.name, inputs.until)
        found |= {name: list(years_of(number, inputs))}  # type: ignore[dict-item]
    return found


def years_of(number: int, inputs: Inputs) -> Iterator[dict[str, Any]]:
    """Yield a row for every year lived."""
    alone = np.array([number], dtype=np.uint64)
    records = record_lives(alone, inputs.world, SEED, REPLICATE, inputs.until, first=FIRST_STOCK_YEAR)[0]
    for slot in np.flatnonzero(records["birth"]):
        record, year = records[slot], FIRST_STOCK_YEAR + int(slot)
        state = state_of(record, year)
        kept = ("age", "alive", "place", "labour", "wage", "pension", "residents_pension", "months_paid_ever")
        yield {"year": year, "state": standing(record, state), **{name: state[name] for name in kept}}


def telling(model: Model, settings: Settings, person: str, language: str) -> dict[str, Any]:
    """Return what ``explain`` says of a life: the life under the base, and where the reform parts it."""
    teller = PartingTeller(language)
    base, reform = model.base.scenario, model.reformed(settings).scenario
    if not settings:
        told = explain(base, person=person, until=model.until)
        return {"life": list(teller.life(told)), "parting": []}
    told = explain(base, reform, person=person, until=model.until)
    parting = list(teller.comparison(told["comparison"], teller.identity(told["lives"][0])))
    return {"life": list(PartingTeller(language).life(told["lives"][1])), "parting": parting}
