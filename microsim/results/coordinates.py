"""The axes of the results: their labels and what they mean in English and Chinese."""

from collections.abc import Callable
from enum import IntEnum

import numpy as np

from microsim.funds.national import NationalTransfer
from microsim.kernel.items import Item
from microsim.kernel.numbers import SAMPLE_GROUPS
from microsim.kernel.tallies import (
    AGE_GROUPS,
    AGES_SHOWN,
    BIRTH_YEARS,
    FIRST_BIRTH_YEAR,
    PENSION_BINS,
    PENSION_LOWEST,
    PENSION_STEP,
    State,
)
from microsim.kernel.world import FIRST_HISTORY_YEAR
from microsim.places import ELSEWHERE_PROVINCE, PLACE_KEYS, PROVINCE_KEYS
from microsim.schema import Education, HukouType, Labour, Scheme, Sex, Status
from microsim.words.book import book, place_name, word

GROUP_WIDTH = 5  # years in an age group


UNITS = {
    "year": "year",
    "history_year": "year",
    "age": "year",
    "age_group": "year",
    "birth_year": "year",
    "bin": "yuan/month",
}  # else 1
CODES: dict[str, type[IntEnum]] = {
    "status": Status,
    "sex": Sex,
    "labour": Labour,
    "scheme": Scheme,
    "item": Item,
    "transfer": NationalTransfer,
    "education": Education,
    "hukou_type": HukouType,
    "from_state": State,
    "to_state": State,
}
SECTIONS = {"from_state": "state", "to_state": "state"}  # of the book, where an axis is not named as its codes are


def axis_values(name: str, first_year: int, years: int) -> np.ndarray:
    """Return the labels of an axis; that of years has ``years`` from ``first_year`` on."""
    if name in CODES:
        return np.array([code.name.lower() for code in CODES[name]])
    if name in ("place", "from_place", "to_place"):
        return np.array(PLACE_KEYS)
    if name == "province":
        return np.array(PROVINCE_KEYS)
    if name == "projected":
        return np.array(PROVINCE_KEYS[:ELSEWHERE_PROVINCE])
    numbers: dict[str, Callable[[], np.ndarray]] = {
        "year": lambda: first_year + np.arange(years),
        "history_year": lambda: np.arange(FIRST_HISTORY_YEAR, first_year),
        "age": lambda: np.arange(AGES_SHOWN),
        "age_group": lambda: GROUP_WIDTH * np.arange(AGE_GROUPS),
        "bin": lambda: PENSION_LOWEST * PENSION_STEP ** np.arange(PENSION_BINS),
        "sample_group": lambda: np.arange(SAMPLE_GROUPS),
        "birth_year": lambda: FIRST_BIRTH_YEAR + np.arange(BIRTH_YEARS),
    }
    return numbers[name]()


def axis_attributes(name: str) -> dict[str, str]:
    """Return the attributes of an axis; words carry their Chinese names in the same order."""
    names = book()["axes"][name]
    attributes = {"units": UNITS.get(name, "1"), "long_name": names["en"], "long_name_zh": names["zh"]}
    labels = chinese_labels(name)
    return attributes | ({"labels_zh": ", ".join(labels)} if labels else {})


def chinese_labels(name: str) -> list[str]:
    """Return the Chinese names of an axis's labels, none where these are numbers."""
    if name in CODES:
        return [word(SECTIONS.get(name, name), code.name.lower(), "zh") for code in CODES[name]]
    keys = {"place": PLACE_KEYS, "from_place": PLACE_KEYS, "to_place": PLACE_KEYS, "province": PROVINCE_KEYS}
    keys["projected"] = PROVINCE_KEYS[:ELSEWHERE_PROVINCE]
    return [place_name(key, "zh") for key in keys.get(name, ())]
