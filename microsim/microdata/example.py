"""A synthetic extract of a social-insurance bureau's shape, written from the model's own lives."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.folders.kinds import EXTRACT
from microsim.folders.making import made_folder
from microsim.folders.target import check_target
from microsim.kernel.numbers import AGE_BITS, COUNT_BITS, PLACE_BITS, SEX_BITS, STATUS_BITS, YEAR_BITS
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.microdata.findings import refuse
from microsim.microdata.variables import PERSONS, SPELLS, TRANSFERS, AllowanceCase, SpellKind, code_words
from microsim.places import ELSEWHERE, PLACE_KEYS, PROVINCE_COUNT, PROVINCE_OF
from microsim.schema import Labour, Membership, Origin

if TYPE_CHECKING:
    import pandas as pd

    from microsim.inputs import Inputs

PART = 20_000  # persons made at a time: bounds memory
FORMATS = ("csv", "parquet")
MAP = "map.yaml"
STRATUM_BITS = PLACE_BITS + STATUS_BITS + SEX_BITS + AGE_BITS + YEAR_BITS  # below the origin, above the count
STOCK = (int(Origin.BASE), int(Origin.ABSENT))


class Example(NamedTuple):
    """Tables of an extract, as data frames in words, months as 2016-12 and yuan."""

    persons: "pd.DataFrame"
    spells: "pd.DataFrame"
    transfers: "pd.DataFrame"


def write_example(inputs: "Inputs", persons: int, out: Path, suffix: str = "csv", seed: int = 1) -> Path:
    """Write an extract of a number of persons and the crosswalk that reads it; return the folder."""
    import pandas as pd

    check_target(out, EXTRACT)
    numbers, weight = stock_sample(inputs, persons)
    parts = [
        extract(inputs, numbers[start : start + PART], start, weight, seed) for start in range(0, len(numbers), PART)
    ]
    with made_folder(out, EXTRACT) as working:
        for name in Example._fields:
            frame = pd.concat([getattr(part, name) for part in parts], ignore_index=True)
            path = working / f"{name}.{suffix}"
            if suffix == "csv":
                frame.to_csv(path, index=False)
            else:
                frame.to_parquet(path, index=False)
        (working / MAP).write_text(map_text(parts[0]), encoding="utf-8")
    return out


def stock_sample(inputs: "Inputs", persons: int) -> tuple[np.ndarray, float]:
    """Return that many persons of the base date, evenly over the strata, and the persons each stands for."""
    strata = inputs.population.strata
    size = strata.size[np.isin(strata.key >> np.uint64(STRATUM_BITS), STOCK)]
    total = int(size.sum())
    if not 1 <= persons <= total:
        refuse("--persons", f"found {persons:,}, allowed is 1 to {total:,}")
    one_in = max(total // (persons + len(size)), 1)
    numbers = inputs.population.sample(one_in)
    numbers = numbers[np.isin(numbers >> np.uint64(STRATUM_BITS + COUNT_BITS), STOCK)]
    chosen = np.arange(persons) * len(numbers) // persons
    return numbers[chosen], total / persons


def extract(inputs: "Inputs", numbers: np.ndarray, start: int, weight: float, seed: int) -> Example:
    """Return the extract of some persons."""
    people, traces = traced(inputs, numbers, seed)
    ids = np.array([f"P{start + place + 1:08d}" for place in range(len(numbers))])
    spells = spell_frame(ids, people, traces)
    return Example(person_frame(ids, people, weight), spells, transfer_frame(ids, people, traces))


def traced(inputs: "Inputs", numbers: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return persons at the base date and the years of their histories."""
    from microsim.engine.trace import TRACE, trace_block
    from microsim.kernel.draws import draw_key
    from microsim.kernel.tallies import TALLIES
    from microsim.kernel.world import pack_world
    from microsim.schema import PERSON

    people = np.zeros(len(numbers), dtype=PERSON)
    traces = np.zeros((len(numbers), BASE_YEAR - FIRST_LAW_YEAR + 1), dtype=TRACE)
    noted = np.zeros((3, PROVINCE_COUNT), dtype=np.int64)
    scratch, tallies = np.zeros(2, dtype=PERSON), np.zeros(1, dtype=TALLIES)
    trace_block(numbers, pack_world(inputs.world)[0], draw_key(seed, 0), scratch, tallies[0], noted, people, traces)
    waiting = people["membership"] != int(Membership.PENSIONER)
    if (traces["months"].sum(axis=1)[waiting] != people["months"][waiting]).any():
        raise RuntimeError("the traced histories are not those of the engine")
    return people, traces


def words(name: str, codes: np.ndarray) -> np.ndarray:
    """Return the words of codes."""
    table = code_words(name)
    return np.array([table[code] for code in range(max(table) + 1) if code in table], dtype=object)[
        np.searchsorted(sorted(table), codes)
    ]


def months_text(index: np.ndarray) -> np.ndarray:
    """Return month indices as text, nothing where there is none."""
    known, place = np.unique(index, return_inverse=True)
    texts = [f"{month // MONTHS}-{month % MONTHS + 1:02d}" if month > 0 else None for month in known]
    return np.array(texts, dtype=object)[place]


def yuan(fen: np.ndarray, here: np.ndarray) -> np.ndarray:
    """Return money in yuan, nothing where it does not apply."""
    return np.where(here, fen / FEN, np.nan)


def whole(values: np.ndarray, here: np.ndarray) -> "pd.arrays.IntegerArray":
    """Return whole numbers, nothing where they do not apply."""
    import pandas as pd

    return pd.arrays.IntegerArray(values.astype(np.int64), ~here)


def place_words(codes: np.ndarray) -> np.ndarray:
    """Return keys of places, nothing for none."""
    return np.array([*PLACE_KEYS, None], dtype=object)[np.where(codes >= 0, codes, len(PLACE_KEYS))]


def person_frame(ids: np.ndarray, people: np.ndarray, weight: float) -> "pd.DataFrame":
    """Return the table of persons."""
    import pandas as pd

    draws = people["membership"] == int(Membership.PENSIONER)
    member = (people["relation"] >= 0) & ~draws & (people["membership"] != int(Membership.BRIDGED))
    claimed = people["residents_claim"] > 0
    works = people["labour"] >= int(Labour.FORMAL)
    relation = np.maximum(people["relation"], 0)
    fund = people["fund_place"][np.arange(len(people)), relation]
    record = np.where(draws, people["paying_place"], np.where(member, fund, -1))
    paid, deemed = people["months"].sum(axis=1), people["deemed_months"].sum(axis=1)
    residents = np.where(claimed, people["residents_left_fen"], people["residents_account_fen"])
    return pd.DataFrame(
        {
            "person": ids,
            "weight": np.round(np.full(len(people), weight), 4),
            "sex": words("sex", people["sex"]),
            "birth": months_text(people["birth"]),
            "place": place_words(people["place"]),
            "hukou_place": place_words(people["hukou_place"]),
            "hukou_type": words("hukou_type", people["hukou_type"]),
            "tie": place_words(np.where(people["place"] == ELSEWHERE, people["tie"], -1)),
            "education": words("education", people["education"]),
            "stay_years": np.minimum(people["stay_years"], BASE_YEAR - people["birth"] // MONTHS),
            "labour": words("labour", people["labour"]),
            "wage": np.where(works, np.round(people["wage"], 2), np.nan),
            "track": words("track", people["track"]),
            "membership": words("membership", people["membership"]),
            "scheme": words("scheme", people["scheme"]),
            "record_place": place_words(record),
            "first_paid": months_text(np.where(member, people["first_paid"], 0)),
            "last_paid": months_text(np.where(member, people["last_paid"].max(axis=1), 0)),
            "paid_months": whole(
                np.where(draws, people["contribution_months"], np.where(member, paid, 0)), draws | member
            ),
            "deemed_months": whole(np.where(draws, 0, deemed), ~draws & (deemed > 0)),
            "account": yuan(people["account_fen"].sum(axis=1), member),
            "claim": months_text(np.where(draws, people["claim_month"], 0)),
            "pension": yuan(people["pension_fen"], draws),
            "residents_member": np.where(people["residents_member"] > 0, "yes", "no"),
            "residents_months": whole(people["residents_months"], people["residents_member"] > 0),
            "residents_account": yuan(residents, people["residents_member"] > 0),
            "residents_place": place_words(people["residents_place"]),
            "residents_claim": months_text(people["residents_claim"]),
            "residents_pension": yuan(people["residents_pension_fen"], claimed),
        }
        | special_columns(people, draws, member)
    )


def special_columns(people: np.ndarray, draws: np.ndarray, member: np.ndarray) -> dict[str, Any]:
    """Return the columns of the smaller schemes."""
    formal = people["labour"] == int(Labour.FORMAL)
    allowance = member & (people["disability_fen"] > 0)
    kept = people["temporary"].astype(bool) & (people["fund_place"] >= 0) & member[:, None]
    temporary = np.where(kept.any(axis=1), people["fund_place"][np.arange(len(people)), kept.argmax(axis=1)], -1)
    cases = np.where(allowance, people["disability_case"], int(AllowanceCase.FULL))
    return {
        "public": yes_or_no(people["public"], formal & ~draws),
        "special": yes_or_no(people["special"], ~draws),
        "temporary_place": place_words(temporary),
        "certificate": yuan(people["certificate_fen"], people["certificate_fen"] > 0),
        "disability": yuan(people["disability_fen"], allowance),
        "disability_case": where_so(allowance, words("disability_case", cases)),
        "disability_from": months_text(np.where(allowance, people["disability_from"], 0)),
        "disability_until": months_text(np.where(allowance, people["disability_until"], 0)),
    }


def yes_or_no(flags: np.ndarray, here: np.ndarray) -> np.ndarray:
    """Return flags as words, nothing where they do not apply."""
    return where_so(here, np.where(flags > 0, "yes", "no"))


def where_so(here: np.ndarray, texts: np.ndarray) -> np.ndarray:
    """Return texts, nothing where they do not apply."""
    found = texts.astype(object)
    found[~here] = None
    return found


def spell_frame(ids: np.ndarray, people: np.ndarray, traces: np.ndarray) -> "pd.DataFrame":
    """Return the table of spells: a row a person, province and year, as contributions are declared by the year."""
    import pandas as pd

    person, year, province = np.nonzero(traces["months"] > 0)
    rows = traces[person, year]
    at = np.arange(len(rows))
    months = rows["months"][at, province].astype(np.int64)
    last = one_after_another(person, year, months, rows["last"][at, province].astype(np.int64))
    first = np.maximum(last - months + 1, MONTHS * (year + FIRST_LAW_YEAR))
    kinds = words("kind", rows["kind"])
    places = rows["place"][at, province]
    paid = spell_part(ids[person], places, kinds, first, last, months, np.round(rows["base"][at, province], 2))
    earliest = np.full(traces.shape, np.iinfo(np.int64).max)
    np.minimum.at(earliest, (person, year), first)
    person, year = np.nonzero(traces["deemed"] > 0)
    rows = traces[person, year]
    first = MONTHS * (year + FIRST_LAW_YEAR) - np.maximum(rows["deemed"].astype(np.int64) - MONTHS, 0)
    months = np.minimum(rows["deemed"], earliest[person, year] - first)
    kinds = words("kind", np.full(len(rows), int(SpellKind.DEEMED)))
    nothing = np.full(len(rows), np.nan)
    deemed = spell_part(ids[person], rows["deemed_place"], kinds, first, first + months - 1, months, nothing)
    spells = pd.concat([deemed[months > 0], paid], ignore_index=True)
    members = ids[people["membership"] != int(Membership.BRIDGED)]
    spells = spells[spells["person"].isin(members)]
    spells = spells.sort_values(["person", "first"], kind="stable", ignore_index=True)
    for column in ("first", "last"):
        spells[column] = months_text(spells[column].to_numpy(dtype=np.int64))
    return spells


def one_after_another(person: np.ndarray, year: np.ndarray, months: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return last months such that the spells of a person and year follow each other.

    Who pays at one place, then at another and at the first again has one spell a place: the one that ends earlier
    is put before the other.
    """
    order, last = np.lexsort((last, year, person)), last.copy()
    earlier, later = order[:-1], order[1:]
    same = (person[earlier] == person[later]) & (year[earlier] == year[later])
    for _ in range(PROVINCE_COUNT - 1):
        begins = last - months + 1
        last[earlier[same]] = np.minimum(last[earlier[same]], begins[later[same]] - 1)
    return last


def spell_part(
    ids: np.ndarray, places: np.ndarray, kinds: np.ndarray, first: Any, last: Any, months: Any, base: Any
) -> "pd.DataFrame":
    """Return spells of one sort, months still as indices."""
    import pandas as pd

    whole_months = np.asarray(months, dtype=np.int64)
    columns = (ids, place_words(places), kinds, first, last, whole_months, base)
    return pd.DataFrame(dict(zip(("person", "place", "kind", "first", "last", "months", "base"), columns, strict=True)))


def transfer_frame(ids: np.ndarray, people: np.ndarray, traces: np.ndarray) -> "pd.DataFrame":
    """Return the table of transfers, dated by the first month paid at the new place."""
    import pandas as pd

    moved = traces["moved_from"] >= 0
    moved &= (people["membership"] != int(Membership.BRIDGED))[:, None]
    person, year = np.nonzero(moved)
    rows = traces[person, year]
    target = PROVINCE_OF[rows["moved_to"]]
    at = np.arange(len(rows))
    month = rows["last"][at, target] - np.maximum(rows["months"][at, target], 1) + 1
    return pd.DataFrame(
        {
            "person": ids[person],
            "month": months_text(month),
            "from_place": place_words(rows["moved_from"]),
            "to_place": place_words(rows["moved_to"]),
        }
    )


def map_text(example: Example) -> str:
    """Return the crosswalk that reads an extract: every column is named as its variable."""
    lines = [
        "# Crosswalk of a synthetic extract: its columns bear the names of the model's variables.",
        f"date: {BASE_YEAR}-12",
        "from_model: {births: scaled, arrivals: scaled, absent: none}",
    ]
    for name in (PERSONS, SPELLS, TRANSFERS):
        columns: Any = getattr(example, name).columns
        lines += ["", f"{name}:", *(f"  {column}: {column}" for column in columns)]
    return "\n".join(lines) + "\n"
