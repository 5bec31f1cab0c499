"""What can be wrong with the shape of a batch: keys, kinds of values, an entry named twice."""

from typing import Any

from pydantic import ValidationError

from microsim.batches.entries import Entries
from microsim.batches.model import BatchFile
from microsim.reading import KeyPath, did_you_mean, show
from microsim.reading.models import literals
from microsim.scenarios.checks import matching_assumptions
from microsim.scenarios.read import entry_of


def check_shape(entries: Entries) -> BatchFile | None:
    """Hold the entries against the model; None, and a problem noted for each mistake, where they do not fit."""
    check_once(entries)
    if not entries.data:
        return None
    try:
        return BatchFile.model_validate(entries.data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            entries.where.add(item["loc"], _say(item["type"], item["input"], item["loc"]))
        return None


def check_once(entries: Entries) -> None:
    """What is changed may be named once, in ``set`` or in ``grid``, by its full name or a short one."""
    first: dict[tuple[str, str], str] = {}
    for section in ("set", "grid"):
        for path in entries.section(section):
            other = first.setdefault(full_name(path), f"{section}: {path}")
            if other != f"{section}: {path}":
                entries.where.add((section, path), f"found a second time, first as {other}; keep one")


def full_name(path: str) -> tuple[str, str]:
    """Return the section of a scenario and the full name of the entry a path means."""
    section, name = entry_of(path)
    matches = matching_assumptions(name) if section == "assumptions" else []
    return section, matches[0] if len(matches) == 1 else name


def _say(kind: str, found: Any, path: KeyPath) -> str:
    """Turn what pydantic reports into found, allowed, did you mean."""
    fields, name = BatchFile.model_fields, str(path[0])
    if kind == "extra_forbidden":
        return f"found an unknown key, allowed are {', '.join(fields)}{did_you_mean(name, fields)}"
    allowed = fields[name].description
    if kind == "missing":
        return f"is missing, allowed is {allowed}"
    if kind == "literal_error":
        words = literals(fields[name].annotation)
        return f"found {show(found)}, allowed are {', '.join(words)}{did_you_mean(str(found), words)}"
    empty = {"[]": "an empty list", "{}": "an empty map"}
    return f"found {empty.get(str(found)) or show(found)}, allowed is {allowed}"
