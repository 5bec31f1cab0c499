"""Living a career: the spells and sums of a case are replayed by the kernel, as those of own microdata are."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases import variants
from microsim.cases.atlas import Atlas, atlas_of
from microsim.cases.books import Writer
from microsim.cases.career import Career, Lump, Run, counted
from microsim.cases.geography import place_name
from microsim.cases.kernel import Books, Kernel, Person, kernel_of
from microsim.cases.laws import CaseLaw
from microsim.cases.model import Person as CasePerson
from microsim.cases.model import Spell
from microsim.cases.months import month_text
from microsim.cases.press import Press, Unfit, press_of
from microsim.cases.rows import CaseWorld, world_of
from microsim.cases.trace import QUIET, Trace
from microsim.engine import replay as kinds
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schema import Sex
from microsim.watch.opened import Call

KIND = {
    "employee": kinds.EMPLOYEE,
    "flexible": kinds.FLEXIBLE_SPELL,
    "public": kinds.PUBLIC_SPELL,
    "township": kinds.EMPLOYEE,
    "deemed": kinds.DEEMED,
}
EARLIEST = MONTHS * FIRST_LAW_YEAR  # month in which the tables of law begin
NO_REGISTRATION = ""  # the place of a registration that the case does not give: no fund is there


class Stretch(NamedTuple):
    """A spell as the replay reads it; the fields are those of its records."""

    place: int
    kind: int
    first: int
    last: int
    months: int
    base: float
    index: float  # type: ignore[assignment]
    wage: float
    choice: float
    official: bool


def stretch(spell: Spell, place: int, official: bool) -> Stretch:
    """Return a spell as the replay reads it."""
    given = spell.wage or spell.choice or spell.index or spell.kind == "township"
    base = spell.base if spell.base is not None else -1.0 if given else 0.0
    index = -1.0 if spell.index is None else spell.index
    months = spell.to - spell.from_ + 1
    first = (place, KIND[spell.kind], spell.from_, spell.to, months)
    return Stretch(*first, base, index, spell.wage or 0.0, spell.choice or 0.0, official)


class Act(NamedTuple):
    """What happens beside spells, as the replay reads it; the fields are those of its records."""

    month: int
    target: int
    kind: int
    months: int = 0
    amount_fen: int = 0


class Life(NamedTuple):
    """A career as the kernel left it."""

    kernel: Kernel | Press
    world: CaseWorld
    person: Any
    books: Any  # of a list nothing is kept
    heard: list[Call]
    spells: Sequence[Spell]
    lumps: Sequence[Lump]

    @property
    def atlas(self) -> Atlas:
        """The case's table of places."""
        return self.world.atlas

    def place(self, label: str) -> int:
        """Return the position of a place in it."""
        return self.kernel.place(label) if isinstance(self.kernel, Press) else self.atlas.place(label)


def live(
    spells: list[Spell],
    person: CasePerson | None,
    law: CaseLaw,
    last: int,
    trace: Trace,
    lumps: Sequence[Lump] = (),
    claimed: str | None = None,
) -> Career:
    """Live the spells up to a last month; the year of that month stays open. ``claimed``: the place a claim names."""
    lumps = sorted(lump for lump in lumps if lump.month <= last)
    chosen = [spell for spell in counted(spells) if spell.from_ <= last]
    press = press_of(law)
    if press:
        life = listed_life(press, chosen, person, last, lumps)
    else:
        life = life_of(chosen, person, law, last, lumps, claimed)
    if chosen or lumps:
        acts = acts_of(life, person, last)
        stretches = [
            stretch(spell, life.place(variants.label_of(spell, person)), official(spell, person)) for spell in chosen
        ]
        life.kernel.live(life, stretches, acts, last)
    career = career_of(life)
    told(career, trace)
    return career


def life_of(
    spells: list[Spell], person: CasePerson | None, law: CaseLaw, last: int, lumps: Sequence[Lump], claimed: str | None
) -> Life:
    """Return the person who is about to live a career, with the table of all places it names."""
    registered = [entry.place for entry in person.hukou] if person and person.hukou else [NO_REGISTRATION]
    named = [claimed] if claimed else []
    named += [spell.place for spell in reversed(spells)] + [lump.place for lump in lumps] + registered
    named += [variants.label_of(spell, person) for spell in spells] + [label_of(lump) for lump in lumps]
    atlas = atlas_of(tuple(dict.fromkeys(named)), law.with_wage(named))
    world = world_of(atlas, law)
    female = person is not None and person.sex == "female"
    record = Person(
        atlas,
        sex=int(Sex.FEMALE if female else Sex.MALE),
        birth=person.birth if person else last,
        hukou_place=atlas.place(registered[0]),
    )
    kernel = kernel_of(atlas, False)
    return Life(kernel, world, record, Books(), kernel.hear(), spells, lumps)


def listed_life(press: Press, spells: list[Spell], person: CasePerson | None, last: int, lumps: Sequence[Lump]) -> Life:
    """Return the person of a case of a list who is about to live a career."""
    if any(spell.from_ < EARLIEST for spell in spells):
        raise Unfit("before the law")
    female = person is not None and person.sex == "female"
    home = person.hukou[0].place if person and person.hukou else NO_REGISTRATION
    record = press.person(int(Sex.FEMALE if female else Sex.MALE), person.birth if person else last, press.place(home))
    return Life(press, press.rows, record, None, [], spells, lumps)


def label_of(lump: Lump) -> str:
    """Return the label of the place of months bought: at their base, credited apart."""
    return variants.label(lump.place, base=lump.base, uncredited=True) if lump.months else lump.place


def acts_of(life: Life, person: CasePerson | None, last: int) -> list[Act]:
    """Return what happens beside spells, in order of time."""
    moves = [(one.since, one.place) for one in (person.hukou if person else []) if one.since and one.since <= last]
    acts = [Act(month, life.place(place), kinds.REGISTER) for month, place in moves]
    for lump in life.lumps:
        kind = kinds.BUY if lump.months else kinds.CREDIT
        acts.append(Act(lump.month, life.place(label_of(lump)), kind, lump.months, lump.credit))
    return sorted(acts, key=lambda act: (act.month, act.kind))


def official(spell: Spell, person: CasePerson | None) -> bool:
    """Whether a relation is normal whatever the age: moved by an organisation, or nobody knows where it is at home."""
    return spell.official_transfer or person is None or not person.hukou


def runs(spell: Spell, law: CaseLaw, person: CasePerson | None, last: int) -> list[Run]:
    """Return what the months of a spell pay by themselves, arrears as if they had been paid in time."""
    return live([spell.model_copy(update={"paid_up": None, "unpaid": False})], person, law, last, QUIET).paid


def close(career: Career, month: int, place: str | None) -> int | None:
    """Close the accounts at a month, at a claim gathered at the place that pays; return what they hold, fen."""
    life: Life = career.life
    if life.person.relation < 0:
        return None
    held = life.kernel.close(life, month, -1 if place is None else life.place(place))
    career.journal.write()
    return held


def career_of(life: Life) -> Career:
    """Return what a life amounts to."""
    journal = Writer(life)
    noted = journal.write()
    return Career(
        life,
        journal,
        noted.paid,
        noted.deemed,
        noted.accounts,
        noted.transfers,
        noted.temporary,
        noted.money,
        all(run.base > 0 for run in noted.paid),
    )


def told(career: Career, trace: Trace) -> None:
    """Tell the transfers and temporary accounts of a career."""
    for place, month in career.temporary:
        trace.note("temporary", place=place_name(place, trace.lang), month=month_text(month))
    tell_transfers(career.transfers, trace)


def tell_transfers(rows: list[dict[str, Any]], trace: Trace) -> None:
    """Enter a term for each transfer."""
    for row in rows if trace.terms else ():
        shown = {key: place_name(row[key], trace.lang) for key in ("from", "to")}
        trace.term(
            "transfer", row["pooled"], "guobanfa-2009-66-4", pool_rate=row["rate"], account=row["account"], **shown
        )
