"""What a worker sent, taken over into the folder of the batch or into memory."""

import tempfile
from pathlib import Path

from microsim.batches.cluster.work import Sent
from microsim.batches.one import DONE, FAILED, Outcome, reason_of
from microsim.batches.plan import Task
from microsim.folders.manifest import file_hash
from microsim.lives.file import LIVES, read_lives
from microsim.report.outcome import Run, read_run
from microsim.results.folder import RESULTS, run_folder
from microsim.results.headline_file import HEADLINE, read_headline


def taken(task: Task, sent: Sent, folder: Path | None) -> Outcome:
    """Return the outcome of a task from what its worker sent; its folder is written where there is one."""
    if sent.reason:
        return Outcome(task, FAILED, sent.seconds, sent.reason)
    try:
        return in_memory(task, sent) if folder is None else in_folder(task, sent, folder)
    except Exception as error:
        return Outcome(task, FAILED, sent.seconds, reason_of(error))


def in_folder(task: Task, sent: Sent, folder: Path) -> Outcome:
    """Write the folder of a task, byte for byte as its worker wrote it."""
    with run_folder(folder / task.id) as working:
        for name, content in sent.files.items():
            (working / name).write_bytes(content)
    return Outcome(task, DONE, sent.seconds, "", folder / task.id)


def in_memory(task: Task, sent: Sent) -> Outcome:
    """Return an outcome that holds what was sent."""
    with tempfile.TemporaryDirectory() as name:
        place = in_folder(task, sent, Path(name)).folder or Path()
        lives = read_lives(place / LIVES, file_hash(place / LIVES)) if LIVES in sent.files else None
        run = read_run(place) if RESULTS in sent.files else None
        for node in run.tree.subtree if run else ():  # the file goes: labels of axes too are read now
            for variable in node.dataset.variables.values():
                variable.load()
        held = run and Run(run.tree, run.manifest, None, lives)
        return Outcome(task, DONE, sent.seconds, "", None, read_headline(place / HEADLINE), held, lives)
