"""A second ledger in plain Python: one place, one scheme, one fen at a time, from what the pages on funds say.

Fractions in place of floats, no arrays, no code of the package but names. It takes the kernel's books and the rules of
one year and returns the books after it.
"""

import math
from fractions import Fraction

from microsim.kernel.items import ITEM_SIGN, Item, Kind, items_of
from microsim.places import ELSEWHERE_PROVINCE, PLACE_COUNT, PLACES_OF, PROVINCE_COUNT, PROVINCE_OF
from microsim.schema import Scheme

SIGN = [int(sign) for sign in ITEM_SIGN]
PAID_IN, PAID_OUT = items_of(Kind.CONTRIBUTION), items_of(Kind.BENEFIT, Kind.INHERITANCE)
NOT_BACKED = ("BENEFIT_BASIC", "BENEFIT_TRANSITIONAL", "BENEFIT_SUPPLEMENT", "BENEFIT_ADJUSTMENT", "SURVIVORS")
ONE_FUND = {Scheme.EMPLOYEES: "provincial_fund", Scheme.PUBLIC: "public_fund"}
REST = ELSEWHERE_PROVINCE


def largest_remainders(total, weights):
    """Split whole fen by weights; who is cut most gets the fen left over, the first of equals first."""
    whole = sum(Fraction(weight) for weight in weights)
    exact = [total * Fraction(weight) / whole for weight in weights]
    parts = [math.floor(part) for part in exact]
    cut = sorted(range(len(parts)), key=lambda number: parts[number] - exact[number])
    for number in cut[: total - sum(parts)]:
        parts[number] += 1
    return parts


def split(total, weights):
    """Split by weights, evenly where nobody has one."""
    return largest_remainders(total, weights if any(weights) else [1] * len(weights))


def rounded(amount):
    """Round half to even."""
    return round(Fraction(amount))


class Year:
    """The books of a year: ``flows[place][scheme][item]`` and ``stocks[place][scheme]`` as lists of whole numbers."""

    def __init__(self, flows, stocks, rules, recipient_months, heads):
        self.flows, self.stocks, self.rules = flows, stocks, rules
        self.recipient_months, self.heads = recipient_months, heads
        self.moved = [[0] * 4 for _ in range(PROVINCE_COUNT)]

    def rule(self, name, place, scheme=None):
        """Return a rule of the province of a place, exactly."""
        row = getattr(self.rules, name)[PROVINCE_OF[place]]
        return Fraction(float(row if scheme is None else row[scheme]))

    def sum_of(self, place, scheme, items):
        """Return what some items add up to."""
        return sum(self.flows[place][scheme][item] for item in items)

    def balance(self, place, scheme):
        """Return what came in less what went out."""
        return sum(amount * SIGN[item] for item, amount in enumerate(self.flows[place][scheme]))

    def funds(self, scheme):
        """Return the places of each fund."""
        found = []
        for places in PLACES_OF:
            common = scheme in ONE_FUND and self.rule(ONE_FUND[scheme], places[0]) > 0
            found += [list(places)] if common else [[place] for place in places]
        return found

    def keep(self):
        """Book all that depends on totals, and return the stocks the year closes with."""
        every = [(place, scheme) for place in range(PLACE_COUNT) for scheme in Scheme]
        for place in range(PLACE_COUNT):
            self.give_back(place)
        for place, scheme in every:
            self.settle(place, scheme)
        for place, scheme in every:
            self.subsidise(place, scheme)
        self.subsidise_provinces()
        spending = {(place, scheme): self.sum_of(place, scheme, PAID_OUT) for place, scheme in every}
        for scheme in Scheme:
            self.earn(scheme)
        self.adjust()
        self.pool()
        for scheme, name in ONE_FUND.items():
            self.cover_cities(scheme, name)
        for scheme in Scheme:
            self.relieve_employers(scheme, spending)
        for scheme in Scheme:
            self.fill(scheme, spending)
        return [
            [self.stocks[place][scheme] + self.balance(place, scheme) for scheme in Scheme]
            for place in range(PLACE_COUNT)
        ]

    def give_back(self, place):
        """Firms with stable jobs get a part of what employers paid back."""
        part = float(self.rules.given_back[place])
        paid = self.flows[place][Scheme.EMPLOYEES]
        paid[Item.EMPLOYER] -= rounded(paid[Item.EMPLOYER] * part)

    def settle(self, place, scheme):
        """Months of earlier years, paid in and paid out as those of the year."""
        part, books = self.rule("settled_months", place, scheme) / 12, self.flows[place][scheme]
        books[Item.BACK_CONTRIBUTIONS] = rounded(self.sum_of(place, scheme, PAID_IN) * part)
        books[Item.BACK_BENEFITS] = rounded(self.sum_of(place, scheme, PAID_OUT) * part)

    def subsidise(self, place, scheme):
        """A share of contributions and of what no account backs; of it the centre bears so much a recipient and month."""
        books = self.flows[place][scheme]
        amount = self.sum_of(place, scheme, PAID_IN) * self.rule("contribution_subsidy", place, scheme)
        amount += sum(books[Item[name]] for name in NOT_BACKED) * self.rule("basic_cover", place, scheme)
        central = rounded(self.recipient_months[place] * self.rule("central_basic", place, scheme))
        books[Item.FISCAL_CENTRAL] = min(central, rounded(amount))
        books[Item.FISCAL] = rounded(amount) - books[Item.FISCAL_CENTRAL]

    def subsidise_provinces(self):
        """An amount of the province, spread by what its places contribute."""
        for places in PLACES_OF:
            for scheme in Scheme:
                amount = rounded(self.rule("subsidy", places[0], scheme))
                if amount:
                    weights = [self.sum_of(place, scheme, PAID_IN) for place in places]
                    for place, part in zip(places, split(amount, weights), strict=True):
                        self.flows[place][scheme][Item.FISCAL] += part

    def earn(self, scheme):
        """A fund that is not in debt earns, at home and with the national fund; a city in debt within it owes as much."""
        for fund in self.funds(scheme):
            if sum(self.stocks[place][scheme] for place in fund) > 0:
                for place in fund:
                    books, stock = self.flows[place][scheme], self.stocks[place][scheme]
                    away = self.rule("delegated_share", place, scheme)
                    books[Item.INVESTMENT] = rounded(stock * (1 - away) * self.rule("reserve_return", place, scheme))
                    books[Item.DELEGATED_RETURN] = rounded(stock * away * self.rule("delegated_return", place, scheme))

    def adjust(self):
        """The central adjustment fund: a share of the wage for who should be insured, back by pensioners."""
        covered, retired = [], []
        for place in range(PLACE_COUNT):
            insured, employed, public, pensioners = (heads[place] for heads in self.heads)
            jobs = self.rule("enterprise_jobs", place) * employed + self.rule("public_counted", place) * public
            covered.append((insured + jobs) / 2)
            retired.append(pensioners)
        of_covered = [sum(covered[place] for place in places) for places in PLACES_OF]
        of_retired = [sum(retired[place] for place in places) for places in PLACES_OF]
        of_covered[REST] = Fraction(float(self.rules.rest_covered))
        of_retired[REST] = Fraction(float(self.rules.rest_retired))
        sent = [rounded(100 * Fraction(float(self.rules.upload[p])) * of_covered[p]) for p in range(PROVINCE_COUNT)]
        given = split(sum(sent), of_retired)
        for province, places in enumerate(PLACES_OF):
            self.moved[province][:2] = sent[province], given[province]
            if province != REST:
                self.book(places, Item.CENTRAL_ADJUSTMENT_OUT, split(sent[province], [covered[p] for p in places]))
                self.book(places, Item.CENTRAL_ADJUSTMENT_IN, split(given[province], [retired[p] for p in places]))

    def pool(self):
        """National pooling: a share of a surplus out, a share of a gap in, as far as it reaches; the rest to the rest."""
        balances = [self.balance(place, Scheme.EMPLOYEES) for place in range(PLACE_COUNT)]
        own = [sum(balances[place] for place in places) for places in PLACES_OF]
        paid, asked = [0] * PROVINCE_COUNT, [0] * PROVINCE_COUNT
        for province in range(PROVINCE_COUNT):
            if province != REST and own[province] > 0:
                paid[province] = math.floor(own[province] * Fraction(float(self.rules.paid_share[province])))
            if province != REST and own[province] < 0:
                asked[province] = math.floor(-own[province] * Fraction(float(self.rules.gap_share[province])))
        got = largest_remainders(min(sum(asked), sum(paid)), asked) if any(asked) else [0] * PROVINCE_COUNT
        got[REST] = sum(paid) - sum(got)
        for province, places in enumerate(PLACES_OF):
            self.moved[province][2:] = paid[province], got[province]
            surplus, gaps = [max(balances[p], 0) for p in places], [max(-balances[p], 0) for p in places]
            if province != REST and paid[province]:
                self.book(places, Item.POOLING_OUT, largest_remainders(paid[province], surplus))
            if province != REST and got[province]:
                self.book(places, Item.POOLING_IN, largest_remainders(got[province], gaps))

    def book(self, places, item, parts):
        """Book amounts of the employees' scheme."""
        for place, part in zip(places, parts, strict=True):
            self.flows[place][Scheme.EMPLOYEES][item] = part

    def cover_cities(self, scheme, name):
        """Cities with a deficit are covered by the surplus of the others, then by what the province held."""
        for places in PLACES_OF[:REST]:
            part = self.rule(name, places[0])
            balances = [math.trunc(self.balance(place, scheme) * part) for place in places]
            held = [max(self.stocks[place][scheme], 0) if part > 0 else 0 for place in places]
            gaps, room = [max(-one, 0) for one in balances], [max(one, 0) for one in balances]
            first = min(sum(gaps), sum(room))
            second = min(sum(gaps) - first, sum(held))
            taken = self.at_most(first + second, gaps)
            given = [a + b for a, b in zip(self.at_most(first, room), self.at_most(second, held), strict=True)]
            for place, got, gave in zip(places, taken, given, strict=True):
                books = self.flows[place][scheme]
                books[Item.PROVINCE_IN], books[Item.PROVINCE_OUT] = max(got - gave, 0), max(gave - got, 0)

    @staticmethod
    def at_most(total, most):
        """Split a total in proportion to the most of each."""
        return largest_remainders(total, most) if any(most) else [0] * len(most)

    def relieve_employers(self, scheme, spending):
        """Above the most months of spending that a fund should hold, employers pay less."""
        for fund in self.funds(scheme):
            months = self.rule("most_months", fund[0], scheme)
            holds = sum(self.stocks[place][scheme] + self.balance(place, scheme) for place in fund)
            excess = math.floor(holds - sum(spending[place, scheme] for place in fund) * months / 12)
            paid = [self.flows[place][scheme][Item.EMPLOYER] for place in fund]
            if months and excess > 0:
                for place, less in zip(fund, self.at_most(min(excess, sum(paid)), paid), strict=True):
                    self.flows[place][scheme][Item.EMPLOYER] -= less

    def fill(self, scheme, spending):
        """The treasury fills part of the gap to the months of spending that a fund should hold, by spending."""
        for fund in self.funds(scheme):
            wanted = sum(spending[place, scheme] for place in fund) * self.rule("reserve_months", fund[0], scheme) / 12
            holds = sum(self.stocks[place][scheme] + self.balance(place, scheme) for place in fund)
            amount = rounded((wanted - holds) * self.rule("gap_cover", fund[0], scheme))
            if amount > 0:
                weights = [max(spending[place, scheme], 1) for place in fund]
                for place, part in zip(fund, largest_remainders(amount, weights), strict=True):
                    self.flows[place][scheme][Item.FISCAL] += part
