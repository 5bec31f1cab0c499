"""An answer as a statement one could hand to the person."""

import re
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from microsim.cases.geography import place_name
from microsim.words.book import book, word

PLACES, WORDS = ("place", "from", "to"), ("place", "from", "to", "kind", "paid_up")
COLUMNS = {"term": 22, "value": 18, "formula": 48, "article": 32}  # widths
WIDTH = 120


def statement(answer: dict[str, Any], lang: str = "en") -> str:
    """Return an answer as text."""
    console = Console(width=WIDTH, record=False, color_system=None)
    with console.capture() as capture:
        for part in book()["titles"]:
            if part in answer:
                of_public = part == "pension" and answer.get("comparison", {}).get("scheme") == "public"
                console.print(word("titles", "public" if of_public else part, lang), style="bold")
                console.print(_part(answer[part], part, lang), markup=False, highlight=False)
        if answer.get("steps"):
            console.print(word("heads", "steps", lang))
            console.print(_steps(answer["steps"], lang))
        for note in answer.get("notes", ()):
            console.print(f"* {note}", markup=False, highlight=False)
    return capture.get()


def _part(value: Any, part: str, lang: str) -> Any:
    return _rows(value, part, lang) if isinstance(value, list) else "\n".join(_lines(value, part, lang)) + "\n"


def _lines(value: dict[str, Any], part: str, lang: str) -> Iterator[str]:
    for key, entry in value.items():
        if isinstance(entry, list):
            for row in entry:
                yield "  " + ", ".join(_pair(part, name, one, lang) for name, one in row.items())
            continue
        label = _label(part, key)
        gap = " " * max(2, 30 - _width(label[lang]))
        yield f"  {label[lang]}{gap}{_shown(entry, key, lang)} {_unit(label.get('unit', ''), lang)}".rstrip()


def _pair(part: str, key: str, value: Any, lang: str) -> str:
    label = _label(part, key)
    return f"{label[lang]} {_shown(value, key, lang)} {_unit(label.get('unit', ''), lang)}".rstrip()


def _label(part: str, key: str) -> dict[str, str]:
    """Return name and unit of a value, those of the part first."""
    return dict(book()["labels_in"].get(part, {}).get(key) or book()["labels"][key])


def _width(text: str) -> int:
    """Return the columns a text takes on a terminal."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _unit(unit: str, lang: str) -> str:
    """Return a unit in words; none where the number says enough, as a share does."""
    text = word("units", unit, lang) if unit in book()["units"] else ""
    return "" if "{percent}" in text else text


def _shown(value: Any, key: str, lang: str) -> str:
    """Return a value as the statement shows it: places and kinds by their names."""
    if key in PLACES and isinstance(value, str):
        return place_name(value, lang) if value else "-"
    if key in ("kind", "scheme"):
        return word("case_kinds", value, lang)
    if isinstance(value, float):
        return f"{value:g}" if key in ("released", "factor", "divisor") else f"{value:,.2f}"
    return _aged(str(value), lang)


def _aged(text: str, lang: str) -> str:
    """Return a text with ages such as 60y2m in Chinese words where the statement is in Chinese."""
    if lang != "zh":
        return text
    return re.sub(r"(\d+)y(\d+)m", lambda age: f"{age[1]}岁" + f"{age[2]}个月" * (age[2] != "0"), text)


def _rows(rows: list[dict[str, Any]], part: str, lang: str) -> Table:
    table = Table(box=None, pad_edge=True)
    keys = list(dict.fromkeys(key for row in rows for key in row))
    for key in keys:
        table.add_column(_label(part, key)[lang], justify="left" if key in WORDS else "right")
    for row in rows:
        table.add_row(*(_shown(row[key], key, lang) if key in row else "" for key in keys))
    return table


def _steps(steps: list[dict[str, Any]], lang: str) -> Table:
    table = Table(box=None, pad_edge=True, show_lines=False)
    for head, width in COLUMNS.items():
        table.add_column(word("heads", head, lang), max_width=width, overflow="fold")
    for step in steps:
        value = f"{step['value']:,.4f}".rstrip("0").rstrip(".") if isinstance(step["value"], float) else step["value"]
        value = place_name(value, lang) if step["unit"] == "place" else _aged(str(value), lang)
        unit = "" if isinstance(step["value"], str) else _unit(step["unit"], lang)
        table.add_row(
            step["zh"] if lang == "zh" else step["name"],
            f"{value} {unit}".strip(),
            Text(step["formula"]),
            step["source"],
        )
    return table
