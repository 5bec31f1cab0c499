"""A few lives in which what is rare happens often, lived anew under what a scenario changes."""

from functools import cache, cached_property

import numpy as np

import microsim as ms
from microsim.engine.run import simulate
from microsim.funds.ledger import keep_books
from microsim.funds.opening import opening_stocks
from microsim.inputs import compile_inputs, compile_law
from microsim.kernel.world import BASE_YEAR
from microsim.law.compile import compile_assumptions
from microsim.population.build import job_tables
from microsim.population.earnings import wage_means
from microsim.population.inputs import Priors
from microsim.population.kept import population_of
from microsim.population.known_awards import base_awards
from microsim.population.service import public_shares
from microsim.results.dataset import scaled
from microsim.schema import Origin

UNTIL = 2055
LUCK = (1, 0)  # seed and replicate of a path of mortality, where it has shocks
SAMPLES = (1_500_000, 200_000)  # one in so many: about 200, 1,500 and 7,500 lives
ALL_YEARS = "1970-01-01"

EVENTFUL = {
    "base_stock.township_pensioners": 0.3,
    "beyond.allowances": 1.0,
    "beyond.care": 1.0,
    "beyond.livelihood": 1.0,
    "disability.hazard": 0.01,
    "hukou.land_share": 1.0,
    "pillars.enterprise_share": 0.6,
    "portability.cash_out": 0.5,
    "residents.assisted_share": 0.3,
    "retirement.bridge_chance": 0.1,
    "retirement.buy_in_chance": 0.8,
    "retirement.claim_earliest": 0.4,
    "retirement.claim_late": 0.4,
    "retirement.pay_on_chance": 0.5,
    "retirement.special_share": 0.3,
    "survivors.dependant_share": 0.6,
}


CHANGE_NOTHING = {}
SERVICE = {"public.posts", "public.share"}


@cache
def inputs():
    """Return the inputs of the shipped baseline, whose persons live all these lives."""
    return compile_inputs("baseline", UNTIL)


@cache
def eventful():
    """Return the baseline with rare events often."""
    return changed(ms.scenario("baseline"), EVENTFUL)


def changed(scenario, changes):
    """Return a scenario with changes of law and of assumptions, by path."""
    for path, value in changes.items():
        scenario = scenario.set(path, value)
    return scenario


def of_all_years(path, value):
    """Return a national value of the law in force from the first year on, which sets aside what places have."""
    return {f"national.{path}": {ALL_YEARS: value}}


def jobs_under(assumptions):
    """Return the tables of jobs of the persons, which no value of the law enters."""
    people = inputs().population
    stock = people.expected[Origin.BASE][..., 0].transpose(0, 2, 3, 1)
    return job_tables(Priors(assumptions), stock, people.world_tables["employment_all"], people.base_year)


class Noting:
    """Assumptions that note which of them are read."""

    def __init__(self, assumptions):
        self.assumptions, self.read = assumptions, set()
        self.entries, self.information = assumptions.entries, assumptions.information

    def value(self, path, province=None):
        """Return a value that holds for all years."""
        self.read.add(path)
        return self.assumptions.value(path, province)

    def path(self, path, years, province=None):
        """Return yearly values."""
        self.read.add(path)
        return self.assumptions.path(path, years, province)


@cache
def jobs_of_the_eventful():
    """Return those tables where rare events are often, and the assumptions that were read: others leave the tables as they are."""
    noting = Noting(compile_law(eventful(), UNTIL)[3])
    return jobs_under(noting), frozenset(noting.read)


class Outcome:
    """What a sample of lives counts and books; the books are closed only where somebody asks for them."""

    def __init__(self, read, one_in):
        self.read = read
        people, first = read.population.sample(one_in), read.population.base_year
        self.tallies = scaled(simulate(people, read.world, until=UNTIL, threads=1, first=first), one_in)

    @cached_property
    def books(self):
        """Return the books of all funds."""
        return keep_books(self.tallies, *self.read.funds)

    def __eq__(self, other):
        return equal(self.tallies, other.tallies) and equal(self.books, other.books)


class Read:
    """What a run reads under some changes; ``anew`` builds the population under them too."""

    def __init__(self, changes, anew=False):
        self.scenario = changed(eventful(), changes)
        self.law, _, self.policy, self.assumptions = compile_law(self.scenario, UNTIL)
        self.population, records = inputs().population, compile_assumptions(self.assumptions)
        if anew:
            self.population, wages = population_of(self.assumptions, UNTIL, LUCK, cache=False)
            tables = self.population.world_tables | {"wage_mean": wage_means(wages, self.law, records)}
        else:
            tables, read = jobs_of_the_eventful()  # half of the time of a test, if each made its own
            tables = jobs_under(self.assumptions) if read & changes.keys() else dict(tables)
        if SERVICE & self.assumptions.changed and not anew:  # of the population, but cheap to make alone
            frame, made = self.population.projection, self.population.world_tables | tables
            tables["public_share"] = public_shares(Priors(self.assumptions), made, frame, BASE_YEAR)
        tables |= {"law": self.law, "assumptions": records}
        self.world = inputs().world._replace(**tables)
        if anew:
            award = base_awards(self.assumptions, self.population, self.world, cache=False)
            self.world = self.world._replace(base_award=award)

    @cached_property
    def funds(self):
        """Return opening stocks and policy."""
        return opening_stocks(self.assumptions, self.scenario.population.base_year), self.policy


def equal(one, other):
    """Return whether two bundles of arrays agree to the bit."""
    return all(map(np.array_equal, one, other))


class Lives:
    """Lives that meet a condition, to be lived anew under a change."""

    def __init__(self, condition=CHANGE_NOTHING, anew=False):
        self.condition, self.anew = condition, anew
        self.kept = {}

    def of(self, one_in):
        """Return the outcome of a sample under the condition alone."""
        if one_in not in self.kept:
            self.kept[one_in] = Outcome(Read(self.condition, self.anew), one_in)
        return self.kept[one_in]

    def show(self, changes, samples=SAMPLES):
        """Return whether changes alter a count or a book of any sample; the first that shows it is enough."""
        reform = Read(self.condition | changes, self.anew)
        return any(Outcome(reform, one_in) != self.of(one_in) for one_in in samples)
