"""A scenario written out: as a file that needs no other, or with the origin of each value."""

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml

from microsim.reading import InputError, KeyPath, Problem, did_you_mean
from microsim.scenarios.files import reform_names, shipped_names
from microsim.scenarios.notes import timing_note
from microsim.scenarios.read import Scenario, scenario


def as_yaml(scenario: Scenario) -> str:
    """Return a scenario as a scenario file without ``extends``."""
    told = scenario.resolved() | {"proposed": scenario.proposed, "expect": scenario.expect}
    content = {key: value for key, value in told.items() if value not in ({}, None)}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def listed(words: Sequence[str], language: str) -> str:
    """Return a line for each shipped scenario and reform, its name and what it is; those that hold every word.

    Raises
    ------
    InputError
        Where none does.
    """
    known = [scenario(name) for name in (*shipped_names(), *reform_names())]
    wanted = [word.casefold() for word in words]
    found = [one for one in known if all(word in _searched(one) for word in wanted)]
    if not found:
        names = [one.name for one in known]
        message = (
            f"found no scenario that says so, allowed are words of a name or a text{did_you_mean(words[0], names)}"
        )
        raise InputError([Problem(" ".join(words), 0, 0, "", message)])
    width = max(len(one.name) for one in found)
    return "".join(f"{one.name:{width}}  {one.description[language].strip()}\n" for one in found)


def _searched(one: Scenario) -> str:
    """Return the text that is searched for words."""
    return " ".join(
        [one.name, *one.description.values(), *one.proposed.values(), *one.law, *one.assumptions]
    ).casefold()


def with_origins(scenario: Scenario) -> str:
    """Return one line a value: its path, the value, and the file and line it comes from."""
    rows = _rows(scenario, ("population", "horizon", "law", "assumptions"))
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    lines = [f"{a:{widths[0]}}  {b:{widths[1]}}  {c:{widths[2]}}  {origin}" for a, b, c, origin in rows]
    return "".join(line + "\n" for line in [f"name: {scenario.name}", *lines])


def as_html(scenario: Scenario) -> str:
    """Return a scenario as a piece of HTML: name, description, years, and what it changes with where that is written."""
    start, end = scenario.horizon.start, scenario.horizon.end
    told = "".join(f"<p>{html.escape(text)}</p>" for text in scenario.description.values() if text)
    head = f"<h4>{html.escape(scenario.name)}, {start}-{end}</h4>{told}"
    rows = _rows(scenario, ("law", "assumptions"))
    if not rows:
        return f"{head}<p>changes nothing of law and assumptions</p>"
    cells = ("".join(f"<td>{html.escape(part)}</td>" for part in row) for row in rows)
    heads = "".join(f"<th>{name}</th>" for name in ("setting", "from", "value", "written"))
    return f"{head}<table><tr>{heads}</tr>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _rows(scenario: Scenario, sections: Iterable[str]) -> list[tuple[str, str, str, str]]:
    """Return path, date or deeper name, value and origin of every value of some sections."""
    resolved, rows = scenario.resolved(), []
    if scenario.information is not None:
        rows.append(("information", "", str(scenario.information), _origin(scenario, ("information", "year"))))
    for section in sections:
        for path, value in _leaves(resolved[section], (section,)):
            rows.append((".".join(path[:2]), " ".join(path[2:]), _plain(value), _origin(scenario, path)))
    return rows


def _leaves(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the single values of nested maps with their paths."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, (*path, key))
    else:
        yield path, value


def _plain(value: Any) -> str:
    return str(yaml.safe_dump(value, default_flow_style=True, width=10_000)).removesuffix("\n").removesuffix("\n...")


def _origin(scenario: Scenario, path: KeyPath) -> str:
    """Return where a value was written, and from when it acts if not from its date; what nobody wrote is the default."""
    position = scenario.origins.get(path)
    note = timing_note(scenario, path)
    return (str(position) if position else "default") + (f"; {note}" if note else "")
