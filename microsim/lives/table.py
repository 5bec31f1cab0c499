"""The table of lives: the columns of ``columns.yaml`` filled from what was kept of each life, as an arrow table."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.kernel.lifetimes import Count, Money, Value
from microsim.kernel.numbers import sample_group
from microsim.lives import derive
from microsim.lives.columns import GROWTH, HIGHER, RATES, Column, columns, metadata_of
from microsim.lives.gather import AT_EVERY_RATE, Lives
from microsim.lives.identity import ids
from microsim.places import PROVINCE_KEYS

NO_CODE = -1
NUMPY_TYPES = {"small": np.int16, "count": np.int64, "share": np.float32, "money": np.float64, "flag": np.bool_}
AT_RATES = {  # present values at every rate, by column: what they are sums of
    "wages_pv": (Money.WAGES,),
    "own_pv": (Money.OWN,),
    "employer_pv": (Money.EMPLOYER,),
    "flexible_pv": (Money.FLEXIBLE,),
    "treasury_match_pv": (Money.MATCH,),
    "residents_own_pv": (Money.RESIDENTS_OWN,),
    "pension_pv": (Money.PENSION, Money.PENSION_ACCOUNT),
    "public_pension_pv": (Money.PUBLIC_PENSION, Money.PUBLIC_ACCOUNT),
    "residents_pension_pv": (Money.RESIDENTS_PENSION, Money.RESIDENTS_ACCOUNT),
}
AT_MAIN_RATE = {
    "declared_pv": (Money.DECLARED,),
    "land_pv": (Money.LAND,),
    "account_credited_pv": (Money.CREDITED,),
    "account_paid_pv": (Money.PENSION_ACCOUNT, Money.PUBLIC_ACCOUNT, Money.RESIDENTS_ACCOUNT),
    "local_pension_pv": (Money.LOCAL_PENSION,),
    "annuity_pv": (Money.ANNUITY,),
    "disability_pv": (Money.DISABILITY,),
    "death_grants_pv": (Money.SURVIVORS,),
    "inheritance_pv": (Money.INHERITANCE,),
    "refunds_pv": (Money.REFUND,),
    "transferred_account_pv": (Money.MOVED_ACCOUNT,),
    "transferred_pooled_pv": (Money.MOVED_POOLED,),
    "left_behind_pv": (Money.LEFT_BEHIND,),
    "allowances_pv": (Money.ALLOWANCES,),
    "care_benefits_pv": (Money.CARE,),
    "care_passed_on_pv": (Money.CARE_PASSED_ON,),
    "care_own_pv": (Money.CARE_OWN,),
    "livelihood_pv": (Money.LIVELIHOOD,),
}
PLAIN = {  # whole numbers as they were counted
    "exit_year": Count.EXIT_YEAR,
    "sex": Count.SEX,
    "education": Count.EDUCATION,
    "hukou_type": Count.ENTRY_HUKOU_TYPE,
    "migrant_class": Count.OUTSIDE,
    "months_worked": Count.WORKED,
    "months_flexible": Count.FLEXIBLE,
    "months_public": Count.PUBLIC_PAID,
    "months_residents": Count.RESIDENTS,
    "months_dormant": Count.DORMANT,
    "months_no_state": Count.NO_STATE,
    "months_drawn_residents": Count.RESIDENTS_PENSION,
    "refused_claims": Count.REFUSED,
    "transfers": Count.TRANSFERS,
    "months_short": Count.SHORT,
}
PLACES = {  # places, counted from one
    "hukou_place": Count.ENTRY_HUKOU,
    "residence": Count.ENTRY_PLACE,
    "residence_exit": Count.PLACE,
    "hukou_place_25": Count.HUKOU_25,
    "residence_25": Count.PLACE_25,
    "hukou_place_claim": Count.CLAIM_HUKOU,
    "residence_claim": Count.CLAIM_PLACE,
    "city_first": Count.FIRST_PLACE,
    "city_last": Count.LAST_PLACE,
}
PARTS = {
    "basic": Count.BASIC,
    "account": Count.ACCOUNT,
    "transitional": Count.TRANSITIONAL,
    "supplements": Count.SUPPLEMENT,
}
DATES = {
    "claim_month": Count.CLAIM_MONTH,
    "statutory_month": Count.STATUTORY,
    "residents_claim_month": Count.RESIDENTS_CLAIM,
}


class Setting(NamedTuple):
    """What a table says beside the lives: persons each stands for, the law of the run, own microdata, year of prices, schemes.

    ``beyond`` are the schemes beyond the pension that lives met.
    """

    one_in: int
    law: np.ndarray
    people: Any
    price_year: int
    beyond: frozenset[str] = frozenset()


def lives_table(lives: Lives, setting: Setting) -> Any:
    """Return the table, an arrow table with labels, units and codes in the metadata of its fields."""
    import pyarrow as pa

    values = {**plain_values(lives), **money_values(lives), **group_values(lives), **claim_values(lives, setting.law)}
    values["id"], values["own_id"] = ids(lives.number, setting.people)
    values["persons"] = np.full(len(lives.number), setting.one_in)
    arrays, fields = [], []
    for column in columns().values():
        if column.scheme and column.scheme not in setting.beyond:
            continue
        array = arrow_array(column, values[column.name])
        arrays.append(array)
        fields.append(pa.field(column.name, array.type, metadata=metadata_of(column)))
    about = {
        "value_date": f"end of {setting.price_year}, prices of {setting.price_year}",
        "one_in": str(setting.one_in),
    }
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about))


def arrow_array(column: Column, values: Any) -> Any:
    """Return values of a column as arrow holds them: words as dictionaries, nothing where a number is none."""
    import pyarrow as pa

    if column.type == "text":
        return values
    if column.type in ("word", "place"):
        codes = pa.array(np.asarray(values, dtype=np.int16), mask=np.asarray(values) == NO_CODE)
        return pa.DictionaryArray.from_arrays(codes, pa.array(list(column.words)))
    if column.type == "month":
        return months_text(values)
    if isinstance(values, np.ma.MaskedArray):
        return pa.array(values.data.astype(NUMPY_TYPES[column.type]), mask=np.ma.getmaskarray(values))
    return pa.array(np.asarray(values).astype(NUMPY_TYPES[column.type]), from_pandas=True)  # not a number becomes null


def months_text(index: np.ndarray) -> Any:
    """Return month indices as text of a dictionary, null where there is none."""
    import pyarrow as pa

    known, place = np.unique(index, return_inverse=True)
    texts = [f"{month // MONTHS}-{month % MONTHS + 1:02d}" for month in known.tolist()]
    codes = pa.array(place.astype(np.int16), mask=np.asarray(index) <= 0)
    return pa.DictionaryArray.from_arrays(codes, pa.array(texts))


def plain_values(lives: Lives) -> dict[str, Any]:
    """Return the columns that were counted as they are."""
    counts = lives.counts
    found: dict[str, Any] = {name: counts[:, count] for name, count in PLAIN.items()}
    found |= {name: counts[:, count] - 1 for name, count in PLACES.items()}
    found |= {name: counts[:, count] for name, count in DATES.items()}
    for name, place in (("hukou_type_25", Count.PLACE_25), ("hukou_type_claim", Count.CLAIM_PLACE)):
        code = Count.HUKOU_TYPE_25 if name == "hukou_type_25" else Count.CLAIM_HUKOU_TYPE
        found[name] = np.where(counts[:, place] > 0, counts[:, code], NO_CODE)
    found |= {f"months_paid_{key}": lives.months[:, province] for province, key in enumerate(PROVINCE_KEYS)}
    return found | {
        "months_paid": counts[:, Count.PAID] + counts[:, Count.PUBLIC_PAID],
        "months_deemed": lives.deemed,
        "months_drawn": counts[:, Count.PENSION] + counts[:, Count.PUBLIC_PENSION],
        "city_longest": lives.longest - 1,
        "dead": counts[:, Count.ALIVE] == 0,
    }


def money_values(lives: Lives) -> dict[str, np.ndarray]:
    """Return sums of money in yuan: at the value date at each rate, and nominal ones."""
    kinds = AT_RATES | AT_MAIN_RATE
    found = {name: lives.value_at[:, list(kinds[name])].sum(axis=1) / FEN for name in kinds}
    tables: dict[str, Callable[[], np.ndarray]] = {HIGHER: lambda: lives.higher, GROWTH: lambda: lives.growth}
    for rate in (rate for rate in RATES if rate):
        for name, of in AT_RATES.items():
            at = [AT_EVERY_RATE.index(kind) for kind in of]
            found[name + rate] = tables[rate]()[:, at].sum(axis=1, dtype=np.float64) / FEN
    return found | {"contributions_nominal": lives.contributions / FEN, "benefits_nominal": lives.benefits / FEN}


def group_values(lives: Lives) -> dict[str, Any]:
    """Return entry, exit and the keys by which persons are grouped."""
    person = derive.persons_of(lives)
    cohort = person.birth_year // derive.COHORT_YEARS * derive.COHORT_YEARS
    cut = derive.truncated(lives, person)
    return {
        "jackknife_group": sample_group(lives.number),
        "entered": person.origin,
        "entry_year": person.entry,
        "complete": cut == derive.NONE,
        "truncated_by": cut,
        "whole_life_cohort": (derive.WHOLE_LIVES[0] <= person.birth_year)
        & (person.birth_year <= derive.WHOLE_LIVES[1]),
        "age_at_exit": derive.age_at_exit(lives),
        "birth_year": person.birth_year,
        "cohort": cohort,
        "track": derive.track(lives),
        "earnings_quintile": derive.quintiles(lives.value[:, Value.WAGES_TO_60], cohort, lives.number),
        "migrant_after": derive.after_migration(lives),
        "dormant_months_at_exit": derive.dormant_at_exit(lives),
        "bridged": derive.bridged(lives),
    }


def claim_values(lives: Lives, law: np.ndarray) -> dict[str, Any]:
    """Return what is known of the claim, and the pension over its denominators."""
    counts, values = lives.counts, lives.value
    claim = counts[:, Count.CLAIM_MONTH]
    claimed, lived = claim > 0, derive.claimed_in_life(lives)
    parts = {name: np.where(lived, counts[:, count] / FEN, np.nan) for name, count in PARTS.items()}
    pension = np.sum(list(parts.values()), axis=0)
    wage, last = derive.average_wage_at_claim(lives, law), derive.last_wage(lives)
    career = derive.career_index(lives) * wage
    base = derive.base_index(lives) * wage
    return parts | {
        "last_wage": last,
        "career_wage": career,
        "claim_age": np.ma.array(claim - counts[:, Count.BIRTH], mask=~claimed),
        "minimum_months": np.ma.array(counts[:, Count.MINIMUM], mask=counts[:, Count.MINIMUM] == 0),
        "claim_scheme": derive.scheme_of_pension(lives),
        "claim_months": np.ma.array(counts[:, Count.CLAIM_MONTHS], mask=~claimed),
        "mean_index": np.where(claimed & (values[:, Value.MEAN_INDEX] > 0), values[:, Value.MEAN_INDEX], np.nan),
        "pension_at_claim": pension,
        "paying_place": np.where(claimed, counts[:, Count.PAYING_PLACE] - 1, NO_CODE),
        "paying_rule": derive.paying_rule(lives),
        "average_wage_at_claim": wage,
        "replacement_social": derive.over(pension, wage),
        "replacement_last": np.where(derive.recently_paid(lives), derive.over(pension, last), np.nan),
        "replacement_career": derive.over(pension, career),
        "replacement_base": derive.over(pension, base),
        "position_75": np.where(values[:, Value.POSITION_75] > 0, values[:, Value.POSITION_75], np.nan),
        "position_85": np.where(values[:, Value.POSITION_85] > 0, values[:, Value.POSITION_85], np.nan),
    }
