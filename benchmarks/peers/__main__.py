"""The table of the small workload in several frameworks: ``python -m benchmarks.peers --peers VENV/bin/python``.

Each implementation has a process of its own and is warmed up by a whole run, so that neither import nor compiling counts;
rounds of all take turns, one thread each, and processor time counts. What is not installed is said, not left out.
Frameworks beside numpy and numba are looked for in the environment of ``--peers``, made by
``python3.11 -m venv VENV && VENV/bin/pip install vivarium starsim neworder scipy``.
"""

import argparse
import contextlib
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

import numpy as np

from benchmarks.peers import spec

ROOT = Path(__file__).parents[2]
PERSONS = 51_200  # a multiple of 512 and of 800
OURS = {"idiom": "this engine's idiom", "blocked": "numba, blocks of 512", "plain_numpy": "numpy"}
PEERS = {"with_neworder": "neworder", "with_starsim": "starsim", "with_vivarium": "vivarium"}
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")

HEAD = """# The small workload in several frameworks

Made by `python -m benchmarks.peers --peers VENV/bin/python` (its help says how to make VENV). Everybody lives the same closed
cohort for fifty years: death, a chain of three labour states, an autoregressive wage, an account and a pension; the constants
are illustrative (`benchmarks/peers/spec.py`). A total that departs from what is known of the workload by more than luck can do ends the
measurement. Each framework is written as its documentation recommends for many agents, whole columns a year; who knows one
better may well make it faster. Ratios carry over to other machines better than nanoseconds.

The full model is many times this workload: `python -m benchmarks.idiom` says how many times.
"""


class Server:
    """An implementation in its process."""

    def __init__(self, python, name, persons):
        command = [python, "-m", "benchmarks.peers.serve", name, str(persons)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | ONE_THREAD | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.name, self.seconds, self.versions, self.off, self.missing = name, [], {}, 0.0, ""

    def ask(self, persons, counts=True):
        """Let it live the cohort once; SystemExit where a total is not what is expected."""
        if self.missing:
            return
        with contextlib.suppress(BrokenPipeError):  # it said why before it ended
            self.process.stdin.write("\n")
            self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"missing": "it ended without a word"}')
        if "missing" in answer:
            self.missing = answer["missing"]
            return
        self.versions = answer["versions"]
        self.off = float(np.abs(np.array(answer["totals"]) / spec.EXPECTED - 1.0).max())
        if self.off > spec.tolerance(persons):
            raise SystemExit(f"{self.name} gives {answer['totals']}, expected {list(spec.EXPECTED)}")
        if counts:
            self.seconds.append(answer["seconds"])

    def close(self):
        """End the process."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()


def measured(python, peers, persons, rounds):
    """Return the servers of all implementations after a warm-up and so many rounds in turns."""
    servers = [Server(python, name, persons) for name in OURS] + [Server(peers, name, persons) for name in PEERS]
    try:
        for server in servers:
            server.ask(persons, counts=False)
        for _ in range(rounds):
            for server in servers:
                server.ask(persons)
    finally:
        for server in servers:
            server.close()
    return servers


def page(servers, persons, rounds):
    """Return the table as Markdown, with what it was measured on."""
    names = OURS | PEERS
    lines = [
        HEAD,
        f"N = {persons:,} persons, {spec.YEARS} years, one thread, totals only; medians of {rounds} rounds in turns after a warm-up run, "
        f"user CPU, without import and compiling; allowed departure from the expected totals {spec.tolerance(persons):.2%}.",
        f"{datetime.date.today().isoformat()}, {processor()}, {os.cpu_count()} cores, Python {platform.python_version()}.",
        "",
        "| implementation | ns a nominal person-year | times the idiom | lowest to highest | largest departure | versions |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for server in servers:
        name = names[server.name]
        if server.missing:
            lines.append(f"| {name} | | not installed here: {server.missing} | | | |")
            continue
        ratios = sorted(one / base for one, base in zip(server.seconds, servers[0].seconds, strict=True))
        cost = 1e9 * statistics.median(server.seconds) / persons / spec.YEARS
        versions = ", ".join(f"{package} {version}" for package, version in server.versions.items())
        middle, spread = statistics.median(ratios), f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
        lines.append(f"| {name} | {cost:.1f} | {middle:.2f} | {spread} | {server.off:.2%} | {versions} |")
    return "\n".join(lines)


def processor():
    """Return the name of the processor, as far as it is known."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def main():
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--peers", default=sys.executable, help="the Python that has the other frameworks")
    parser.add_argument("--persons", type=int, default=PERSONS, help="a multiple of 12,800")
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    servers = measured(sys.executable, chosen.peers, chosen.persons, chosen.rounds)
    print(page(servers, chosen.persons, chosen.rounds))


if __name__ == "__main__":
    main()
