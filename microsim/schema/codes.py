"""The codes that records hold, each with its members' meaning."""

from enum import IntEnum


class Sex(IntEnum):
    """Sex in the civil register."""

    MALE = 0
    FEMALE = 1


class HukouType(IntEnum):
    """Type of household registration, kept as rural land right after its abolition on paper."""

    URBAN = 0
    RURAL = 1


class Status(IntEnum):
    """Where the hukou is, seen from the place of residence, and its type."""

    LOCAL_URBAN = 0
    LOCAL_RURAL = 1
    INTRA_URBAN = 2
    INTRA_RURAL = 3
    INTER_URBAN = 4
    INTER_RURAL = 5


class Education(IntEnum):
    """Highest attainment."""

    PRIMARY = 0
    JUNIOR = 1
    SENIOR = 2
    COLLEGE = 3


class Origin(IntEnum):
    """How a person enters the simulation: the first bits of the person's number."""

    BASE = 0
    ABSENT = 1
    BIRTH = 2
    ARRIVAL = 3


class Special(IntEnum):
    """What lets one retire before the others: arduous work of three kinds, or illness; see ``person.special``."""

    NONE = 0
    TOXIC = 1
    UNDERGROUND = 2
    HEAVY = 3
    ILLNESS = 4


class Labour(IntEnum):
    """Labour state of a year."""

    CHILD = 0
    STUDENT = 1
    NOT_WORKING = 2
    FORMAL = 3
    FLEXIBLE = 4
    INFORMAL = 5


class Track(IntEnum):
    """Which statutory age applies; a woman's track is the post she holds at retirement."""

    MEN = 0
    WOMEN_CADRE = 1
    WOMEN_WORKER = 2


class Membership(IntEnum):
    """Standing in the employees' scheme."""

    NONE = 0
    PAYING = 1
    DORMANT = 2
    EXTENDING = 3  # past statutory age, paying on towards the minimum years
    PENSIONER = 4
    BRIDGED = 5  # rights moved to the residents' scheme
    WAITING = 6  # past statutory age without the minimum years: nothing claimed, nothing paid, nothing moved


class Declared(IntEnum):
    """What an employer declares as the contribution wage."""

    FLOOR = 0
    BASIC_WAGE = 1
    FULL_WAGE = 2


class ClaimChoice(IntEnum):
    """Preferred claim month inside the flexible window open since 2025."""

    EARLIEST = 0
    STATUTORY = 1
    LATE = 2


class TransitionalForm(IntEnum):
    """Provincial form of the transitional pension."""

    NONE = 0
    STANDARD = 1  # own mean index
    FIXED_INDEX = 2  # deemed index
    MEAN_WAGE = 3  # mean of the benefit base and the indexed wage
    FLOORED_INDEX = 4  # own mean index, not below the deemed index
    WEIGHTED_YEARS = 5  # each year at its index: deemed ones at that of the table, paid ones at their own


class YearCount(IntEnum):
    """How a place counts contribution years in the formula."""

    BY_MONTH = 0
    TWO_DECIMALS = 1
    FOUR_DECIMALS = 2
    UP_TENTH = 3  # up to the next tenth of a year
    MONTH_FRACTION = 4  # full years and a fixed fraction for each month beyond


class CreditMethod(IntEnum):
    """How a place works out the interest of an individual account's year."""

    MONTHLY_PRODUCT = 0  # each payment from its own month
    ANNUAL = 1  # the year's payments as if in twelve equal parts
    OPENING_ONLY = 2  # nothing on the payments of the year itself


class Scheme(IntEnum):
    """Funds that keep books."""

    EMPLOYEES = 0
    RESIDENTS = 1
    PUBLIC = 2
    LOCAL = 3  # a city's supplementary pension for its own hukou


class CoverKnown(IntEnum):
    """What is known of a person's cover before the base date, where the stock fixes it."""

    UNKNOWN = 0
    INSURED = 1
    UNINSURED = 2
    LEFT_RIGHTS = 3
    NOT_PUBLIC = 4  # cover as the jobs have it, but never in the public service
