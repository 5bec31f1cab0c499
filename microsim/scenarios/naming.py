"""Names of runs: a changed scenario carries the name of the one it was made of, the last key set and a short hash.

``baseline`` with ``national.employees.employer_rate`` set is ``baseline+employer_rate-`` and eight digits of a
hash of everything that now differs. So two values have two names, the same changes have the same digits in
whatever order they were made, and what was set and set back has its old name again.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from microsim.reading import show
from microsim.scenarios.model import LONGEST_NAME, NAME

A_NAME = f"letters, digits, -, _ and +, at most {LONGEST_NAME}, such as cut-of-2027"
DIGITS = 8  # of the hash: with four, two of a grid of four hundred values would almost surely share a name
_QUOTED_DATE = re.compile(r"'([0-9]{4}-[0-9]{2}-[0-9]{2})'")


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return what differs between two scenarios as plain data, by path; None is an entry that was dropped."""
    found: dict[str, Any] = {}
    for section, keys in (
        ("population", ("base_year",)),
        ("horizon", ("end",)),
    ):  # the first year follows the base year
        for key in keys:
            if before[section][key] != after[section][key]:
                found[f"{section}.{key}"] = after[section][key]
    if before.get("information") != after.get("information"):
        found["information"] = after.get("information")
    for section in ("law", "assumptions"):
        old, new = before[section], after[section]
        found |= {path: new.get(path) for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)}
    return found


def in_order(found: dict[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes in the order they were made: those that stand from earlier first, the newest last."""
    kept = [path for path in earlier if path in found and found[path] == earlier[path]]
    return {path: found[path] for path in [*kept, *(path for path in found if path not in kept)]}


def derived_name(base: str, settings: Mapping[str, Any]) -> str:
    """Return the name of a scenario with some settings; without any it is the scenario it was made of."""
    if not settings:
        return base
    key = list(settings)[-1].rpartition(".")[2]
    name = f"{base}+{key}-{short_hash(settings)}"
    if len(name) <= LONGEST_NAME:
        return name
    ending = f"+{key}-{short_hash({'name': base, **settings})}"  # the name is cut, so the digits stand for it too
    return base[: LONGEST_NAME - len(ending)] + ending


def short_hash(settings: Mapping[str, Any]) -> str:
    """Return the digits that tell settings apart, whatever their order; 1 and 1.0 are one value."""
    text = json.dumps(alike(dict(settings)), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def alike(value: Any) -> Any:
    """Return data with every number as a float, so that 1 and 1.0 are one value."""
    if isinstance(value, dict):
        return {key: alike(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [alike(part) for part in value]
    return float(value) if isinstance(value, int | float) else value


def as_text(value: Any) -> str:
    """Return a value on one line, as ``--set PATH=VALUE`` takes it."""
    text = str(yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000))
    return _QUOTED_DATE.sub(r"\1", text.removesuffix("\n").removesuffix("\n..."))


def wrong_name(name: Any) -> str | None:
    """Return what is wrong with a name, None where nothing is."""
    if isinstance(name, str) and re.fullmatch(NAME, name):
        return None
    return f"found {show(name)}, allowed are {A_NAME}"
