"""Annuity divisors from the life tables of cohorts, in place of the table of the law."""

import numpy as np

from microsim.amounts import MONTHS


def cohort_divisors(death, interest, births, first_year, ages):
    """Return months of pension that a person of each year of birth may expect at each month of age.

    Parameters
    ----------
    death : float64 [year, age], probability of dying in the year; the last year goes on
    interest : float64 [year], rate at which months to come are discounted; the last year goes on
    births : int [cohort], years of birth
    first_year : year of the first row; earlier years are taken as it
    ages : first and last full year of age of the table

    Returns
    -------
    float64 [cohort, month of age], from the first month of the first age to the first month of the last one: what a unit
    a month, paid from then on, is worth: the first month in full, each later one by survival and interest.
    """
    first, last = ages
    oldest = death.shape[1] - 1
    worth = np.ones(len(births))
    table = np.empty((len(births), (last - first) * MONTHS + 1))
    for month in range(oldest * MONTHS, first * MONTHS - 1, -1):
        if month <= last * MONTHS:
            table[:, month - first * MONTHS] = worth
        age = (month - 1) // MONTHS  # what separates this month from the one before
        year = np.clip(births + age - first_year, 0, len(death) - 1)
        worth = 1.0 + worth * ((1.0 - death[year, age]) / (1.0 + interest[year])) ** (1.0 / MONTHS)
    return table
