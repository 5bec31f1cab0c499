"""New pensions and allowances of a year term by term, and the yearly adjustment in its parts."""

from collections.abc import Iterable
from typing import Any

from microsim.kernel.jit import REGISTRY
from microsim.places import PLACE_KEYS
from microsim.telling.money import yuan
from microsim.telling.terms import parts_of, terms_of, within
from microsim.watch.trace import CALL, SET, Entry
from microsim.words.amounts import month_text

PARTS = {
    "basic_fen": "basic_fen",
    "account_fen": "account_pension_fen",
    "transitional_fen": "transitional_fen",
    "supplement_fen": "supplement_fen",
    "total_fen": "pension_fen",
}
CLAIM_TEST, DISABILITY = "claim_test", "disability_onset"
RESIDENTS_CLAIM = "residents_claim_test"
PENSION, ALLOWANCE = ("raise_pension", "pension_fen"), ("raise_disability", "disability_fen")  # events and their fields
DECIDING = ("employees.rules.eligibility", "employees.rules.portability", "disability.rules")  # modules of rules
FIRST_TERM = "mean_index"  # the rule an award begins with; what comes before decides where and when


def is_set(entry: Entry, field: str) -> bool:
    """Tell whether an entry gave a field a value."""
    return entry.kind == SET and entry.name == field and bool(entry.value[1])


def award_of(entries: list[Entry], record: Any) -> dict[str, Any] | None:
    """Return a new pension term by term; None in a year without one."""
    claimed = next((entry.frame for entry in entries if is_set(entry, "claim_month")), None)
    if claimed is None:
        return None
    tested = [entry for entry in within(entries, CLAIM_TEST) if entry.frame.month == claimed.month]
    awarding = (index for index, entry in enumerate(tested) if entry.kind == CALL and entry.name == FIRST_TERM)
    begins = next(awarding, 0)
    awarded = {entry.name: int(entry.value[1]) for entry in tested if entry.kind == SET and entry.frame is claimed}
    months = int(record["claim_month"])
    return {
        "month": month_text(months),
        "age_months": months - int(record["birth"]),
        "statutory_month": month_text(int(record["statutory_month"])),
        "paying_place": PLACE_KEYS[record["paying_place"]],
        "contribution_months": int(record["contribution_months"]),
        "mean_index": float(record["mean_index"]),
        "parts": parts_of({name: awarded[field] for name, field in PARTS.items()}),
        "eligibility": terms_of(tested[:begins], decides),
        "settlement": terms_of(tested[:begins], lambda entry: not decides(entry)),
        "terms": terms_of(tested[begins:]),
    }


def decides(entry: Entry) -> bool:
    """Tell whether a rule says who may claim, when and where; the others settle account and index before the award."""
    return REGISTRY[entry.name].function.__module__.endswith(DECIDING)


def claim_of(entries: list[Entry], record: Any) -> dict[str, Any] | None:
    """Return a new residents' pension; None in a year without one."""
    if not any(is_set(entry, "residents_claim") for entry in entries):
        return None
    return {
        "month": month_text(int(record["residents_claim"])),
        "place": PLACE_KEYS[record["residents_place"]] if record["residents_place"] >= 0 else None,
        "months": int(record["residents_months"]),
        "annuity": yuan(record["residents_annuity_fen"]),
        "terms": terms_of(within(entries, RESIDENTS_CLAIM)),
    }


def disability_of(entries: Iterable[Entry], record: Any) -> dict[str, Any] | None:
    """Return a new disability allowance; None in a year without one."""
    noted = within(entries, DISABILITY)
    if not any(is_set(entry, "disability_case") for entry in noted):
        return None
    months = {name: month_text(int(record[f"disability_{name}"])) for name in ("from", "until")}
    given = next(entry.value[1] for entry in noted if is_set(entry, "disability_fen"))
    return {**months, "allowance": yuan(given), "terms": terms_of(noted)}


def raise_of(entries: Iterable[Entry], which: tuple[str, str] = PENSION) -> dict[str, Any] | None:
    """Return the yearly adjustment of a pension, or of an allowance: before, its parts, after; None without one."""
    event, field = which
    noted = within(entries, event)
    changes = [entry.value for entry in noted if entry.kind == SET and entry.name == field]
    term = next((term for term in terms_of(noted) if term["rule"] == "adjusted_pension"), None)
    if not changes or term is None:
        return None
    given = term["inputs"]
    parts = {
        "flat": given["flat"],
        "per_year": given["per_year"] * given["years"],
        "rate": given["rate"] * given["pension"],
        "aged": given["aged"] if given["age_months"] >= given["aged_from"] else 0.0,
    }
    inputs = {name: given[name] for name in ("per_year", "years", "rate")}
    return {"before": yuan(changes[0][0]), "parts": parts, "inputs": inputs} | {
        "after": yuan(changes[-1][1]),
        "terms": terms_of(noted),
    }
