"""How long the explorer takes from a lever moved to the numbers of all pictures: a law lever, and one of the population."""

import json
import time

from microsim.explorer.levers import read_settings
from microsim.explorer.pictures import answer
from microsim.explorer.warm import Model

VALUES = (17.5, 18, 18.5, 19, 19.5)  # employer rates, percent


def main() -> None:
    """Print seconds of wall time and of all threads together: the median of five moves, then one of a slow lever."""
    started = time.perf_counter()
    model = Model()
    model.warm()
    print(f"ready after {time.perf_counter() - started:.1f} s, 1 in {model.one_in:,}, {model.threads} threads")
    for name, quick in (("quick", True), ("full", False)):
        taken = sorted(ask(model, {"employer_rate.guangdong": f"{value}"}, quick) for value in VALUES)
        wall, cpu, size = taken[len(taken) // 2]
        print(f"law lever, {name} (1 in {model.sample(quick):,}): {wall:.2f} s, {cpu:.2f} s of CPU, {size:,} bytes")
    wall, cpu, _ = ask(model, {"wage_growth": "2.35"}, True)
    print(f"lever of the economy, first time, quick: {wall:.1f} s, {cpu:.1f} s of CPU")


def ask(model: Model, given: dict[str, str], quick: bool) -> tuple[float, float, int]:
    """Return seconds, seconds of CPU and bytes of one answer."""
    wall, cpu = time.perf_counter(), time.process_time()
    text = json.dumps(answer(model, model.answer(read_settings(given), quick)))
    return time.perf_counter() - wall, time.process_time() - cpu, len(text)


if __name__ == "__main__":
    main()
