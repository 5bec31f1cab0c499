"""``make calibrate``: estimate, write the estimates into the assumptions, and their page.

python -m calibration.estimation [--out FOLDER] [--page FILE]
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from calibration.estimation import blocks
from calibration.estimation.checks import CHECKS, checked
from calibration.estimation.fit import Data, fit
from calibration.estimation.report import page
from calibration.estimation.simulate import COARSE, FINE, SEEDS, Simulator
from microsim.law.estimates import FILE, Estimates, written
from microsim.law.load import ASSUMPTION_FOLDER
from microsim.uncertainty.quantities import uncertain_quantities

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "estimates.md"


def main(arguments: list[str] | None = None) -> None:
    """Estimate and write."""
    parser = argparse.ArgumentParser(prog="python -m calibration.estimation", description=__doc__)
    parser.add_argument("--out", type=Path, default=ASSUMPTION_FOLDER, help="folder that takes estimates.csv")
    parser.add_argument("--page", type=Path, default=PAGE, help="page of the estimates")
    parser.add_argument("--discrepancy", type=Path, default=blocks.FILE, help="table of the model discrepancy by kind")
    parser.add_argument("--coarse", type=int, default=COARSE, help="1 in so many persons for differences")
    parser.add_argument("--fine", type=int, default=FINE, help="1 in so many persons for steps")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="runs with other luck a point")
    parser.add_argument("--checks", type=int, default=CHECKS, help="runs at draws from the posterior")
    given = parser.parse_args(arguments)
    names = [quantity.name for quantity in uncertain_quantities() if quantity.role == "present"]
    model = Simulator(names, coarse=given.coarse, fine=given.fine, seeds=given.seeds)
    published = np.array([moment.published for moment in model.moments])
    data = Data(published, np.array([moment.spread for moment in model.moments]), np.ones(len(names)))
    found = fit(model, data, tell=lambda line: print(line, file=sys.stderr, flush=True))
    print(f"checks at {given.checks} draws", file=sys.stderr, flush=True)
    check = checked(model, found, given.checks) if given.checks else None
    missed = blocks.discrepancies(found, model.moments)
    blocks.write(missed, given.discrepancy)
    (given.out / FILE).write_text(written(Estimates(tuple(names), found.scores, found.covariance)), encoding="utf-8")
    given.page.write_text(page(found, names, model.moments, missed, check, model.sample, given.seeds), encoding="utf-8")
    print(f"{given.out / FILE}, {given.discrepancy}, {given.page}: {found.reason}")


if __name__ == "__main__":
    main()
