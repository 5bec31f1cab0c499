"""Whatever a file of microdata holds, it is brought in as it says or refused with what is wrong: a seeded fuzz.

``python -m tests.microdata.test_any_extract SEED CASE FOLDER`` makes one case again.
"""

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from microsim.microdata.bring_in import import_file
from microsim.microdata.folder import read_folder
from microsim.microdata.variables import TABLES
from tests.fuzzing import spoiled, try_case, try_cases
from tests.microdata.extracts import Extract
from tests.microdata.workbooks import write_workbook

SEED, SHORT, LONG = 20161231, 40, 1500
# fmt: off
CELLS = [
    "", " ", ".", "NA", "nan", "inf", "-inf", "1e308", "1e309", "-1", "0", "1", "2", "1_000", "1,000", "1,00", "１２", "0x1F", "1e3", "12.5",
    "9" * 18, "9" * 60, "-8", "77", "007", "7.0", "1965.7", "1970.10", "1965-07", "1965年7月", "9999-12-31", "2016-12", "2017-01", "1850-01",
    "196513", "至今", "男", "女", "有", "无", "广东省广州市", "440106001001", "guangzhou", "上海", "elsewhere", "湖南", "male", "female",
    "paying", "pensioner", "none", "a1", "a2", "zz", "\x1b[31m", "\u202e", "\0", "a\nb", 'a"b', "a,b", "💰", "x" * 5000, "true", "4.4E+17",
]
VALUES = [
    None, True, False, 0, 1, -8, 77, 1e30, "", "x", [], {}, [1], {"a": 1}, "2016-12", "2016-13", "utf-8", "gbk", "hex", "drop", "scaled", ";",
    "tab", {"column": "sex"}, {"value": "male"}, {"value": None}, {"value": [1]}, {"column": "wage", "unit": "yuan/year"},
    {"column": "wage", "missing": [77]}, {"column": "sex", "codes": {1: "male", "01": "female"}}, {"column": "last", "open": [""]},
]
# fmt: on
STRICT = re.compile(r"[+-]?([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?")
NUMBERS = ("wage", "weight", "mean_index", "account", "pension")
SUFFIXES = ("csv", "csv", "tsv", "xlsx", "parquet", "dta", "sav")


def write(extract, folder, luck):
    """Write an extract in some format; return the paths of its tables."""
    suffix = luck.choice(SUFFIXES)
    paths = {}
    for name in TABLES:
        frame = getattr(extract, name)
        path = paths[name] = folder / f"{name}.{suffix}"
        if suffix in ("csv", "tsv"):
            frame.to_csv(path, index=False, sep="\t" if suffix == "tsv" else ",")
        elif suffix == "xlsx":
            pytest.importorskip("python_calamine")
            rows = [
                [None if one is None or one != one else one for one in row]
                for row in frame.to_numpy(dtype=object).tolist()
            ]
            printed = [[re.sub(r"[\0-\x1f]", "", one) if isinstance(one, str) else one for one in row] for row in rows]
            write_workbook(path, {name: [list(frame.columns), *printed]})
        else:
            texts = frame.astype(object).where(frame.notna(), "").astype(str)
            if suffix == "parquet":
                texts.to_parquet(path)
            elif suffix == "dta":
                texts.map(lambda one: one[:200].replace("\0", "")).to_stata(path, write_index=False, version=118)
            else:
                pytest.importorskip("pyreadstat").write_sav(
                    texts.map(lambda one: one[:200].replace("\0", "")), str(path)
                )
    return paths


def sound_folder(made, numbers):
    """Refuse silent nonsense in what was brought in: bounds, ids, and numbers that a stricter reader reads otherwise."""
    tables, summary = read_folder(made.folder)
    for name, table in tables.items():
        for variable in TABLES[name]:
            values = table.columns.get(variable.name)
            if values is None or variable.kind == "id":
                continue
            known = values[~np.isnan(values)]
            assert np.isfinite(known).all(), variable.name
            if variable.lowest is not None:
                assert ((known >= variable.lowest) & (known <= variable.highest)).all(), variable.name
    persons = tables["persons"]
    assert len(set(persons["person"])) == persons.rows
    assert persons["weight"].min() > 0
    assert summary["persons"] == pytest.approx(persons["weight"].sum())
    for row, column, text in numbers:
        found = persons[column][row]
        if STRICT.fullmatch(text.strip()):
            assert found == pytest.approx(float(text.replace(",", ""))), f"{column}: {text!r} was read as {found}"
        else:
            assert np.isnan(found), f"{column}: {text!r} was read as {found}"


def any_extract(luck, folder):
    """Try an extract with some bad cells, bytes or entries of its crosswalk."""
    extract, numbers = Extract(), []
    bytes_change = luck.random() < 0.3
    for _ in range(luck.choice((0, 1, 1, 2))):
        table = luck.choice(list(TABLES))
        frame = getattr(extract, table)
        column, row, cell = luck.choice(list(frame.columns)), luck.randrange(len(frame)), luck.choice(CELLS)
        extract.put(table, row + 1, **{column: cell})
        numbers = [one for one in numbers if one[:2] != (row, column)]
        if column in NUMBERS and table == "persons":
            numbers.append((row, column, cell))
    if changed := luck.random() < 0.3:
        where = luck.choice((extract.map, extract.map["persons"], extract.map["spells"]))
        names = [*where, "encoding", "separator", "missing", "without_weight", "from_model", "wage", "x"]
        where[luck.choice(names)] = luck.choice(VALUES)
    paths = write(extract, folder, luck)
    text = yaml.safe_dump(extract.map, allow_unicode=True, sort_keys=False).encode()
    (folder / "map.yaml").write_bytes(spoiled(luck, text) if bytes_change and luck.random() < 0.3 else text)
    if bytes_change:
        path = luck.choice(list(paths.values()))
        path.write_bytes(spoiled(luck, path.read_bytes()))
    made = import_file(paths["persons"], folder / "map.yaml", folder / "own", paths["spells"], paths["transfers"])
    sound_folder(made, [] if bytes_change or changed else numbers)


def any_numbers(luck, folder):
    """Try a column of numbers, some of which a lenient reader would take for others."""
    alphabet = luck.choice(("0123456789", "0123456789.,", "0123456789eE+-._,", "0123456789１２nai ()xX%'"))
    texts = ["".join(luck.choices(alphabet, k=luck.randint(1, 8))) for _ in range(3)]
    frame = pd.DataFrame({"p": ["a", "b", "c"], "w": texts})
    frame.to_csv(folder / "p.csv", index=False)
    (folder / "map.yaml").write_text(
        "date: 2016-12\npersons: {person: p, wage: w, sex: {value: male}, age: {value: 40}, place: {value: shanghai}}\n",
        encoding="utf-8",
    )
    made = import_file(folder / "p.csv", folder / "map.yaml", folder / "own")
    sound_folder(made, [(row, "wage", text) for row, text in enumerate(texts)])


CASES = (any_extract, any_numbers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_few(tmp_path, case):
    counts = try_cases(case, SEED, range(SHORT), tmp_path)
    assert min(counts.values()) > 0, f"{counts}: the cases are all alike"


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_many(tmp_path, case):
    counts = try_cases(case, SEED, range(SHORT, LONG), tmp_path)
    assert min(counts.values()) > LONG // 50, f"{counts}: the cases are all alike"


if __name__ == "__main__":
    seed, number, place = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    for one in CASES:
        (place / one.__name__).mkdir(parents=True)
        print(one.__name__, try_case(one, seed, number, place / one.__name__))
