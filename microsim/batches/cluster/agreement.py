"""What workers must have in common, so that it does not matter which of them runs a task."""

from pkgutil import resolve_name
from typing import Any

from microsim.caching import arithmetic, package_hash
from microsim.reading import Problem, Problems
from microsim.results.provenance import versions

CODE, ARITHMETIC = "code", "arithmetic"
Stamp = dict[str, str]


def stamp() -> Stamp:
    """Return what this process computes with: versions, hashes of the program and of how its processor calculates."""
    return versions() | {CODE: package_hash(), ARITHMETIC: arithmetic()}


class Agreement:
    """What the workers of one batch have in common: the program and libraries of this process, the arithmetic of the first.

    Where the batch is asked for nothing is calculated, so its own processor may be of another kind.
    """

    def __init__(self, address: str):
        self.address = address
        self.wanted = {name: value for name, value in stamp().items() if name != ARITHMETIC}
        self.known: set[str] = set()

    def check(self, client: Any, workers: Any) -> None:
        """Ask the workers not asked before; InputError names each that differs and in what."""
        new = sorted(set(workers) - self.known)
        if not new:
            return
        name = f"{stamp.__module__}:{stamp.__name__}"
        found = client.run(resolve_name, name, workers=new, on_error="return")  # a worker without it cannot be sent it
        able = [worker for worker in new if callable(found.get(worker))]
        stamps = client.run(stamp, workers=able, on_error="return") if able else {}
        problems = Problems()
        for worker in new:
            answer = stamps.get(worker, found.get(worker))
            if isinstance(answer, dict):
                self._note(worker, answer, problems)
            elif isinstance(answer, ImportError | AttributeError):
                self._refuse(worker, f"a worker without this program ({answer})", problems)
        problems.check()

    def check_one(self, worker: str, answer: Stamp) -> None:
        """Hold what a worker said of itself with a result against the others; InputError where it differs."""
        problems = Problems()
        self._note(worker, answer, problems)
        problems.check()

    def _note(self, worker: str, answer: Stamp, problems: Problems) -> None:
        """Note a worker that agrees, or in what it differs."""
        wanted = self.wanted | {ARITHMETIC: self.wanted.get(ARITHMETIC, answer[ARITHMETIC])}
        differs = [
            f"{name} {answer.get(name)} where it should be {value}"
            for name, value in wanted.items()
            if answer.get(name) != value
        ]
        if differs:
            self._refuse(worker, ", ".join(differs), problems)
        else:
            self.wanted = wanted
            self.known.add(worker)

    def _refuse(self, worker: str, found: str, problems: Problems) -> None:
        """Note a worker that cannot be used."""
        message = f"worker {worker}: found {found}; allowed are workers with one program, one set of libraries and one kind of processor"
        problems.append(Problem(self.address, 0, 0, "", message))
