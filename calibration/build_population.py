"""Derive the population tables of the package from census, UN and register figures.

Usage: python calibration/build_population.py DATA_FOLDER

Writes microsim/population/tables/*.csv, each with its source, rule and grade in comment lines,
and tests/population/*.csv, against which the frame is tested. Rates and scales do not live here
but in microsim/assumptions/population.yaml. After a change of either, run
calibration/fit_migration.py, which fits the moves and refines the base stock, and
calibration/freeze_offsets.py.
"""

import itertools
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from calibration.geography import CITY_COUNT, SHANGHAI
from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.law.load import load_assumptions
from microsim.places import PLACES
from microsim.population.inputs import Priors
from microsim.population.mortality import life_tables

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "microsim/population/tables"
TESTS = ROOT / "tests/population"

SEXES = ("M", "F")
SINGLE_AGES = 101  # 0..100, the last one open
AFTER_2010 = 0.617  # end of 2016 on the way from 1 November 2010 to 1 November 2020
FIRST_TABLE_YEAR = 2010  # of the mortality table: the fit of the moves starts at the census
MOST_DEATHS = 0.9  # of a year, in the open group of a life table
BORN_LATE = 1 / 6  # of a birth year's people, born after 1 November
MOBILE = slice(15, 60)  # ages of those the revised totals added
MIDDLE_YEAR = 2015  # whose life table stands for the years between the censuses
REVERSE_UP_TO = 6  # born after the 2010 census: survived backwards from 2020
FIXED_FROM = 95  # cohorts in the open group of the nation's table: interpolated at fixed age
CLOSED_GROUPS = (0, 1, *range(5, 85, 5), 85)  # group starts of the city tables, 85 open
RESIDENTS_2016 = {"guangdong": 119_080_000, "shanghai": 24_670_000}  # revised series, end of year (B)
CROSS_CITY = {"Guangzhou": 0.805, "Dongguan": 1.0, "Zhongshan": 1.0, "Shenzhen": 0.822, "Shanghai": 0.0}
CROSS_CITY_OTHER = 0.80
REGISTERED_2010 = (331.02, 226.49, 59.83)  # ten thousand of 60, 65 and 80 and more, Shanghai ageing bulletin (B)
LEVELS = ("primary", "junior", "senior", "college")
COHORTS = 41  # five-year cohorts from 1900
ORIGINS_SHANGHAI = {
    "anhui": 23.2,
    "jiangsu": 16.0,
    "henan": 14.0,
    "sichuan": 6.0,
    "jiangxi": 5.5,
    "zhejiang": 5.0,
    "shandong": 4.5,
}
FERTILITY_VARIANTS = {"low": "tfr_low", "high": "tfr_high", "lower_80": "tfr_80l", "upper_80": "tfr_80u"}
INDEX_YEARS = slice(0, 40)  # 1980-2019: before the epidemic
INDEX_AGES = 100
GROUPED = {"none": 0, "primary": 0, "junior": 1, "senior": 2, "college": 3, "bachelor_plus": 3}
WIC_LEVEL = {
    "No Education": 0,
    "Incomplete Primary": 0,
    "Primary": 0,
    "Lower Secondary": 1,
    "Upper Secondary": 2,
    "Post Secondary": 3,
    "Short Post Secondary": 3,
    "Bachelor": 3,
    "Master and higher": 3,
}
CENTRES = (
    ("guangzhou", 113.3, 23.1),
    ("shaoguan", 113.6, 24.8),
    ("shenzhen", 114.1, 22.5),
    ("zhuhai", 113.6, 22.3),
    ("shantou", 116.7, 23.4),
    ("foshan", 113.1, 23.0),
    ("jiangmen", 113.1, 22.6),
    ("zhanjiang", 110.4, 21.3),
    ("maoming", 110.9, 21.7),
    ("zhaoqing", 112.5, 23.0),
    ("huizhou", 114.4, 23.1),
    ("meizhou", 116.1, 24.3),
    ("shanwei", 115.4, 22.8),
    ("heyuan", 114.7, 23.7),
    ("yangjiang", 112.0, 21.9),
    ("qingyuan", 113.1, 23.7),
    ("dongguan", 113.8, 23.0),
    ("zhongshan", 113.4, 22.5),
    ("chaozhou", 116.6, 23.7),
    ("jieyang", 116.4, 23.5),
    ("yunfu", 112.0, 22.9),
)
CENSUS = "NBS census of 2010 and 2020 (county tabulations after Dong, Du and Liu 2022), own derivation"
UN = (
    "United Nations, Department of Economic and Social Affairs, Population Division (2024). World Population "
    "Prospects 2024. Licensed under CC BY 3.0 IGO; adapted: China extract, reformatted, single-age rates derived."
)


def write(path, frame, source, grade, rule):
    """Write a table with its source, grade and rule in comment lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(f"# Source: {source}\n# Grade: {grade}\n# Rule: {rule}\n")
        frame.to_csv(file, index=False, lineterminator="\n")


def national_single(folder, year):
    """Return the national census by sex and single age, mean population of the year before."""
    table = pd.read_csv(folder / "census_national_single_age.csv")
    table = table[(table.year == year) & (table.residence == "all")].sort_values(
        "age", key=lambda a: a.astype(str).str.rstrip("+").astype(int)
    )
    return table[["popM", "popF"]].to_numpy(float).T[:, :SINGLE_AGES]


def census_single(folder, year, national):
    """Return area x sex x single age: five-year groups split by the cohorts' national shares."""
    table = pd.read_csv(folder / "census_city_age_sex.csv")
    table = table[table.year == year].set_index(["area", "sex", "age_start"])["population"]
    result = np.zeros((CITY_COUNT + 1, 2, SINGLE_AGES))
    bounds = (*CLOSED_GROUPS, SINGLE_AGES)
    for place in PLACES[: CITY_COUNT + 1]:
        code = PLACES.index(place)
        for sex, letter in enumerate(SEXES):
            for start, stop in itertools.pairwise(bounds):
                share = national[sex, start:stop] / national[sex, start:stop].sum()
                result[code, sex, start:stop] = table[place.english, letter, start] * share
    return result


def at_cohort(stock, years):
    """Return a census by age at the end of 2016; ``years`` from then to the census (negative: before)."""
    whole = int(np.floor(years))
    ages = np.arange(SINGLE_AGES)
    early = np.clip(ages + whole + 1, 0, SINGLE_AGES - 1)  # born up to October
    late = np.clip(ages + whole, 0, SINGLE_AGES - 1)
    return (1 - BORN_LATE) * stock[..., early] + BORN_LATE * stock[..., late]


def reverse_survival(death, years):
    """Return survival by sex and age at the start over some years, from a table of death probabilities."""
    survival = np.ones((2, SINGLE_AGES))
    for age in range(REVERSE_UP_TO + 1):
        path = 1 - death[:, age : age + int(np.ceil(years))]
        survival[:, age] = path.prod(axis=1)
    return survival


def deaths_since(death, years):
    """Return cumulated hazards [..., age now] of the last years; ``death``: probabilities by age."""
    hazard = -np.log1p(-np.minimum(death, MOST_DEATHS))
    ages = np.arange(SINGLE_AGES)
    return sum(share * hazard[..., np.clip(ages - back, 0, SINGLE_AGES - 1)] for back, share in years)


def rebuild_2016(before, after, death):
    """Return residents at the end of 2016 along cohorts, before the raking.

    Deaths follow the life table, which kills more in the later years of a cohort; what the census
    of 2020 has beyond them (moves, coverage) grows evenly. ``death``: probabilities [..., sex, age].
    """
    earlier, later = at_cohort(before, -7 + 0.0), at_cohort(after, 3 + 0.0)
    ages = np.arange(SINGLE_AGES)
    until_2016 = deaths_since(death, [(back, 1.0) for back in range(1, 7)] + [(7, 0.17)])
    until_2020 = deaths_since(death, [(back, 1.0) for back in range(0, -3, -1)] + [(-3, 0.83)])
    drift = np.log(later / earlier) + until_2016 + until_2020
    cohort = earlier * np.exp(AFTER_2010 * drift - until_2016)
    young = later / reverse_survival(death.reshape(-1, *death.shape[-2:])[0], 4)
    fixed = before ** (1 - AFTER_2010) * after**AFTER_2010
    return np.where(ages <= REVERSE_UP_TO, young, np.where(ages >= FIXED_FROM, fixed, cohort))


def rake(stock, targets):
    """Scale people of working age in the cities and in Shanghai so that the end-of-2016 totals hold.

    The totals were revised for migrants the yearly surveys had missed; children and the old are
    those the censuses count.
    """
    raked = stock.copy()
    for areas, target in ((slice(0, CITY_COUNT), "guangdong"), (SHANGHAI, "shanghai")):
        mobile = stock[areas][..., MOBILE].sum()
        raked[areas, ..., MOBILE] *= 1 + (targets[target] - stock[areas].sum()) / mobile
    return raked


def wide(stock, keys):
    """Return rows of (key, sex, a0..) from an array [key, sex, age]."""
    rows = [(key, letter, *stock[i, sex]) for i, key in enumerate(keys) for sex, letter in enumerate(SEXES)]
    return pd.DataFrame(rows, columns=[keys.name, "sex", *(f"a{age}" for age in range(stock.shape[2]))])


def death_rates(folder):
    """Return national death probabilities [year - 1980, sex, age]."""
    table = pd.read_csv(folder / "derived_china_qx_single.csv")
    years = table.year.nunique()
    return table[["qxM", "qxF"]].to_numpy().reshape(years, SINGLE_AGES, 2).transpose(0, 2, 1)


def write_mortality(folder):
    """Write national death probabilities per million from the first census on."""
    death = death_rates(folder)[FIRST_TABLE_YEAR - 1980 :]
    rows = [
        (FIRST_TABLE_YEAR + i, letter, *np.rint(death[i, sex] * 1e6).astype(int))
        for i in range(len(death))
        for sex, letter in enumerate(SEXES)
    ]
    frame = pd.DataFrame(rows, columns=["year", "sex", *(f"q{age}" for age in range(SINGLE_AGES))])
    write(TABLES / "china_mortality.csv", frame, UN, "A", "deaths per million alive at the age; 100 is the open group")


def write_lifespans(folder):
    """Write the bounds of the nation's life expectancy and the age pattern of its changes (Lee and Carter)."""
    annual = pd.read_csv(folder / "wpp2024_china_annual.csv").dropna(subset=["e0M_80l"])
    columns = {"medium": "e0{}", "lower_80": "e0{}_80l", "upper_80": "e0{}_80u"}
    rows = [
        (int(row.year), letter, *(round(getattr(row, name.format(letter)), 3) for name in columns.values()))
        for row in annual.itertuples()
        for letter in SEXES
    ]
    rule = "life expectancy at birth, medium variant and 80 percent bounds"
    frame = pd.DataFrame(rows, columns=["year", "sex", *columns])
    write(TABLES / "china_life_expectancy.csv", frame, UN, "A", rule)
    deaths = death_rates(folder)[INDEX_YEARS, :, :INDEX_AGES]
    logs = np.log(-np.log1p(-deaths)).reshape(len(deaths), -1)
    pattern = np.linalg.svd(logs - logs.mean(axis=0), full_matrices=False)[2][0]
    pattern = (pattern / pattern.mean()).reshape(2, -1)
    frame = pd.DataFrame([(letter, *np.round(pattern[sex], 4)) for sex, letter in enumerate(SEXES)])
    frame.columns = ["sex", *(f"b{age}" for age in range(INDEX_AGES))]
    rule = "first singular vector of log hazards 1980-2019, both sexes together, mean one"
    write(TABLES / "lee_carter.csv", frame, UN, "C", rule)


def write_centres():
    """Write where the cities' seats lie, for distances between them."""
    frame = pd.DataFrame(CENTRES, columns=["place", "longitude", "latitude"])
    write(TABLES / "centres.csv", frame, "any atlas", "B", "seats of city governments, degrees to one tenth")


def write_origins(folder):
    """Write the home provinces of migrants from other provinces."""
    table = pd.read_csv(folder / "parameters.csv")
    rows = table[table.name.str.startswith("origin_share_") & (table.area == "Guangdong")]
    guangdong = {row.name[len("origin_share_") :].lower(): float(row.value) for row in rows.itertuples(index=False)}
    names = [name for name in (*guangdong, *ORIGINS_SHANGHAI) if name != "other"]
    frame = pd.DataFrame({"home": [*dict.fromkeys(names), "other"]})
    frame["guangdong"] = frame.home.map(guangdong).fillna(0.0)
    frame["shanghai"] = frame.home.map(ORIGINS_SHANGHAI).fillna(0.0)
    rest = frame.home == "other"
    frame.loc[rest, "shanghai"] = round(100 - frame.shanghai.sum(), 1)
    frame = frame.melt("home", var_name="receiver", value_name="percent")[["receiver", "home", "percent"]]
    source = "order of the 2020 census; Anhui in Shanghai: Shanghai ageing and resident reports 2022"
    write(TABLES / "origins.csv", frame, source, "C, Anhui A", "percent of migrants from other provinces, by receiver")


def write_fertility(folder):
    """Write yearly fertility of China: TFR variants, sex ratio and shares by age of mother."""
    annual = pd.read_csv(folder / "wpp2024_china_annual.csv").set_index("year").loc[FIRST_STOCK_YEAR:2100]
    shares = pd.read_csv(folder / "wpp2024_china_pasfr5.csv").pivot(index="year", columns="age", values="pasfr")
    frame = pd.DataFrame({"year": annual.index, "medium": annual.tfr.values})
    for variant, column in FERTILITY_VARIANTS.items():
        frame[variant] = annual[column].fillna(annual.tfr).values
    frame["sex_ratio"] = annual.srb.values
    for group in shares:
        values = np.interp(frame.year + 0.5, shares.index + 0.0, shares[group])
        frame["p" + group.split("-")[0]] = np.round(values, 4)
    rule = "births per woman by variant, males per female birth, percent of fertility by mother's five-year age group"
    write(TABLES / "china_fertility.csv", frame, UN, "A", rule)


def write_national(folder, singles):
    """Write the nation's age structure of 2016 (along cohorts) and of the censuses."""
    stock = {2010: singles[2010], 2020: singles[2020]}
    death = death_rates(folder)[MIDDLE_YEAR - 1980]
    rebuilt = rebuild_2016(stock[2010][None], stock[2020][None], death[None])[0]
    keys = pd.Index([2010, 2016, 2020], name="year")
    frame = wide(np.rint(np.stack([stock[2010], rebuilt, stock[2020]]) / 1000), keys)
    frame = frame.astype({f"a{age}": int for age in range(SINGLE_AGES)})
    rule = "thousand persons by single age; 2016 rebuilt along cohorts between the censuses"
    write(
        TABLES / "china_population.csv",
        frame,
        "NBS census of 2010 and 2020, own derivation",
        "A (2010, 2020), C (2016)",
        rule,
    )


def cross_city_share(area):
    """Return the share of movers inside a province who crossed a city border."""
    return CROSS_CITY.get(area, CROSS_CITY_OTHER)


def area_row(place, indicators, registered):
    """Return one area's census margins, two censuses side by side."""
    row = {"place": place.key}
    for year in (2010, 2020):
        values = indicators[place.english, year]
        short = str(year)[2:]
        row[f"residents{short}"] = int(values["pop"])
        row[f"inter{short}"] = int(values["mig_other_prov"])
        row[f"intra{short}"] = round(values["mig_same_prov"] * cross_city_share(place.english))
        row[f"employed{short}"] = round(values["emp_rate_pct"] / 100, 4)
        row[f"farm{short}"] = round(values["occ_agri"] / values["employed_sample"], 4)
    first = indicators[place.english, 2010]
    row["retired10"] = round(first["notwork_retired"] / first["pop16_sample"], 4)
    row["urban_hukou10"] = round(indicators[place.english, 2010]["nonag_hukou_pct"] / 100, 4)
    row["urban20"] = round(indicators[place.english, 2020]["urban_pct"] / 100, 4)
    row["hukou10"], row["hukou20"] = (round(registered[place.english, year] * 10_000) for year in (2010, 2020))
    return row


def write_areas(folder):
    """Write census margins by area: migrants, employment, farming, hukou."""
    table = pd.read_csv(folder / "census_city_indicators.csv").pivot_table(
        index=["area", "year"], columns="indicator", values="value"
    )
    indicators = dict(table.iterrows())
    hukou = pd.read_csv(folder / "city_hukou_population.csv")
    registered = hukou.groupby(["area", "year"])["hukou_pop_10k"].first().to_dict()
    frame = pd.DataFrame([area_row(place, indicators, registered) for place in PLACES[: CITY_COUNT + 1]])
    nation = {
        "place": "elsewhere",
        "employed10": 0.7096 * (1 - 0.0288),
        "employed20": table.loc["China", 2020].emp_rate_pct / 100,
    }
    nation |= {"farm20": table.loc["China", 2020].occ_agri / table.loc["China", 2020].employed_sample}
    frame = pd.concat([frame, pd.DataFrame([nation])], ignore_index=True)
    whole = [c for c in frame if c[:5] in ("resid", "inter", "intra") or c in ("hukou10", "hukou20")]
    frame = frame.round(4).astype(dict.fromkeys(whole, "Int64"))
    rule = (
        "persons and shares at the censuses of 2010 and 2020; intra: hukou in another city of the province "
        "(share of movers inside the province that crossed a city border: communique for Guangzhou, Dongguan and "
        "Zhongshan A, others C); retired10: of residents of 16 and more those who do not work because they are retired; "
        "elsewhere: the nation; hukou20 of eleven cities C"
    )
    write(TABLES / "areas.csv", frame, CENSUS, "A, cross-city shares and hukou20 C", rule)


def attainment_by_cohort(folder):
    """Return the reference's attainment shares [sex, cohort, level] at ages 25-29 to 80-84, else nan."""
    table = pd.read_csv(folder / "wic_china_education.csv")
    table["level"] = table.education.map(WIC_LEVEL)
    table["start"] = table.age.str.rstrip("+").str.split("-").str[0].astype(int)
    table["cohort"] = (table.year - table.start - 5 - 1900) // 5
    shares = np.full((2, COHORTS, len(LEVELS)), np.nan)
    usable = table[(table.start >= 25) & (table.start < 85) & (table.cohort >= 0)]
    for (sex, cohort), group in usable.groupby(["sex", "cohort"]):
        latest = group[group.year == group.year.max()]
        sums = latest.groupby("level")["epop"].sum().reindex(range(len(LEVELS)), fill_value=0.0)
        shares[SEXES.index(sex), cohort] = sums / sums.sum()
    return shares


def smooth_cohorts(shares):
    """Return our own curves: a cubic in the cohort for the logit of reaching each level."""
    known = ~np.isnan(shares[0, :, 0])
    cohorts = np.arange(COHORTS)[known]
    reached = shares[:, known, ::-1].cumsum(axis=2)[:, :, ::-1][:, :, 1:]  # junior, senior, college and above
    reached = np.clip(reached, 0.002, 0.998)
    smooth = np.empty_like(reached)
    for sex in range(2):
        for level in range(3):
            logit = np.log(reached[sex, :, level] / (1 - reached[sex, :, level]))
            smooth[sex, :, level] = 1 / (1 + np.exp(-np.polyval(np.polyfit(cohorts, logit, 3), cohorts)))
    smooth = np.minimum.accumulate(smooth, axis=2)
    edges = np.concatenate([np.ones((2, len(cohorts), 1)), smooth, np.zeros((2, len(cohorts), 1))], axis=2)
    return cohorts, -np.diff(edges, axis=2)


def write_education(folder):
    """Write national attainment by cohort, raked to the 2020 census, and the areas' margins of 2016."""
    census = pd.read_csv(folder / "census_city_education.csv")
    census["level"] = census.education.map(GROUPED)
    margins = census.groupby(["area", "year", "sex", "level"])["population"].sum().unstack("level")
    margins = margins.div(margins.sum(axis=1), axis=0)
    rows = []
    for place in PLACES[: CITY_COUNT + 1]:
        for letter in SEXES:
            shares = (margins.loc[place.english, year, letter] for year in (2010, 2020))
            rows.append((place.key, letter, *np.round(np.concatenate(list(shares)), 4)))
    for letter in SEXES:
        nation = np.round(margins.loc["China", 2020, letter], 4)
        rows.append(("elsewhere", letter, *nation, *nation))
    columns = ["place", "sex", *(f"{level}{year}" for year in (10, 20) for level in LEVELS)]
    rule = (
        "shares of persons of six and more (2010) or three and more (2020) by attainment, those at school at the "
        "level they attend, small children left out; elsewhere: the nation in 2020"
    )
    write(TABLES / "education_margins.csv", pd.DataFrame(rows, columns=columns), CENSUS, "A", rule)
    cohorts, curves = smooth_cohorts(attainment_by_cohort(folder))
    rows = [
        (1900 + 5 * cohort, letter, *np.round(curves[sex, i], 3))
        for i, cohort in enumerate(cohorts)
        for sex, letter in enumerate(SEXES)
    ]
    rule = "final attainment by five-year cohort (year: its first), smooth curves; a seed, raked to the areas' margins"
    source = "own cubic logit curves by level, guided by Wittgenstein Centre estimates (reference) and the censuses"
    write(TABLES / "education_cohorts.csv", pd.DataFrame(rows, columns=["cohort", "sex", *LEVELS]), source, "C", rule)


def registered_row(year, values):
    """Return registered persons of Shanghai by lowest age."""
    persons = (round(value * 10_000) for value in values)
    return [(year, age, number) for age, number in zip((0, 60, 65, 80), persons, strict=True)]


def write_shanghai(folder):
    """Write Shanghai's registered population by age at the census of 2010 and at the two base dates."""
    table = pd.read_csv(folder / "shanghai_hukou.csv").set_index(["year", "indicator"])["value"]
    hukou = pd.read_csv(folder / "city_hukou_population.csv").query("area == 'Shanghai'")
    total = hukou.groupby("year").hukou_pop_10k.first()
    rows = registered_row(2010, (total[2010], *REGISTERED_2010))
    for year in (2016, 2020):
        rows += registered_row(year, (total[year], *(table[year, f"age{age}p_10k"] for age in (60, 65, 80))))
    frame = pd.DataFrame([("shanghai", *row) for row in rows], columns=["area", "year", "age_from", "registered"])
    source = "Shanghai ageing bulletins; total of 2010 census"
    write(TABLES / "registered.csv", frame, source, "A (ages of 2010, 65 of 2016: B)", "persons, end of year")


def write_census_check(folder):
    """Write the 2020 census by province and by city for the tests."""
    table = pd.read_csv(folder / "census_city_age_sex.csv")
    table = table[(table.year == 2020) & table.area.isin([p.english for p in PLACES])]
    frame = table.pivot_table(index=["area", "sex"], columns="age_start", values="population").reset_index()
    frame["area"] = frame.area.map({p.english: p.key for p in PLACES})
    frame = frame.rename(columns={"area": "place"}).rename(columns=lambda c: f"a{c}" if isinstance(c, int) else c)
    write(
        TESTS / "census_2020.csv",
        frame,
        CENSUS,
        "A",
        "residents on 1 November 2020; a column holds the group starting at its age",
    )


def write_national_migration(folder):
    """Write the nation's net migrants by sex and age group, for the national check."""
    table = pd.read_csv(folder / "wpp2024_china_netmig_age.csv")
    total = table.groupby("year")[["migM", "migF"]].sum().round(1).reset_index()
    shape = table[table.year.between(2030, 2090)].groupby("age")[["migM", "migF"]].sum()
    shape = (shape / shape.sum()).round(5).reset_index()
    write(TESTS / "china_net_migration.csv", total, UN, "A", "thousand net migrants by sex")
    write(TESTS / "china_net_migration_ages.csv", shape, UN, "A", "shares by age, mean of 2030-2090")


def brass_deaths():
    """Return death probabilities [area, sex, age] half-way between the censuses."""
    deaths = 1 - np.exp(np.diff(np.log(life_tables(Priors(load_assumptions()))[:, MIDDLE_YEAR - FIRST_TABLE_YEAR])))
    return deaths[[0] * CITY_COUNT + [1], :, :SINGLE_AGES]


def write_stock(year, stock, grade, rule):
    """Write residents of a year by area, sex and single age as whole persons."""
    keys = pd.Index([place.key for place in PLACES[: CITY_COUNT + 1]], name="place")
    whole = np.stack([whole_ages(group) for group in stock.reshape(-1, SINGLE_AGES)]).reshape(stock.shape)
    frame = wide(whole, keys).astype({f"a{age}": int for age in range(SINGLE_AGES)})
    write(TABLES / f"residents_{year}.csv", frame, CENSUS, grade, rule)


def write_residents(singles, folder):
    """Write residents by single age at the censuses, and a first version of the base date's."""
    stocks = {year: census_single(folder, year, singles[year]) for year in (2010, 2020)}
    for year, stock in stocks.items():
        rule = "residents at the census; single ages by national shares of the cohort"
        write_stock(year, stock, "A, single ages C", rule)
    rule = (
        "residents at the end of 2016: along cohorts between the censuses, deaths by the life table, the rest evenly, "
        "born after 2010 survived back from 2020; single ages by national shares of the cohort; "
        "ages 15-59 raked to 119.08 and 24.67 million"
    )
    rebuilt = rake(rebuild_2016(stocks[2010], stocks[2020], brass_deaths()), RESIDENTS_2016)
    write_stock(2016, rebuilt, "C", rule)


def whole_ages(persons):
    """Return whole persons by age with their sum kept: steps of the rounded running total."""
    return np.diff(np.rint(np.cumsum(persons)), prepend=0.0)


def main(folder):
    """Write every table."""
    singles = {year: national_single(folder, year) for year in (2010, 2020)}
    write_mortality(folder)
    write_residents(singles, folder)
    write_lifespans(folder)
    write_centres()
    write_origins(folder)
    write_fertility(folder)
    write_national(folder, singles)
    write_areas(folder)
    write_education(folder)
    write_shanghai(folder)
    write_census_check(folder)
    write_national_migration(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "demography")
