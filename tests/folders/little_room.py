"""Writes run folders with the package's own writers where there is too little room, each in a child of its own.

Prints the status and the words of each child. Started by a test with a list of writers, targets and limits.
"""

import json
import logging
import os
import resource
import sys
import tempfile

import numpy as np
import xarray as xr

import microsim.commands
from microsim.cli import main
from microsim.results.dataset import write_results
from microsim.results.folder import run_folder
from microsim.results.panel import write_panel
from microsim.schema import PERSON


def results(folder):
    """Write a file of results, half a megabyte that does not compress."""
    numbers = np.random.default_rng(1).random(60_000)
    tree = xr.DataTree.from_dict({"/funds": xr.Dataset({"opening": ("year", numbers)})})
    write_results(tree, folder / "results.nc")


def figures(folder):
    """Draw all figures."""
    from microsim.report.beside import Painter
    from microsim.report.write import begin_figures, write_figures
    from tests.synthetic import synthetic_results

    painter = Painter()
    begin_figures(painter, synthetic_results())
    write_figures(folder / "figures", painter)


def panel(folder):
    """Write lives without rhyme or reason, which compress badly."""
    lives = np.frombuffer(np.random.default_rng(1).bytes(400 * PERSON.itemsize), PERSON).copy().reshape(4, 100)
    lives["birth"] = 1
    write_panel(np.arange(4), lambda numbers: lives, folder / "panel")


def log(folder):
    """Write a long log."""
    for _ in range(10_000):
        logging.getLogger("microsim").info("x" * 100)


def write(writer, target, limit):
    """Run a command that writes a folder."""

    def run(*scenarios, **options):
        with run_folder(target) as folder:
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            globals()[writer](folder)

    microsim.commands.run_scenarios = run
    main(["run"])


def ended(*case):
    """Return the status and the words of a child that writes."""
    with tempfile.TemporaryFile() as words:
        child = os.fork()
        if not child:
            os.dup2(words.fileno(), 2)
            write(*case)
        status = os.waitpid(child, 0)[1]
        words.seek(0)
        return os.waitstatus_to_exitcode(status), words.read().decode()


if __name__ == "__main__":
    json.dump([ended(*case) for case in json.loads(sys.argv[1])], sys.stdout)
