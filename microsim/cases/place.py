"""The paying place: which province pays, and why."""

from typing import NamedTuple

from microsim.cases.career import Career
from microsim.cases.geography import law_row, place_name, province_of
from microsim.cases.laws import shipped
from microsim.cases.model import Person
from microsim.cases.months import age_text
from microsim.cases.moves import hukou_place
from microsim.cases.plain import plain
from microsim.cases.trace import Trace
from microsim.schemes.employees.rules.portability import paying_place


class Paying(NamedTuple):
    """A paying place and the reason for it, as key of a phrase with its values."""

    place: str
    reason: str
    values: dict[str, str]

    def answer(self, trace: Trace) -> dict[str, str]:
        """Return the part of the answer."""
        return {"place": self.place, "reason": trace.phrase(self.reason, **self.values)}


def choose(career: Career, person: Person | None, month: int, trace: Trace) -> Paying | None:
    """Apply the rule to the months in every province; None where it needs a hukou the case does not give."""
    relation = career.relation.province
    home = hukou_place(person, month)
    held = {name: one for name, one in career.relation.holdings.items() if one.months and not one.temporary}
    if relation is None:
        return None
    threshold = int(shipped("elsewhere", "paying_place_months", month))
    hukou = province_of(home) if home else None
    long = [name for name, one in held.items() if one.months >= threshold]
    if hukou is None and (relation not in long):
        if long:
            home = hukou = long[0]  # never chosen: some province has the months
        else:
            return None
    last = max(long, key=lambda name: held[name].last, default=None)
    names = list(dict.fromkeys([relation, str(hukou), *([last] if last else [])]))
    months = held[relation].months if relation in held else 0
    where = names.index(relation), names.index(str(hukou))
    province = names[plain(paying_place)(*where, months, names.index(last) if last else -1, threshold)]
    place = held[province].place if province in held else str(home)
    have = age_text(held[province].months) if province in held else "0y0m"
    if province == relation:
        reason = "relation_at_hukou" if province == hukou else "relation_long"
    else:
        reason = "last_long" if province in long else "hukou_fallback"
    values = {"place": place_name(place, trace.lang), "have": years_words(have, trace.lang)}
    if trace.terms:
        text = "; ".join(
            f"{place_name(name, trace.lang)} {years_words(age_text(one.months), trace.lang)}"
            for name, one in held.items()
        )
        trace.term("paying_place", place, "guobanfa-2009-66-6", held=text, reason=trace.phrase(reason, **values))
    return Paying(place, reason, values)


def years_words(text: str, lang: str) -> str:
    """Return ``11y0m`` in words."""
    years, _, months = text.rstrip("m").partition("y")
    return f"{years}年{months}个月" if lang == "zh" else f"{years} years {months} months"


def by_claim(place: str, trace: Trace) -> Paying:
    """Return the place the claim names."""
    return Paying(place, "as_claimed", {"place": place_name(place, trace.lang)})


def by_hukou(place: str, trace: Trace) -> Paying:
    """Return the hukou place, for totals that name no other."""
    return Paying(place, "at_hukou", {"place": place_name(place, trace.lang)})


def row_of(place: str | None) -> str:
    """Return the law row of a place, national law where there is none."""
    return law_row(place) if place else "elsewhere"
