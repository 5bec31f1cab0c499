"""The six questions and poverty after each benefit, of five persons by hand."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from microsim.evaluating.cells import EVERYBODY, FIFTH, HUKOU, SEX, codes_of, rows_of
from microsim.evaluating.incomes import ALLOWANCES, EMPLOYEES, KINDS, LIVELIHOOD, OWN, RESIDENTS, SUPPORT, incomes_of
from microsim.evaluating.measures import difference, level
from microsim.evaluating.old import KEPT, Old, fifths
from microsim.evaluating.poverty import COLUMNS, drawn, rows_of_line
from microsim.evaluating.questions import QUESTIONS
from microsim.evaluating.steps import LINES, gaps, heads
from microsim.evaluating.tables import asks, table_of
from microsim.report.style import style
from microsim.schema import PERSON, Membership
from microsim.schemes.livelihood.events import ABOVE, NOT_ASKING, NOT_TESTED, RECEIVES, REFUSED
from microsim.words.book import book

YEAR = 2025
STANDARD = 800.0


@pytest.fixture
def old():
    """Return five persons: one helped, one who did not ask, one refused, one from elsewhere, one with an employees' pension."""
    kept = {name: np.zeros(5, dtype=np.int64) for name in KEPT}
    kept["birth"][:] = 12 * 1950
    kept["sex"][:] = [1, 1, 0, 0, 0]
    kept["hukou_place"][3] = 4
    kept["hukou_type"][:] = [1, 1, 1, 1, 0]
    kept["livelihood_standing"][:] = [RECEIVES, NOT_ASKING, REFUSED, NOT_TESTED, ABOVE]
    kept["livelihood_months"][0], kept["livelihood_spells"][0] = 30, 1
    kept["residents_claim"][:3] = 12 * 2010
    income = np.zeros((5, len(KINDS)))
    income[:, OWN] = [0.0, 100.0, 0.0, 50.0, 0.0]
    income[:3, RESIDENTS] = 200.0
    income[4, EMPLOYEES] = 3000.0
    income[0, LIVELIHOOD] = 600.0
    income[1, SUPPORT] = 900.0
    return Old(
        YEAR,
        1000,
        kept,
        income,
        np.full(5, STANDARD),
        np.full(5, 150.0),
        np.array([0, 2, 1, 0, 4]),
        np.array([True, False, False, False, False]),
        np.array([3, 0, 0, 0, 0]),
        np.arange(5),
    )


def of_everybody(measures, old):
    """Return the value of each measure of everybody, by name."""
    return {one.key: float(level(one, old, rows_of((EVERYBODY,))).value[0]) for one in measures}


def test_the_most_vulnerable(old):
    found = of_everybody(QUESTIONS["reached"](old, True), old)
    assert found["vulnerable"] == 4.0  # thousand: each stands for a thousand
    assert found["vulnerable_share"] == 80.0
    assert found["with_pension"] == 75.0
    reasons = ("reached", "not_asking", "refused_assets", "not_tested")
    assert [found[name] for name in reasons] == [25.0] * 4
    assert found["supported"] == found["not_vulnerable"] == 0.0


def test_duration(old):
    found = of_everybody(QUESTIONS["duration"](old, True), old)
    assert found["recipients"] == 1.0
    assert found["months_so_far"] == 30.0
    assert found["began"] == found["left"] == found["all_five_years"] == 0.0
    assert found["years_residents"] == pytest.approx(15 + 11 / 12)


def test_income_adds_up_to_what_is_disposable(old):
    found = of_everybody(QUESTIONS["income"](old, True), old)
    assert sum(found[f"income_{KINDS[kind]}"] for kind in range(SUPPORT)) == pytest.approx(found["disposable"])
    assert found["support_prior"] == 180.0
    assert found["livelihood_share"] == 75.0


def test_links(old):
    found = of_everybody(QUESTIONS["links"](old, True), old)
    assert found["has_none"] == 20.0
    assert found["recipients_with_residents"] == 100.0
    assert found["recipients_alone"] == 0.0


def test_who_benefits(old):
    rows = rows_of((SEX,))
    women = [row.name.key for row in rows].index("female")
    money = next(one for one in QUESTIONS["poverty"](old, True) if one.key == "part_of_livelihood")
    assert level(money, old, rows).value[women] == 100.0
    found = of_everybody(QUESTIONS["poverty"](old, True), old)
    assert (found["heads_own"], found["heads_pensions"], found["heads_all"]) == (100.0, 80.0, 60.0)
    assert found["gap_closed"] == pytest.approx(100.0 * 600 / (600 + 500 + 600 + 750))


def test_where(old):
    found = of_everybody(QUESTIONS["where"](old, True), old)
    assert found["spending"] == pytest.approx(7.2)  # million yuan: 600 yuan, twelve months, a thousand persons
    assert found["per_thousand"] == 200.0
    assert found["amount"] == 600.0


def test_poverty_falls_with_each_kind_of_income(old):
    steps = list(of_everybody(heads(old, "standard", True), old).values())
    assert steps == [100.0, 100.0, 80.0, 80.0, 60.0, 40.0]
    first = of_everybody(gaps(old, "standard", True), old)
    assert first["after_own"] == pytest.approx(100.0 * (4000 - 150) / 4000)
    assert of_everybody(heads(old, "median", True), old)["after_own"] == 100.0


def test_the_picture_has_a_dot_after_each_benefit_and_the_range_of_support(old):
    """Without support one of five more is below the standard; with more of it nobody else is lifted."""
    none, more = old.income.copy(), old.income.copy()
    none[1, SUPPORT], more[1, SUPPORT] = 0.0, 1800.0
    olds = [old, old._replace(income=none), old._replace(income=more)]
    frame = pd.DataFrame([row for line in LINES for row in rows_of_line(line, olds, True)], columns=COLUMNS)
    here = frame[(frame["line"] == "standard") & (frame["group"] == "everybody")].set_index("series")
    assert here["value"].tolist() == [100.0, 100.0, 80.0, 80.0, 60.0, 40.0]
    assert here.loc["support", ["low", "high"]].tolist() == [40.0, 60.0]
    assert here["low"].isna().sum() == len(KINDS) - 2
    source = SimpleNamespace(name="made up", manifest={"one_in": 1000, "inputs": {"all": "0" * 64}})
    with style("zh", for_readers=True):
        figure = drawn(frame, source, "zh")
    assert [axis.get_title(loc="left") for axis in figure.axes] == ["低保标准", "1.5倍低保标准", "老年收入中位数的一半"]
    assert len(figure.axes[0].get_yticks()) == frame["group"].nunique()


def test_without_the_scheme_its_columns_are_not_there(old):
    for name, ask in asks().items():
        off, on = ([one.key for one in ask(old, met)] for met in (False, True))
        assert len(off) < len(on), name
        assert not {key for key in off if "livelihood" in key or "support" in key or "recipient" in key}


def test_a_run_less_itself_is_nothing(old):
    measure = QUESTIONS["reached"](old, True)[1]
    found = difference((measure, measure), (old, old), rows_of((EVERYBODY, HUKOU)))
    assert (found.value[~np.isnan(found.value)] == 0.0).all()
    assert (found.se[~np.isnan(found.se)] == 0.0).all()


def test_groups(old):
    assert codes_of(old, HUKOU).tolist() == [1, 1, 1, 2, 0]
    assert codes_of(old, FIFTH).tolist() == old.fifth.tolist()


def test_fifths_are_of_equal_size_and_go_by_income_then_number():
    found = fifths(np.array([5.0, 1.0, 1.0, 3.0, 2.0]), np.array([1, 9, 2, 3, 4]))
    assert found.tolist() == [4, 1, 0, 3, 2]


def test_every_table_says_persons_not_households(old):
    for name in asks():
        for olds in ([old], [old, old]):
            table = table_of(name, olds, True, (EVERYBODY,), ("priors",))
            assert "not households" in table.title.en
            assert "非家庭" in table.title.zh
            assert table.notes[0].key == "persons_not_households"
            assert f"sheet_{name}" in book()["compare"]


def test_incomes_of_a_record():
    people = np.zeros(2, dtype=PERSON)
    people["work_from"], people["work_until"] = 1, [12, 6]
    people["wage"] = [0.0, 1000.0]
    people["membership"][0] = Membership.PENSIONER
    people["pension_fen"], people["residents_pension_fen"] = [250_000, 999], [0, 20_000]
    people["year_beyond_fen"], people["year_livelihood_fen"] = [0, 360_000], [0, 240_000]
    found = incomes_of(people, YEAR)
    assert found[0].tolist() == [0.0, 0.0, 2500.0, 0.0, 0.0, 0.0]
    assert found[1, [OWN, RESIDENTS, EMPLOYEES, ALLOWANCES, LIVELIHOOD]].tolist() == [500.0, 200.0, 0.0, 100.0, 200.0]
