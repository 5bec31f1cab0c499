"""A population folder appears whole or not at all, says what it is made of, and notices changes."""

import json

import pytest

from microsim.microdata.folder import read_folder
from microsim.reading import InputError


def test_equal_extracts_give_equal_bytes(extract, bring, tmp_path):
    first, second = bring(extract, tmp_path / "a").folder, bring(extract, tmp_path / "b").folder
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_an_earlier_import_is_replaced_only_by_a_sound_one(extract, bring, tmp_path):
    folder = bring(extract).folder
    before = (folder / "population.json").read_text()
    extract.put("persons", 1, sex="x")
    with pytest.raises(InputError):
        bring(extract)
    assert (folder / "population.json").read_text() == before
    extract.put("persons", 1, sex="female", track="women_cadre")
    bring(extract)
    assert (folder / "population.json").read_text() != before


def test_another_folder_is_left_alone(extract, bring, tmp_path):
    (tmp_path / "population").mkdir()
    (tmp_path / "population" / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match=r"found thesis.txt and no population.json, so it is no earlier import"):
        bring(extract)
    assert (tmp_path / "population" / "thesis.txt").read_text() == "mine"


def test_what_is_filled_is_told(extract, bring):
    summary = bring(extract.put("persons", 1, education=None)).summary
    assert summary["filled"]["persons"]["education"] == {"rows": 1, "by": "drawn as in the model's base stock"}
    assert "pension" not in summary["filled"]["persons"], "only pensioners lack a pension"
    assert json.loads(json.dumps(summary)) == summary


def test_a_changed_folder_is_refused(extract, bring):
    folder = bring(extract).folder
    read_folder(folder)
    path = folder / "spells.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(InputError, match="was changed since its import"):
        read_folder(folder)


def test_no_folder(tmp_path):
    with pytest.raises(InputError, match="allowed is a folder made by microsim population import"):
        read_folder(tmp_path)
