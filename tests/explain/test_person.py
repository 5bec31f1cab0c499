"""Person numbers: read, written, refused, found."""

import numpy as np
import pytest

from microsim.kernel.numbers import unpack
from microsim.reading import InputError
from microsim.telling.person import check_person, draw_persons, kind_of, person_number, read_filters, readable
from microsim.telling.sample import sample


def test_numbers_and_words_are_the_same_person(thousand):
    for number in thousand:
        assert person_number(readable(int(number))) == person_number(str(number)) == int(number)
        kind = kind_of(int(number))
        assert tuple(unpack(number)) == (*kind[:5], kind.year - 2016, kind.serial)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "allowed is a person number"),
        ("seven", "allowed is a person number"),
        ("-3", "allowed is a person number"),
        ("١٢", "allowed is a person number"),
        (str(2**64), "allowed is a person number"),
        (str(2**64 - 1), "no person's number"),
        ("base/shenzhen", "allowed is origin/place"),
        ("bass/shenzhen/local_urban/male/30/2016/1", "did you mean base"),
        ("base/shenzen/local_urban/male/30/2016/1", "did you mean shenzhen"),
        ("base/shenzhen/local_urban/male/old/2016/1", "age old: allowed are 0 to 127"),
        ("base/shenzhen/local_urban/male/30/1999/1", "year 1999: allowed are 2010 to"),
    ],
)
def test_what_is_no_person_is_refused(text, message):
    with pytest.raises(InputError, match=message):
        person_number(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("base/shenzhen/local_urban/male/30/2016/99999999", "has .* such persons, counts 0 to"),
        ("base/elsewhere/local_urban/male/30/2016/1", "has no such person"),
        ("birth/shenzhen/local_urban/male/30/2030/1", "has no such person"),
        ("birth/shenzhen/local_urban/male/0/2060/1", "enters in 2060, after the last year 2050"),
    ],
)
def test_persons_the_scenario_lacks_are_refused(baseline, text, message):
    with pytest.raises(InputError, match=message):
        check_person(person_number(text), baseline.population, "baseline", 2050)


def test_everybody_sampled_is_known(baseline, thousand):
    for number in thousand:
        check_person(int(number), baseline.population, "baseline", 2100)


def test_drawn_persons_fit(baseline):
    wanted = read_filters("place=shenzhen, birth=1975, sex=female")
    numbers = draw_persons(baseline.population, wanted, 1, 2100, 50)
    assert np.array_equal(numbers, draw_persons(baseline.population, wanted, 1, 2100, 50))
    for number in numbers:
        origin, place, _, sex, age, year, _ = unpack(number)
        assert (place, sex, 2016 + year - age) == (2, 1, 1975)
        assert origin in (0, 1, 3)


def test_found_lives_are_what_was_looked_for(baseline):
    found, tried = sample(baseline, 3, read_filters("birth=1970,claim=2031"), 1, 0)
    assert len(found) == 3 <= tried
    assert all(life["claim"].startswith("2031") and life["birth"].startswith("1970") for life in found)


@pytest.mark.parametrize("text", ["place=shenzen", "colour=red", "birth", "birth=soon"])
def test_what_cannot_be_looked_for_is_refused(text):
    with pytest.raises(InputError, match="--find: found"):
        read_filters(text)


def test_nobody_of_a_kind(baseline):
    with pytest.raises(InputError, match="no person of the scenario fits"):
        draw_persons(baseline.population, {"birth": 1700}, 1, 2100, 5)
