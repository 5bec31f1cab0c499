"""A plain twin of one life: what the law and the docstrings say, in ordinary Python, to check the kernel against.

Nothing here comes from the rules, the processes of life or the events of the engine; only codes,
places and the tables of a World are shared. It is written to be read, not to be fast. A life is
told in chapters, a module each; this one has the order of the year.
"""

from microsim.kernel.world import OLDEST
from microsim.schema import Membership
from tests.reference.annuities import Annuities
from tests.reference.beyond import Beyond
from tests.reference.claims import Claims
from tests.reference.entry import Entry
from tests.reference.paying import Paying
from tests.reference.pensions import Pensions
from tests.reference.person import PROVINCES, Tables
from tests.reference.population import Population
from tests.reference.residents import Residents
from tests.reference.work import Work

__all__ = ["Life", "Tables"]


class Life(Entry, Population, Work, Paying, Claims, Pensions, Residents, Annuities, Beyond):
    """One life: the person, the tables it reads and the books it writes."""

    def live(self, until):
        """Live up to a year and return what the record says at the end of each."""
        year = self.enter()
        years = {year: self.p.snapshot()}
        while self.p.alive and year < until:
            year += 1
            self.live_year(year)
            years[year] = self.p.snapshot()
        return years

    def live_year(self, year):
        """Live a simulated year in the order of the law."""
        p = self.p
        age_before = min(year - 1 - p.birth // 12, OLDEST)
        self.start_year()
        self.raise_pension(year)
        death = self.month_of_death(year, age_before)
        goes, move_month = p.place, 0
        if death is None:
            goes, move_month = self.next_place(year, age_before)
            if move_month == 0 and self.hukou_year(year, age_before):
                self.sell_land(year)
            self.become_disabled(year)
        last_month = 12 if death is None else death
        self.live_months(year, goes, move_month, last_month, 12 if death is None else death - 1)
        if death is None:
            self.pay_up_arrears(year, move_month)
            self.buy_as_elder(year)
        self.interest(year)
        self.interest_on_what_moves(year)
        if death is None:
            self.take_along(year)
            self.strike_off(year)
            self.residents_contribution(year)
            self.residents_claim(year)
        self.residents_interest(year, last_month)
        self.pay_disability(year, last_month)
        self.beside_funds(year, last_month)
        self.pay_pension(year, last_month)
        self.pay_residents_pension(year, last_month)
        self.live_beyond(year, last_month)
        if death is not None:
            self.leave_to_heirs(year, death)
            self.leave_beside_funds()
            p.alive, p.death_month = 0, death

    def start_year(self):
        """Clear what counts from January."""
        p = self.p
        p.wage_last_year = p.wage
        p.paid_months = p.new_job = p.death_month = 0
        p.work_from, p.work_until = 1, 12
        p.residents_opening_fen = p.residents_account_fen
        p.year_contributions_fen = p.year_benefits_fen = 0
        p.year_residents_paid_fen = p.year_residents_benefits_fen = 0
        if p.membership == Membership.PAYING:
            p.membership = Membership.DORMANT

    def live_months(self, year, goes, move_month, last_month, last_test):
        """Each month: the move, the job, the payment, the balance and the test for a claim.

        ``last_test``: who dies within a month does not claim in it any more.
        """
        p = self.p
        for month in range(1, last_month + 1):
            if month == move_month:
                self.settle_index(year)
                self.settle(goes)
            if month == max(move_month, 1):
                self.work(year, moved=move_month > 0)
            if month > p.work_until:
                self.stop_work()
            if p.membership == Membership.EXTENDING:
                self.extend(year, month)
            elif p.membership != Membership.PENSIONER:
                self.contribute(year, month)
                self.outside_month(year, month)
            for province in PROVINCES:
                p.balance_months_fen[province] += p.account_fen[province]
                p.left_balance_fen[province] += p.left_fen[province]
            if month <= last_test:
                self.test_claim(year, month)
        self.settle_index(year)
