"""Liabilities as tables: accrued rights by scheme and group, and what the closed and the open group bring and cost."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN
from microsim.comparing.people import amount
from microsim.comparing.present import VALUE_YEAR
from microsim.comparing.table import BILLIONS, LEVEL, PERCENT, PERSONS, Column, Figure, Name, Table, named
from microsim.estimating import estimate_sum
from microsim.kernel.items import Item
from microsim.lives.discount import HIGHER, MAIN
from microsim.places import PLACE_KEYS, PROVINCE_KEYS, PROVINCE_OF
from microsim.reading import InputError, Problem, did_you_mean
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd

    from microsim.accrued.owed import Accrued

REAL = {"_pv": MAIN, "_pv30": HIGHER}
GROUPS = ("province", "cohort", "sex")
BILLION = 1e9
SCHEMES = ("employees", "residents", "public")
DRAWN = (
    Item.BENEFIT_BASIC,
    Item.BENEFIT_TRANSITIONAL,
    Item.BENEFIT_SUPPLEMENT,
    Item.BENEFIT_ADJUSTMENT,
    Item.BENEFIT_ACCOUNT,
)
PAID_IN = (Item.EMPLOYER, Item.EMPLOYEE, Item.FLEXIBLE, Item.PERSONAL)
SUM = "sum"


def accrued_table(found: "Accrued", by: str | None) -> Table:
    """Return ABO and PBO by scheme, crossed with a group where one is asked for."""
    from microsim.accrued.owed import PENSIONS

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
    stock = one_replicate(found.run.tree["funds"].closing.sel(year=found.year, scheme=list(SCHEMES)))
    return float(stock.sum()) / FEN / BILLION * float(factors(found, np.array([found.year]), rate)[0])


def factors(found: "Accrued", years: np.ndarray, rate: float) -> np.ndarray:
    """Return what a yuan at the end of each year is at the value date, in its prices."""
    level = one_replicate(found.run.tree["prices"].price_level)
    prices = float(level.sel(year=VALUE_YEAR)) / np.asarray(level.sel(year=years))
    return np.asarray(prices * (1.0 + rate) ** (VALUE_YEAR - years))


def of_books(found: "Accrued", items: tuple[Item, ...], rate: float) -> float:
    """Return some items of all places after the year at present value, bn yuan."""
    flows = one_replicate(found.run.tree["funds"].flows)
    years = flows.year.to_numpy()[flows.year.to_numpy() > found.year]
    names = [item.name.lower() for item in items]
    yearly = flows.sel(year=years, item=names, scheme=list(SCHEMES)).sum(["place", "item", "scheme"])
    return float(np.asarray(yearly) @ factors(found, years, rate)) / FEN / BILLION


def groups_table(found: "Accrued") -> Table:
    """Return the closed group (members alive at the year's end, by lives) and the open one (by the books), to the end."""
    figures = {real: {**closed_group(found, rate, real), **open_group(found, real)} for rate, real in REAL.items()}
    keys = [f"{group}_{name}" for group in ("closed", "open") for name in ("benefits", "paid", "reserve", "net")]
    cells = tuple(tuple(figures[real][key] for real in REAL.values()) for key in keys)
    columns = tuple(Column(named("at_rate", rate=f"{100.0 * real:.1f}%"), LEVEL, BILLIONS, 0) for real in REAL.values())
    notes = (
        named("groups_read", year=found.year, until=found.run.manifest["until"], value_year=VALUE_YEAR),
        named("liability_no_debt"),
        named("errors_of_sample"),
    )
    title = named("groups", year=found.year)
    return Table("groups", title, columns, tuple(named(key) for key in keys), cells, notes)


def closed_group(found: "Accrued", rate: str, real: float) -> dict[str, Figure]:
    """Return what members alive at the year's end draw and pay after it, and what the reserve leaves."""
    from microsim.accrued.owed import PAID, PENSIONS

    lives, stock = found.later["full"].loc[found.living.index], reserve(found, real)
    drawn, paid = ([f"{name}{rate}" for name in names] for names in (PENSIONS.values(), PAID))
    gap = net_of(lives, drawn, paid)
    return {
        "closed_benefits": summed(lives, drawn),
        "closed_paid": summed(lives, paid),
        "closed_reserve": Figure(stock),
        "closed_net": gap._replace(value=gap.value - stock),
    }


def open_group(found: "Accrued", real: float) -> dict[str, Figure]:
    """Return the same of everybody, later entrants too, from when each entered: the books of the funds to the horizon."""
    drawn, paid, stock = of_books(found, DRAWN, real), of_books(found, PAID_IN, real), reserve(found, real)
    values = {"benefits": drawn, "paid": paid, "reserve": stock, "net": drawn - paid - stock}
    return {f"open_{name}": Figure(value) for name, value in values.items()}


def net_of(lives: "pd.DataFrame", drawn: list[str], paid: list[str]) -> Figure:
    """Return benefits less contributions of some lives, bn yuan, with the error of the difference."""
    values = amount(lives, drawn) - amount(lives, paid)
    found = estimate_sum(values, lives["jackknife_group"].to_numpy(), weights=lives["persons"].to_numpy())
    return Figure(float(found.value[0]) / BILLION, float(found.se[0]) / BILLION, len(lives))
