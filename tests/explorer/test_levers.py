"""The levers: each sets a scenario that holds, an address is read strictly and written in one form."""

import pytest

from microsim.explorer.levers import LAST_START, address, levers, read_settings
from microsim.explorer.reform import in_force, scenario_of, stands
from microsim.reading import InputError
from microsim.scenarios.known import assumption_quantities, law_quantities
from microsim.words.book import LANGUAGES, book

BOUNDS = {"men_age": "58@2027", "people": "low_births", "interest_rule": "2@2031", "pro_rata": "1@2040"}


def some_value(lever, high=True):
    if lever.kind == "words":
        return next(iter(lever.options))
    if lever.kind == "flag":
        return "1"
    return f"{lever.choices[-1]:g}" if lever.choices else f"{lever.highest if high else lever.lowest:g}"


def test_the_explorer_has_the_levers_of_the_order():
    names = list(dict.fromkeys(lever.name for lever in levers().values()))
    assert len(names) == 14
    assert names[0] == "men_age"
    assert {lever.province for lever in levers().values()} == {None, "guangdong", "shanghai"}


@pytest.mark.parametrize("key", levers())
def test_a_lever_has_its_words_and_sets_known_paths(key):
    lever = levers()[key]
    for section in ("lever", "lever_help", "lever_unit"):
        assert set(LANGUAGES) <= set(book()[section][lever.name])
    assert lever.group in book()["lever_group"]
    assert set(lever.options) <= set(book()["lever_choice"])
    assert set(lever.law) <= set(law_quantities())
    known = set(assumption_quantities())
    assert set(lever.assumptions) <= known
    assert {path.partition(".")[2] for path in (*lever.lessens, *lever.raises)} <= known
    assert all(set(paths) <= known for paths in lever.options.values())


@pytest.mark.parametrize("high", [True, False])
@pytest.mark.parametrize("key", levers())
def test_either_end_of_a_lever_is_a_scenario(model, key, high):
    settings = read_settings({key: some_value(levers()[key], high)})
    found = scenario_of(model.base.scenario, model.base.world.law, settings)
    same = stands(model.base.scenario, model.base.world.law, levers()[key], 2030) == (settings[key].value,) * 2
    assert same or found.settings
    assert found.horizon == model.base.scenario.horizon


def test_a_value_as_it_stands_changes_no_law(model):
    """Where a lever rests in the base, setting it to that value is the same law from its date on."""
    base = model.base.scenario
    for key in ("accrual", "pooled_moved", "employer_rate.guangdong"):
        low, high = stands(base, model.base.world.law, levers()[key], 2040)
        assert low == high
        settings = read_settings({key: f"{low:g}@2040"})
        law = model.reformed(settings).world.law
        assert in_force(law, levers()[key].law[0], 2045) == in_force(model.base.world.law, levers()[key].law[0], 2045)


def test_womens_ages_are_told_against_mens_at_each_date(model):
    base, law = model.base.scenario, model.base.world.law
    found = scenario_of(base, law, read_settings({"men_age": "65@2035", "women_gap_cadre": "2@2030"})).law
    assert found["national.retirement.women_cadre.final_age"] == {"2030-01-01": "61y0m", "2035-01-01": "63y0m"}
    found = scenario_of(base, law, read_settings({"men_age": "65@2029", "women_gap_cadre": "2.5@2030"})).law
    assert found["national.retirement.women_cadre.final_age"] == {"2030-01-01": "62y6m"}


def test_provinces_keep_what_each_has_at_its_own_date(model):
    base, law = model.base.scenario, model.base.world.law
    settings = read_settings({"compliance.shanghai": "50@2030", "compliance.guangdong": "100@2035"})
    table = scenario_of(base, law, settings).assumptions["contributions.floor_share"]
    before = [base_share(model, province) for province in ("guangdong", "shanghai")]
    assert list(table) == ["2030-01-01", "2035-01-01"]
    assert table["2030-01-01"] == pytest.approx({"guangdong": before[0], "shanghai": before[1] / 2})
    assert table["2035-01-01"] == pytest.approx({"guangdong": 0, "shanghai": before[1] / 2})


def base_share(model, province):
    from microsim.law.information import assumptions_of

    return float(assumptions_of(model.base.scenario).path("contributions.floor_share", [2029], province)[0])


@pytest.mark.slow
def test_a_single_rise_leaves_later_rises_as_they_were(model):
    settings = read_settings({"residents_basic.guangdong": "100@2029"})
    before, after = (
        inputs.world.law["residents_basic"][0, 2028 - 1970 : 2050 - 1970, 0]
        for inputs in (model.base, model.reformed(settings))
    )
    assert (after - before).tolist()[:1] == [0]
    assert after[2:10] - before[2:10] == pytest.approx(100)
    assert (after >= before).all()  # later the nation's minimum overtakes both


def test_an_address_is_read_back_as_it_was_written():
    settings = read_settings(BOUNDS)
    assert address(settings) == "men_age=58@2027&interest_rule=2@2031&pro_rata=1@2040&people=low_births"
    assert read_settings(dict(part.split("=") for part in address(settings).split("&"))) == settings


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"mens_age": "65"}, "mens_age: found no lever of this name, did you mean men_age?"),
        ({"men_age": "80"}, "men_age: found 80, allowed is a number from 58 to 70"),
        ({"men_age": "nan"}, "men_age: found nan, allowed is a number from 58 to 70"),
        ({"men_age": ""}, "men_age: found nothing, allowed is a number from 58 to 70"),
        ({"men_age": "65@1999"}, f"men_age: found from 1999, allowed is a year from 2027 to {LAST_START}"),
        ({"interest_rule": "7"}, "interest_rule: found 7, allowed are 0, 1, 2"),
        ({"people": "low_birth"}, "people: found low_birth, allowed are low_births, high_births"),
        ({"people": "low_births@2030"}, "people: found a year 2030, allowed is none: it holds for the whole path"),
        ({"pro_rata": "0.5"}, "pro_rata: found 0.5, allowed are 1"),
    ],
)
def test_wrong_settings_are_told_with_what_is_allowed(given, told):
    with pytest.raises(InputError, match="address: ") as caught:
        read_settings(given)
    assert told in str(caught.value)


def test_all_wrong_settings_are_told_at_once():
    with pytest.raises(InputError) as caught:
        read_settings({"men_age": "1", "accrual": "x", "nothing": "2"})
    assert len(caught.value.problems) == 3
