"""What people choose and what befalls them: one way to hold a draw against a chance, which says what it decided.

``explain`` tells each by its name, chance, draw and outcome, because every event asks here.
"""

from enum import IntEnum

from microsim.kernel.jit import pure


class Decision(IntEnum):
    """What a draw decides between happening or not; choices among several have functions of their own in ``life``."""

    BASE_PENSIONER = 0  # draws a pension at the base date
    BASE_PUBLIC = 1  # that pension is one of the public service
    BASE_TOWNSHIP = 2  # was in the township insurance
    SPECIAL = 3  # does work that lets one retire early
    WORK = 4
    LAYOFF = 5  # loses the job in the restructuring of state firms
    JOB_CHANGE = 6
    COVER = 7  # the job carries the employees' scheme
    PUBLIC = 8  # the job is one of the public service
    NEAR_MINIMUM = 9  # pays alone because the minimum is in reach
    TRANSFER = 10  # takes along the record of another province
    STRUCK_OFF = 12  # the register stops counting a dormant record
    CASH_OUT = 13  # takes the own money, leaves and loses the months
    CATCH_UP = 14  # past the statutory age, pays on for the missing years
    BUY_IN = 15  # having paid on, buys the rest in one sum
    RESIDENTS = 16  # joins the residents' scheme
    LOW_TIER = 17  # pays the lowest tier of it
    ASSISTED = 18  # is assisted as poor
    RESIDENTS_CLAIM = 19  # asks for its pension
    DISABILITY = 20
    DEPENDANT = 21  # a death leaves a dependant in need
    LAND = 22  # loses land
    MOVE = 23
    KEEPS_RIGHTS = 24  # a lay-off ends the job alone
    URBAN_BY = 25  # has urban hukou already in a year before the base date
    BRIDGE = 26  # past the statutory age without the years, asks for the residents' scheme
    HEIRS_ASK = 27  # the family of one who neither paid nor drew asks for the grants
    ELDERS = 28  # past the age, buys the years of units that did not insure
    ARREARS = 29  # the employer pays up months it missed
    CARE_WORSE = 30  # needs care, or more of it
    CARE_BETTER = 31  # needs less care
    CARE_TAKEN = 32  # asks for benefits of care insurance
    CARE_AT_HOME = 33  # is cared for at home
    CHILDLESS = 34  # has no living child
    CHILDREN_AWAY = 35  # all children live elsewhere
    ASSETS = 36  # owns more than the means test allows
    TAKE_UP = 37  # asks for the minimum livelihood


@pure(inlined=True)
def decides(_decision, chance, draw):
    """Return whether what has a chance happens: the draw, uniform in (0, 1), lies below it."""
    return draw < chance
