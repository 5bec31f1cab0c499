"""The shipped reforms beside the baseline: sign, size and mechanism."""

from pathlib import Path

from calibration.benchmarks.tables import MISSING, change, markdown, number
from microsim.kernel.items import Kind, labels_of
from microsim.reading import read_yaml
from microsim.results import indicators

YEARS = (2030, 2050, 2080)
MILLION, BILLION = 1e6, 1e9
# Which signs of a change each word of a mechanism allows.
ALLOWED = {"up": (1,), "down": (-1,), "none": (0,), "up or none": (0, 1), "open": (-1, 0, 1)}
NONE = "none"
AGAINST = " **!**"  # a change that the mechanism does not tell
NAMES = {"guangdong": "Guangdong 广东", "shanghai": "Shanghai 上海"}


def _persons(name):
    return lambda tree, region: indicators.standing(tree, region, name) / MILLION


def _money(function, *arguments):
    return lambda tree, region: indicators.in_prices(tree, function(tree, region, *arguments)) / BILLION


# What is shown: name, its words on the page, its series of a region. Money in prices of the year of prices, before pooling.
QUANTITIES = {
    "payers": ("payers 缴费人数, million", _persons("contributors")),
    "pensioners": ("pensioners 领取人数, million", _persons("pensioners")),
    "contributions": ("contributions 缴费收入, bn yuan", _money(indicators.flow, labels_of(Kind.CONTRIBUTION))),
    "spending": ("spending 支出, bn yuan", _money(indicators.expenditure)),
    "subsidy": ("subsidies 财政补贴, bn yuan", _money(indicators.flow, labels_of(Kind.SUBSIDY))),
    "balance": ("balance 当期结余, bn yuan", _money(indicators.balance)),
    "reserve": ("stock 累计结余, bn yuan", _money(indicators.closing_stock)),
}
BY_PERCENT = ("payers", "pensioners", "contributions", "spending")  # the others may cross nought


def told() -> dict:
    """Return mechanism and signs of every reform, by name."""
    return read_yaml(Path(__file__).with_name("reforms.yaml"))[0]


def against(changed: float, expected: str) -> bool:
    """Tell whether a change has another sign than its mechanism allows."""
    return (changed > 0) - (changed < 0) not in ALLOWED[expected]


def cells(base, reform, region, name, year, expected):
    """Return level of the baseline and change by the reform of a quantity in a year, as text."""
    _, series = QUANTITIES[name]
    if year not in indicators.years_of(base):
        return [MISSING, MISSING]
    before, after = (float(series(tree, region).sel(year=year)) for tree in (base, reform))
    share = f" ({change(100 * (after / before - 1))}%)" if name in BY_PERCENT and before and after != before else ""
    decimals = 2 if name in ("payers", "pensioners") else 1
    said = change(after - before, decimals) + share + AGAINST * against(after - before, expected)
    return [number(before, decimals), said]


def table(base, reform, region, mechanism):
    """Return the table of a reform in a province; ``mechanism`` as in reforms.yaml."""
    head = ["quantity", "mechanism", *(text for year in YEARS for text in (f"{year}, baseline", "change"))]
    rows = []
    for name, (words, _) in QUANTITIES.items():
        expected = mechanism[region][name]
        rows.append([words, expected])
        for year in YEARS:
            rows[-1] += cells(base, reform, region, name, year, expected if year >= mechanism["acts"] else NONE)
    return markdown(head, rows)


def section(trees, descriptions):
    """Yield the reforms, each with what it changes, its mechanism and a table a province.

    ``trees``: by scenario, the baseline under its own name; ``descriptions``: what each changes.
    """
    base, mechanisms = trees["baseline"], told()
    for name, description in descriptions.items():
        yield f"### {name}\n\n{description['en']} {description['zh']}\n\n{mechanisms[name]['mechanism']}\n"
        for region, place in NAMES.items():
            yield f"{place}\n\n{table(base, trees[name], region, mechanisms[name])}"
