"""The paying place: which province pays, and why."""

from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.atlas import key_of
from microsim.cases.career import Career
from microsim.cases.geography import place_name
from microsim.cases.living import NO_REGISTRATION, Life
from microsim.cases.months import age_text
from microsim.cases.trace import Trace
from microsim.schemes.employees.paying_place import months_that_count


class Paying(NamedTuple):
    """A paying place and the reason for it, as key of a phrase with its values."""

    place: str
    reason: str
    values: dict[str, str]

    def answer(self, trace: Trace) -> dict[str, str]:
        """Return the part of the answer."""
        return {"place": self.place, "reason": trace.phrase(self.reason, **self.values)}


def choose(career: Career, month: int, trace: Trace) -> Paying | None:
    """Return the place that pays by the kernel's rule; None where it needs a registration the case does not give."""
    life: Life = career.life
    person, atlas = life.person, life.atlas
    at, count, long, threshold = life.kernel.choose(life, month // MONTHS)
    if at < 0:
        return None
    place, province = key_of(atlas.places[at]), atlas.province_of[at]
    if place == NO_REGISTRATION:
        return None
    if province == person.relation:
        at_home = province == atlas.province_of[person.hukou_place]
        reason = "relation_at_hukou" if at_home else "relation_long"
    else:
        reason = "last_long" if long >= 0 and count >= threshold else "hukou_fallback"
    have = years_words(age_text(count), trace.lang)
    values = {"place": place_name(place, trace.lang), "have": have}
    if trace.terms:
        counts = life.kernel(months_that_count)
        months = ((name, counts(person, number)) for number, name in enumerate(atlas.provinces))
        held = {name: one for name, one in months if one}
        names = (
            f"{place_name(name, trace.lang)} {years_words(age_text(one), trace.lang)}" for name, one in held.items()
        )
        reasons = trace.phrase(reason, **values)
        trace.term("paying_place", place, "guobanfa-2009-66-6", held="; ".join(names), reason=reasons)
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
