"""Which fields of the law record follow a rule instead of standing in the statute as they are.

Each rule takes the desk and a place and returns values by month or by year. A value the statute or
the scenario gives always wins.
"""

from microsim.law import benefit_cells, wage_cells

RULES = {
    "employees.average_wage": wage_cells.average_wage,
    "employees.reference_wage": wage_cells.reference_wage,
    "employees.base_cap": wage_cells.base_cap,
    "employees.base_floor": wage_cells.base_floor,
    "employees.migrant_base_floor": wage_cells.migrant_base_floor,
    "employees.minimum_wage": wage_cells.minimum_wage,
    "accounts.notional_interest": benefit_cells.notional_interest,
    "pension.benefit_base": benefit_cells.benefit_base,
    "residents.basic_pension": benefit_cells.residents_basic,
    "adjustment.uprating": benefit_cells.uprating,
    "livelihood.standard_urban": benefit_cells.livelihood_standard("standard_urban"),
    "livelihood.standard_rural": benefit_cells.livelihood_standard("standard_rural"),
    "livelihood.pension_disregard": benefit_cells.pension_disregard,
    "survivors.base": benefit_cells.survivor_base,
    "portability.bridge_months": benefit_cells.bridge_months,
} | {f"adjustment.{part}": benefit_cells.adjustment_part(number) for number, part in enumerate(benefit_cells.PARTS)}
