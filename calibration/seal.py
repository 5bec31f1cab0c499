"""Seal the predictions: write the hashes of what they rest on, once.

python -m calibration.seal
"""

import hashlib
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
SEAL = Path(__file__).with_name("seal.yaml")
SEALED = (
    "calibration/predictions.csv",
    "calibration/moments.csv",
    "calibration/discrepancy.csv",
    "microsim/assumptions/estimates.csv",
)


def hashes() -> dict[str, str]:
    """Return the SHA-256 of each file of the seal."""
    return {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in SEALED}


def main() -> None:
    """Write the seal; one that stands is not broken."""
    if SEAL.exists():
        sys.exit(f"{SEAL} stands: what is sealed once is not sealed again")
    SEAL.write_text(yaml.safe_dump(hashes(), sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
