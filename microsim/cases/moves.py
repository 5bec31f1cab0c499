"""Moves between provinces: relation or temporary account, and the money that goes with each move."""

from typing import Any, NamedTuple

from microsim.cases.geography import law_row, place_name, province_of
from microsim.cases.holding import Holding
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.model import Person, Spell
from microsim.cases.months import calendar, month_text
from microsim.cases.plain import plain
from microsim.cases.trace import Trace
from microsim.schema import Sex
from microsim.schemes.bridge.rules import residents_record_moves
from microsim.schemes.employees.rules.portability import opens_temporary_account, transfer_pooled
from microsim.schemes.employees.rules.transfers import money_moves, pool_kept, transfer_account

NATION = "elsewhere"  # moves are national law
ONE_FUND = 1  # a province keeps one record of a person, whatever its funds were: inside it no money moves


def hukou_place(person: Person | None, month: int) -> str | None:
    """Return where the household was registered in a month."""
    place = None
    for entry in person.hukou if person else []:
        if entry.since is None or entry.since <= month:
            place = entry.place
    return place or (person.hukou[0].place if person and person.hukou else None)


def hukou_province(person: Person | None, month: int) -> str | None:
    """Return the province of the household registration in a month."""
    place = hukou_place(person, month)
    return province_of(place) if place else None


def residents_place(person: Person | None, start: int) -> str | None:
    """Return the place of the residents' record when its pension starts: it moves with the hukou until then."""
    place = hukou_place(person, 0)
    for entry in person.hukou if person else []:
        if entry.since is not None and person and entry.since <= start:
            ages = entry.since - person.birth, start - person.birth
            place = entry.place if plain(residents_record_moves)(*ages, False) else place
    return place


def temporary_ages(month: int) -> tuple[int, int]:
    """Return the ages in months from which men and women get temporary accounts outside their hukou, since 2010."""
    return int(shipped(NATION, "temporary_age_men", month)), int(shipped(NATION, "temporary_age_women", month))


class Left(NamedTuple):
    """Employers' account money from before 1998 that moves left behind this year, and what of it is of this year, fen."""

    total: int
    paid: int
    interest: int


NONE_LEFT = Left(0, 0, 0)


class Relation:
    """Which province holds the relation, and every province's holding."""

    def __init__(self, person: Person | None, law: CaseLaw, trace: Trace):
        self.person = person
        self.law = law
        self.trace = trace
        self.province: str | None = None
        self.holdings: dict[str, Holding] = {}
        self.insured: set[str] = set()  # provinces with a normal relation, now or before
        self.transfers: list[dict[str, Any]] = []
        self.left = NONE_LEFT

    def open(self, spell: Spell) -> Holding:
        """Decide where the relation is when a spell begins, move money where it moves, and return the holding."""
        province, month = province_of(spell.place), spell.from_
        holding = self.holdings.setdefault(province, Holding(spell.place))
        holding.place = spell.place
        self._normal_with_hukou(month)
        if province == self.province:
            self._leave_temporary(month, province)
            return holding
        holding.temporary = self._temporary(spell, province)
        if holding.temporary:
            if self.province is None:
                self.province = hukou_province(self.person, month)
            self.trace.note("temporary", place=place_name(province, self.trace.lang), month=month_text(month))
        else:
            self.province = province
            self.insured.add(province)
            self.gather(province, month)
        self._leave_temporary(month, province)
        return holding

    def _temporary(self, spell: Spell, province: str) -> bool:
        """Whether a first insurance outside the hukou province comes too late in life for a normal relation."""
        hukou = hukou_province(self.person, spell.from_)
        if self.person is None or hukou is None or spell.official_transfer:
            return False
        ages = temporary_ages(spell.from_)
        return bool(
            plain(opens_temporary_account)(
                sex=int(Sex.FEMALE if self.person.sex == "female" else Sex.MALE),
                age_months=spell.from_ - self.person.birth,
                province=province,
                hukou=hukou,
                insured_there=province in self.insured,
                age_men=ages[0],
                age_women=ages[1],
            )
        )

    def _normal_with_hukou(self, month: int) -> None:
        """Who moves the household to a temporary account's province holds a normal relation there."""
        hukou = hukou_province(self.person, month)
        holding = self.holdings.get(hukou) if hukou else None
        if holding and holding.temporary:
            holding.temporary = False
            self.province = hukou
            self.insured.add(str(hukou))
            self.gather(str(hukou), month)

    def _leave_temporary(self, month: int, now: str) -> None:
        """Who has left a temporary account's province takes the whole account to the relation."""
        for province, holding in list(self.holdings.items()):
            if holding.temporary and province != now and not holding.empty and self.province:
                self.move(province, self.province, month)

    def gather(self, target: str, month: int) -> None:
        """Move the money of all other provinces to one; temporary accounts of places not left stay."""
        for province, holding in list(self.holdings.items()):
            if plain(money_moves)(province, target, ONE_FUND) and not holding.empty:
                self.move(province, target, month)

    def move(self, origin: str, target: str, month: int) -> None:
        """Move the account in full and the pooled share of the bases."""
        source = self.holdings[origin]
        destination = self.holdings.setdefault(target, Holding(target))
        number = calendar(month)[1]
        rate = shipped(law_row(source.place), "transfer_pool_rate", month)
        interest = source.interest_to(number - 1, self.law.interest(source.place, month)) if number > 1 else 0
        account, left = source.balance + interest, 0
        own_before = 0
        if source.before:
            to = (number - 1, self.law.interest(source.place, month))
            earned = [part.interest_to(*to) if number > 1 else 0 for part in source.before]
            own_before, left = (part.balance + more for part, more in zip(source.before, earned, strict=True))
            account = int(plain(transfer_account)(own_before, account - own_before - left))
            self.left = Left(
                self.left.total + left, self.left.paid + source.before[1].paid, self.left.interest + earned[1]
            )
        principal = source.principal - (source.before[1].principal if source.before else 0)
        moved = plain(transfer_pooled)
        own = source.temporary_pooled if source.temporary else moved(source.bases, rate)
        pooled = own + moved(source.carried, rate) + source.carried_temporary
        kept = plain(pool_kept)(source.pool_paid, 0, own)
        destination.take_over(source)
        names = {"from": source.place, "to": destination.place}
        amounts = {"pooled": pooled, "account": account, "account_principal": principal, "kept": kept}
        amounts |= {"left": left} if left else {}
        money = {key: value / 100 for key, value in amounts.items()}
        self.transfers.append({"month": month_text(month)} | names | money)
        if self.trace.terms:
            shown = {key: place_name(name, self.trace.lang) for key, name in names.items()}
            self.trace.term(
                "transfer", money["pooled"], "guobanfa-2009-66-4", pool_rate=rate, account=money["account"], **shown
            )
