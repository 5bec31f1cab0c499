"""Ends the making of a folder at every step it takes on the disk by a signal; prints what is left as JSON.

The steps are those that Python announces (opening, renaming, removing, listing); a signal comes just before one.
Each child replaces a run "first" by a run "second". Started by a test with a folder to work in.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from microsim.results.folder import manifest_in
from microsim.signals import orderly_end
from tests.folders.stub import make, words

STEPS = ("open", "os.", "shutil.")
SIGNALS = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT")
OF_ALL = 5  # the last two take the way of the second: every fifth step will do


def replace(target, number, name):
    """Replace the run in a child that sends itself a signal at a step; return how it ended and the steps it took."""
    told, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        with os.fdopen(told) as answer:
            steps = answer.read()
        return os.waitpid(child, 0)[1], int(steps or 0)
    steps = 0

    def watch(event, arguments):
        nonlocal steps
        if event.startswith(STEPS):
            steps += 1
            if steps == number:
                os.kill(os.getpid(), getattr(signal, name))

    code = 0
    try:
        sys.addaudithook(watch)
        with orderly_end():
            make(target, "second")
    except SystemExit as stopped:
        code = stopped.code
    except KeyboardInterrupt:
        code = 130
    finally:
        os.write(tell, str(steps).encode())
        os._exit(code)


def main(folder):
    """Go through all steps and signals."""
    template = make(folder / "template", "first")
    steps = replace(template, 0, "SIGKILL")[1]
    shutil.rmtree(template)
    outcomes = []
    for number in range(1, steps + 1):
        for name in SIGNALS if number % OF_ALL == 1 else SIGNALS[:2]:
            runs = folder / f"{number}-{name}"
            runs.mkdir()
            make(runs / "run", "first")
            status = replace(runs / "run", number, name)[0]
            left = sorted(os.listdir(runs))
            manifest_in(runs / "run")  # whoever reads it finds a whole run
            whole = words(runs / "run")
            make(runs / "another")
            after = sorted(os.listdir(runs))
            outcomes.append([number, name, status, left, whole, words(runs / "run"), after])
            shutil.rmtree(runs)
    json.dump(outcomes, sys.stdout)


if __name__ == "__main__":
    os.fsync = lambda handle: None  # no power fails here, and waiting for the disk would be most of the time
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    main(Path(sys.argv[1]))
