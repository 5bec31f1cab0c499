"""What a first run costs: ``python -m benchmarks.cold [FOLDER ...]``, each a checkout of the project (this one if none).

Runs the command with empty caches, then again with those it left, and prints the processor time of both.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = ("run", "baseline", "--one-in", "20000", "--until", "2020", "--no-figures", "--quiet")
OLDER = tuple(word for word in COMMAND if word != "--no-figures")  # before there was the option


def cost(checkout, caches):
    """Return user, system and wall time of a run of a checkout with a folder for caches."""
    command = COMMAND if "no-figures" in (checkout / "microsim" / "cli.py").read_text(encoding="utf-8") else OLDER
    chosen = {"PYTHONPATH": str(checkout), "NUMBA_CACHE_DIR": str(caches)}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "microsim", *command, "--out", str(caches / f"run-{time.time_ns()}")],
        env=os.environ | chosen,
        cwd=checkout,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime, time.perf_counter() - started


def main():
    """Measure and print."""
    for checkout in [Path(given).resolve() for given in sys.argv[1:]] or [Path(__file__).resolve().parents[1]]:
        with tempfile.TemporaryDirectory() as caches:
            for name in ("cold", "warm"):
                user, system, wall = cost(checkout, Path(caches))
                print(f"{checkout.name} {name}: user {user:.1f} system {system:.1f} wall {wall:.1f} s", flush=True)
            compiled = [path.stat().st_size for path in Path(caches).rglob("*.nbc")]
            print(f"{checkout.name}: {len(compiled)} files of compiled code, {sum(compiled) / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
