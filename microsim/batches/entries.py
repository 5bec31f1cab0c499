"""The entries of a batch as they were given, in a file or in Python, and where each was written."""

import contextlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from microsim.batches.model import BatchFile
from microsim.reading import (
    InputError,
    KeyPath,
    Position,
    Problem,
    Where,
    did_you_mean,
    plain,
    read_yaml,
    shortened,
    show,
)
from microsim.reading.arguments import is_file
from microsim.scenarios import Scenario
from microsim.scenarios.files import SHIPPED, SUFFIXES

Source = str | Path | dict[str, Any] | list[Any] | tuple[Any, ...] | Scenario
IN_PYTHON = "batch"  # what messages call a batch that is no file


class Entries:
    """One batch as it was given.

    Attributes
    ----------
    data
        The entries as plain data, scenarios by their names.
    scenarios
        The scenarios as they were given: names, paths, ``Scenario`` objects.
    where
        Positions, and the mistakes found so far.
    folder
        Where the file stands, None where there is none.
    text
        The batch as a file.
    """

    def __init__(self, source: Source, more: dict[str, Any]):
        self.folder: Path | None = None
        self.text = ""
        data, positions, label = self._load(source)
        self.where = Where(positions, label)
        self.places: dict[KeyPath, dict[KeyPath, Position]] = defaultdict(dict)
        for key, place in positions.items():
            values = 2 if key[:1] == ("set",) else 3  # keys that lead to a value of ``set``, and to one of the grid
            self.places[key[:values]][key[values:]] = place
        if not isinstance(data, dict):
            self.where.add(
                (), f"found {show(data)}, allowed is a map with the keys {', '.join(BatchFile.model_fields)}"
            )
            data = {}
        data = {str(key): value for key, value in (data | more).items()}
        given = data.get("scenarios")
        self.scenarios = list(given) if isinstance(given, list | tuple) else []
        names = {"scenarios": [_named(one) for one in self.scenarios]} if isinstance(given, list | tuple) else {}
        self.data: dict[str, Any] = plain(data | names)
        if more or not self.text:
            with contextlib.suppress(yaml.YAMLError):  # what no file can hold is refused where it stands
                self.text = yaml.safe_dump(self.data, allow_unicode=True, sort_keys=False)

    def _load(self, source: Source) -> tuple[Any, dict[KeyPath, Position], str]:
        """Return the entries of a source, their positions and what messages call it."""
        if isinstance(source, dict):
            return {"name": IN_PYTHON} | source, {}, IN_PYTHON
        if not isinstance(source, str | Path):
            scenarios = [source] if isinstance(source, Scenario) else source
            return {"name": IN_PYTHON, "scenarios": scenarios}, {}, IN_PYTHON
        path = _batch_file(source)
        self.folder = path.parent
        data, positions = read_yaml(path)
        self.text = path.read_text(encoding="utf-8-sig")
        return data, positions, str(path)

    def section(self, name: str) -> dict[str, Any]:
        """Return a part that should be a map; empty where it is missing or something else."""
        part = self.data.get(name)
        return {str(key): value for key, value in part.items()} if isinstance(part, dict) else {}

    def grid(self) -> dict[str, list[Any]]:
        """Return the values of the grid by path, those that are lists."""
        return {path: values for path, values in self.section("grid").items() if isinstance(values, list)}


def _batch_file(source: str | Path) -> Path:
    """Return the path of a batch file, or of a shipped one by its name."""
    path, name = Path(source), str(source)
    known = {file.stem: file for file in sorted((SHIPPED / "batches").glob("*.yaml"))}
    if is_file(path) or name.endswith(SUFFIXES):
        return path
    if name not in known:
        allowed = f"allowed is the path of a file or one of {', '.join(known)}"
        raise InputError(
            [
                Problem(
                    shortened(name), 0, 0, "", f"found no batch {shortened(name)}; {allowed}{did_you_mean(name, known)}"
                )
            ]
        )
    return known[name]


def _named(item: Any) -> Any:
    """Return what stands for a scenario in a batch file."""
    if isinstance(item, Scenario):
        return item.name or "scenario"
    return str(item) if isinstance(item, Path) else item
