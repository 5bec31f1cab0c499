"""Who notices a changed operator: stages of checks, each in a process of its own, the dearer ones asked for what is left.

``plain``: the tests of rules, life and funds, all code interpreted. ``opened``: worked cases and sheets, whose calculator
opens the kernel. ``twin``: lives of the interpreted kernel against their plain twins. A stage is run by
``python -m tests.mutation.stages STAGE FILE``: the file lists mutants by name and comes back with those noticed.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
STAGES = ("plain", "opened", "twin")
INTERPRETED = ("plain", "twin")
FILES = {
    "plain": ("tests/rules", "tests/life", "tests/funds", "tests/law/test_projection.py"),
    "opened": ("tests/cases/test_worked.py", "tests/cases/test_published.py"),
}
QUIET = ("-q", "-s", "--no-header", "--no-summary", "-p", "no:cacheprovider", "-p", "no:benchmark", "-p", "no:xdist")
TRACED = 1200  # seconds for finding out which test reaches what
LONGEST = 1.0  # seconds of a test that is asked; slower ones look at whole runs and caches


def asked(names, stage, files=()):
    """Return those of some mutants, by name, that a stage notices, from a process of its own; ``files``: of tests."""
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        file = Path(folder) / "mutants.json"
        file.write_text(json.dumps(sorted(names)), encoding="utf-8")
        surroundings = os.environ | {"NUMBA_CACHE_DIR": folder, "PYTHONPATH": str(ROOT)}
        surroundings.pop("NUMBA_DISABLE_JIT", None)
        if stage in INTERPRETED:
            surroundings["NUMBA_DISABLE_JIT"] = "1"
        command = [sys.executable, "-m", "tests.mutation.stages", stage, str(file), *files]
        subprocess.run(command, env=surroundings, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return set(json.loads(file.read_text(encoding="utf-8")))


def of_tests(wanted, files):
    """Return the names of mutants that some files of tests notice."""
    import pytest
    from hypothesis import settings

    class Loop:
        """Asks every mutant in place of running the tests."""

        @pytest.hookimpl(tryfirst=True)
        def pytest_runtestloop(self, session):
            settings.register_profile("mutation", deadline=None, derandomize=True, database=None)
            settings.load_profile("mutation")
            asking = Asking(session)
            self.found = {mutant.name for mutant in wanted if told(mutant, asking.notices(mutant))}
            return True

    loop = Loop()
    pytest.main([*QUIET, "-m", "not slow", *files], plugins=[loop])
    return loop.found


def told(mutant, answer):
    """Say on stderr what became of a mutant, and return it."""
    print(f"{'noticed ' if answer else 'SURVIVED'} {mutant.name}", file=sys.stderr, flush=True)
    return answer


class Asking:
    """The tests of a session and what they reach, asked for one mutant after the other."""

    def __init__(self, session):
        self.failed = False
        session.config.pluginmanager.register(self)
        self.items = {item.nodeid: item for item in session.items}
        self.reached = self.reach()

    def pytest_runtest_logreport(self, report):
        """Note a failure."""
        self.failed |= report.failed

    def notices(self, mutant):
        """Tell whether one of the tests that reach a mutant fails under it, in a child."""
        from tests.mutation import operators
        from tests.mutation.children import noticed

        tests = [self.items[name] for name, seen in self.reached if operators.may_reach(mutant, seen)]
        return bool(tests) and noticed(lambda: operators.under(mutant), lambda: self.any_fails(tests))

    def any_fails(self, tests):
        """Tell whether one of some tests fails."""
        return any(self.fails(item) for item in tests)

    def fails(self, item):
        """Tell whether a test fails, run with its fixtures."""
        self.failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self.failed

    def reach(self):
        """Return what each test reaches, quickest first, found in a child: this process stays as it was.

        Tests that fail without any change are left out: what is compiled cannot run interpreted.
        """
        from tests.mutation.children import noticed

        with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
            file = Path(folder) / "reach.json"
            noticed(contextlib.nullcontext, lambda: self.traced(file), TRACED)
            told = json.loads(file.read_text(encoding="utf-8"))
        return [(name, {tuple(piece) for piece in seen}) for _, name, seen in sorted(told)]

    def traced(self, file):
        """Write how long each test takes and which functions of changed modules it reaches."""
        from tests.mutation import operators

        reached = operators.watched()
        told = []
        for name, item in self.items.items():
            reached.clear()
            start = time.process_time()
            failed = self.fails(item)
            took = time.process_time() - start
            if not failed and reached and took < LONGEST:
                told.append((took, name, sorted(reached)))
        file.write_text(json.dumps(told), encoding="utf-8")


def of_twins(wanted):
    """Return the names of mutants under which an interpreted life is not that of its twin, or books other money."""
    from tests.mutation import operators
    from tests.mutation.children import noticed
    from tests.mutation.twins import differ, twins

    twins()
    assert not differ(), "kernel and twin differ without any change"
    return {mutant.name for mutant in wanted if told(mutant, noticed(lambda m=mutant: operators.under(m), differ))}


def main(stage, file, *files):
    """Run one stage over the mutants that a file names, and write there those noticed."""
    from tests.mutation import operators

    names = set(json.loads(Path(file).read_text(encoding="utf-8")))
    wanted = [mutant for mutant in operators.mutants() if mutant.name in names]
    found = of_twins(wanted) if stage == "twin" else of_tests(wanted, files or FILES[stage])
    Path(file).write_text(json.dumps(sorted(found)), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
