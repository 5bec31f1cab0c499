"""The JSON Schema of scenario files: the shapes of the models, with name, unit and bounds of every quantity.

An editor thereby warns of an unknown path of the law, of a percentage where a share stands, of an age without its form.
Bounds of ages and months, which are written as text, and what concerns several entries are left to ``scenario check``.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from microsim.law.statute import HOLDERS
from microsim.places import PROVINCE_KEYS
from microsim.scenarios.checks import STEPWISE
from microsim.scenarios.known import assumption_quantities
from microsim.scenarios.model import DATE, ScenarioFile
from microsim.schema import STATUTE_QUANTITIES, Quantity
from microsim.schema.kinds import AGE, MONTH

NODE = {"$ref": "#/$defs/Node"}


def schema_text() -> str:
    """Return the JSON Schema of a scenario file, for editors."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | ScenarioFile.model_json_schema()
    close(schema)
    shapes: dict[str, Any] = {}
    schema["properties"]["law"] = _law(shapes) | {"description": schema["properties"]["law"]["description"]}
    schema["properties"]["assumptions"] |= _assumptions(shapes)
    schema["$defs"] |= dict(sorted(shapes.items()))
    return json.dumps(schema, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def close(schema: Any) -> None:
    """Say in every map with patterned keys that other keys are mistakes, which pydantic leaves out."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            close(part)
    elif isinstance(schema, list):
        for part in schema:
            close(part)


def _law(shapes: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the law: every quantity at every holder."""
    return {
        "type": "object",
        "propertyNames": {"pattern": rf"^({'|'.join(HOLDERS)})\."},
        "patternProperties": {
            rf"^[a-z_]+\.{re.escape(path)}$": _about(quantity) | _shape(quantity, "law", shapes)
            for path, quantity in STATUTE_QUANTITIES.items()
        },
        "additionalProperties": False,
    }


def _assumptions(shapes: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the assumptions: each by its whole name or chapter by chapter, others by shape alone."""
    known = assumption_quantities()
    for path, quantity in known.items():
        shapes[path] = _about(quantity) | _shape(quantity, "assumption", shapes)
    named = {path: {"$ref": f"#/$defs/{path}"} for path in known}
    return {"properties": named | _chapters(known, ""), "additionalProperties": NODE}


def _chapters(known: Iterable[str], above: str) -> dict[str, Any]:
    """Return the schemas of the names and chapters of assumptions below a chapter."""
    found: dict[str, Any] = {}
    for path in known:
        first, *deeper = path.removeprefix(above).split(".")
        if deeper and first not in found:
            inside = [one for one in known if one.startswith(f"{above}{first}.")]
            chapters = _chapters(inside, f"{above}{first}.")
            found[first] = {"type": "object", "properties": chapters, "additionalProperties": NODE}
        elif not deeper:
            found[first] = {"$ref": f"#/$defs/{path}"}
    return found


def _about(quantity: Quantity) -> dict[str, str]:
    """Return what an editor shows of a quantity."""
    does = f" {quantity.does}" if quantity.does else ""
    return {"description": f"{quantity.en} {quantity.zh} ({quantity.unit}); {quantity.allowed()}.{does}"}


def _shape(quantity: Quantity, section: str, shapes: dict[str, Any]) -> dict[str, str]:
    """Return the reference to the schema of an entry; quantities with the same values share one."""
    ends = (f"{end:g}" for end in (quantity.least, quantity.most, quantity.absent) if end is not None)
    several = "list" if quantity.tiers else ""
    name = re.sub(r"[^a-z0-9.+_-]+", "-", "_".join([section, several, quantity.kind, *ends, *quantity.words]).lower())
    if name not in shapes:
        shapes[f"{name}_value"] = _values(quantity)
        one = {"$ref": f"#/$defs/{name}_value"}
        if section == "law":
            dated = {"anyOf": [one, {"type": "null"}]}
            shapes[name] = _entry([_map({DATE: dated})], one, quantity)
        else:
            shapes[f"{name}_at"] = {"anyOf": [one, _map({f"^({'|'.join(PROVINCE_KEYS)})$": one})]}
            at = {"$ref": f"#/$defs/{name}_at"}
            shapes[name] = _entry([at, _map({DATE: at})], one, quantity)
    return {"$ref": f"#/$defs/{name}"}


def _entry(forms: list[dict[str, Any]], value: dict[str, Any], quantity: Quantity) -> dict[str, Any]:
    """Return the schema of what stands at a path: one of the forms, a ramp of values, or null."""
    forms = [{"type": "null"}, *forms]
    if not quantity.tiers and quantity.kind not in STEPWISE:
        ends = {"from": {"$ref": "#/$defs/Ramp/properties/from"}, "to": {"$ref": "#/$defs/Ramp/properties/to"}}
        ramp = {"type": "object", "properties": {**ends, "start": value, "end": value}, "additionalProperties": False}
        forms.append(ramp | {"required": ["from", "to", "end"]})
    return {"anyOf": forms}


def _map(patterns: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a map whose keys follow patterns and whose values are single."""
    return {"type": "object", "patternProperties": patterns, "additionalProperties": False, "minProperties": 1}


def _values(quantity: Quantity) -> dict[str, Any]:
    """Return the schema of one value of a quantity."""
    if quantity.tiers:
        return {"type": "array", "minItems": 1, "items": _number(quantity, "number")}
    forms: list[dict[str, Any]] = {
        "number": [_number(quantity, "number")],
        "count": [_number(quantity, "integer")],
        "age": [{"type": "string", "pattern": f"^{AGE}$"}],
        "month": [{"type": "string", "pattern": f"^{MONTH}$"}],
        "flag": [{"enum": [False, True, 0, 1]}],
        "word": [{"enum": list(quantity.words)}],
    }[quantity.about.form]
    return {"anyOf": [*forms, *_absent(quantity)]} if _absent(quantity) else forms[0]


def _number(quantity: Quantity, kind: str) -> dict[str, Any]:
    """Return the schema of a number between the bounds."""
    if quantity.kind == "choice":
        return {"enum": sorted(quantity.words.values())}
    return {"type": kind, "minimum": quantity.least, "maximum": quantity.most}


def _absent(quantity: Quantity) -> Iterable[dict[str, Any]]:
    """Return the schema of the number that says there is none."""
    return [] if quantity.absent is None else [{"const": quantity.absent}]
