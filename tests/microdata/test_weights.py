"""Weights that are missing, nought or uneven; rows left out with their spells; ends that are still to come."""

import numpy as np
import pytest

from microsim.microdata.folder import read_folder
from microsim.reading import InputError


def tables_of(made):
    """Return the tables of an import."""
    return read_folder(made.folder)[0]


@pytest.mark.parametrize("weight", [None, 0, 0.0, -8, "NA", "0.000"])
def test_some_rows_without_weight_are_refused(extract, bring, weight):
    extract.map["missing"] = [-8]
    with pytest.raises(InputError, match=r"weight: row 2: found (nothing|0).*without_weight: drop"):
        bring(extract.put("persons", 2, weight=weight))


def test_a_column_of_weights_that_has_none_is_refused(extract, bring):
    extract.persons["weight"] = None
    with pytest.raises(InputError, match=r"weight: row 1: found nothing where the file has weights.* 7 rows in all"):
        bring(extract)


def test_without_any_weights_a_row_is_a_person(extract, bring):
    del extract.map["persons"]["weight"]
    assert bring(extract).summary["persons"] == 7


@pytest.mark.parametrize("weight", [None, 0, -8])
def test_rows_without_weight_are_left_out_with_what_belongs_to_them(extract, bring, weight):
    extract.map |= {"missing": [-8], "without_weight": "drop"}
    extract.put("persons", 1, weight=weight, sex="x", birth="never")  # who was not in the wave was not asked
    made = bring(extract)
    tables = tables_of(made)
    assert tables["persons"]["person"].tolist() == ["a2", "a3", "a4", "a5", "a6", "a7"]
    assert tables["spells"]["person"].tolist() == ["a2", "a6", "a7"]
    assert tables["transfers"].rows == 0
    assert made.summary["persons"] == 700
    assert made.summary["notes"][:3] == [
        "persons: 1 rows without a weight left out",
        "spells: 2 rows without a weight left out",
        "transfers: 1 rows without a weight left out",
    ]


def test_rows_keep_their_numbers(extract, bring):
    extract.map["without_weight"] = "drop"
    extract.put("persons", 1, weight=0).put("persons", 3, weight=None)
    extract.put("persons", 4, sex="x").put("persons", 5, person="a4").put("spells", 4, months=30).put(
        "spells", 5, place="x"
    )
    with pytest.raises(InputError) as error:
        bring(extract)
    told = str(error.value)
    assert "sex: row 4: found x" in told
    assert "person: row 5: found a4 again, it stands in row 4 too" in told
    assert "months: row 4: found 30 months in the spells of a6, row 6 of the persons says 36" in told
    assert "place: row 5: found x" in told


def test_a_weight_that_cannot_be_read_is_no_missing_one(extract, bring):
    extract.map["without_weight"] = "drop"
    with pytest.raises(InputError, match="weight: row 2: found 1_000, allowed is a number"):
        bring(extract.put("persons", 2, weight="1_000"))


def test_nobody_with_a_weight(extract, bring):
    extract.map["without_weight"] = "drop"
    extract.persons["weight"] = 0
    with pytest.raises(InputError, match="found no row with a weight above 0"):
        bring(extract)


def test_uneven_weights_are_said(extract, bring):
    assert not any("uneven" in note for note in bring(extract).summary["notes"])
    extract.persons["weight"] = [35000.0, *[1.0] * 6]
    (note,) = bring(extract).summary["notes"]
    worth = 35006**2 / (35000**2 + 6)
    assert f"7 rows are worth {worth:,.1f} of equal weight; the heaviest stands for 100% of all" in note


@pytest.mark.parametrize("end", ["9999-12-31", "999912", "99991231", "2999年12月", "至今"])
def test_an_open_end_is_the_files_date(extract, bring, end):
    made = bring(extract.put("spells", 3, last=end, months=None))
    assert tables_of(made)["spells"]["last"][2] == 12 * 2016 + 11
    assert "spells.last: 1 rows go on, taken up to the file's date" in made.summary["notes"]


def test_a_blank_end_goes_on_only_where_the_crosswalk_says_so(extract, bring):
    extract.put("spells", 3, last=None, months=None)
    with pytest.raises(
        InputError, match=r"last: row 3: found nothing, every row needs last; where a blank means.*open: \[''\]"
    ):
        bring(extract)
    extract.map["spells"]["last"] = {"column": "last", "open": ["", "2099-12"]}
    extract.put("spells", 4, last="2099-12")
    made = bring(extract)
    assert (tables_of(made)["spells"]["last"][[2, 3]] == 12 * 2016 + 11).all()
    assert "spells.last: 2 rows go on, taken up to the file's date" in made.summary["notes"]


def test_an_open_end_is_no_end_of_anything_else(extract, bring):
    with pytest.raises(InputError, match="claim: row 3: found 9999-12-31, allowed is a month"):
        bring(extract.put("persons", 3, claim="9999-12-31"))


def test_positive_missing_codes_act_beside_their_column_only(extract, bring):
    extract.map["persons"]["paid_months"] = {"column": "paid_months", "missing": [84]}
    extract.put("persons", 6, weight=84, mean_index=None)
    persons = tables_of(bring(extract.only_persons()))["persons"]
    assert np.isnan(persons["paid_months"][1])
    assert persons["weight"][5] == 84
