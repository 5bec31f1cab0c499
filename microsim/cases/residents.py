"""The residents' scheme of a case, lived by the kernel: spells of payment, sums, what comes from or goes to the other scheme."""

from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.atlas import atlas_of
from microsim.cases.career import counted, joined
from microsim.cases.geography import SHIPPED
from microsim.cases.kernel import Books, Kernel, Person, kernel_of
from microsim.cases.model import Spell
from microsim.cases.months import calendar
from microsim.cases.rights import Rights, months_of
from microsim.cases.rows import CaseWorld, world_of
from microsim.cases.schemes_model import Drawn
from microsim.cases.trace import Trace
from microsim.cases.work import Work
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schemes.base.accounts import account_left
from microsim.schemes.bridge.events import join_residents_account
from microsim.schemes.residents.pension import award_residents, pay_residents_pension
from microsim.schemes.residents.spells import UNKNOWN, year_of_spells
from microsim.watch.trace import Entry

UNSAID = ""  # the place where the case says none: national law
OWN = -1  # of a sum that crosses over from nowhere
DRAWN = "renshebufa-2014-17-5"  # article on what is left of an account drawn from


class Payment(NamedTuple):
    """A spell of payments as the kernel reads it."""

    place: int
    first: int
    last: int
    tier: float
    subsidy: float
    collective: float
    assisted: bool
    limited: bool


class Job(NamedTuple):
    """A spell of the employees' scheme."""

    first: int
    last: int


class Sum(NamedTuple):
    """Money that enters in one sum, or crosses over from the employees' fund of a place."""

    month: int
    amount_fen: int = 0
    place: int = OWN


class Saver(NamedTuple):
    """A person as the residents' scheme knows one, with the law and the books of a case."""

    kernel: Kernel
    world: CaseWorld
    person: Any
    books: Books

    def law(self, month: int) -> Any:
        """Return the law at the place of the record in a month."""
        return self.world.law[self.person.residents_place, month // MONTHS - FIRST_LAW_YEAR]

    def settle(self, place: str | None) -> None:
        """Let a place keep the record."""
        self.person.residents_place = self.world.atlas.place(place or UNSAID)


def saver(work: Work, rights: Rights | None, *named: str | None) -> Saver:
    """Return the person with the rights of the employees' scheme, on a table of all places named."""
    spells = [spell.place for spell in work.case.spells if spell.kind == "residents"]
    payer = work.place or UNSAID
    atlas = atlas_of(tuple(dict.fromkeys([payer, UNSAID, *(place for place in named if place), *spells])))
    at = atlas.place(payer)
    province = atlas.province_of[at]
    person = Person(atlas, birth=work.timing.birth if work.timing else 0, relation=province)
    person.fund_place[province] = at
    if rights:
        person.account_fen[province] = rights.account or 0
        person.months[province] = rights.months - rights.deemed_months
        person.deemed_months[province] = rights.deemed_months
    return Saver(kernel_of(atlas, work.trace.terms), world_of(atlas, work.law), person, Books())


def payment(spell: Spell, one: Saver, work: Work) -> Payment:
    """Return a spell as the kernel reads it."""
    given = work.law.residents(spell.place)
    subsidy = given.subsidy if spell.subsidy is None and given is not None else spell.subsidy
    return Payment(
        one.world.atlas.place(spell.place),
        spell.from_,
        spell.to,
        spell.tier or 0.0,
        UNKNOWN if subsidy is None else float(subsidy),
        spell.collective or 0.0,
        spell.assisted,
        spell.place in SHIPPED,
    )


def save_up(work: Work, one: Saver, last: int, crossing: bool = False) -> None:
    """Live the payments up to the month before a last one; at the claim the employees' rights may cross over."""
    spells = [spell for spell in joined(work.case.spells) if spell.kind == "residents" and spell.from_ <= last]
    sums = [Sum(*work.land_account)] if work.land_account else []
    sums += [Sum(work.claim or last, place=one.world.atlas.place(work.place or UNSAID))] if crossing else []
    one.settle(spells[-1].place if spells else None)
    jobs = [Job(spell.from_, spell.to) for spell in counted(work.case.spells) if spell.kind != "deemed"]
    payments, refund = [payment(spell, one, work) for spell in spells], 0
    crossed = sum(one.person.account_fen), work.rights.months if work.rights else 0
    first = min([last, *(spell.from_ for spell in spells), *(entry.month for entry in sums)])
    for year in range(first // MONTHS, last // MONTHS + 1):
        lived = one.kernel.opened(year_of_spells)
        paid, earned, back = lived(one.person, payments, jobs, sums, one.world, one.books, year, last)
        refund += back
        if spells and (paid or one.person.residents_account_fen):
            money = {"credited": paid, "interest": earned, "balance": one.person.residents_account_fen}
            work.saved.append({"year": year} | {key: value / 100 for key, value in money.items()})
    lay_totals(work, one, last, *(crossed if crossing else (0, 0)))
    if refund:
        work.trace.note("refund", amount=f"{refund / 100:.2f}")
        overlap = {"kind": "overlap", "place": spells[0].place, "amount": refund / 100}
        work.result.setdefault("refunds", []).append(overlap)


def lay_totals(work: Work, one: Saver, last: int, account: int, months: int) -> None:
    """Lay what totals say over the record, beside what crossed over; township months that did not convert count here."""
    record, person = work.case.record, one.person
    own = person.residents_months - months
    if work.township:
        own += (work.township.months - work.township.converted) * (work.township.month <= last)
    said = months_of(record.residents_years, None) if record else None
    if record and record.residents_account is not None:
        person.residents_account_fen, own = round(record.residents_account * 100) + account, said or own
    elif said is not None:
        own = said
    person.residents_months = own + months


def award(one: Saver, due: int) -> list[Entry]:
    """Award the residents' pension in a month; return the rules applied."""
    one.kernel(award_residents)(one.person, one.law(due), due // MONTHS, due)
    return one.kernel.take()


def draw(one: Saver, drawn: Drawn, claim: int, trace: Trace) -> None:
    """Draw the pension up to the claim or an end before it, which leaves the rest of the account."""
    award(one, drawn.from_ - 1)
    person, last = one.person, min(drawn.to, claim)
    account = person.residents_left_fen
    for year in range(drawn.from_ // MONTHS, last // MONTHS + 1):
        month = calendar(min(last, MONTHS * year + MONTHS - 1))[1]
        one.kernel.opened(pay_residents_pension)(person, one.world, one.books, year, month)
    person.residents_claim = 0
    paid = person.residents_annuity_fen * max(0, last - drawn.from_ + 1)
    trace.rule(account_left, person.residents_left_fen, DRAWN, account_fen=account, paid_fen=paid)


def join(one: Saver, month: int) -> int:
    """Let the account join that of the employees' scheme at a claim; return what that holds then, fen."""
    one.kernel.opened(join_residents_account)(one.person, one.world, one.books, *calendar(month))
    return sum(one.person.account_fen)
