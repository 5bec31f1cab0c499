"""The explanation as text: a line for each thing, in English or Chinese."""

import re
from collections.abc import Iterator
from typing import Any

from microsim.kernel.setting import region_of
from microsim.places import PLACE_CODE
from microsim.telling.numbers_in_words import money, signed
from microsim.telling.tell_own import own_lines
from microsim.telling.values import law_text
from microsim.words.amounts import age_text, percent
from microsim.words.book import place_name, word

ALWAYS = "1970-01-01"  # the first day of a value that has no other
BY_REGION = ("reference_wage", "index_cap", "index_floor")
SHARES = (
    "destination",
    "job_kind",
    "declared",
    "track",
    "claim_choice",
    "work_from",
    "work_until",
)  # read along cumulated shares
CHANCE_DIGITS = 4
SHOWN_UNITS = ("yuan", "yuan/month", "months", "years")


class Teller:
    """Says in one language what ``described`` and ``comparison`` hold as data."""

    def __init__(self, language: str):
        self.language = language
        self._law: dict[tuple, tuple] = {}

    def say(self, key: str, **values: Any) -> str:
        """Return a sentence."""
        return word("text", key, self.language).format(**values)

    def word(self, section: str, name: str) -> str:
        """Return a word."""
        return word(section, name, self.language)

    def place(self, key: str) -> str:
        """Return the name of a place."""
        return place_name(key, self.language)

    def unit(self, unit: str) -> str:
        """Return the unit after a value, nothing for what needs none."""
        return f" {word('units', unit, self.language)}" if unit in SHOWN_UNITS else ""

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
        if met := found["known_pensions"]:
            yield self.say("known_pensions", **{name: money(amount) for name, amount in met.items()})
        for year in found["years"]:
            yield ""
            yield from self.year(year)
        yield ""
        yield self.say("totals")
        for scheme, items in found["totals"]["flows"].items():
            inner = self.say("comma").join(
                f"{self.word('item', item)} {money(amount)}" for item, amount in items.items()
            )
            if inner:
                yield self.entry_of(self.word("scheme", scheme), inner)
        yield self.say("present")
        for name, amount in found["totals"]["present_value"].items():
            yield self.entry_of(self.word("compared", name), money(amount))

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
            numbers["residents"] = (
                self.say("history_residents", account=money(last["residents_account"]))
                if last["residents_account"]
                else ""
            )
            yield self.say(
                "history_bare" if bare else "history_line",
                years=span,
                place=self.place(first["place"]),
                **words,
                **numbers,
            )
            for year in () if bare else run:
                yield from self.award(year["award"])

    def year(self, year: dict[str, Any]) -> Iterator[str]:
        """Yield the lines of a year."""
        if year["alive"]:
            words = {name: self.word(name, year[name]) for name in ("status", "labour", "membership")}
            wage = self.say("wage", wage=money(year["wage"])) if year["wage"] else ""
            wage += self.say("in_service") if year["public"] else ""
            kept = [self.say("temporary", province=self.place(key)) for key in year["temporary"]]
            words |= {"place": self.place(year["place"]), "wage": wage, "kept": "".join(kept)}
            yield self.say("year", year=year["year"], age=year["age"], **words)
        else:
            yield self.say("dead", year=year["year"], age=year["age"], month=year["death_month"])
        for title, texts in (
            ("luck", map(self.decision, year["decisions"])),
            ("law", self.new_law(year["law"], {region_at(row["fund"]) for row in year["money"]})),
            ("money_in", self.money(year["money"], "in")),
            ("money_out", self.money(year["money"], "out")),
            ("account", self.account(year["account"])),
            ("residents_account", self.account(year["residents_account_moves"])),
            ("transfer", map(self.transfer, year["transfers"])),
            ("raise", self.raised(year["indexation"])),
            ("raise_disability", self.raised(year["disability_indexation"])),
        ):
            told = list(texts)
            if title == "law" and told:
                yield self.entry(title, "")
                yield from (f"    {text}" for text in told)
            elif told:
                yield self.entry(title, self.say("semicolon").join(told))
        yield from self.awards(year)

    def entry(self, title: str, text: str) -> str:
        """Return a line with its title."""
        return f"  {self.say(title)}{self.say('colon')}{text}".rstrip()

    def entry_of(self, name: str, text: str) -> str:
        """Return a line with a name that is a word already."""
        return f"  {name}{self.say('colon')}{text}"

    def decision(self, found: dict[str, Any]) -> str:
        """Return a decision of luck."""
        chance = self.say(
            "share" if found["event"] in SHARES else "chance", value=percent(found["chance"], CHANCE_DIGITS)
        )
        texts = {"event": self.word("event", found["event"]), "outcome": self.outcome(found), "chance": chance}
        return self.say("decision", draw=f"{found['draw']:.4f}", **texts)

    def outcome(self, found: dict[str, Any]) -> str:
        """Return the outcome of a decision in words."""
        name, event = found["outcome"], found["event"]
        if event == "destination":
            return self.place(name)
        section = {"job_kind": "labour", "declared": "declared", "track": "track", "claim_choice": "claim_choice"}
        text = self.word(section.get(event, "outcome"), name).format(**found)
        where = self.say("to", place=self.place(found["to"])) if "to" in found else ""
        return f"{text}{where}" + (self.say("in_month", month=found["month"]) if found.get("month") else "")

    def new_law(self, rows: list[dict[str, Any]], regions: set[int]) -> Iterator[str]:
        """Yield the values of the law that were not told in an earlier year."""
        for row in rows:
            if row["field"] in BY_REGION and regions and region_at(row["place"]) not in regions:
                continue  # index points are kept for every region that may pay
            key, value = (row["path"], row["field"], row.get("tier")), (row["value"], row["by"], row.get("document"))
            if self._law.get(key) != value:
                self._law[key] = value
                yield self.law_item(row)

    def law_item(self, row: dict[str, Any]) -> str:
        """Return a value of the law: name, value, path, first day and what stands behind it."""
        by = self.say(row["by"]) if row["by"] != "statute" else f"{self.document(row)} {row.get('grade') or ''}"
        since = self.say("always") if row["since"] == ALWAYS else self.say("since", since=row["since"])
        tier = self.say("tier", tier=row["tier"] + 1) if row.get("tier") is not None else ""
        value = law_text(row["field"], row["value"], row["unit"], self.language)
        name = without_codes(self.name(row)) if row["unit"] in ("choice", "code") else self.name(row)
        return self.say("law_item", name=name + tier, value=value, path=row["path"], since=since, by=by.strip())

    def document(self, row: dict[str, Any]) -> str:
        """Return the number and article of a document, or its title."""
        parts = [row.get("number") or row.get("document"), row.get("article")]
        return " ".join(str(part) for part in parts if part)

    def money(self, rows: list[dict[str, Any]], direction: str) -> Iterator[str]:
        """Yield what was booked into, or out of, each fund."""
        funds: dict[tuple[str, str], list[str]] = {}
        for row in rows:
            if row["direction"] == direction:
                entry = f"{self.word('item', row['item'])} {money(row['yuan'])}"
                funds.setdefault((row["scheme"], row["fund"]), []).append(entry)
        for (scheme, fund), entries in funds.items():
            names = {"scheme": self.word("scheme", scheme), "fund": self.place(fund)}
            yield self.say("fund", entries=self.say("comma").join(entries), **names)

    def account(self, moves: dict[str, Any]) -> Iterator[str]:
        """Yield what changed an account; nothing where it is empty."""
        if moves["opening"] or moves["closing"] or moves["moves"]:
            texts = [f"{self.word('account', name)} {signed(amount)}" for name, amount in moves["moves"].items()]
            values = {name: money(moves[name]) for name in ("opening", "closing")}
            yield self.say("account_line", moves=self.say("comma").join(texts), **values)

    def transfer(self, row: dict[str, Any]) -> str:
        """Return what moved between funds, or between schemes."""
        amounts = {name: money(row[name]) for name in ("account", "pooled")}
        ends = [self.place(row[end]) for end in ("from", "to")]
        if row["from_scheme"] != row["to_scheme"]:
            schemes = [self.word("scheme", row[end]) for end in ("from_scheme", "to_scheme")]
            ends = [self.say("scheme_at", scheme=scheme, place=end) for scheme, end in zip(schemes, ends, strict=True)]
        month = self.say("in_month", month=row["month"]) if row["month"] else ""
        event = self.word("moved", row["event"])
        return self.say("transfer_item", event=event, origin=ends[0], target=ends[1], month=month, **amounts)

    def raised(self, row: dict[str, Any] | None) -> Iterator[str]:
        """Yield the yearly adjustment."""
        if row:
            given = row["inputs"]
            how = {
                "per_year": f" ({given['per_year']:.4g} x {given['years']:.4g})",
                "rate": f" ({percent(given['rate'])})",
            }
            parts = [
                f"{self.word('raise', name)} {money(amount)}{how.get(name, '')}"
                for name, amount in row["parts"].items()
                if amount
            ]
            text = self.say("comma").join(parts)
            yield self.say("raise_line", before=money(row["before"]), after=money(row["after"]), parts=text)

    def awards(self, year: dict[str, Any]) -> Iterator[str]:
        """Yield new pensions and grants, term by term."""
        yield from self.award(year["award"])
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

    def award(self, award: dict[str, Any] | None) -> Iterator[str]:
        """Yield a new pension of the employees' or public scheme, term by term; nothing where there is none."""
        if award is None:
            return
        values = {"month": award["month"], "age": age_text(award["age_months"], self.language)}
        values |= {"months": award["contribution_months"], "index": f"{award['mean_index']:.4f}"}
        total = money(award["parts"][-1]["yuan"])
        line = self.say("award_line", place=self.place(award["paying_place"]), total=total, **values)
        yield self.entry("award", line)
        for part in award["parts"][:-1]:
            yield f"  {self.entry_of(self.name(part), money(part['yuan']))}"
        yield from map(self.term, award["eligibility"] + award["terms"])

    def term(self, term: dict[str, Any]) -> str:
        """Return a term: name, value, formula with what went in, and the article."""
        source = " ".join(str(term["source"][key]) for key in ("number", "article") if term["source"].get(key))
        texts = {"name": self.name(term), "value": term["text"][self.language]}
        return "    " + self.say("term", formula=term["formula"][self.language], source=source, **texts)


def without_codes(name: str) -> str:
    """Return the name of a coded value without the list of its codes, which is told in words."""
    return re.split(r": 0|（0", name)[0]


def region_at(key: str) -> int:
    """Return the benefit region of a place."""
    return int(region_of(PLACE_CODE[key]))
