"""Liabilities as tables: accrued rights by scheme and group, and what the closed and the open group bring and cost."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN
from microsim.comparing.people import amount
from microsim.comparing.present import VALUE_YEAR
from microsim.comparing.table import BILLIONS, LEVEL, PERCENT, PERSONS, Column, Figure, Name, Table, named
from microsim.estimating import estimate_sum
from microsim.lives.discount import HIGHER, MAIN
from microsim.places import PLACE_KEYS, PROVINCE_KEYS, PROVINCE_OF
from microsim.reading import InputError, Problem, did_you_mean
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd

    from microsim.accrued.liabilities import Accrued

REAL = {"_pv": MAIN, "_pv30": HIGHER}
GROUPS = ("province", "cohort", "sex")
BILLION = 1e9
SUM = "sum"


def accrued_table(found: "Accrued", by: str | None) -> Table:
    """Return ABO and PBO by scheme, crossed with a group where one is asked for."""
    from microsim.accrued.liabilities import PENSIONS

    rows, cells = [], []
    for label, who in groups_of(found, by):
        bases = contribution_bases(found, label.key if label is not None and by == "province" else None)
        some = found.living.index[who]
        for scheme, column in [*PENSIONS.items(), (SUM, None)]:
            names = list(PENSIONS.values()) if column is None else [column]
            drawn = {
                (kind, rate): summed(found.later[kind].loc[some], [f"{name}{rate}" for name in names])
                for kind in ("abo", "pbo")
                for rate in REAL
            }
            share = [
                Figure(100.0 * drawn[kind, "_pv"].value / bases, 100.0 * drawn[kind, "_pv"].se / bases, len(some))
                for kind in ("abo", "pbo")
            ]
            rows.append(row_name(scheme, label))
            cells.append(
                (
                    Figure(float(found.living.loc[some, "persons"].sum()) / 1e6, np.nan, len(some)),
                    *drawn.values(),
                    *share,
                )
            )
    columns = (
        Column(named("members"), LEVEL, MILLIONS, 1),
        *(
            Column(named(f"liability_{kind}", rate=f"{100.0 * real:.1f}%"), LEVEL, BILLIONS, 0)
            for kind in ("abo", "pbo")
            for real in REAL.values()
        ),
        *(Column(named(f"liability_{kind}_share"), LEVEL, PERCENT, 0) for kind in ("abo", "pbo")),
    )
    notes = (
        named("liability_read", year=found.year, value_year=VALUE_YEAR),
        named("liability_vested" if found.vested else "liability_by_months"),
        named("liability_no_debt"),
        named("errors_of_sample"),
    )
    return Table("liabilities", named("liabilities", year=found.year), columns, tuple(rows), tuple(cells), notes)


MILLIONS = PERSONS._replace(en="million", zh="百万")


def row_name(scheme: str, label: Name | None) -> Name:
    """Return the name of a row: a scheme, and its group where there is one."""
    english, chinese = (
        named(SUM).of(language) if scheme == SUM else word("scheme", scheme, language) for language in ("en", "zh")
    )
    if label is None:
        return Name(scheme, english, chinese)
    return Name(f"{label.key}.{scheme}", f"{label.en}, {english}", f"{label.zh}，{chinese}")


def known_group(by: str | None) -> None:
    """Refuse an unknown group."""
    if by is not None and by not in GROUPS:
        message = f"found {by}, allowed are {', '.join(GROUPS)}{did_you_mean(str(by), GROUPS)}"
        raise InputError([Problem("by", 0, 0, "", message)])


def groups_of(found: "Accrued", by: str | None) -> list[tuple[Name | None, np.ndarray]]:
    """Return groups of the living members: name and mask; InputError for an unknown group."""
    known_group(by)
    if by is None:
        return [(None, np.ones(len(found.living), bool))]
    if by == "province":
        keys = province_of(found.later["pbo"].loc[found.living.index])
        labels = {key: Name(key, *(place_name(key, language) for language in ("en", "zh"))) for key in PROVINCE_KEYS}
    else:
        keys = found.living[by].astype(str).to_numpy()
        labels = {key: label_of(by, key) for key in sorted(set(keys))}
    return [(label, keys == key) for key, label in labels.items() if (keys == key).any()]


def label_of(by: str, key: str) -> Name:
    """Return the name of a cohort or a sex."""
    if by == "cohort":
        return Name(key, *[f"{key}–{int(key) + 4}"] * 2)
    return Name(key, *(word("sex", key, language) for language in ("en", "zh")))


def province_of(lives: "pd.DataFrame") -> np.ndarray:
    """Return the province that pays each life's pension, that of the hukou where no employees' pension is claimed."""
    provinces = {key: PROVINCE_KEYS[PROVINCE_OF[at]] for at, key in enumerate(PLACE_KEYS)}
    paying, home = (lives[name].astype(object).fillna("").to_numpy() for name in ("paying_place", "hukou_place"))
    return np.array([provinces.get(one or other, "") for one, other in zip(paying, home, strict=True)])


def summed(lives: "pd.DataFrame", names: list[str]) -> Figure:
    """Return a sum over persons, bn yuan, with its error."""
    values = amount(lives, names)
    found = estimate_sum(values, lives["jackknife_group"].to_numpy(), weights=lives["persons"].to_numpy())
    return Figure(float(found.value[0]) / BILLION, float(found.se[0]) / BILLION, len(lives))


def contribution_bases(found: "Accrued", province: str | None) -> float:
    """Return the contribution bases of the year, bn yuan: of the employees' scheme, in a province or everywhere."""
    bases = one_replicate(found.run.tree["participants"].contribution_bases.sel(year=found.year))
    inside = [
        province in (None, PROVINCE_KEYS[PROVINCE_OF[PLACE_KEYS.index(str(key))]]) for key in bases.place.to_numpy()
    ]
    return float(bases.isel(place=np.flatnonzero(inside)).sum()) / BILLION


def one_replicate(values: Any) -> Any:
    """Return the values of the first replicate, whose lives are kept."""
    return values.isel(replicate=0) if "replicate" in values.dims else values


def reserve(found: "Accrued", rate: float) -> float:
    """Return the stock of the funds at the end of the year, as lives' amounts are: at the value date, in its prices."""
    stock = float(one_replicate(found.run.tree["funds"].closing.sel(year=found.year)).sum()) / FEN / BILLION
    level = one_replicate(found.run.tree["prices"].price_level)
    prices = float(level.sel(year=VALUE_YEAR)) / float(level.sel(year=found.year))
    return stock * prices * (1.0 + rate) ** (VALUE_YEAR - found.year)


def groups_table(found: "Accrued") -> Table:
    """Return the closed group (members alive at the year's end) and the open one: benefits, contributions, reserve, net."""
    from microsim.accrued.liabilities import PAID, PENSIONS

    full = found.later["full"]
    who = {"closed": full.loc[found.living.index], "open": full}
    lines: list[tuple[Name, list[Figure]]] = []
    for group, lives in who.items():
        figures: dict[str, list[Figure]] = {"benefits": [], "paid": [], "reserve": [], "net": []}
        for rate, real in REAL.items():
            drawn, paid = ([f"{name}{rate}" for name in names] for names in (PENSIONS.values(), PAID))
            stock = reserve(found, real)
            figures["benefits"].append(summed(lives, drawn))
            figures["paid"].append(summed(lives, paid))
            figures["reserve"].append(Figure(stock, np.nan, len(lives)))
            gap = net_of(lives, drawn, paid)
            figures["net"].append(gap._replace(value=gap.value - stock))
        lines += [(named(f"{group}_{name}"), values) for name, values in figures.items()]
    columns = tuple(Column(named("at_rate", rate=f"{100.0 * real:.1f}%"), LEVEL, BILLIONS, 0) for real in REAL.values())
    notes = (
        named("groups_read", year=found.year, until=found.run.manifest["until"], value_year=VALUE_YEAR),
        named("liability_no_debt"),
        named("errors_of_sample"),
    )
    names, cells = [name for name, _ in lines], [tuple(values) for _, values in lines]
    return Table("groups", named("groups", year=found.year), columns, tuple(names), tuple(cells), notes)


def net_of(lives: "pd.DataFrame", drawn: list[str], paid: list[str]) -> Figure:
    """Return benefits less contributions of some lives, bn yuan, with the error of the difference."""
    values = amount(lives, drawn) - amount(lives, paid)
    found = estimate_sum(values, lives["jackknife_group"].to_numpy(), weights=lives["persons"].to_numpy())
    return Figure(float(found.value[0]) / BILLION, float(found.se[0]) / BILLION, len(lives))
