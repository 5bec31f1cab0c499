"""One city out of two runs: ``python -m calibration.city WITH ALONE --place qingyuan`` prints the tables of docs/office.md.

WITH is a run folder of the baseline, ALONE one in which the city keeps its own fund (scenario each-city-alone).
"""

import argparse
from typing import Any

import microsim as ms
from microsim.amounts import FEN, MONTHS
from microsim.kernel.items import Kind, labels_of
from microsim.places import PLACE_KEYS

YEARS = (2017, 2020, 2025, 2030, 2040)
SCHEMES = ("employees", "residents", "public")
SPENT, OWN = labels_of(Kind.BENEFIT, Kind.INHERITANCE), labels_of(Kind.CONTRIBUTION)
TREASURY = ("fiscal", "fiscal_central")
MILLION = 1e6


def flows(run: Any, place: str, scheme: str, year: int, items: tuple[str, ...]) -> float:
    """Return what some items of a fund come to in a year, million yuan."""
    books = run.tree["funds"].flows.sel(place=place, scheme=scheme, year=year)
    return float(books.sel(item=list(items)).sum()) / FEN / MILLION


def dependence(run: Any, place: str) -> None:
    """Print what pays the spending of each scheme, by year."""
    print(
        "| scheme | year | spending, m yuan | own contributions | treasuries | province | other provinces | reserve, months |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for scheme in SCHEMES:
        for year in YEARS:
            spent = flows(run, place, scheme, year, SPENT)
            shares = [flows(run, place, scheme, year, items) for items in (OWN, TREASURY)]
            for pair in (
                ("province_in", "province_out"),
                ("pooling_in", "pooling_out"),
                ("central_adjustment_in", "central_adjustment_out"),
            ):
                shares.append(flows(run, place, scheme, year, pair[:1]) - flows(run, place, scheme, year, pair[1:]))
            shares = [*shares[:3], shares[3] + shares[4]]
            stock = float(run.tree["funds"].closing.sel(place=place, scheme=scheme, year=year)) / FEN / MILLION
            cells = [f"{100 * share / spent:.0f}%" for share in shares]
            print(f"| {scheme} | {year} | {spent:,.0f} | {' | '.join(cells)} | {MONTHS * stock / spent:.0f} |")


def halves(run: Any, place: str) -> None:
    """Print who lives there by hukou, who draws what, by year."""
    print(
        "| year | residents, 1000 | with urban hukou | payers, 1000 | drawing employees' pensions | mean, yuan | residents' | mean, yuan |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for year in YEARS:
        people = run.tree["population"].persons.sel(place=place, year=year).sum(["sex", "age"])
        urban = float(people.sel(status=[word for word in people.status.values if str(word).endswith("urban")]).sum())
        members = run.tree["participants"].sel(place=place, year=year)
        payers, drawing, residents = (
            float(members[name].sum()) for name in ("contributors", "pensioners", "residents_pensioners")
        )
        sums = run.tree["pensions"].sel(place=place, year=year)
        means = []
        for scheme in ("employees", "residents"):
            one = sums.sel(scheme=scheme)
            means.append(float(one.pension_sum.sum()) / max(float(one.recipients.sum()), 1.0) / FEN)
        total = float(people.sum())
        print(
            f"| {year} | {total / 1e3:,.0f} | {100 * urban / total:.0f}% | {payers / 1e3:,.0f} | {drawing / 1e3:,.0f} | {means[0]:,.0f} "
            f"| {residents / 1e3:,.0f} | {means[1]:,.0f} |"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("together")
    parser.add_argument("alone")
    parser.add_argument("--place", default="qingyuan", choices=PLACE_KEYS)
    given = parser.parse_args()
    for name in (given.together, given.alone):
        run = ms.read_run(name)
        print(f"\n{run.manifest['scenario']['name']}\n")
        dependence(run, given.place)
    print()
    halves(ms.read_run(given.together), given.place)


if __name__ == "__main__":
    main()
