"""A synthetic extract of one office: who is insured and who is retired in the fund of one place, with its reserve.

``python -m calibration.office OUT`` writes persons, spells, transfers and the crosswalk of an office that has 1.7 million
insured and 0.4 million retired, as rows that stand for ten persons each, or with ``--whole`` as 2.1 million rows;
docs/office.md goes on with them. The people are
the model's own: what is tried is the way in, the books and the time of a small place, not who lives there.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from microsim.amounts import FEN
from microsim.folders.kinds import EXTRACT
from microsim.folders.making import made_folder
from microsim.inputs import Inputs, compile_inputs
from microsim.kernel.numbers import COUNT_BITS, PLACE_BITS
from microsim.microdata.example import (
    MAP,
    PART,
    STOCK,
    STRATUM_BITS,
    Example,
    map_text,
    person_frame,
    spell_frame,
    traced,
    transfer_frame,
)
from microsim.places import CODE_OF, PLACE_KEYS
from microsim.schema import Membership, Scheme

INSURED, RETIRED = 1_700_000, 400_000  # persons that the province's own office had in 2016
FINEST = 4  # one person in so many of the place is looked at
OF_MODEL = "from_model: {births: none, arrivals: none, absent: none, reserves: none}"


def residents(inputs: Inputs, place: int, seed: int) -> np.ndarray:
    """Return numbers of persons who live at a place at the base date, in a random order."""
    numbers = inputs.population.sample(FINEST)
    numbers = numbers[np.isin(numbers >> np.uint64(STRATUM_BITS + COUNT_BITS), STOCK)]
    places = (numbers >> np.uint64(STRATUM_BITS + COUNT_BITS - PLACE_BITS)).astype(np.int64) % 2**PLACE_BITS
    return np.random.default_rng(seed).permutation(numbers[places == CODE_OF[place]])


def members(people: np.ndarray, place: int) -> tuple[np.ndarray, np.ndarray]:
    """Return who of some persons is insured, and who is retired, in the fund of a place."""
    draws = people["membership"] == int(Membership.PENSIONER)
    relation = np.maximum(people["relation"], 0)
    fund = people["fund_place"][np.arange(len(people)), relation]
    waits = np.isin(people["membership"], (int(Membership.PAYING), int(Membership.DORMANT)))
    return waits & (people["relation"] >= 0) & (fund == place), draws & (people["paying_place"] == place)


def office(inputs: Inputs, place: int, insured: int, retired: int, seed: int) -> tuple[list[Example], float]:
    """Return the tables of so many insured and retired in parts, and the part of the place's members that they are."""
    wanted, found, looked, parts = np.array([insured, retired]), np.zeros(2, int), 0, []
    numbers = residents(inputs, place, seed)
    rates = np.zeros(2)
    while (found < wanted).any():
        chosen = numbers[looked : looked + PART]
        if not len(chosen):
            raise SystemExit(f"{PLACE_KEYS[place]}: found {found.tolist()} of {wanted.tolist()}: take a larger place")
        people, traces = traced(inputs, chosen, seed)
        kinds = members(people, place)
        rates += [kind.sum() for kind in kinds]
        keep = np.concatenate([np.flatnonzero(kind)[:more] for kind, more in zip(kinds, wanted - found, strict=True)])
        found += [min(kind.sum(), more) for kind, more in zip(kinds, wanted - found, strict=True)]
        looked += len(chosen)
        ids = np.array([f"P{found.sum() - len(keep) + number + 1:08d}" for number in range(len(keep))])
        people, traces = people[np.sort(keep)], traces[np.sort(keep)]
        parts.append(
            Example(
                person_frame(ids, people, 1.0), spell_frame(ids, people, traces), transfer_frame(ids, people, traces)
            )
        )
    return parts, float(wanted.sum() / (rates.sum() * len(numbers) / looked))


def repeated(frame: pd.DataFrame, times: int) -> pd.DataFrame:
    """Return the rows of a table so many times, each time under other ids."""
    return pd.concat([frame.assign(person=frame["person"] + f"-{time}") for time in range(times)], ignore_index=True)


def main() -> None:
    """Write the extract and its crosswalk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--place", default="foshan", choices=PLACE_KEYS)
    parser.add_argument("--one-in", type=int, default=10, help="persons that each row stands for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", action="store_true", help="each row so many times, with an id and luck of its own")
    given = parser.parse_args()
    inputs, place = compile_inputs("baseline"), PLACE_KEYS.index(given.place)
    parts, part = office(inputs, place, INSURED // given.one_in, RETIRED // given.one_in, given.seed)
    part *= given.one_in / FINEST
    reserve = float(inputs.stocks[place, Scheme.EMPLOYEES]) / FEN * part
    times = given.one_in if given.whole else 1
    with made_folder(given.out, EXTRACT) as working:
        for name in Example._fields:
            frame = pd.concat([getattr(one, name) for one in parts], ignore_index=True)
            if name == "persons":
                frame["weight"] = given.one_in / times
            if times > 1:
                frame = repeated(frame, times)
            frame.to_parquet(working / f"{name}.parquet", index=False)
            print(f"{name}: {len(frame):,} rows")
        text = map_text(parts[0]).splitlines()
        text = [OF_MODEL if line.startswith("from_model") else line for line in text]
        text.insert(3, f"reserves: {{employees: {{{given.place}: {reserve:.0f}}}}}")
        (working / MAP).write_text("\n".join(text) + "\n", encoding="utf-8")
    print(f"reserve of the office: {reserve / 1e9:.2f} bn yuan, {100 * part:.1f}% of the place's members")


if __name__ == "__main__":
    main()
