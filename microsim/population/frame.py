"""The frame: everybody by place, hukou, stay, sex and age, projected year by year in expectation.

It uses the hazards that lives are drawn from. A *combo* is a pair of residence and hukou place;
former migrants living elsewhere are kept by the area they may return to.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.jit import kernel, pure
from microsim.kernel.world import AGES, OLDEST, STAY_CLASSES
from microsim.life.mortality import PROVINCE_TABLES, death_table
from microsim.places import AREA_COUNT, AREAS_OF, ELSEWHERE, ELSEWHERE_PROVINCE, PLACE_COUNT, PROVINCE_OF
from microsim.population.attributes import from_outside
from microsim.population.mortality import REGION_TABLES

if TYPE_CHECKING:
    from microsim.population.attributes import Away

LONG_STAY = STAY_CLASSES - 1
NONE = -1
STATUSES = 6
FIRST_INTER = 4  # statuses of inter-provincial migrants, by hukou type
MOTHERS_FROM, MOTHERS_TO = 15, 50
YOUNG_FROM, YOUNG_TO = 15, 35  # ages at which people move by themselves, first and end
FIRST_AREA = np.array([here.start for here in AREAS_OF])  # areas of a province: from the first to before the end
AREA_END = np.array([here.stop for here in AREAS_OF])
WOMEN = 1


class Combos(NamedTuple):
    """Index tables of the combos.

    Attributes
    ----------
    place, hukou, tie, status : by combo; tie only for former migrants; status 0, 2 or 4
    of : combo of a residence and hukou place
    former : combo of a former migrant by tie
    """

    place: np.ndarray
    hukou: np.ndarray
    tie: np.ndarray
    status: np.ndarray
    of: np.ndarray
    former: np.ndarray


class Rates(NamedTuple):
    """What moves the frame: the hazards of ``World`` and the entries.

    Attributes
    ----------
    going, returning : shares of ``World.destination`` and ``World.again``
    inflow : arrivals a year for each young person of the rest of the nation or, where ``nation`` is empty, for each
        resident of the province [year, province]
    arrivals : shares of a province's arrivals [year, area, hukou type, sex, age]
    nation : everybody in the country at the ends of years [year, sex, age]
    usual_origin : the usual number of people of the rest of the nation [sex, age]
    most : residents of a province above which nobody arrives
    gradient : ratios of deaths by status and age; empty without differences
    """

    death: np.ndarray
    leave: np.ndarray
    leave_factor: np.ndarray
    going: np.ndarray
    returning: np.ndarray
    come_back: np.ndarray
    rearrive: np.ndarray
    acquire: np.ndarray
    convert: np.ndarray
    fertility: np.ndarray
    boys: np.ndarray
    infants: np.ndarray
    homes: np.ndarray
    inflow: np.ndarray
    arrivals: np.ndarray
    nation: np.ndarray
    usual_origin: np.ndarray
    most: np.ndarray
    gradient: np.ndarray


class Projection(NamedTuple):
    """What the frame yields, persons; years start after that of ``first_of_axes``, those up to the base year are empty.

    Attributes
    ----------
    stock : at the end of each year, that of ``first_of_axes`` first [year + 1, place, status, sex, age]
    births : newborns alive at the year's end [year, place, status, sex]
    arrivals : first arrivals [year, area, hukou type, sex, age]
    deaths : [year, place]
    moves : [year, from, to], first arrivals excluded
    settled : who became registered townsmen of an area, by age at the year's end [year, area, sex, age]
    """

    stock: np.ndarray
    births: np.ndarray
    arrivals: np.ndarray
    deaths: np.ndarray
    moves: np.ndarray
    settled: np.ndarray


def make_combos() -> Combos:
    """Return the index tables of all combos that can hold people."""
    rows: list[tuple[int, int, int, int]] = []
    of, former = np.full((PLACE_COUNT, PLACE_COUNT), NONE), np.full(PLACE_COUNT, NONE)
    for place in range(PLACE_COUNT):
        for hukou in range(PLACE_COUNT):
            if place == hukou == ELSEWHERE:
                continue
            of[place, hukou] = len(rows)
            same_province = PROVINCE_OF[place] == PROVINCE_OF[hukou]
            rows.append((place, hukou, NONE, 0 if place == hukou else 2 if same_province else 4))
    for tie in range(AREA_COUNT):
        former[tie] = len(rows)
        rows.append((ELSEWHERE, ELSEWHERE, tie, 0))
    places, hukous, ties, statuses = (np.array(column) for column in zip(*rows, strict=True))
    return Combos(places, hukous, ties, statuses, of, former)


# Cells are added up and multiplied one by one: numba compiles an expression of whole arrays for several seconds, above all
# what it would say of shapes that do not fit.


@pure
def all_in(cells: np.ndarray) -> float:
    """Return the persons of a cell in all classes of stay."""
    persons = 0.0
    for stay in range(cells.shape[0]):
        persons += cells[stay]
    return persons


@pure
def all_of(persons: np.ndarray, first: int, last: int) -> float:
    """Return all persons of areas from the first to before the last [area, status or hukou type, sex, age]."""
    total = 0.0
    for area in range(first, last):
        for status in range(persons.shape[1]):
            for sex in range(2):
                for age in range(AGES):
                    total += persons[area, status, sex, age]
    return total


@pure
def all_of_age(persons: np.ndarray, first: int, last: int, sex: int, age: int) -> float:
    """Return the persons of a sex and age in such areas."""
    total = 0.0
    for area in range(first, last):
        for status in range(persons.shape[1]):
            total += persons[area, status, sex, age]
    return total


@pure(inlined=True)
def send(
    after: np.ndarray,
    moves: np.ndarray,
    of: np.ndarray,
    going: np.ndarray,
    kind: int,
    sex: int,
    age: int,
    hukou: int,
    movers: float,
) -> None:
    """Let those who move arrive at the places they go to: shares ``going``, combos ``of`` [place, hukou]."""
    for other in range(len(going)):
        if going[other] > 0.0:
            part = movers * going[other]
            after[of[other, hukou], kind, sex, age, 0] += part
            moves[other] += part


@kernel
def move_on(
    stock: np.ndarray,
    after: np.ndarray,
    combos: Combos,
    rates: Rates,
    year: int,
    deaths: np.ndarray,
    moves: np.ndarray,
    settled: np.ndarray,
) -> None:
    """Let everybody die, move, change hukou or stay: one year from ``stock`` into ``after``."""
    factor = rates.leave_factor[year]
    for combo in range(stock.shape[0]):
        place, hukou, tie = combos.place[combo], combos.hukou[combo], combos.tie[combo]
        home = place == hukou
        for kind in range(2):
            table = death_table(place, hukou, kind)
            local = combo
            if not home and place != ELSEWHERE:
                local = combos.of[place, place]
            for sex in range(2):
                for age in range(AGES):
                    cells = stock[combo, kind, sex, age]
                    persons = all_in(cells)
                    if persons == 0.0:
                        continue
                    dies = rates.death[table, sex, year, age]
                    deaths[year, place] += persons * dies
                    next_age = min(age + 1, OLDEST)
                    early, late = rates.come_back[place, 0, sex, age], rates.come_back[place, 1, sex, age]
                    if home:
                        chance = rates.rearrive[sex, age] if place == ELSEWHERE else rates.leave[place, sex, age]
                        early = late = chance * factor
                    changes = rates.convert[year, age] if home and kind == 1 else 0.0
                    settles = not home and place != ELSEWHERE
                    movers = townsmen = 0.0
                    for stay in range(STAY_CLASSES):
                        alive = cells[stay] * (1.0 - dies)
                        move = alive * (late if stay >= LONG_STAY else early)
                        movers += move
                        rest = alive - move
                        next_stay = min(stay + 1, LONG_STAY)
                        if changes > 0.0:
                            townsmen += rest * changes
                            after[combo, 0, sex, next_age, next_stay] += rest * changes
                            rest -= rest * changes
                        elif settles:
                            gains = rest * rates.acquire[year, place, kind, stay]
                            townsmen += gains
                            after[local, 0, sex, next_age, next_stay] += gains
                            rest -= gains
                        after[combo, kind, sex, next_age, next_stay] += rest
                    if place != ELSEWHERE:
                        settled[year, place, sex, next_age] += townsmen
                    if movers == 0.0:
                        continue
                    if tie >= 0:
                        send(
                            after,
                            moves[year, place],
                            combos.of,
                            rates.returning[tie],
                            kind,
                            sex,
                            next_age,
                            hukou,
                            movers,
                        )
                    elif home:
                        send(
                            after, moves[year, place], combos.of, rates.going[place], kind, sex, next_age, hukou, movers
                        )
                    else:
                        target = combos.former[place] if hukou == ELSEWHERE else combos.of[hukou, hukou]
                        after[target, kind, sex, next_age, 0] += movers
                        moves[year, place, hukou] += movers


@kernel
def count_up(stock: np.ndarray, combos: Combos, result: np.ndarray) -> None:
    """Add the stock of a year up by place and status."""
    for combo in range(stock.shape[0]):
        for kind in range(2):
            for sex in range(2):
                for age in range(AGES):
                    persons = all_in(stock[combo, kind, sex, age])
                    result[combos.place[combo], combos.status[combo] + kind, sex, age] += persons


@kernel
def bear(
    before: np.ndarray,
    after: np.ndarray,
    frame: np.ndarray,
    combos: Combos,
    rates: Rates,
    year: int,
    births: np.ndarray,
) -> None:
    """Add the year's newborns, with the place and hukou of their mothers, and count them."""
    for place in range(AREA_COUNT):
        for status in range(STATUSES):
            table = REGION_TABLES * PROVINCE_OF[place] + (0 if status < 2 else 1)
            born = 0.0
            for age in range(MOTHERS_FROM, MOTHERS_TO):
                women = 0.5 * (before[place, status, WOMEN, age] + after[place, status, WOMEN, age])
                born += women * rates.fertility[year, place, age - MOTHERS_FROM]
            kind = status % 2
            for sex in range(2):
                share = rates.boys[year, place] if sex == 0 else 1.0 - rates.boys[year, place]
                children = born * share * rates.infants[table, year, sex]
                births[year, place, status, sex] = children
                after[place, status, sex, 0] += children
                if status < 2:
                    frame[combos.of[place, place], kind, sex, 0, 0] += children
                elif status < 4:
                    for hukou in range(FIRST_AREA[PROVINCE_OF[place]], AREA_END[PROVINCE_OF[place]]):
                        if hukou != place:
                            part = children * rates.homes[place, hukou]
                            frame[combos.of[place, hukou], kind, sex, 0, 0] += part
                else:
                    frame[combos.of[place, ELSEWHERE], kind, sex, 0, 0] += children


@kernel
def origin_ratios(residents: np.ndarray, rates: Rates, year: int) -> np.ndarray:
    """Return the people of the rest of the nation at the start of a year against their usual number [sex, age].

    Outside the ages at which people move by themselves the ratio is one.
    """
    last = AREA_END[ELSEWHERE_PROVINCE - 1]
    ratios = np.ones((2, AGES))
    for sex in range(2):
        for age in range(YOUNG_FROM, YOUNG_TO):
            others = rates.nation[year, sex, age] - all_of_age(residents, 0, last, sex, age)
            ratios[sex, age] = max(others, 0.0) / rates.usual_origin[sex, age]
    return ratios


@kernel
def arrivals_from_origin(
    rates: Rates, ratios: np.ndarray, year: int, first: int, last: int, province: int
) -> np.ndarray:
    """Return a province's arrivals [area, hukou type, sex, age]: chances of the young of the rest of the nation.

    Children and the old come with the young: as many for each of them as the profile of arrivals has.
    """
    shares = rates.arrivals[year]
    usual = young = moved = 0.0
    for sex in range(2):
        for age in range(YOUNG_FROM, YOUNG_TO):
            usual += rates.usual_origin[sex, age]
            share = all_of_age(shares, first, last, sex, age)
            young += share
            moved += share * ratios[sex, age]
    level = rates.inflow[year, province] * usual
    result = np.zeros((last - first, 2, 2, AGES))
    for sex in range(2):
        for age in range(AGES):
            ratio = ratios[sex, age] if YOUNG_FROM <= age < YOUNG_TO else moved / young
            for place in range(first, last):
                for kind in range(2):
                    result[place - first, kind, sex, age] = level * shares[place, kind, sex, age] * ratio
    return result


@kernel
def arrivals_to_residents(
    rates: Rates, residents: float, year: int, first: int, last: int, province: int
) -> np.ndarray:
    """Return a province's arrivals [area, hukou type, sex, age]: so many for each resident."""
    level = rates.inflow[year, province] * residents
    result = np.zeros((last - first, 2, 2, AGES))
    for place in range(first, last):
        for kind in range(2):
            for sex in range(2):
                for age in range(AGES):
                    result[place - first, kind, sex, age] = level * rates.arrivals[year, place, kind, sex, age]
    return result


@kernel
def arrive(
    residents: np.ndarray,
    after: np.ndarray,
    frame: np.ndarray,
    combos: Combos,
    rates: Rates,
    year: int,
    moves: np.ndarray,
    arrivals: np.ndarray,
) -> None:
    """Add the year's first arrivals: all arrivals, a share of the origin's young or of residents, less who came back."""
    of_origin = rates.nation.size > 0
    ratios = origin_ratios(residents, rates, year) if of_origin else np.ones((2, AGES))
    for province in range(ELSEWHERE_PROVINCE):
        first, last = FIRST_AREA[province], AREA_END[province]
        if of_origin:
            coming = arrivals_from_origin(rates, ratios, year, first, last, province)
        else:
            coming = arrivals_to_residents(rates, all_of(residents, first, last), year, first, last, province)
        gross, back = all_of(coming, 0, last - first), 0.0
        for place in range(first, last):
            back += moves[year, ELSEWHERE, place]
        room = rates.most[province] - all_of(after, first, last)
        share = max(min(gross - back, room), 0.0) / gross if gross > 0.0 else 1.0
        for place in range(first, last):
            combo = combos.of[place, ELSEWHERE]
            for kind in range(2):
                for sex in range(2):
                    for age in range(AGES):
                        persons = coming[place - first, kind, sex, age] * share
                        arrivals[year, place, kind, sex, age] = persons
                        frame[combo, kind, sex, age, 0] += persons
                        after[place, FIRST_INTER + kind, sex, age] += persons


@kernel
def grade_deaths(residents: np.ndarray, death: np.ndarray, gradient: np.ndarray, year: int) -> None:
    """Let a year's deaths differ by status, with the deaths of each province by sex and age unchanged.

    Fills World.death of the year, so that lives follow. ``residents``: [place, status, sex, age].
    """
    for province in range(ELSEWHERE_PROVINCE):
        first, last = FIRST_AREA[province], AREA_END[province]
        for sex in range(2):
            for age in range(AGES):
                plain = graded = 0.0
                for status in range(STATUSES):
                    group = min(status, 2)
                    persons = 0.0
                    for area in range(first, last):
                        persons += residents[area, status, sex, age]
                    dying = persons * death[PROVINCE_TABLES * province + group, sex, year, age]
                    plain += dying
                    graded += dying * gradient[group, age]
                scale = plain / graded if graded > 0.0 else 1.0
                for group in range(3):
                    chance = death[PROVINCE_TABLES * province + group, sex, year, age] * gradient[group, age] * scale
                    death[PROVINCE_TABLES * province + group, sex, year, age] = min(chance, 1.0)


@kernel
def run_frame(
    frame: np.ndarray,
    combos: Combos,
    rates: Rates,
    first: int,
    years: int,
    stock: np.ndarray,
    births: np.ndarray,
    arrivals: np.ndarray,
    deaths: np.ndarray,
    moves: np.ndarray,
    settled: np.ndarray,
) -> None:
    """Project the frame from the first to the last of some years; the arrays after ``years`` are filled."""
    after = np.zeros_like(frame)
    count_up(frame, combos, stock[first])
    for year in range(first, years):
        after[:] = 0.0
        if rates.gradient.size > 0:
            grade_deaths(stock[year], rates.death, rates.gradient, year)
        move_on(frame, after, combos, rates, year, deaths, moves, settled)
        count_up(after, combos, stock[year + 1])
        bear(stock[year], stock[year + 1], after, combos, rates, year, births)
        arrive(stock[year], stock[year + 1], after, combos, rates, year, moves, arrivals)
        frame, after = after, frame


def initial_frame(
    combos: Combos, stock: np.ndarray, stays: list[np.ndarray], out: "Away", absent: np.ndarray
) -> np.ndarray:
    """Return the frame at the base date [combo, hukou type, sex, age, stay class].

    ``stock``: residents [area, sex, age, status]; ``stays``: years of stay by age of intra- and
    inter-provincial migrants; ``out``: registered people away, see ``attributes.Away``;
    ``absent``: holders of rights who left [area, hukou type, sex, age].
    """
    frame = np.zeros((len(combos.place), 2, 2, AGES, STAY_CLASSES))
    ages = stock.shape[2]
    classes = [np.concatenate([s[:ages, :LONG_STAY], s[:ages, LONG_STAY:].sum(axis=1)[:, None]], axis=1) for s in stays]
    for place in range(AREA_COUNT):
        persons = stock[place].transpose(2, 0, 1)
        frame[combos.of[place, place], :, :, :ages, LONG_STAY] = persons[:2]
        inter = persons[4:, :, :, None] * classes[1]
        members = out.members[PROVINCE_OF[place]]
        for hukou in np.flatnonzero(members):
            frame[combos.of[place, hukou], :, :, :ages] = inter * members[hukou]
        frame[combos.of[place, ELSEWHERE], :, :, :ages] = inter * from_outside(members)
        frame[combos.of[ELSEWHERE, place], :, :, :ages] = out.elsewhere[place, ..., None] * classes[1]
        frame[combos.former[place], :, :, :, LONG_STAY] = absent[place]
        intra = persons[2:4, :, :, None] * classes[0]
        for hukou in np.flatnonzero(out.homes[place]):
            frame[combos.of[place, hukou], :, :, :ages] = intra * out.homes[place, hukou]
    return frame


def project(frame: np.ndarray, combos: Combos, rates: Rates, years: int, first: int = 0) -> Projection:
    """Return the projection of an initial frame over some years, the first ``first`` of which lie before it."""
    stock = np.zeros((years + 1, PLACE_COUNT, STATUSES, 2, AGES))
    births = np.zeros((years, PLACE_COUNT, STATUSES, 2))
    arrivals = np.zeros((years, AREA_COUNT, 2, 2, AGES))
    deaths, moves = np.zeros((years, PLACE_COUNT)), np.zeros((years, PLACE_COUNT, PLACE_COUNT))
    settled = np.zeros((years, AREA_COUNT, 2, AGES))
    run_frame(frame, combos, rates, first, years, stock, births, arrivals, deaths, moves, settled)
    return Projection(stock, births, arrivals, deaths, moves, settled)
