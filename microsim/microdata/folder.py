"""The population folder: checked tables as Parquet and what is worth knowing of them as JSON."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.folders.kinds import POPULATION
from microsim.folders.leftovers import put_back_if_lost
from microsim.folders.making import made_folder
from microsim.folders.manifest import file_hash, hashes_of, read_manifest, write_manifest
from microsim.microdata.closed_schemes import CERTIFICATE, TOWNSHIP, places_with
from microsim.microdata.crosswalk import Crosswalk
from microsim.microdata.findings import refuse
from microsim.microdata.table import Table, rows_of
from microsim.microdata.variables import BIRTH_WAYS, CODES, PERSONS, TABLES, Variable, by_name, code_words
from microsim.places import ELSEWHERE, PLACE_KEYS
from microsim.reading import show
from microsim.reading.arguments import is_file
from microsim.results.provenance import data_hash
from microsim.schema import Labour, Membership

if TYPE_CHECKING:
    import pyarrow

SUMMARY = "population.json"
FORMAT = f"{POPULATION.format} {POPULATION.version}"
SEAL = "seal"  # hash of all else that the summary says
DIGITS = 3  # of shares
CLAIM_MONTHS = 60 * MONTHS  # nobody younger draws a residents' pension
WITHOUT_RECORD = (int(Membership.NONE), int(Membership.BRIDGED))
OF_PENSIONERS = (
    "claim",
    "pension",
    "pension_basic",
    "pension_account",
    "pension_transitional",
    "pension_supplement",
    "account_left",
)
OF_MEMBERS = (
    "scheme",
    "record_place",
    "first_paid",
    "last_paid",
    "paid_months",
    "deemed_months",
    "mean_index",
    "account",
)
OF_ALLOWANCES = ("disability_case", "disability_from", "disability_until")
OF_RESIDENTS = ("residents_months", "residents_account", "residents_place")
OF_OLD_RESIDENTS = ("residents_claim", "residents_pension")


def summary_of(
    tables: dict[str, Table],
    crosswalk: Crosswalk,
    paths: dict[str, Path],
    map_file: Path,
    checks: list[str],
    notes: list[str],
) -> dict[str, Any]:
    """Return what population.json says: sources by hash, rows, weight, what is known and what is filled how."""
    persons = tables[PERSONS]
    return {
        "format": FORMAT,
        "date": f"{crosswalk.date // MONTHS}-{crosswalk.date % MONTHS + 1:02d}",
        "carried_months": crosswalk.carry,
        "from_model": crosswalk.ways,
        "reserves": crosswalk.reserves,
        "rows": {name: table.rows for name, table in tables.items()},
        "persons": float(round(float(persons["weight"].sum()), DIGITS)),
        "known": {name: known_shares(table) for name, table in tables.items()},
        "filled": {name: filled(table) for name, table in tables.items()},
        "checks": checks,
        "notes": notes,
        "sources": {name: {"file": path.name, "sha256": file_hash(path)} for name, path in paths.items()},
        "map": {"file": map_file.name, "sha256": file_hash(map_file)},
    }


def known_shares(table: Table) -> dict[str, float]:
    """Return the share of rows that have each variable."""
    shares: dict[str, float] = {}
    for variable in TABLES[table.name] if table.rows else ():
        if variable.kind != "id" and variable.name in table.columns:
            shares[variable.name] = round(float(np.mean(~np.isnan(table[variable.name]))), DIGITS)
    return shares


def filled(table: Table) -> dict[str, dict[str, Any]]:
    """Return the variables that rows lack to which they apply, with the number of those rows and what stands in."""
    lacking = {}
    for variable in TABLES[table.name]:
        if variable.kind == "id" or not variable.otherwise or variable.name in BIRTH_WAYS:
            continue
        rows = int((np.isnan(table[variable.name]) & applies(table, variable.name)).sum())
        if rows:
            lacking[variable.name] = {"rows": rows, "by": variable.otherwise}
    return lacking


def applies(table: Table, variable: str) -> np.ndarray:
    """Return to which rows a variable may apply: what is unknown may."""
    if table.name != PERSONS:
        groups = {"index": np.isnan(table["base"]), "base": np.isnan(table["index"])}
        return groups.get(variable, np.ones(table.rows, dtype=bool))
    member, place = table["membership"], table["place"]
    pensioner = member == int(Membership.PENSIONER)
    groups = {
        "hukou_from": np.isnan(table["hukou_place"]),
        "birth_month": np.isnan(table["birth"]),
        "tie": place == ELSEWHERE,
        "wage": ~(table["labour"] < int(Labour.FORMAL)),
        "stay_years": ~(place == table["hukou_place"]),
    }
    groups |= special_groups(table)
    groups |= dict.fromkeys(OF_PENSIONERS, np.isnan(member) | pensioner)
    groups |= dict.fromkeys(OF_MEMBERS, ~pensioner & ~np.isin(member, WITHOUT_RECORD))
    groups |= dict.fromkeys(OF_RESIDENTS, ~(table["residents_member"] == 0) & ~pensioner)
    groups |= dict.fromkeys(
        OF_OLD_RESIDENTS, groups["residents_months"] & (table["birth"] <= table.date - CLAIM_MONTHS)
    )
    everybody = np.ones(table.rows, dtype=bool)
    return groups.get(variable, everybody)


def special_groups(table: Table) -> dict[str, np.ndarray]:
    """Return to which rows the variables of the smaller schemes may apply."""
    member, labour, home = table["membership"], table["labour"], table["hukou_place"]
    here = ("place", "record_place", "hukou_place")
    town, outside = (
        {name: np.isin(table[name], places_with(scheme)) for name in here} for scheme in (TOWNSHIP, CERTIFICATE)
    )
    of_town, of_outside = (np.any(list(ties.values()), axis=0) for ties in (town, outside))
    working = np.isnan(labour) | (labour == int(Labour.FORMAL))
    waiting = ~(member == int(Membership.PENSIONER))
    allowance = dict.fromkeys(OF_ALLOWANCES, table["disability"] > 0)
    return allowance | {
        "public": working & waiting,
        "special": waiting,
        "temporary_place": waiting & ~np.isin(member, WITHOUT_RECORD) & ~(home == table["record_place"]),
        "certificate": of_outside & ~outside["hukou_place"] & waiting,
        "township": of_town & ~waiting,
        "township_months": of_town & town["hukou_place"] & waiting,
        "township_paid": table["township_months"] > 0,
        "disability": waiting & ~np.isin(member, WITHOUT_RECORD),
    }


def write_folder(folder: Path, tables: dict[str, Table], summary: dict[str, Any]) -> None:
    """Write a folder, which appears under its name when it is complete."""
    import pyarrow.parquet

    with made_folder(folder, POPULATION) as working:
        for name, table in tables.items():
            pyarrow.parquet.write_table(arrow_table(table), working / f"{name}.parquet", compression="zstd")
        content = json.loads(json.dumps(summary | {"outputs": hashes_of(working)}))
        write_manifest(working / SUMMARY, content | {SEAL: data_hash(content)})


def arrow_table(table: Table) -> "pyarrow.Table":
    """Return a table with whole numbers as such, and units and meanings as metadata of its columns."""
    import pyarrow

    arrays, fields = [], []
    for name, variable in by_name(table.name).items():
        if name not in table.columns:
            continue
        values = table.columns[name]
        if variable.kind == "id":
            arrays.append(pyarrow.array(values, pyarrow.string()))
        elif variable.kind == "number":
            arrays.append(pyarrow.array(values, pyarrow.float64(), from_pandas=True))
        else:
            whole = np.where(np.isnan(values), 0, values).astype(np.int32)
            arrays.append(pyarrow.array(whole, pyarrow.int32(), mask=np.isnan(values)))
        fields.append(pyarrow.field(name, arrays[-1].type, metadata=meaning(variable)))
    return pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields))


def meaning(variable: Variable) -> dict[str, str]:
    """Return what a column's metadata says of it."""
    said = {"unit": variable.unit, "long_name": variable.english, "long_name_zh": variable.chinese}
    if variable.name in CODES:
        said["codes"] = json.dumps(code_words(variable.name))
    if variable.kind == "place":
        said["codes"] = json.dumps(dict(enumerate(PLACE_KEYS)))
    return said | ({"month": "12 * year + month - 1"} if variable.kind == "month" else {})


def read_summary(folder: Path) -> dict[str, Any]:
    """Return what a folder says of itself."""
    put_back_if_lost(folder)
    path = folder / SUMMARY
    if not is_file(path):
        refuse(str(folder), f"found no {SUMMARY}, allowed is a folder made by microsim population import")
    summary = read_manifest(path)
    if not isinstance(summary, dict) or "format" not in summary:
        refuse(str(path), "cannot be read: import the file again")
    if summary["format"] != FORMAT:
        refuse(
            str(path), f"found the format {show(summary['format'])}, this version reads {FORMAT}: import the file again"
        )
    if summary.pop(SEAL, None) != data_hash(summary):
        refuse(str(path), "was changed since its import: import the file again")
    return summary


def read_folder(folder: Path) -> tuple[dict[str, Table], dict[str, Any]]:
    """Return the tables of a folder and its summary; refuse a folder changed since its import."""
    import pyarrow.parquet

    summary = read_summary(folder)
    year, month = map(int, summary["date"].split("-"))
    date = MONTHS * year + month - 1 + summary["carried_months"]
    tables: dict[str, Table] = {}
    for name in TABLES:
        if name not in summary["rows"]:
            continue
        path = folder / f"{name}.parquet"
        if not path.is_file() or file_hash(path) != summary["outputs"].get(path.name):
            refuse(str(path), "was changed since its import: import the file again")
        columns = {
            field: column.to_numpy(zero_copy_only=False).astype(object if field == "person" else np.float64)
            for field, column in zip(*columns_of(pyarrow.parquet.read_table(path)), strict=True)
        }
        nobody = np.zeros(0, dtype=np.int64)
        owner = nobody if name == PERSONS else rows_of(tables[PERSONS], columns["person"])
        tables[name] = Table(str(path), name, date, len(columns["person"]), columns, {}, owner)
    return tables, summary


def columns_of(table: "pyarrow.Table") -> tuple[list[str], list[Any]]:
    """Return the names and columns of a Parquet table."""
    return table.column_names, [column.combine_chunks() for column in table.columns]
