"""Persons to look at: a few drawn at random, or of a kind, each with a line on the life."""

from typing import Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.engine.run import record_lives
from microsim.kernel.numbers import are_given
from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.life.hukou import status_of
from microsim.places import PLACE_KEYS
from microsim.schema import Status
from microsim.telling.money import yuan
from microsim.telling.person import draw_persons, name_of, readable
from microsim.telling.years import word
from microsim.words.amounts import month_text

BATCH, BATCHES = 400, 25  # lives tried at a time, and how often, for what only the life shows
OF_THE_LIFE = ("claim", "death")


def sample(inputs: Any, count: int, wanted: dict[str, int], seed: int, replicate: int) -> tuple[list[dict], int]:
    """Return up to ``count`` persons that fit, each with a summary of the life, and how many were tried.

    Parameters
    ----------
    wanted : what they must be, as ``person.read_filters`` returns it
    """
    of_the_life = {name: value for name, value in wanted.items() if name in OF_THE_LIFE}
    tries = BATCH * BATCHES if of_the_life else count
    numbers = draw_persons(inputs.population, wanted, seed, inputs.until, tries)
    found: list[dict] = []
    for start in range(0, len(numbers), BATCH):
        part, people = numbers[start : start + BATCH], inputs.population.given
        lives = record_lives(part, inputs.world, seed, replicate, inputs.until, people, FIRST_STOCK_YEAR)
        for number, life in zip(part, lives, strict=True):
            summary = summary_of(int(number), life) | own_identity(int(number), people)
            if all(year_of(summary[name]) == value for name, value in of_the_life.items()):
                found.append(summary)
            if len(found) == count:
                return found, start + BATCH
    return found, len(numbers)


def own_identity(number: int, people: Any) -> dict[str, Any]:
    """Return the id by which a file's person is asked for; nothing for a person of the model."""
    if people is None or not are_given(np.uint64(number)):
        return {}
    return {"id": name_of(number, people).person, "row": people.place_of(number)[0] + 1}


def year_of(month: str | None) -> int:
    """Return the year of a month such as 2031-04, 0 for none."""
    return int(month[:4]) if month else 0


def summary_of(number: int, life: np.ndarray) -> dict[str, Any]:
    """Return a life in short: who, where at entry, months paid, the pension and the end."""
    lived = np.flatnonzero(life["birth"])
    first, last = life[lived[0]], life[lived[-1]]
    claimed = life[lived][life["claim_month"][lived] > 0]
    status = status_of(int(first["place"]), int(first["hukou_place"]), int(first["hukou_type"]))
    death = (FIRST_STOCK_YEAR + int(lived[-1])) * MONTHS + int(last["death_month"]) - 1
    return {
        "id": readable(number),
        "number": str(number),
        "sex": word("sex", first),
        "birth": month_text(int(first["birth"])),
        "place": PLACE_KEYS[first["place"]],
        "status": Status(status).name.lower(),
        "months_paid": int(life["months"][lived].sum(axis=1).max()),
        "claim": month_text(int(claimed[0]["claim_month"])) if len(claimed) else None,
        "pension": yuan(claimed[0]["pension_fen"]) if len(claimed) else None,
        "residents_claim": month_text(int(life["residents_claim"][lived].max())),
        "death": month_text(death) if last["death_month"] else None,
    }
