"""What was sealed stays as it is, and holds what a scorer asks of it."""

import csv
import math

import yaml

from calibration.predictions import COLUMNS, FILE, SCENARIOS, YEARS
from calibration.seal import SEAL, hashes
from microsim.validation.scopes import REGION_NAMES
from microsim.validation.targets import shipped_targets


def test_the_seal_is_whole():
    assert yaml.safe_load(SEAL.read_text(encoding="utf-8")) == hashes()


def test_both_sets_answer_every_region_and_every_held_out_figure():
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    said = {(row["information"], row["indicator"], row["region"], int(row["year"])) for row in rows}
    for information in SCENARIOS:
        assert {region for known, _, region, _ in said if known == information} >= set(REGION_NAMES)
        for one in shipped_targets():
            asked = (information, one.indicator, one.region)
            if one.use == "holdout" and one.year in YEARS and any(key[:3] == asked for key in said):
                assert (*asked, one.year) in said
    for row in rows:
        low, median, high = (float(row[name]) for name in ("p10", "median", "p90"))
        assert math.isfinite(low)
        assert math.isfinite(high)
        assert low <= median <= high
