"""The explanation as text: a line for each thing, in English or Chinese."""

from collections.abc import Iterator
from typing import Any

from microsim.engine.setting import region_of
from microsim.explain.labels import label, labels, place_key_label
from microsim.explain.numbers_in_words import money, signed
from microsim.explain.tell_own import own_lines
from microsim.places import PLACE_CODE

MONTHS = 12
REFERENCE_WAGE = "reference_wage"
WORDLESS = ("flag", "code", "choice", "month index", "province")


class Teller:
    """Says in one language what ``described`` and ``comparison`` hold as data."""

    def __init__(self, language: str):
        self.language = language
        self._law: dict[tuple, tuple] = {}

    def say(self, key: str, **values: Any) -> str:
        """Return a sentence."""
        return str(labels()["text"][key][self.language]).format(**values)

    def word(self, section: str, name: str) -> str:
        """Return a word."""
        return label(section, name, self.language)

    def place(self, key: str) -> str:
        """Return the name of a place."""
        return place_key_label(key, self.language)

    def unit(self, unit: str) -> str:
        """Return the unit after a value, nothing for what needs none."""
        return f" {label('units', unit, self.language, unit)}" if unit not in WORDLESS else ""

    def name(self, row: dict[str, Any]) -> str:
        """Return the name of whatever carries both."""
        return str(row[self.language])

    def life(self, found: dict[str, Any]) -> Iterator[str]:
        """Yield the lines of a life."""
        person = found["person"]
        words = {name: self.word(name, person[name]) for name in ("sex", "education", "track", "claim_choice")}
        yield self.say("title", person=self.identity(found), birth=person["birth"], scenario=found["scenario"], **words)
        yield self.say("number", number=person["number"], seed=found["seed"], replicate=found["replicate"])
        yield self.say("fixed", age=person["first_job_age"], **words)
        yield ""
        if own := found.get("own"):
            yield from own_lines(self, own)
            yield ""
        yield self.say("own_history" if own else "history")
        yield from self.history(found["history"], bool(own and own["replayed"]))
        for year in found["years"]:
            yield ""
            yield from self.year(year)
        yield ""
        yield self.say("totals")
        for scheme, items in found["totals"]["flows"].items():
            inner = ", ".join(f"{self.word('item', item)} {money(amount)}" for item, amount in items.items())
            yield f"  {self.word('scheme', scheme)}: {inner}"
        yield self.say("present")
        for name, amount in found["totals"]["present_value"].items():
            yield f"  {self.word('compared', name)}: {money(amount)}"

    def identity(self, found: dict[str, Any]) -> str:
        """Return who a life is of: the id of the file's row, or the readable number."""
        own = found.get("own")
        return self.say("own_id", **own) if own else str(found["person"]["id"])

    def history(self, years: list[dict[str, Any]], bare: bool = False) -> Iterator[str]:
        """Yield the history, years alike together; bare: without the money of a record that was replayed instead."""
        if not years:
            yield self.say("no_history")
        names = ("place", "status", "labour", "covered")
        runs: list[list[dict[str, Any]]] = []
        for year in years:
            if runs and all(runs[-1][-1][name] == year[name] for name in names):
                runs[-1].append(year)
            else:
                runs.append([year])
        for run in runs:
            first, last = run[0], run[-1]
            span = str(first["year"]) if first is last else f"{first['year']}-{last['year']}"
            words = {name: self.word(name, first[name]) for name in ("status", "labour")}
            months, paid = sum(year["months_paid"] for year in run), sum(year["paid"] for year in run)
            numbers = {"months": months, "paid": money(paid), "account": money(last["account"])}
            yield self.say(
                "history_bare" if bare else "history_line",
                years=span,
                place=self.place(first["place"]),
                **words,
                **numbers,
            )

    def year(self, year: dict[str, Any]) -> Iterator[str]:
        """Yield the lines of a year."""
        if year["alive"]:
            words = {name: self.word(name, year[name]) for name in ("status", "labour", "membership")}
            wage = self.say("wage", wage=money(year["wage"])) if year["wage"] else ""
            yield self.say(
                "year", year=year["year"], age=year["age"], place=self.place(year["place"]), wage=wage, **words
            )
        else:
            yield self.say("dead", year=year["year"], age=year["age"], month=year["death_month"])
        for title, texts in (
            ("luck", map(self.decision, year["decisions"])),
            ("law", self.new_law(year["law"], {region_at(row["fund"]) for row in year["money"]})),
            ("money", map(self.money, year["money"])),
            ("account", self.account(year["account"])),
            ("residents_account", self.account(year["residents_account_moves"])),
            ("transfer", map(self.transfer, year["transfers"])),
            ("raise", self.raised(year["indexation"])),
        ):
            told = list(texts)
            if title == "law" and told:
                yield self.entry(title, "")
                yield from (f"    {text}" for text in told)
            elif told:
                yield self.entry(title, "; ".join(told))
        yield from self.awards(year)

    def entry(self, title: str, text: str) -> str:
        """Return a line with its title."""
        return f"  {self.say(title)}: {text}".rstrip()

    def decision(self, found: dict[str, Any]) -> str:
        """Return a decision of luck."""
        outcome = self.outcome(found)
        values = {"chance": f"{100 * found['chance']:.4g}%", "draw": f"{found['draw']:.4f}"}
        return self.say("chance", event=self.word("event", found["event"]), outcome=outcome, **values)

    def outcome(self, found: dict[str, Any]) -> str:
        """Return the outcome of a decision in words."""
        name, event = found["outcome"], found["event"]
        if event == "destination":
            return self.place(name)
        section = {"job_kind": "labour", "declared": "declared", "track": "track", "claim_choice": "claim_choice"}
        text = self.word(section.get(event, "outcome"), name).format(**found)
        where = f" ({self.place(found['to'])})" if "to" in found else ""
        return f"{text}{where}" + (f" [{found['month']}]" if found.get("month") else "")

    def new_law(self, rows: list[dict[str, Any]], regions: set[int]) -> Iterator[str]:
        """Yield the values of the law that were not told in an earlier year."""
        for row in rows:
            if row["field"] == REFERENCE_WAGE and regions and region_at(row["place"]) not in regions:
                continue  # index points are kept for every region that may pay
            key, value = (row["place"], row["path"], row["field"]), (row["value"], row["by"], row.get("document"))
            if self._law.get(key) != value:
                self._law[key] = value
                by = self.say(row["by"]) if row["by"] != "statute" else f"{self.document(row)} {row.get('grade') or ''}"
                values = {"name": self.name(row), "value": row["text"], "unit": unit_of(row), "path": row["path"]}
                yield self.say("law_item", since=self.say("since", since=row["since"]), by=by.strip(), **values)

    def document(self, row: dict[str, Any]) -> str:
        """Return the number and article of a document, or its title."""
        parts = [row.get("number") or row.get("document"), row.get("article")]
        return " ".join(str(part) for part in parts if part)

    def money(self, row: dict[str, Any]) -> str:
        """Return an entry of the books."""
        return self.say(
            "money_item", item=self.word("item", row["item"]), yuan=money(row["yuan"]), fund=self.place(row["fund"])
        )

    def account(self, moves: dict[str, Any]) -> Iterator[str]:
        """Yield what changed an account; nothing where it is empty."""
        if moves["opening"] or moves["closing"] or moves["moves"]:
            texts = [f"{self.word('account', name)} {signed(amount)}" for name, amount in moves["moves"].items()]
            values = {name: money(moves[name]) for name in ("opening", "closing")}
            yield self.say("account_line", moves=", ".join(texts), **values)

    def transfer(self, row: dict[str, Any]) -> str:
        """Return a record moved."""
        amounts = {name: money(row[name]) for name in ("account", "pooled")}
        return self.say("transfer_item", origin=self.place(row["from"]), target=self.place(row["to"]), **amounts)

    def raised(self, row: dict[str, Any] | None) -> Iterator[str]:
        """Yield the yearly adjustment."""
        if row:
            parts = [f"{self.word('raise', name)} {money(amount)}" for name, amount in row["parts"].items() if amount]
            yield self.say("raise_line", before=money(row["before"]), after=money(row["after"]), parts=", ".join(parts))

    def awards(self, year: dict[str, Any]) -> Iterator[str]:
        """Yield new pensions and grants, term by term."""
        if award := year["award"]:
            years, months = divmod(award["age_months"], MONTHS)
            values = {"month": award["month"], "age": self.say("months_unit", years=years, months=months)}
            values |= {"months": award["contribution_months"], "index": f"{award['mean_index']:.4f}"}
            total = money(award["parts"][-1]["yuan"])
            line = self.say("award_line", place=self.place(award["paying_place"]), total=total, **values)
            yield self.entry("award", line)
            for part in award["parts"][:-1]:
                yield f"    {self.name(part)}: {money(part['yuan'])}"
            yield from map(self.term, award["eligibility"] + award["terms"])
        if award := year["residents_award"]:
            place = self.place(award["place"]) if award["place"] else "-"
            values = {name: award[name] for name in ("month", "months")}
            line = self.say("residents_award_line", place=place, annuity=money(award["annuity"]), **values)
            yield self.entry("residents_award", line)
            yield from map(self.term, award["terms"])
        if found := year["disability"]:
            values = {"allowance": money(found["allowance"]), "from": found["from"], "until": found["until"]}
            yield self.entry("disability", self.say("disability_line", **values))
            yield from map(self.term, found["terms"])
        if terms := year["survivors"]:
            yield self.entry("survivors", "")
            yield from map(self.term, terms)

    def term(self, term: dict[str, Any]) -> str:
        """Return a term: name, value, formula, what went in, and the article."""
        inputs = ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in term["inputs_text"].items())
        source = " ".join(str(term["source"][key]) for key in ("number", "article") if term["source"].get(key))
        unit = f" {term['unit']}" if term["unit"] not in WORDLESS else ""
        values = {"name": self.name(term), "value": term["text"], "unit": unit}
        return "    " + self.say("term", formula=term["formula"][self.language], inputs=inputs, source=source, **values)


def region_at(key: str) -> int:
    """Return the benefit region of a place."""
    return int(region_of(PLACE_CODE[key]))


def unit_of(row: dict[str, Any]) -> str:
    """Return the unit after a value, nothing for codes and for values written as dates or ages."""
    return "" if row["unit"] in WORDLESS or not row["text"].replace(".", "").isdigit() else f" {row['unit']}"
