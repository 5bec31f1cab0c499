"""Which values act only on lives that meet a condition, and which act on no life of a run."""

from microsim.schema import STATUTE_QUANTITIES

LATE = {"schooling.first_job_minimum": 40.0, "schooling.first_job_intercept": 40.0}  # few years of service
TOWNSHIP = {"base_stock.township_pensioners": 0.95}  # of those without another pension

POINTS = {"national.settling.points_needed": {"1970-01-01": 40.0}}  # asked of migrants
OF_POINTS = ("chance", "short", "schooling", "year_paid", "year_resident", "young", "young_until", "age_less")

CONDITIONS = {  # path of the law: what a scenario sets with it, law or assumptions, for somebody to meet it
    "special.township_per_year": {"base_stock.township_months": 300.0, **TOWNSHIP},
    "special.township_first_share": TOWNSHIP,
    "special.township_cap": TOWNSHIP,
    "public.old_share_short": {"public.posts": 0, "public.share": 1.0, **LATE},
    "public.old_share_long": {"public.posts": 0, "public.share": 1.0},
    "public.old_share_full": {"public.posts": 0, "public.share": 1.0},
    "portability.totalisation_months": {"national.portability.totalisation": {"1970-01-01": 1}},
    "pension.divisor_interest": {"national.pension.cohort_divisors": {"1970-01-01": 1}},
    "retirement.arduous_underground": {"retirement.special_underground": 1.0},
    "retirement.arduous_heavy": {"retirement.special_heavy": 1.0},
    "retirement.men.illness_age": {"retirement.special_illness": 1.0},
    "retirement.women_cadre.illness_age": {"retirement.special_illness": 1.0, "retirement.special_cadres": 1.0},
    "retirement.women_worker.illness_age": {"retirement.special_illness": 1.0},
    "retirement.illness_months": {"retirement.special_illness": 1.0},
    "retirement.women_cadre.special_age": {"retirement.special_cadres": 1.0},
    "pension.basic_share_1997": {"national.pension.formula_1997": {"1970-01-01": 1}},
    "pension.account_divisor_1997": {"national.pension.formula_1997": {"1970-01-01": 1}},
    "pension.gain_released": {"national.pension.formula_1997": {"1970-01-01": 2}},
    "pension.guarantee_months": {"national.pension.guarantee_share": {"1970-01-01": 0.6}},
    "employees.late_fee_rate": {"contributions.arrears_paid_up": 1.0, "contributions.paying_share": 0.6},
    "survivors.lump_first": {"survivors.heirs_ask_dormant": 1.0, **LATE},
    "survivors.dependants_two": {"survivors.two_dependants_share": 0.3},
    "care.institution_share_residents": {"care.at_home": 0.0, "care.takeup": 0.95, "care.onset": 0.3},
    "survivors.dependants_more": {"survivors.more_dependants_share": 0.3},
    **{f"settling.points_{name}": POINTS for name in OF_POINTS},
    **dict.fromkeys(
        ("settling.points_young_until", "settling.points_age_less"),
        POINTS | {"national.settling.points_young": {"1970-01-01": 40.0}},
    ),
}

NOT_IN_LIVES = {  # reason: paths of the law that only single cases read
    "provisional awards until the benefit base is announced": ("pension.base_announced",),
    "accounts on paper, which a case states": ("pension.paper_account_divisor", "pension.paper_account_share"),
    "missing years in one sum and their move": ("portability.buy_in_proof_months",),
    "the size of the employer, which a case states": (
        "employees.employer_waiver_small",
        "employees.employer_waiver_large",
    ),
    "township insurance paid for, converted in 2017": ("special.township_base_share", "special.township_rate"),
    "private pensions": ("pillars.private_open", "pillars.private_cap", "pillars.private_tax"),
    "the cost of labour beyond the pension, which the wedge tells (tests/labour_cost)": tuple(
        path for path in STATUTE_QUANTITIES if path.startswith("labour_cost.")
    ),
    "income tax": ("pillars.annuity_tax_share", "pillars.annuity_tax_multiple"),
}
EXCEPTIONS = {path: reason for reason, paths in NOT_IN_LIVES.items() for path in paths}

BY_STATUS = {"mortality.gradient": "status"}
ASSUMED_CONDITIONS = {
    "base_stock.pension_mean": {"base_stock.lived": 0.0},  # else it acts where tables are made, on the factors
    "fertility.rural_ratio": {"fertility.place_weight": 0.0},
    "mortality.gradient_urban": BY_STATUS,
    "mortality.gradient_rural": BY_STATUS,
    "mortality.gradient_migrants": BY_STATUS,
    "retirement.buy_in_wage": {"retirement.pay_on_chance": 0.9, "retirement.pay_on_gap": 0.0},  # many who may buy
    "mortality.shock_sd": {"mortality.shocks": "lee_carter"},
    "migration.inflow_rate": {"migration.inflow_of": "destination"},
    "migration.variant_inflow.low": {"migration.variant": "low"},
    "migration.variant_inflow.high": {"migration.variant": "high"},
    "migration.closed_from": {"migration.variant": "closed"},
}

ASSUMED_VALUES = {  # where the ends of the range would grow beyond what money holds, or leave nothing of a whole
    "base_stock.lived": [0.0],
    "beyond.allowances": [0.0],
    "beyond.care": [0.0],
    "beyond.livelihood": [0.0],  # a switch: any value above acts as 1
    "contributions.floor_share": [0.1],
    "contributions.basic_wage_share": [0.1],
    "economy.cpi": [0.01],
    "economy.real_wage_growth": [0.02],
    "labour.farm_most": [0.2],  # no city comes near the shipped one
    "hukou.urban_least": [0.5],
    "migration.most_residents": [60_000_000.0],
    "migration.arrival_rate": [0.003],
    "fertility.scale": [0.9],
    "economy.interest_floor": [0.06],
    "economy.uprating_floor": [0.05],
    "economy.uprating_price_floor": [1.8],
    "economy.uprating_ceiling": [0.01],
    "economy.residents_basic_growth": [0.01],
    "pillars.annuity_return": [0.02],
    "retirement.claim_earliest": [0.2],
    "retirement.claim_late": [0.2],
    "survivors.more_dependants_share": [0.9],
}

ASSUMED_EXCEPTIONS = {
    "pillars.private_return": "private pensions, which only single cases have",
    "economy.price_year": "the prices in which results are told, which no life reads",
}
