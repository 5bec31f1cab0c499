"""What the file says of a person, and what was made of it, as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from microsim.amounts import FEN
from microsim.telling.numbers_in_words import money, plain_number
from microsim.words.amounts import month_text

if TYPE_CHECKING:
    from microsim.telling.tell import Teller

SHOWN_UNITS = (
    "fen",
    "fen/month",
    "yuan/month",
    "months",
    "month index",
    "years",
)  # what is laid over, as far as readable


def own_lines(teller: "Teller", own: dict[str, Any]) -> Iterator[str]:
    """Yield what the file says, the histories drawn, the record replayed and what was laid over."""
    yield teller.say("own", **own)
    yield f"  {fact_list(teller, own['facts'])}"
    for title in ("spells", "transfers"):
        for row in own[title]:
            yield teller.say(f"own_{title}", facts=fact_list(teller, row))
    met = [teller.say(f"own_{name}") for name in ("membership", "labour") if not own[f"{name}_met"]]
    yield teller.say("own_histories", histories=own["histories"], met="".join(met))
    if own["replayed"]:
        yield teller.say("own_replayed")
        yield from (replayed_year(teller, row) for row in own["replayed"])
    changes = [text for row in own["laid"] if row["unit"] in SHOWN_UNITS for text in [laid_over(teller, row)]]
    if changes:
        yield teller.say("own_laid", changes="; ".join(changes))


def fact_list(teller: "Teller", facts: list[dict[str, Any]]) -> str:
    """Return facts in one line."""
    return "; ".join(
        f"{teller.name(fact)} {fact['text'][teller.language]}{teller.unit(fact['unit'])}" for fact in facts
    )


def replayed_year(teller: "Teller", row: dict[str, Any]) -> str:
    """Return a year of the record as it was replayed."""
    place = teller.place(row["place"]) if row.get("place") else "-"
    moved = teller.say("own_moved", place=teller.place(row["moved_to"])) if row["moved_to"] else ""
    deemed = teller.say("own_deemed", months=row["deemed_months"]) if row["deemed_months"] else ""
    amounts = {name: money(row[name]) for name in ("credited", "interest", "account")}
    numbers = {"year": row["year"], "months": row["months"]}
    return teller.say("own_year", place=place, moved=moved, deemed=deemed, **numbers, **amounts)


def laid_over(teller: "Teller", row: dict[str, Any]) -> str:
    """Return a field that the file's values changed."""
    where = f" ({teller.place(row['where'])})" if row["where"] else ""
    texts = [value_text(row["unit"], row[name]) for name in ("before", "after")]
    return f"{teller.name(row)}{where} {texts[0]} -> {texts[1]}"


def value_text(unit: str, value: Any) -> str:
    """Return a value of the record as people write it: money in yuan."""
    if unit.startswith("fen"):
        return money(value / FEN)
    if unit == "month index":
        return month_text(int(value)) or "-"
    return plain_number(value)
