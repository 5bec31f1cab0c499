"""The monthly income of a person in December, kind by kind, in the order in which benefits are added."""

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.schema import Membership

OWN, RESIDENTS, EMPLOYEES, ALLOWANCES, LIVELIHOOD, SUPPORT = range(6)
KINDS = ("own", "residents", "employees", "allowances", "livelihood", "support")
"""Own income (wages of the year, annuities); the residents' pension; pensions of employees and of the public service with the
local supplement and the disability allowance; allowances and benefits of care; the minimum livelihood; support from children."""


def incomes_of(people: np.ndarray, year: int) -> np.ndarray:
    """Return what each person has a month, yuan [person, kind].

    Parameters
    ----------
    people
        PERSON records at the end of a year, of persons alive.
    year
        That year.

    Notes
    -----
    Wages and what treasuries pay are a twelfth of the year's, pensions those of December. Support from children is a prior and
    stands where lives meet the minimum livelihood.
    """
    now = MONTHS * year + MONTHS - 1
    pensioner = people["membership"] == Membership.PENSIONER
    disabled = ~pensioner & (people["disability_case"] > 0)
    disabled &= (people["disability_from"] <= now) & (now <= people["disability_until"])
    months = np.clip(people["work_until"].astype(int) - people["work_from"] + 1, 0, MONTHS)
    livelihood = people["year_livelihood_fen"]
    found = np.zeros((len(people), len(KINDS)))
    found[:, OWN] = people["wage"] * months / MONTHS + people["annuity_fen"] / FEN
    found[:, RESIDENTS] = people["residents_pension_fen"] / FEN
    found[:, EMPLOYEES] = pensioner * (people["pension_fen"] + people["local_pension_fen"]) / FEN
    found[:, EMPLOYEES] += disabled * people["disability_fen"] / FEN
    found[:, ALLOWANCES] = (people["year_beyond_fen"] - livelihood) / FEN / MONTHS
    found[:, LIVELIHOOD] = livelihood / FEN / MONTHS
    found[:, SUPPORT] = people["family_support_fen"] / FEN
    return found
