"""All that a run reads, compiled from a scenario: law, assumptions, population, funds."""

import logging
import time
from typing import Any, NamedTuple

from microsim.reading import InputError, Problem

LOGGER = logging.getLogger("microsim")


class Inputs(NamedTuple):
    """All that a run reads.

    Attributes
    ----------
    scenario : the Scenario
    until : last simulated year
    law_report : what compiling the law read and had to project
    population : the Population people are drawn from
    world : tables the lives read
    stocks : opening stocks of the funds, fen [place, scheme]
    policy : rules of the ledger
    prices : the Prices of the simulated years
    seconds : time each step took
    cache : whether what these inputs share with others may be kept and taken from where it is kept
    """

    scenario: Any
    until: int
    law_report: Any
    population: Any
    world: Any
    stocks: Any
    policy: Any
    prices: Any
    seconds: dict
    cache: bool = True


def compile_inputs(scenario, until=None, cache=True):
    """Read a scenario and compile what a run of it reads.

    Parameters
    ----------
    scenario : name of a shipped scenario, path of a file, or a Scenario
    until : last simulated year, the end of the scenario's horizon by default
    cache : False works out law and population from nothing and keeps nothing of them
    """
    import numpy as np

    from microsim.engine.run import load_code
    from microsim.funds.opening import opening_stocks
    from microsim.law.prices import prices_of
    from microsim.scenarios import notes
    from microsim.scenarios import scenario as read_scenario
    from microsim.scenarios.usual import unusual
    from microsim.sound import blamed, check_inputs

    clock = Clock()
    scenario = read_scenario(scenario)
    until = last_year(scenario, until)
    for problem in unusual(scenario):
        LOGGER.warning("unusual: %s", problem)
    load_code()
    clock.stop("compiling")
    LOGGER.info("compiling the law and the assumptions of %s", scenario.name)
    for note in notes(scenario):
        LOGGER.info("%s", note)
    with blamed(scenario, "the law"):
        law, report, policy, assumptions = compile_law(scenario, until, cache)
    clock.stop("law")
    LOGGER.info("building the population")
    with blamed(scenario, "the population"):
        population, world = build_world(law, assumptions, until, scenario.population.base_year, cache)
    clock.stop("population")
    with blamed(scenario, "the opening stocks of the funds"):
        stocks = opening_stocks(assumptions, scenario.population.base_year)
    clock.stop("funds")
    prices = prices_of(assumptions, np.arange(scenario.population.base_year + 1, until + 1))
    inputs = Inputs(scenario, until, report, population, world, stocks, policy, prices, clock.seconds, cache)
    with blamed(scenario, "the inputs"):
        check_inputs(inputs)
    return inputs


class Clock:
    """Seconds since the last stop, by the name of the step; a step done again adds up."""

    def __init__(self, seconds=()):
        self.seconds = dict(seconds)
        self.last = time.perf_counter()

    def stop(self, step):
        """Note the time of a step."""
        now = time.perf_counter()
        self.took(step, now - self.last)
        self.last = now

    def took(self, step, seconds):
        """Note time of a step that was taken elsewhere."""
        self.seconds[step] = self.seconds.get(step, 0.0) + seconds


def last_year(scenario, until):
    """Return the last simulated year; it must lie within the scenario's horizon."""
    start, end = scenario.horizon.start, scenario.horizon.end
    if until is not None and not start <= until <= end:
        message = f"found {until}, the horizon of {scenario.name} allows {start} to {end}"
        raise InputError([Problem("until", 0, 0, "", message)])
    return until or end


def compile_law(scenario, until, cache=True):
    """Return the law records, the report of their compilation, the rules of the ledger and the scenario's assumptions."""
    import numpy as np

    from microsim.funds.kept import law_and_policy
    from microsim.law.information import assumptions_of

    assumptions = assumptions_of(scenario)
    years = np.arange(scenario.horizon.start, until + 1)
    return *law_and_policy(scenario, assumptions, years, cache), assumptions


def build_world(law, assumptions, until, base_year, cache=True):
    """Return the population of a base year and the tables the lives read."""
    import numpy as np

    from microsim.kernel.world import World, shape_of
    from microsim.law.compile import compile_assumptions
    from microsim.law.divisors import divisor_table
    from microsim.population.earnings import wage_means
    from microsim.population.kept import population_of
    from microsim.population.known_awards import base_awards
    from microsim.sound import check_table, check_world

    population, wages = population_of(assumptions, until, base_year=base_year, cache=cache)
    records, same = compile_assumptions(assumptions), np.ones(shape_of("base_award"))
    means = wage_means(wages, law, records, cache)
    world = World(law, records, divisor_table(), wage_mean=means, base_award=same, **population.world_tables)
    check_world(world)  # before any life is lived by it
    awards = base_awards(assumptions, population, world, cache)
    check_table("base_award", awards)
    return population, world._replace(base_award=awards)


def with_luck(inputs, seed, replicate):
    """Return the inputs of one replicate: where mortality has shocks, the frame and the hazards of its own path."""
    from microsim.law.information import assumptions_of
    from microsim.population.kept import population_of
    from microsim.sound import blamed, check_table

    assumptions = assumptions_of(inputs.scenario)
    if assumptions.value("mortality.shocks") == "steady":
        return inputs
    luck, base_year = (seed, replicate), inputs.population.base_year
    with blamed(inputs.scenario, "the population"):
        population, _ = population_of(assumptions, inputs.until, luck, base_year, inputs.cache)
        check_table("death", population.world_tables["death"])
    world = inputs.world._replace(death=population.world_tables["death"])
    if inputs.population.given is not None:  # a file's persons stay who they are
        population = inputs.population
    return inputs._replace(population=population, world=world)
