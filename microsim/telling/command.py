"""The explain command: one life, two scenarios, or a list of persons to choose from."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from microsim.inputs import with_luck
from microsim.telling import explain, prepared
from microsim.telling.person import read_filters, refuse
from microsim.telling.sample import sample as sample_persons
from microsim.telling.tell_parting import PartingTeller

if TYPE_CHECKING:
    from microsim.scenarios import Scenario

SAMPLE = 10  # persons listed where nobody says how many
COMMAND = "explain"


def explain_text(
    scenarios: "Sequence[Scenario]",
    person: str | None,
    sample: int | None,
    find: str | None,
    seed: int,
    replicate: int,
    until: int | None,
    as_json: bool,
    lang: str,
    population: "Path | None" = None,
) -> str:
    """Return what the command prints."""
    if len(scenarios) > 2:
        raise refuse(f"{len(scenarios)} scenarios", "allowed are one or two", COMMAND)
    listing = sample is not None or find is not None
    if (person is not None) == listing:
        found = "--person and a list" if listing else "no person"
        raise refuse(found, "allowed is --person ID, or --sample K and --find WHAT to list some", COMMAND)
    teller = PartingTeller(lang)
    if person is None:
        wanted = read_filters(find)
        ready = with_luck(prepared(scenarios[0], until, population), seed, replicate)
        persons, tried = sample_persons(ready, sample or SAMPLE, wanted, seed, replicate)
        if as_json:
            return json.dumps(persons, ensure_ascii=False) + "\n"
        if not persons:
            raise refuse(find, f"no such life among {tried:,} tried", "--find")
        return "".join(f"{teller.sampled(found)}\n" for found in persons)
    told = explain(*scenarios, person=person, seed=seed, replicate=replicate, until=until, population=population)
    if as_json:
        return json.dumps(told, ensure_ascii=False) + "\n"
    if "comparison" in told:
        lines = teller.comparison(told["comparison"], teller.identity(told["lives"][0]))
    else:
        lines = teller.life(told)
    return "".join(f"{line}\n" for line in lines)
