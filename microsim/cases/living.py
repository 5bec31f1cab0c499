"""Living a career: spells and sums in time order, the account year by year, transfers on the way."""

from collections.abc import Sequence

from microsim.cases.career import Career, Lump, counted
from microsim.cases.geography import province_of
from microsim.cases.holding import Holding
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.model import Person, Spell
from microsim.cases.months import calendar
from microsim.cases.moves import NONE_LEFT, Relation
from microsim.cases.payments import Run, runs
from microsim.cases.plain import plain
from microsim.cases.trace import Trace
from microsim.schemes.employees.rules.transfers import transfer_temporary

NATION = "elsewhere"


def live(
    spells: list[Spell], person: Person | None, law: CaseLaw, last: int, trace: Trace, lumps: Sequence[Lump] = ()
) -> Career:
    """Live the spells up to a last month; the year of that month stays open."""
    relation = Relation(person, law, trace)
    career = Career(relation, [], {}, [], [], True, {})
    lumps = sorted(lump for lump in lumps if lump.month <= last)
    events = [lump.month for lump in lumps] + [one.since for one in (person.hukou if person else []) if one.since]
    chosen = cut([spell for spell in counted(spells) if spell.from_ <= last], events)
    if not chosen and not lumps:
        return career
    clock = Clock(career, law)
    due = iter([*lumps, None])
    lump = next(due)
    for spell in chosen:
        while lump and lump.month <= spell.from_:
            enter(career, clock, lump)
            lump = next(due)
        work(career, clock, spell, law, person, last)
    while lump:
        enter(career, clock, lump)
        lump = next(due)
    clock.to_year(calendar(last)[0])
    return career


def cut(spells: list[Spell], months: list[int]) -> list[Spell]:
    """Return the spells with each cut in two where one of the months lies inside it."""
    for month in months:
        inside = [spell for spell in spells if spell.from_ < month <= spell.to]
        for spell in inside:
            where = spells.index(spell)
            parts = [spell.model_copy(update={"to": month - 1}), spell.model_copy(update={"from_": month})]
            spells[where : where + 1] = parts
    return sorted(spells, key=lambda spell: (spell.from_, spell.to)) if months else spells


def work(career: Career, clock: "Clock", spell: Spell, law: CaseLaw, person: Person | None, last: int) -> None:
    """Live one spell."""
    clock.to_year(calendar(spell.from_)[0])
    holding = career.relation.open(spell)
    if spell.kind == "deemed":
        _deem(career, holding, spell.place, spell.from_, min(spell.to, last))
        return
    for run in runs(spell, law, person, last):
        clock.to_year(calendar(run.first)[0])
        if run.deemed:
            _deem(career, holding, spell.place, run.first, run.last)
        else:
            pay(career, holding, spell, run)


def pay(career: Career, holding: Holding, spell: Spell, run: Run) -> None:
    """Enter months paid; of arrears the account's money comes in the month they are paid up."""
    months, moves = run.months, run.first >= shipped(NATION, "transfer_since", run.first)
    career.paid.append((spell.place, run, spell.index))
    career.known = career.known and run.base > 0
    holding.months += months
    holding.last = run.last
    if spell.paid_up is None:
        first, last = calendar(run.first)[1], calendar(run.last)[1]
        holding.credit(run.credit, first, last)
        if not moves and run.credit > run.own:
            holding.credit_before(run.own, run.credit - run.own, first, last)
    employer = run.pool + run.credit - run.own
    career.spend(spell.paid_up or run.first, employer * months, run.own * months, run.waived * months)
    if moves:
        base = round(run.base * 100)
        holding.bases += base * months
        holding.pool_paid += run.pool * months
        if holding.temporary:
            month = int(plain(transfer_temporary)(base, run.employer_rate, run.pool_rate))
            holding.temporary_pooled += month * months


def enter(career: Career, clock: "Clock", lump: Lump) -> None:
    """Enter money paid in one sum, and the months it buys; the relation stays where it is."""
    year, number = calendar(lump.month)
    clock.to_year(year)
    relation, province = career.relation, province_of(lump.place)
    holding = relation.holdings.setdefault(province, Holding(lump.place))
    if relation.province is None and lump.months:
        relation.province = province
        relation.insured.add(province)
    holding.credit(lump.credit, number, number)
    if not lump.months:
        return
    run = Run(lump.month, lump.month + lump.months - 1, lump.base, 0, lump.pool, 0.0, 0.0, False)
    career.paid.append((lump.place, run, None))
    career.known = career.known and lump.base > 0
    holding.months += lump.months
    holding.last = max(holding.last, lump.month)
    holding.bases += round(lump.base * 100) * lump.months
    holding.pool_paid += lump.pool * lump.months


def _deem(career: Career, holding: Holding, place: str, first: int, last: int) -> None:
    """Enter deemed months: they count where the work was done and carry no money."""
    province = province_of(place)
    count = last - first + 1
    career.deemed[province] = career.deemed.get(province, 0) + count
    career.deemed_runs.append((place, first, last))
    holding.months += count
    holding.last = max(holding.last, last)


class Clock:
    """Closes the years gone by: interest for every holding, a row of the account table."""

    def __init__(self, career: Career, law: CaseLaw):
        self.career = career
        self.law = law
        self.year: int | None = None

    def to_year(self, year: int) -> None:
        """Close all years before one."""
        self.year = year if self.year is None else self.year
        while self.year < year:
            self.close()
            self.year += 1

    def close(self) -> None:
        """Close a year."""
        holdings = self.career.relation.holdings.values()
        credited = sum(holding.paid for holding in holdings)
        interest = 0
        for holding in holdings:
            if holding.balance:
                month = 12 * (self.year or 0)
                interest += holding.close_year(
                    self.law.interest(holding.place, month), self.law.credit_method(holding.place, month)
                )
        balance = sum(holding.balance for holding in holdings)
        if credited or balance:
            add_year(self.career, self.year or 0, credited, interest, balance)


def add_year(career: Career, year: int, credited: int, interest: int, balance: int) -> None:
    """Add a row to the account table; money from before 1998 that a move left behind is taken off."""
    left, career.relation.left = career.relation.left, NONE_LEFT
    money = {"credited": credited + left.paid, "interest": interest + left.interest}
    money |= ({"left": left.total} if left.total else {}) | {"balance": balance}
    career.accounts.append({"year": year} | {key: value / 100 for key, value in money.items()})
