"""Numbers without a meaning are no result: what a run reads and what its books hold is finite, in range and not wrapped.

Single values have bounds where they are defined (``schema``). What comes of several that are fine by themselves is held
against this module twice: once when all inputs are made, once when the books are closed. Either time the settings that
could have caused it are named.
"""

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.kernel.items import Item
from microsim.kernel.tallies import Pillar
from microsim.kernel.world import World
from microsim.population.ipf import Misfit
from microsim.reading import InputError, Position, Problem, dotted
from microsim.schema import STATUTE_QUANTITIES

if TYPE_CHECKING:
    from microsim.funds.ledger import Ledger
    from microsim.kernel.tallies import Tallies
    from microsim.scenarios import Scenario

LARGEST = 2.0**62  # beyond it a sum of fen may have wrapped around the 63 bits that hold it
SLACK = 1e-9  # shares worked out may be that much above one
SIGNED = ("employment", "work_shift")  # tables of scores; all others are amounts, chances or shares
SHARES = (
    "death", "leave", "come_back", "rearrive", "acquire", "convert", "employment_all", "cover", "declared",
    "base_pensioner", "base_public", "public_share",
)  # fmt: skip
CUMULATED = ("destination", "again", "sector", "home", "stay", "education")  # along the last axis, up to one
MAY_FALL = ("return", "stocks of the funds")  # returns and what a fund has may be below nought
OWED = (Item.INVESTMENT, Item.DELEGATED_RETURN)  # a pool in debt inside one that earns owes a return
MOST_NAMED = 12  # tables, or settings, listed in one message


class Unsound(ArithmeticError):
    """Numbers came out that mean nothing."""


@contextlib.contextmanager
def blamed(scenario: "Scenario", what: str) -> Iterator[None]:
    """Turn arithmetic that fails, and margins that cannot be met, into an InputError that names the scenario's settings.

    Where a scenario sets nothing the fault is not a setting's, and stays what it is.
    """
    try:
        with np.errstate(all="ignore"):  # what comes of it is checked instead
            yield
    except (ArithmeticError, Misfit) as error:
        if not scenario.law and not scenario.assumptions:
            raise
        found = str(error) if isinstance(error, Unsound) else f"{what} cannot be worked out ({error})"
        raise _refused(scenario, found) from error


def check_world(world: World) -> None:
    """Hold the tables of a World against what they must be; Unsound if they are not."""
    _check(found for name in World._fields for found in _wrong_table(name, getattr(world, name)))


def check_table(name: str, table: np.ndarray) -> None:
    """Hold one table of a World against what it must be; Unsound if it is not."""
    _check(_wrong_table(name, table))


def check_inputs(inputs: Any) -> None:
    """Hold persons, opening stocks, rules of the funds and prices against what they must be; Unsound if they are not."""
    tables = {f"rules of the funds, {name}": table for name, table in inputs.policy._asdict().items()}
    tables |= {"prices": inputs.prices.level, "persons": inputs.population.strata.size}
    tables |= {"opening stocks of the funds": inputs.stocks}
    _check(found for name, table in tables.items() for found in _wrong(name, table, signed=name.endswith(MAY_FALL)))


def check_counts(tallies: "Tallies", one_in: int) -> None:
    """Hold what a sample counted, each person standing for ``one_in``, against what it must be; Unsound if it is not."""
    counts = tallies._asdict() | {"pillars": np.delete(tallies.pillars, Pillar.RETURN, axis=-1)}
    counts["returns of annuities"] = tallies.pillars[..., Pillar.RETURN]
    _check(found for name, one in counts.items() for found in _wrong_sum(name, one, one_in, name.startswith("return")))


def check_books(ledger: "Ledger") -> None:
    """Hold the books of all funds against what they must be; Unsound if they are not."""
    wrong = _wrong("flows of the funds", np.delete(ledger.flows, OWED, axis=-1))
    for name, stock in (("flows", ledger.flows), ("reserves", ledger.closing), ("transfers", ledger.national)):
        wrong += _wrong_sum(f"{name} of the funds", stock, signed=True)
    _check(wrong)


def _check(wrong: Iterable[str]) -> None:
    """Raise what is wrong, if anything is."""
    if found := list(wrong):
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        raise Unsound(f"numbers without a meaning: {'; '.join(found[:MOST_NAMED])}{more}")


def _wrong_table(name: str, table: np.ndarray) -> list[str]:
    """Return what is wrong with a table of the World; of records, with each of their fields."""
    if table.dtype.names:
        fields = {field: f"{name}.{field}" for field in table.dtype.names}
        return [found for field, said in fields.items() for found in _wrong(said, table[field], _signed(name, field))]
    wrong = _wrong(name, table, signed=name in SIGNED)
    if not wrong and name in (*SHARES, *CUMULATED) and table.max(initial=0) > 1 + SLACK:
        wrong = [f"{name} holds a share of {table.max():.3g}"]
    if not wrong and name in CUMULATED and (np.diff(table, axis=-1) < -SLACK).any():
        wrong = [f"{name} holds a negative share"]
    return wrong


def _signed(record: str, field: str) -> bool:
    """Tell whether a field of a record may be negative: in the law where its bounds say so, else where it is set."""
    return record != "law" or any(one.least < 0 for one in STATUTE_QUANTITIES.values() if one.field == field)


def _wrong(name: str, values: np.ndarray, signed: bool = False) -> list[str]:
    """Return what is wrong with numbers that are to be finite, below ``LARGEST`` and, unless ``signed``, no less than nought."""
    values = np.asarray(values)
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        return [f"{name} holds {'no number' if np.isnan(values).any() else 'an infinite number'}"]
    least, most = float(values.min(initial=0)), float(values.max(initial=0))
    if least < 0 and not signed:
        return [f"{name} holds {least:.6g}, which cannot be negative"]
    return [f"{name} holds {max(-least, most):.3g}, too large to count"] if max(-least, most) >= LARGEST else []


def _wrong_sum(name: str, counted: np.ndarray, times: int = 1, signed: bool = False) -> list[str]:
    """Return what is wrong with counts whose sums over all but the first axis, ``times`` as large, are to be counted too."""
    if wrong := _wrong(name, counted, signed):
        return wrong
    largest = max(-float(counted.min(initial=0)), float(counted.max(initial=0)))
    if largest * (counted.size // max(len(counted), 1)) * times < LARGEST:
        return []
    total = np.abs(counted.astype(np.float64)).sum(axis=tuple(range(1, counted.ndim))).max(initial=0) * times
    return [f"{name} add up to {total:.3g}, too large to count"] if total >= LARGEST else []


def _refused(scenario: "Scenario", found: str) -> InputError:
    """Return the error that says what has no meaning, with the settings that could have caused it."""
    settings: dict[str, Position] = {}
    for section, entries in (("law", scenario.law), ("assumptions", scenario.assumptions)):
        for path in entries:
            written = (place for key, place in scenario.origins.items() if key[:2] == (section, path))
            settings[dotted((section, path))] = next(written, Position(scenario.name))
    if len(settings) == 1:
        ((path, position),) = settings.items()
        return InputError([Problem(*position, path, f"gives {found}")])
    named = ", ".join(f"{path} ({place})" for path, place in list(settings.items())[:MOST_NAMED])
    more = f" and {len(settings) - MOST_NAMED} more" if len(settings) > MOST_NAMED else ""
    return InputError(
        [Problem(scenario.name, 0, 0, "", f"gives {found}; any of its settings may be why: {named}{more}")]
    )
