"""Moves between provinces: which relation goes where, what money goes with it, who pays the pension."""

import math

from microsim._jit import rule
from microsim.schema import Sex

FEMALE = int(Sex.FEMALE)


@rule(source="guobanfa-2009-66-5", unit="flag")
def opens_temporary_account(sex, age_months, province, hukou, insured_there, age_men, age_women):
    """First insured late in life outside the hukou province, one gets a temporary account there.

    The relation then stays where it was. Who was insured in the province before the age limit
    keeps the normal relation, across a gap too.

    Parameters
    ----------
    age_months : age on first insurance in the province
    insured_there : 1 if already insured in the province
    age_men, age_women : age limits in months (50 and 40 years)
    """
    if province == hukou or insured_there:
        return False
    return age_months >= (age_women if sex == FEMALE else age_men)


@rule(source="guobanfa-2009-66-4", unit="fen")
def transfer_pooled(bases_fen, pool_rate):
    """With the account goes a fixed share of all bases since 1998, without interest."""
    return math.floor(bases_fen * pool_rate + 0.5)


@rule(source="guobanfa-2009-66-6", unit="province")
def paying_place(relation, hukou, months_0, months_1, months_2, last_0, last_1, last_2, threshold):
    """The hukou province pays if it holds the relation, else the last province with ten years, else the hukou.

    Parameters
    ----------
    relation : province that holds the normal relation, -1 none
    months_0, months_1, months_2 : months in each province, deemed ones included, temporary accounts left out
    last_0, last_1, last_2 : last month paid in each province, 0 never
    threshold : months that make a province the paying place (120)
    """
    months = (months_0, months_1, months_2)
    last = (last_0, last_1, last_2)
    if relation == hukou or (relation >= 0 and months[relation] >= threshold):
        return relation
    place, latest = hukou, -1
    for province in range(len(months)):
        if months[province] >= threshold and last[province] > latest:
            place, latest = province, last[province]
    return place
