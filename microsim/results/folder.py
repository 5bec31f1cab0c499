"""A run folder that appears whole or not at all, its log and its manifest."""

import contextlib
import hashlib
import json
import logging
import os
import shutil
import tempfile
import threading
from pathlib import Path

from microsim.yaml_reader import InputError, Problem

MANIFEST, RESULTS, LOG = "manifest.json", "results.nc", "run.log"
UMASK = threading.Lock()  # it can only be read by setting it, for all threads
LOGGER = logging.getLogger("microsim")
LOGGER.addHandler(logging.NullHandler())


def check_target(folder):
    """Refuse a folder that holds something else than an earlier run."""
    folder = Path(folder)
    if folder.is_file():
        refuse(folder, "found a file, allowed is a folder: choose another name")
    parent = next((parent for parent in folder.absolute().parents if parent.exists()), None)
    if parent is not None and not (parent.is_dir() and os.access(parent, os.W_OK)):
        refuse(folder, f"cannot be made: {parent} is {'not writable' if parent.is_dir() else 'no folder'}")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        refuse(folder, f"found a folder with files but no {MANIFEST}, so it is no earlier run: choose another name")


def refuse(folder, message):
    """Raise the mistake in a form the command line shows."""
    raise InputError([Problem(str(folder), 0, 0, "", message)])


@contextlib.contextmanager
def run_folder(folder):
    """Yield a working folder beside the target and give it the target's name when all went well.

    On any failure the working folder is removed and an earlier run of that name is untouched.
    """
    target = Path(folder).resolve()
    check_target(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    working = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        with log_file(working / LOG):
            yield working
        working.chmod(0o777 & ~current_umask())
        replace_folder(working, target)
    except BaseException:
        shutil.rmtree(working, ignore_errors=True)
        raise


def current_umask():
    """Return the process's file mode mask, which mkdtemp ignores."""
    with UMASK:
        mask = os.umask(0)
        os.umask(mask)
    return mask


def replace_folder(working, target):
    """Rename ``working`` to ``target``; an earlier run there is put aside first and removed last."""
    if not target.exists():
        working.rename(target)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(aside / target.name)
    try:
        working.rename(target)
    except BaseException:
        (aside / target.name).rename(target)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextlib.contextmanager
def log_file(path):
    """Write what this thread logs to a file as well: several runs may go side by side."""
    handler = logging.FileHandler(path, encoding="utf-8")
    thread = threading.get_ident()
    handler.addFilter(lambda record: record.thread == thread)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    level = LOGGER.level
    LOGGER.addHandler(handler)
    LOGGER.setLevel(min(level or logging.INFO, logging.INFO))
    try:
        yield
    finally:
        LOGGER.setLevel(level)
        LOGGER.removeHandler(handler)
        handler.close()


def write_manifest(path, manifest):
    """Write a manifest as readable JSON."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=False)
    Path(path).write_text(text + "\n", encoding="utf-8")


def file_hash(path):
    """Return the SHA-256 of a file."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
