"""Where two lives part, as text."""

from collections.abc import Iterator
from typing import Any

from microsim.explain.numbers_in_words import money, plain_number, signed
from microsim.explain.tell import Teller


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
        for cause in parting["because"]:
            yield self.cause(cause, found["scenarios"])
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
            return self.say(
                "change_booked", scenario=scenario, yuan=money(change["booked"]), item=self.word("item", change["item"])
            )
        values = {name: plain_number(change[name]) for name in ("before", "after", "event")}
        return self.say("change", scenario=scenario, name=self.name(change), **values)

    def cause(self, cause: dict[str, Any], scenarios: list[str]) -> str:
        """Return a value that differs between the scenarios."""
        first, second = cause["values"]
        name = self.name(first) if self.language in first else self.word("tables", cause["table"])
        given = [row for row in (second, first) if row.get("by") == "scenario" and not cause.get("behind")]
        origin = self.say("by_path", path=given[0]["path"], since=given[0]["since"]) if given else ""
        values = {"first": first["text"], "second": second["text"], "origin": origin}
        values |= {"first_name": scenarios[0], "second_name": scenarios[1]}
        place = cause.get("place", ", ".join(map(str, cause.get("cell", ()))))
        line = self.say("because_item", name=name, place=self.place(place), year=cause.get("year", ""), **values)
        return "\n".join([line, *(self.setting(found, scenarios) for found in cause.get("behind", ()))])

    def setting(self, found: dict[str, Any], scenarios: list[str]) -> str:
        """Return a setting of the scenarios that stands behind a value."""
        texts = {name: self.say("unset") if found[name] is None else str(found[name]) for name in ("first", "second")}
        names = {"first_name": scenarios[0], "second_name": scenarios[1]}
        return self.say("behind", setting=f"{found['section']}.{found['path']}", **texts, **names)
