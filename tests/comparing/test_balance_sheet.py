"""Whose money: what everybody receives less what they pay is nothing, to the fen, whatever differs and whoever fills gaps."""

import dataclasses

import numpy as np
import pytest

import microsim as ms
from microsim.comparing.balance import balance_sheet, years_of_both
from microsim.comparing.changes import scenario_of
from microsim.comparing.closure import CLOSURES, Kept, books_of, kept_again, lived_of, policy_of, under_closure
from microsim.comparing.payers import payers_table
from microsim.comparing.present import RESOLUTION, discount_of, present_values
from microsim.comparing.sectors import FUNDS, Party, parties, party_of, received
from microsim.comparing.thinned import as_lived, shares_without, thinned
from microsim.estimating import standard_error
from microsim.kernel.items import ITEM_SIGN, ITEMS, Item, Kind, items_of
from microsim.places import PLACE_KEYS
from microsim.reading import InputError
from microsim.results.indicators import years_of
from microsim.schema import Scheme
from tests.synthetic import synthetic_results

UNTIL, ONE_IN = 2030, 20_000
REFORMS = {
    "a higher rate": {
        "national.employees.employer_rate": {"2021-01-01": 0.2},
        "national.employees.employee_rate": {"2021-01-01": 0.09},
    },
    "no pooling": {"national.pooling.national_pooling": {"2022-01-01": 0}},
}


@pytest.fixture(scope="module")
def runs():
    """Return a small run of the baseline, and a run of each reform."""
    base = ms.scenario("baseline")
    scenarios = {"baseline": base} | {name: base.set(change) for name, change in REFORMS.items()}
    return {
        name: ms.run(scenario, one_in=ONE_IN, until=UNTIL, threads=1, progress=False)
        for name, scenario in scenarios.items()
    }


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("name", REFORMS)
def test_the_sheet_adds_up_to_nothing(runs, name, closure):
    sheet = ms.compare(runs["baseline"], runs[name]).balance_sheet(closure)
    assert sheet.difference.any()
    assert not sheet.residual.any()
    assert not sheet.grouped().residual.any()
    discount = discount_of(sheet.years, np.linspace(0.8, 1.2, len(sheet.years)), 0.03)
    assert sheet.present(discount).sum() == sheet.grouped().present(discount).sum() == 0


def test_books_kept_again_are_those_of_the_run(runs):
    """The ledger finds in a run's results all it needs, also what public employers were spared."""
    for run in runs.values():
        years = years_of(run.tree)
        scenario = scenario_of(run.manifest)
        (books,), ((lived, heads),) = books_of(run.tree, years), lived_of(Kept(run.tree, scenario))
        again = kept_again(lived, heads, policy_of(scenario, years))
        for name, kept in books._asdict().items():
            assert (kept == getattr(again, name)).all(), name


def test_funds_grow_by_what_the_others_pay_less(runs):
    """A line of the sheet is what the books say of it."""
    tree, years = runs["baseline"].tree, years_of(runs["baseline"].tree)
    (books,) = books_of(tree, years)
    found = dict(zip(parties(), received(*books).T, strict=True))
    employers = [party for party in found if party.who == "enterprises"]
    paid = -sum(found[party] for party in employers)
    others = [scheme.name.lower() for scheme in Scheme if scheme != Scheme.PUBLIC]
    assert (paid == tree["funds"].flows.sel(item="employer", scheme=others).sum(("place", "scheme")).values).all()
    reserves = sum(amounts for party, amounts in found.items() if party.sector == FUNDS)
    closing = tree["funds"].closing.sum(("place", "scheme")).values
    assert (np.cumsum(reserves) == closing - tree["funds"].opening.values[0].sum()).all()


def test_a_fen_that_is_lost_is_noticed():
    years = np.arange(3)
    (books,) = books_of(synthetic_results(3), np.arange(2017, 2020))
    wrong = books.flows.copy()
    wrong[1, 0, 0, Item.BENEFIT_BASIC] += 1
    with pytest.raises(ArithmeticError, match="leaves 1 fen over in 1"):
        balance_sheet([books], [books._replace(flows=wrong)], years)


def test_every_entry_has_somebody_at_its_other_end():
    known = set(parties())
    for item in ITEMS:
        for scheme in Scheme:
            for place in range(len(PLACE_KEYS)):
                party = party_of(item, scheme, place)
                assert party in known if party else item.kind in (Kind.MOVED, Kind.POOLING)
    assert len(known) == len(parties())
    assert set(ITEM_SIGN) == {1, -1}


def test_closures_move_the_gap_and_nothing_else(runs):
    """Lives are the runs': what persons pay and draw is alike under the treasury, the reserve and employers."""
    base, reform = (Kept(runs[name].tree, scenario_of(runs[name].manifest)) for name in ("baseline", "a higher rate"))
    years = years_of_both(base.tree, reform.tree)
    sheets = {name: balance_sheet(*under_closure(name, base, reform, years), years, name) for name in CLOSURES[1:]}
    lines = {name: dict(zip(sheet.parties, sheet.difference.T, strict=True)) for name, sheet in sheets.items()}

    def changed(closure, sector, who):
        return sum(row for party, row in lines[closure].items() if (party.sector, party.who) == (sector, who))

    for who in ("payers_employees", "pensioners_residents", "heirs"):
        assert len({tuple(changed(name, "persons", who)) for name in lines}) == 1
    for closure, sector, who in (
        ("employer", "employers", "enterprises"),
        ("uprating", "persons", "pensioners_employees"),
    ):
        shifted = changed(closure, sector, who) - changed("treasury", sector, who)
        spared = changed("treasury", "treasuries", "local") - changed(closure, "treasuries", "local")
        assert (shifted == spared).all()
        assert shifted.any()
    filled = changed("treasury", "treasuries", "local") - changed("reserve", "treasuries", "local")
    assert not filled[years < 2025].any()


def test_an_uprating_that_cannot_carry_the_change_is_refused(runs):
    base, reform = (Kept(runs[name].tree, scenario_of(runs[name].manifest)) for name in ("baseline", "a higher rate"))
    tree = reform.tree.copy(deep=True)
    flows = tree["funds"].flows
    flows.loc[{"year": 2029, "scheme": "employees", "item": "benefit_basic"}] *= 20
    with pytest.raises(InputError, match=r"the reform adds .* bn yuan to the gap of .* in 2029, allowed is what"):
        under_closure("uprating", base, reform._replace(tree=tree), years_of(base.tree))


def test_an_unknown_closure_is_refused(runs):
    with pytest.raises(InputError, match=r"closure: found reserves, allowed are run, .*did you mean reserve"):
        ms.compare(runs["baseline"], runs["no pooling"]).balance_sheet("reserves")


def test_present_values_of_zero_sums_are_zero_sums():
    random = np.random.default_rng(2)
    amounts = random.integers(-(10**15), 10**15, (80, 30))
    amounts[:, 0] -= amounts.sum(axis=1)
    discount = discount_of(np.arange(2020, 2100), np.ones(80))
    found = present_values(amounts, discount.factors)
    assert found.sum() == 0
    exact = amounts.astype(float).T @ discount.factors / RESOLUTION
    assert np.abs(found - exact).max() < 10  # rounding of float64 itself, and at most one fen


def test_discounting_starts_at_the_value_year():
    discount = discount_of(np.array([2023, 2024, 2025]), np.array([0.98, 1.0, 1.02]), 0.015)
    assert discount.factors[1] == RESOLUTION
    assert discount.factors[2] == round(RESOLUTION / (1.015 * 1.02))
    assert discount.factors[0] == round(RESOLUTION * 1.015 / 0.98)


def test_the_table_ends_with_a_sum_of_nothing(runs):
    change = ms.compare(runs["baseline"], runs["a higher rate"])
    table = change.payers(years=[2022, 2029])
    assert [row.key for row in table.rows][-1] == "sum"
    assert all(cell.value == 0 for cell in table.cells[-1])
    assert table.texts()[-1][:3] == ["0", "0", "0"]
    employers = next(
        line for row, line in zip(table.rows, table.cells, strict=True) if row.key == "employers.enterprises"
    )
    assert employers[0].value < 0
    told = " ".join(note.en for note in table.notes)
    assert "Closure: as the runs have it" in told
    assert "1.5% real" in told
    assert len(change.payers(by_place=True).rows) > len(table.rows)
    with pytest.raises(InputError, match="years: found 2099, allowed are years from 2017 to 2030"):
        change.payers(years=[2099])


def test_replicates_give_the_sheet_errors():
    trees = [synthetic_results(3, range(seed, seed + 3)) for seed in (0, 10)]
    years = np.arange(2017, 2020)
    sheet = balance_sheet(*(books_of(tree, years) for tree in trees), years)
    assert sheet.errors.shape == sheet.difference.shape
    assert sheet.replicates == 3
    alone = balance_sheet(*(books_of(tree, years)[:1] for tree in trees), years)
    assert alone.errors is None
    discount = discount_of(years, np.ones(3))
    table = payers_table(sheet, discount)
    line = next(
        line for row, line in zip(table.rows, table.cells, strict=True) if row.key.endswith("enterprises.shanghai")
    )
    where = sheet.parties.index(Party("employers", "enterprises", "shanghai"))
    assert line[0].value == pytest.approx(sheet.difference[-1, where] / 3 / 1e11)
    assert line[0].se == pytest.approx(sheet.errors[-1, where] / 1e11)
    alone = [sheet.changes[one].sum(axis=0)[where] / 1e11 for one in range(3)]  # at a discount of nothing
    discount = discount_of(years, np.ones(3), 0.0)
    line = next(
        line
        for row, line in zip(table.rows, payers_table(sheet, discount).cells, strict=True)
        if "enterprises.shanghai" in row.key
    )
    assert line[1].se == pytest.approx(np.std(alone, ddof=1) / np.sqrt(3))
    short = payers_table(sheet.grouped(), discount)
    employers = next(
        line for row, line in zip(short.rows, short.cells, strict=True) if row.key == "employers.enterprises"
    )
    rows = [row for row, party in enumerate(sheet.parties) if party.who == "enterprises"]
    summed = sheet.changes[:, -1, rows].sum(axis=1)
    assert employers[0].se == pytest.approx(np.std(summed, ddof=1) / np.sqrt(3) / 1e11)


def lines_of(sheet, sector="persons"):
    """Return the lines of a sheet that are of a sector: base and change, [year, party]."""
    where = [row for row, party in enumerate(sheet.parties) if party.sector == sector]
    return sheet.base[:, where], sheet.difference[:, where]


def test_persons_by_group_are_persons_to_the_fen(runs):
    change = ms.compare(runs["baseline"], runs["a higher rate"])
    plain, told = change.balance_sheet(), change.balance_sheet(persons="quintile")
    for whole, parts in zip(lines_of(plain), lines_of(told), strict=True):
        assert (whole.sum(axis=1) == parts.sum(axis=1)).all()
    base, difference = lines_of(told)
    assert not told.residual.any()
    flows = runs["baseline"].tree["funds"].flows
    assert (base[:, -1] == flows.sel(item="back_benefits").sum(("place", "scheme")).values).all()
    assert not difference[:, -1].any()
    assert (difference[-1, 1:6] < 0).all()  # quintiles pay more; who never earned a wage pays no rate of it
    assert np.allclose(told.without[..., : difference.shape[1] - 1].mean(axis=0), difference[:, :-1])
    by_hand = change.balance_sheet("uprating", persons="sex")
    assert lines_of(by_hand)[1][:, -1].any()  # what the closure takes off pensions is in no group
    table = change.payers(persons="sex", years=[2030])
    assert [row.en for row in table.rows[:2]] == ["man", "woman"]
    assert table.cells[0][0].se > 0
    assert all(cell.value == 0 for cell in table.cells[-1])


def test_books_without_a_group_are_scaled_about_those_of_all(runs):
    tree = runs["a higher rate"].tree
    assert np.allclose(shares_without(tree, "paid").mean(axis=0), 1.0, atol=1e-5)
    ((lived, heads),) = lived_of(Kept(tree, scenario_of(runs["a higher rate"].manifest)))
    kept = books_of(tree, years_of(tree))[0].flows
    owed = as_lived(kept, tree)
    others = [item for item in ITEMS if item != Item.EMPLOYER]
    assert (owed[..., others] == kept[..., others]).all()
    spared = (owed - kept)[..., Item.EMPLOYER]
    assert spared[:, :, Scheme.PUBLIC].sum() > 0  # a full reserve asks less of them
    assert not spared[:, :, Scheme.EMPLOYEES].any()
    books, people = next(thinned(tree))
    paid = lived.flows[..., Item.BENEFIT_BASIC].sum()
    assert 0.9 < books.flows[..., Item.BENEFIT_BASIC].sum() / paid < 1.1
    assert books.flows[..., Item.BENEFIT_BASIC].sum() != paid
    moved = [books.flows[..., items_of(Kind.MOVED, sign=sign)].sum(axis=(1, 2, 3)) for sign in (1, -1)]
    assert np.allclose(*moved, rtol=1e-9)  # what leaves one fund comes to another
    assert (moved[0] != lived.flows[..., items_of(Kind.MOVED, sign=1)].sum(axis=(1, 2, 3))).any()
    assert 0.9 < people.standing.sum() / heads.standing.sum() < 1.1


@pytest.mark.slow
def test_errors_of_the_sheet_with_one_replicate_are_those_of_persons(runs):
    """Books kept again without each group tell of persons what their own money, told apart, does."""
    change = ms.compare(runs["baseline"], runs["a higher rate"])
    told, plain = change.balance_sheet(persons="sex"), change.balance_sheet()
    assert plain.errors is None
    sheet = change.balance_sheet(errors=True)
    known = [row for row, party in enumerate(plain.parties) if party.sector == "persons" and party.who != "flexible"]
    found = standard_error(np.moveaxis(sheet.without[..., known].sum(axis=-1), 0, -1))
    exact = standard_error(np.moveaxis(told.without[..., :2].sum(axis=-1), 0, -1))
    assert 0.7 < found[-1] / exact[-1] < 1.4
    unknown = {party.who for party, row in zip(sheet.parties, np.isnan(sheet.without[0, 0]), strict=True) if row}
    assert unknown == {"flexible"}
    table = payers_table(sheet.grouped(), discount_of(sheet.years, np.ones(len(sheet.years))))
    assert table.notes[-1].key == "sheet_errors_of_sample"
    assert all(cell.se > 0 for cell in table.cells[0][:2] if cell.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"persons": "quintil"}, "by: found quintil, allowed are .*did you mean quintile"),
        ({"errors": True}, "errors: found results without totals by group of persons"),
    ],
)
def test_what_the_sheet_cannot_tell_is_refused(runs, options, message):
    base, reform = runs["baseline"], runs["no pooling"]
    if "errors" in options:
        trees = [run.tree.filter(lambda node: node.name != "sample_groups") for run in (base, reform)]
        base, reform = (dataclasses.replace(run, tree=tree) for run, tree in zip((base, reform), trees, strict=True))
    with pytest.raises(InputError, match=message):
        ms.compare(base, reform).balance_sheet(**options)
