"""The headline table: population, heads, pensions and money of the employees' scheme for a handful of years."""

from typing import NamedTuple

from microsim.places import ELSEWHERE_PROVINCE
from microsim.places import PROVINCES as PROVINCE_TABLE
from microsim.results import indicators
from microsim.results.indicators import BOTH, PROVINCES

YEARS = (2025, 2035, 2050, 2075, 2100)  # and the first and the last year of the run
MILLION, BILLION = 1e6, 1e9
DECIMALS_BELOW = 1000.0


class Row(NamedTuple):
    """One line of the table for a region: names, units, decimals, and Chinese over English unit."""

    key: str
    english: str
    chinese: str
    unit: str
    unit_chinese: str
    decimals: int
    chinese_factor: float = 1.0


ROWS = (
    Row("population", "Population", "常住人口", "million", "万人", 2, 100.0),
    Row("contributors", "Contributors", "缴费人数", "million", "万人", 2, 100.0),
    Row("pensioners", "Pensioners", "领取待遇人数", "million", "万人", 2, 100.0),
    Row("ratio", "Contributors a pensioner", "缴费与领取人数之比", "", "", 2),
    Row("mean_pension", "Mean pension", "人均养老金", "yuan/month", "元/月", 0),
    Row("replacement_rate", "  over average wage", "与平均工资之比", "%", "%", 1),
    Row("annuity_holders", "Annuity accounts", "年金账户人数", "million", "万人", 2, 100.0),
    Row("mean_annuity", "Mean annuity", "人均年金待遇", "yuan/month", "元/月", 0),
    Row("revenue", "Revenue", "基金收入", "bn yuan", "亿元", 1, 10.0),
    Row("subsidy", "  of it fiscal subsidy", "其中财政补贴", "bn yuan", "亿元", 1, 10.0),
    Row("expenditure", "Expenditure", "基金支出", "bn yuan", "亿元", 1, 10.0),
    Row("balance", "Balance before pooling", "调剂前当期结余", "bn yuan", "亿元", 1, 10.0),
    Row("deficit_areas", "  areas with a deficit", "当期有缺口的统筹地区数", "", "", 0),
    Row("central_adjustment", "Central adjustment, net", "中央调剂净额", "bn yuan", "亿元", 1, 10.0),
    Row("pooling_out", "National pooling, paid", "全国统筹调出", "bn yuan", "亿元", 1, 10.0),
    Row("pooling_in", "National pooling, got", "全国统筹调入", "bn yuan", "亿元", 1, 10.0),
    Row("balance_after", "Balance after pooling", "调剂后当期结余", "bn yuan", "亿元", 1, 10.0),
    Row("reserve", "Reserve", "累计结余", "bn yuan", "亿元", 1, 10.0),
)
REGION_NAMES = {province.key: (province.english, province.chinese) for province in PROVINCE_TABLE[:ELSEWHERE_PROVINCE]}
REGION_NAMES[BOTH] = ("Both" if len(PROVINCES) == len(("one", "other")) else "All", "合计")
NOTE = {
    "en": "Employees' scheme, beside it annuities of all employees; revenue and expenditure before pooling; "
    "contributors paid at least one month in the year.",
    "zh": "职工基本养老保险，年金含职业年金和企业年金；收入与支出为调剂前口径；缴费人数为当年至少缴费一个月的人数。",
}


def region_series(tree, region):
    """Return the series of a region, in the units of the table."""
    contributors = indicators.standing(tree, region, "contributors")
    pensioners = indicators.standing(tree, region, "pensioners")
    pension = indicators.mean_pension(tree, region)
    revenue, expenditure = indicators.revenue(tree, region), indicators.expenditure(tree, region)
    received, paid = (indicators.between_provinces(tree, region, sign) for sign in (1, -1))
    return {
        "population": indicators.residents(tree, region) / MILLION,
        "contributors": contributors / MILLION,
        "pensioners": pensioners / MILLION,
        "ratio": contributors / pensioners.where(pensioners > 0),
        "mean_pension": pension,
        "replacement_rate": 100 * pension / indicators.average_wage(tree, region),
        "annuity_holders": indicators.total(tree["pillars"].holders, region) / MILLION,
        "mean_annuity": indicators.mean_annuity(tree, region),
        "revenue": revenue / BILLION,
        "subsidy": indicators.flow(tree, region, indicators.SUBSIDY) / BILLION,
        "expenditure": expenditure / BILLION,
        "balance": (revenue - expenditure) / BILLION,
        "deficit_areas": indicators.areas_in_deficit(tree, region),
        "central_adjustment": central_adjustment(tree, region) / BILLION,
        "pooling_out": indicators.flow(tree, region, ("pooling_out",)) / BILLION,
        "pooling_in": indicators.flow(tree, region, ("pooling_in",)) / BILLION,
        "balance_after": (revenue - expenditure + received - paid) / BILLION,
        "reserve": indicators.reserve(tree, region) / BILLION,
    }


def central_adjustment(tree, region):
    """Return what the central adjustment fund gave a region less what the region uploaded, yuan by year."""
    given, uploaded = (indicators.flow(tree, region, (f"central_adjustment_{way}",)) for way in ("in", "out"))
    return given - uploaded


def headline_frame(tree, years=None):
    """Return the table as a pandas frame: a row a region and quantity, a column a year of the run.

    ``years``: the first, those of YEARS and the last by default.
    """
    import pandas as pd

    tree = indicators.mean_of_replicates(tree)
    simulated = indicators.years_of(tree)
    years = [year for year in years or default_years(simulated) if year in simulated]
    rows = {}
    for region in (*PROVINCES, BOTH):
        series = region_series(tree, region)
        for row in ROWS:
            rows[region, row.key, row.unit] = [float(series[row.key].sel(year=year)) for year in years]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=years)
    frame.index = pd.MultiIndex.from_tuples(frame.index, names=["region", "quantity", "unit"])
    return frame


def default_years(simulated):
    """Return the years shown where none is asked for: the first, those of YEARS, the last."""
    return sorted({int(simulated[0]), *YEARS, int(simulated[-1])})


def headline_table(frame, title, language="en"):
    """Return the frame as a rich table in English or Chinese, narrow enough for 80 columns."""
    from rich import box
    from rich.table import Table

    chinese = language == "zh"
    table = Table(title=title, caption=NOTE[language], header_style="bold", box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1))
    table.add_column("", no_wrap=True)
    for year in frame.columns:
        table.add_column(str(year), justify="right", no_wrap=True)
    shown = rows_shown(frame)
    for region in (*PROVINCES, BOTH):
        table.add_row(f"[bold]{REGION_NAMES[region][chinese]}[/bold]")
        for row in shown:
            values = frame.loc[(region, row.key, row.unit)] * (row.chinese_factor if chinese else 1.0)
            name, unit = (row.chinese, row.unit_chinese) if chinese else (row.english, row.unit)
            label = f"{name}, {unit}" if unit else name
            table.add_row(label, *(cell(value, row.decimals) for value in values), end_section=row is shown[-1])
    return table


def rows_shown(frame):
    """Return the rows that say something: not those that are zero in every region and year."""
    return [row for row in ROWS if frame.xs(row.key, level="quantity").any(axis=None)]


def cell(value, decimals):
    """Return a number as text: decimals only where they would be read, a dash where it is missing."""
    if value != value:
        return "-"
    return f"{value:,.{decimals if abs(value) < DECIMALS_BELOW else 0}f}"


def decimals_of(key):
    """Return the decimals of a quantity."""
    return next(row.decimals for row in ROWS if row.key == key)
