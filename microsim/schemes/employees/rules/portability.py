"""Moves between provinces: which relation goes where, what money goes with it, who pays the pension."""

import math

from microsim.kernel.jit import rule
from microsim.schema import Sex


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
    return age_months >= (age_women if sex == Sex.FEMALE else age_men)


@rule(source="guobanfa-2009-66-4", unit="fen")
def transfer_pooled(bases_fen, pool_rate):
    """With the account goes a fixed share of all bases since 1998, without interest."""
    return math.floor(bases_fen * pool_rate + 0.5)


@rule(source="guobanfa-2009-66-6", unit="province")
def paying_place(relation, hukou, relation_months, last_long, threshold):
    """The hukou province pays if it holds the relation, else the last province with ten years, else the hukou.

    Parameters
    ----------
    relation : province that holds the normal relation, -1 none
    relation_months : months in that province, deemed ones included, temporary accounts left out
    last_long : of the provinces with as many months as the threshold the one paid in last, -1 none
    threshold : months that make a province the paying place (120)
    """
    if relation == hukou or (relation >= 0 and relation_months >= threshold):
        return relation
    return last_long if last_long >= 0 else hukou
