"""The folder of a batch: whether it may be written to, and what of it is finished."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from microsim.batches.one import DONE, Outcome
from microsim.batches.plan import Plan, Task
from microsim.batches.table import is_table
from microsim.caching import package_hash
from microsim.folders.locks import alone
from microsim.folders.manifest import file_hash
from microsim.folders.target import refuse
from microsim.indicators.whole import INDICATORS
from microsim.lives.file import LIVES
from microsim.reading import Position, Problems
from microsim.results.folder import MANIFEST, RESULTS
from microsim.results.headline_file import HEADLINE
from microsim.results.provenance import versions

FILES = {
    "indicators": INDICATORS,
    "lives": LIVES,
    "results": RESULTS,
}  # of a task, beside its headline, by what is kept
BATCH, TASKS, ALL = "batch.yaml", "tasks.csv", "headline.parquet"
LOG, LOCK = "run.log", ".batch.lock"


def check_folder(folder: Path, resume: bool) -> None:
    """Refuse a folder that holds something else than this batch, or a batch that is not to be resumed."""
    if not folder.is_dir():
        if os.path.lexists(folder):
            refuse(folder, "found something that is no folder, allowed is a folder: choose another name")
        return
    found = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    if found and not is_table(folder / TASKS):
        refuse(folder, f"found a folder that is no batch, with {found[0]} in it: choose another name")
    if found and not resume:
        refuse(folder, "found a batch there already: go on with it by --resume, or choose another name")


@contextlib.contextmanager
def one_run(folder: Path) -> Iterator[None]:
    """Refuse a folder whose batch is being run, and keep others out of it meanwhile."""
    with alone(folder / LOCK) as free:
        if not free:
            refuse(folder, "found a batch that is being run: wait for its end, stop it, or choose another name")
        yield


def finished(folder: Path, plan: Plan) -> dict[str, dict[str, Any]]:
    """Return the manifests of finished tasks by id; refuse a folder whose tasks are not those of the plan.

    A task whose files are not all there as its manifest has them is not finished and is run again.
    """
    result: dict[str, dict[str, Any]] = {}
    others: dict[str, list[str]] = {}
    for path in sorted(folder.glob(f"*/{MANIFEST}")) if folder.is_dir() else ():
        manifest, name = _read(path), path.parent.name
        if not isinstance(manifest.get("task"), dict) or manifest["task"].get("id") != name:
            continue  # no task of a batch, or one that somebody gave another name
        differs = _difference(manifest, plan)
        if differs:
            others.setdefault(differs, []).append(name)
        elif _is_whole(path.parent, manifest, plan):
            result[name] = manifest
    problems = Problems()
    for differs, names in others.items():
        which = f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else names[0]
        message = f"found tasks {differs} ({which}), allowed are those of this batch: choose another folder"
        problems.add(Position(str(folder)), "", message)
    problems.check()
    return result


def _read(path: Path) -> dict[str, Any]:
    """Return a manifest, empty where it cannot be read."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _difference(manifest: dict[str, Any], plan: Plan) -> str:
    """Return in what a finished task differs from the one the plan has, nothing where it does not."""
    told = manifest["task"]
    task = plan.by_id.get(str(told.get("id")))
    if task is None:
        return "that it has not"
    if manifest.get("code") != package_hash():
        return f"run by other code, {manifest.get('code')} where this is {package_hash()}"
    for name, version in versions().items():
        if (ran := manifest.get("versions", {}).get(name)) != version:
            return f"run with {name} {ran} where this is {version}"
    if told.get("key") == task.key:
        return ""
    for name, asked in _asked(task, plan).items():
        if (ran := manifest.get(name)) != asked:
            return f"run with {name} {ran}, not {asked}"
    if manifest.get("scenario") != json.loads(json.dumps(task.scenario.resolved())):
        return "run with another scenario of this name"
    return "of which other files were kept"


def _asked(task: Task, plan: Plan) -> dict[str, Any]:
    """Return what the manifest of a task would say of what was asked for."""
    until = plan.until or task.scenario.horizon.end
    return {"one_in": plan.one_in, "until": until, "seed": task.seed, "replicates": plan.replicates}


def _is_whole(folder: Path, manifest: dict[str, Any], plan: Plan) -> bool:
    """Say whether all that a task keeps is there, byte by byte."""
    outputs = manifest.get("outputs", {})
    wanted = {HEADLINE} | {name for kept, name in FILES.items() if kept in plan.keep}
    try:
        return wanted <= set(outputs) and all(file_hash(folder / name) == outputs[name] for name in outputs)
    except OSError:
        return False


def earlier_outcome(task: Task, manifest: dict[str, Any], folder: Path) -> Outcome:
    """Return the outcome of a task finished earlier."""
    return Outcome(task, DONE, float(manifest["seconds"]["task"]), "", folder / task.id)
