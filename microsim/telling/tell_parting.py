"""Where two lives part, as text."""

from collections.abc import Iterator
from typing import Any

from microsim.amounts import FEN
from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.telling.numbers_in_words import money, signed
from microsim.telling.tell import Teller
from microsim.telling.values import law_text, with_unit
from microsim.words.book import book

WORKINGS = ("fen x months", "index x months", "uniform", "log points")  # of fields that tell a reader nothing
PLACES = ("place", "hukou_place", "tie", "paid_place", "paying_place", "fund_place", "residents_place")


class PartingTeller(Teller):
    """Says what ``comparison`` holds as data."""

    def comparison(self, found: dict[str, Any], person: str) -> Iterator[str]:
        """Yield where two lives part, why, and what follows."""
        names = dict(zip(("first", "second"), found["scenarios"], strict=True))
        parting = found["parts"]
        if parting is None:
            yield self.say("same", person=person, **names)
            return
        when = self.say("month", **parting) if parting["year"] else self.say("before_simulation")
        yield self.say("parting", person=person, when=when, **names)
        for scenario, change in zip(found["scenarios"], parting["changes"], strict=True):
            yield self.change(scenario, change)
        yield self.say("because")
        if not parting["because"]:
            yield self.say("because_none")
        yield from dict.fromkeys(self.cause(cause, found["scenarios"]) for cause in parting["because"])
        yield ""
        yield self.say("differences", **names)
        for row in found["years"]:
            texts = [
                f"{self.word('compared', name)} {signed(value) if isinstance(value, float) else self.pair(name, value)}"
                for name, value in row.items()
                if name != "year"
            ]
            yield f"  {row['year']}: {'; '.join(texts)}"
        for title in ("totals", "present_value"):
            yield self.say("totals" if title == "totals" else "present")
            for name, pair in found[title].items():
                amounts = {key: money(value) for key, value in pair.items() if key != "change"}
                yield self.say("pairs", name=self.word("compared", name), change=signed(pair["change"]), **amounts)

    def sampled(self, found: dict[str, Any]) -> str:
        """Return a line on a person drawn."""
        claim, end = "", ""
        if found["claim"]:
            claim = self.say("sample_claim", pension=money(found["pension"]), month=found["claim"])
        elif found["residents_claim"]:
            claim = self.say("sample_residents", month=found["residents_claim"])
        if found["death"]:
            end = self.say("sample_death", month=found["death"])
        words = {name: self.word(name, found[name]) for name in ("sex", "status")}
        values = {name: found[name] for name in ("id", "number", "birth")} | {"months": found["months_paid"]}
        return self.say("sample", place=self.place(found["place"]), claim=claim, end=end, **words, **values)

    def pair(self, name: str, words: list[str]) -> str:
        """Return two words, before and after an arrow."""
        return " -> ".join(
            "-" if one == "-" else self.place(one) if name == "place" else self.word(name, one) for one in words
        )

    def change(self, scenario: str, change: dict[str, Any] | None) -> str:
        """Return what happened first in one of the lives."""
        if change is None:
            return self.say("change_none", scenario=scenario)
        if "booked" in change:
            item = self.word("item" if change["item"] in book()["item"] else "booked", change["item"])
            return self.say("change_booked", scenario=scenario, yuan=money(change["booked"]), item=item)
        if change["unit"] in WORKINGS:
            return self.say("change_goes_on", scenario=scenario)
        values = {name: self.value(change, change[name]) for name in ("before", "after")}
        event = self.word("events", change["event"])
        return self.say("change", scenario=scenario, name=self.name(change), event=event, **values)

    def value(self, change: dict[str, Any], value: Any) -> str:
        """Return a value of the record with its unit: money in yuan, codes in words, months by date."""
        if value is None or change["unit"] == "month index":
            return value or "-"
        if change["field"] in PLACES:
            return self.place(PLACE_KEYS[int(value)]) if value >= 0 else "-"
        if change["unit"].startswith("fen"):
            return with_unit(value / FEN, change["unit"].replace("fen", "yuan", 1), self.language)
        if change["unit"] == "province":
            return self.place(PROVINCE_KEYS[int(value)]) if value >= 0 else "-"
        return law_text(change["field"], value, change["unit"], self.language)

    def cause(self, cause: dict[str, Any], scenarios: list[str]) -> str:
        """Return a value that differs between the scenarios."""
        first, second = cause["values"]
        name = self.name(first) if self.language in first else self.word("tables", cause["table"])
        given = [row for row in (second, first) if row.get("by") == "scenario" and not cause.get("behind")]
        origin = self.say("by_path", path=given[0]["path"], since=given[0]["since"]) if given else ""
        values = {"first": self.caused(first), "second": self.caused(second), "origin": origin}
        values |= {"first_name": scenarios[0], "second_name": scenarios[1]}
        place = cause.get("place", ", ".join(map(str, cause.get("cell", ()))))
        line = self.say("because_item", name=name, place=self.place(place), year=cause.get("year", ""), **values)
        return "\n".join([line, *(self.setting(found, scenarios) for found in cause.get("behind", ()))])

    def caused(self, row: dict[str, Any]) -> str:
        """Return a value that differs with its unit; a chance of a table as it stands."""
        return law_text(row["field"], row["value"], row["unit"], self.language) if "unit" in row else str(row["text"])

    def written(self, value: Any) -> str:
        """Return a setting as a scenario has it: values by date, a ramp, or a single value."""
        if value is None:
            return self.say("unset")
        if not isinstance(value, dict):
            return str(value)
        if "end" in value:
            return self.say("ramp", start=value["from"], stop=value["to"], end=value["end"])
        return self.say("comma").join(self.say("from_date", date=date, value=found) for date, found in value.items())

    def setting(self, found: dict[str, Any], scenarios: list[str]) -> str:
        """Return a setting of the scenarios that stands behind a value."""
        texts = {name: self.written(found[name]) for name in ("first", "second")}
        names = {"first_name": scenarios[0], "second_name": scenarios[1]}
        return self.say("behind", setting=f"{found['section']}.{found['path']}", **texts, **names)
