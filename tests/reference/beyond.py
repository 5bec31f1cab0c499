"""The twin beyond the pension: allowances by age."""

from tests.reference.livelihood import Livelihood
from tests.reference.person import fen


class Beyond(Livelihood):
    """What schemes beyond the pension pay, where the province of the hukou has them switched on."""

    def live_beyond(self, year, last_month):
        """Pay what each scheme owes for the months of the year."""
        self.p.year_beyond_fen = 0
        self.allowance(year, last_month)
        self.year_of_livelihood(year, last_month)

    def allowance(self, year, last_month):
        """Each month pays the amount of the highest band whose age is reached by then."""
        p = self.p
        if not self.tables.prior(p.hukou_place, year)["beyond_allowances"]:
            return
        law = self.tables.law(p.hukou_place, year)
        bands = sorted(zip(law["allowance_from"], law["allowance_amounts"], strict=True))
        for month in range(1, last_month + 1):
            age = (12 * year + month - 1 - p.birth) // 12
            reached = [amount for start, amount in bands if 0 < start <= age]
            p.year_beyond_fen += fen(reached[-1]) if reached else 0
