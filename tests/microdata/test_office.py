"""An office on its own: an extract of one place's members, brought in with its reserve, run, its books closed in fen."""

import numpy as np
import pytest

import microsim as ms
from calibration.office import members, office, repeated
from microsim.inputs import compile_inputs
from microsim.kernel.items import ITEM_SIGN
from microsim.microdata.commands import import_population
from microsim.microdata.example import map_text
from microsim.places import PLACE_KEYS

PLACE, INSURED, RETIRED, RESERVE = "foshan", 1700, 400, 28.9e9
UNTIL = 2020


@pytest.fixture(scope="module")
def extract():
    """The tables of a small office."""
    import pandas as pd

    parts, part = office(compile_inputs("baseline"), PLACE_KEYS.index(PLACE), INSURED, RETIRED, seed=1)
    assert 0 < part < 0.1
    names = ("persons", "spells", "transfers")
    return map_text(parts[0]), {name: pd.concat([getattr(one, name) for one in parts]) for name in names}


@pytest.mark.slow
def test_an_office_runs_from_its_extract_to_its_books(extract, tmp_path):
    text, tables = extract
    assert (tables["persons"]["membership"] == "pensioner").sum() == RETIRED
    assert len(tables["persons"]) == INSURED + RETIRED
    tables["persons"]["weight"] = 1000.0
    for name, table in tables.items():
        table.to_parquet(tmp_path / f"{name}.parquet", index=False)
    closed = "from_model: {births: none, arrivals: none, absent: none, reserves: none}"
    lines = [closed if line.startswith("from_model") else line for line in text.splitlines()]
    (tmp_path / "map.yaml").write_text("\n".join([*lines, f"reserves: {{employees: {{{PLACE}: {RESERVE}}}}}"]) + "\n")
    files = [tmp_path / f"{name}.parquet" for name in ("persons", "spells", "transfers")]
    import_population(files[0], tmp_path / "map.yaml", tmp_path / "own", files[1], files[2])
    run = ms.run("baseline+no-pooling", population=tmp_path / "own", one_in=1000, until=UNTIL, figures=False, threads=1)
    funds = run.tree["funds"]
    opening, closing = (funds[name].transpose("year", "place", "scheme").values for name in ("opening", "closing"))
    flows = funds["flows"].transpose("year", "place", "scheme", "item").values
    assert (opening + flows @ ITEM_SIGN == closing).all()
    assert (closing[:-1] == opening[1:]).all()
    first = funds["opening"].sel(year=UNTIL - 3)
    assert int(first.sel(place=PLACE, scheme="employees")) == round(100 * RESERVE)
    assert int(np.abs(first).sum()) == round(100 * RESERVE)  # no other fund has money
    people = run.tree["population"].persons.sel(year=UNTIL - 3).sum(["status", "sex", "age"])
    assert float(people.sum()) == pytest.approx(2_100_000, rel=0.05)  # who is alive a year after
    assert float(people.sel(place=PLACE)) > 0.8 * float(people.sum())


def test_repeated_rows_have_other_ids():
    import pandas as pd

    frame = pd.DataFrame({"person": ["P1", "P2"], "sex": ["male", "female"]})
    assert repeated(frame, 2)["person"].tolist() == ["P1-0", "P2-0", "P1-1", "P2-1"]


def test_who_retired_elsewhere_is_no_member_here():
    from microsim.schema import PERSON, Membership

    people = np.zeros(3, dtype=PERSON)
    people["membership"] = [int(Membership.PENSIONER), int(Membership.PENSIONER), int(Membership.PAYING)]
    people["paying_place"], people["fund_place"], people["relation"] = [4, 5, -1], 4, 0
    insured, retired = members(people, 4)
    assert insured.tolist() == [False, False, True]
    assert retired.tolist() == [True, False, False]
