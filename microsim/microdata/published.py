"""The documented schema: JSON Schema of crosswalks, and the tables of the documentation page."""

import json
from pathlib import Path
from typing import Any

from microsim.microdata.all_checks import CHECKS
from microsim.microdata.crosswalk import (
    AREAS,
    DEFAULT_WAYS,
    FUNDS,
    MODEL_PARTS,
    MOST_MONEY,
    OPEN_VARIABLES,
    UNITS,
    WAYS,
    WITHOUT_WEIGHT,
    allowed_words,
)
from microsim.microdata.text_files import SEPARATORS
from microsim.microdata.variables import BIRTH_WAYS, PERSONS, TABLES, Variable, by_name

SCHEMA_FILE = Path(__file__).parent / "crosswalk.schema.json"
MISSING = "Codes that mean that nothing is known"
EVERYWHERE = MISSING + " in any column: words and negative numbers"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a crosswalk."""
    properties = {
        "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "description": "Month the file describes"},
        "carry_to_base": {"type": "boolean", "description": "Shift all months to the base year, scale money by wages"},
        "encoding": {"type": "string", "description": "Encoding of text and of old SAS, SPSS or Stata files"},
        "separator": {
            "enum": [*SEPARATORS, *SEPARATORS.values()],
            "description": "What parts the fields of text files; a comma by default, a tab in .tsv",
        },
        "missing": missing_schema(EVERYWHERE, {"maximum": 0, "not": {"const": 0}}),
        "without_weight": {
            "enum": list(WITHOUT_WEIGHT),
            "default": WITHOUT_WEIGHT[0],
            "description": "What becomes of rows whose weight is missing or 0",
        },
        "tables": {
            "type": "object",
            "description": "Names of the tables in a database",
            "properties": {name: {"type": "string"} for name in TABLES},
            "additionalProperties": False,
        },
        "from_model": {
            "type": "object",
            "description": "What comes from the model, and whether it is scaled to the file's persons",
            "properties": {part: {"enum": list(WAYS), "default": DEFAULT_WAYS[part]} for part in MODEL_PARTS},
            "additionalProperties": False,
        },
        "reserves": {
            "type": "object",
            "description": "What the funds hold at the file's date, yuan by scheme and place; a debt is negative",
            "properties": {scheme: of_places() for scheme in FUNDS},
            "additionalProperties": False,
        },
    } | {name: table_schema(name) for name in TABLES}
    return {
        "$schema": DRAFT,
        "title": "Crosswalk from a file to a population",
        "type": "object",
        "required": ["date", PERSONS],
        "properties": properties,
        "additionalProperties": False,
    }


def of_places() -> dict[str, Any]:
    """Return the schema of numbers by the key of a place."""
    number = {"type": "number", "minimum": -MOST_MONEY, "maximum": MOST_MONEY}
    return {"type": "object", "propertyNames": {"enum": list(AREAS)}, "additionalProperties": number}


def missing_schema(description: str = MISSING, bounds: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the schema of a list of missing codes."""
    return {
        "type": "array",
        "items": {"type": ["string", "number"]} | (bounds or {}),
        "description": description,
    }


def table_schema(name: str) -> dict[str, Any]:
    """Return the schema of one table's part."""
    result: dict[str, Any] = {
        "type": "object",
        "required": [variable.name for variable in TABLES[name] if variable.required],
        "properties": {key: source_schema(variable) for key, variable in by_name(name).items()},
        "additionalProperties": False,
    }
    if name == PERSONS:
        result["anyOf"] = [{"required": [way]} for way in BIRTH_WAYS]
    return result


def source_schema(variable: Variable) -> dict[str, Any]:
    """Return the schema of where one variable comes from."""
    properties: dict[str, Any] = {
        "column": {"type": ["string", "integer"]},
        "value": {"type": ["string", "number"]},
        "missing": missing_schema(),
    }
    if variable.name in OPEN_VARIABLES:
        properties["open"] = {
            "type": "array",
            "items": {"type": ["string", "number"]},
            "description": "Texts that mean that it goes on; 9999-12-31 and 至今 do anyway",
        }
    if variable.kind == "month":
        properties["hundredths"] = {"type": "boolean", "description": "1965.1 is October, as a spreadsheet writes it"}
    words = allowed_words(variable)
    if words is not None:
        properties["codes"] = {"type": "object", "additionalProperties": {"enum": [*words, None]}}
    if variable.unit in UNITS:
        properties["unit"] = {"enum": list(UNITS[variable.unit])}
    entry = {
        "type": "object",
        "properties": properties,
        "oneOf": [{"required": ["column"]}, {"required": ["value"]}],
        "additionalProperties": False,
    }
    text = f"{variable.english} ({variable.unit}); {variable.chinese}"
    return {"description": text, "anyOf": [{"type": ["string", "integer", "null"]}, entry]}


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def variable_table(name: str) -> str:
    """Return the documentation's table of one table's variables."""
    lines = ["| variable | what | kind, unit | allowed | where a row lacks it |", "|---|---|---|---|---|"]
    for variable in TABLES[name]:
        kind = f"{variable.kind}, {variable.unit}" if variable.kind in ("number", "count") else variable.kind
        otherwise = "every row needs it" if variable.required else variable.otherwise
        what = f"{variable.english} ({variable.chinese})"
        lines.append(f"| `{variable.name}` | {what} | {kind} | {allowed_text(variable)} | {otherwise} |")
    return "\n".join(lines) + "\n"


def allowed_text(variable: Variable) -> str:
    """Return what a variable allows, for the documentation."""
    if variable.kind == "place":
        return "a place"
    words = allowed_words(variable)
    if words:
        return ", ".join(words)
    if variable.lowest is None:
        return "any" if variable.kind == "id" else "by the file's date"
    return f"{variable.lowest:,.0f} to {variable.highest:,.0f}"


def check_table() -> str:
    """Return the documentation's table of checks."""
    lines = ["| check | table | what it asks |", "|---|---|---|"]
    lines += [f"| `{check.name}` | {check.table} | {check.summary} |" for check in CHECKS.values()]
    return "\n".join(lines) + "\n"
