"""One grammar of values: numbers, ids, codes, months, places and words, whatever format they come from."""

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from microsim.microdata.code_words import code_of, flag_of
from microsim.microdata.convert import Reading, numbers
from microsim.microdata.crosswalk import Source
from microsim.microdata.months import is_open, month_of
from microsim.microdata.place_names import place_of
from microsim.microdata.values import code_number, id_of, number_of, text_of
from microsim.microdata.variables import CODES, PERSONS, by_name, code_words
from microsim.places import ELSEWHERE, NAMED_PROVINCES, PLACE_CODE, PLACES, PROVINCES, SIMULATED
from microsim.reading import Position
from microsim.words.book import book, word

NUMBERS = {
    "0": 0, "12": 12, "-8": -8, "+3": 3, "0004500": 4500, "4.25": 4.25, "4.": 4, "1,234": 1234, "1,234,567.5": 1234567.5,
    "12,345": 12345, "1e4": 1e4, "1E+05": 1e5, "2.5e-3": 0.0025,
}  # fmt: skip
NO_NUMBERS = [
    "1_000", "4_321", "nan", "NaN", "inf", "-inf", "Infinity", "0x1F", "0b1", "1e", "e3", "1e1000", ".", "", "-", "+-1", "--1",
    "１２", "١٢", "²", "½", "Ⅳ", "一百", "1 000", "1'000", "12,34", "1,23", "0,856", "1,2345", "1234,567", ",123", "1.234,56",
    "1,02", "1.2.3", "12a", "12元", "¥12", "12%", "True", "1\n2", "9" * 70, "1,234e5x",
]  # fmt: skip


def reading(name="wage", commas=True, **source):
    """Return how a column of a variable is read."""
    usual = {"column": "c", "value": None, "codes": None, "factor": None, "missing": frozenset()}
    entry = Source(**(usual | source), position=Position("m"))
    return Reading(by_name(PERSONS)[name], entry, 0, {}, commas)


def read_as_column(texts, name="wage", **options):
    """Return a column of texts as numbers; nan is not known, inf unreadable."""
    return numbers(pd.Series(texts), reading(name, **options)).values


def test_numbers_one_by_one_and_at_once():
    assert {text: number_of(text) for text in NUMBERS} == NUMBERS
    assert read_as_column(list(NUMBERS)).tolist() == list(NUMBERS.values())


def test_what_is_no_number_is_none_in_either_way():
    assert [text for text in NO_NUMBERS if number_of(text) is not None] == []
    found = read_as_column([text for text in NO_NUMBERS if text and text.lower() not in ("nan", ".")])
    assert np.isinf(found).all()


@pytest.mark.parametrize("text", ["", ".", "NA", "n/a", "NaN", "NULL", "<NA>", "NaT", "  "])
def test_words_for_nothing_are_unknown_and_no_number(text):
    assert np.isnan(read_as_column([text, "1"])[0])
    assert np.isnan(reading("membership").value(text))


def test_blanks_around_a_value_are_no_part_of_it():
    for text in (" 12 ", "\t12", "12\u3000", "\u00a012"):
        assert read_as_column([text, "x"])[0] == 12
        assert id_of(text) == "12"


def test_a_comma_may_be_decimal_where_semicolons_part_the_fields():
    assert np.isinf(read_as_column(["1,234", "x"], commas=False)).all()
    assert read_as_column(["1,234.5", "1,234,567.0"], commas=False).tolist() == [1234.5, 1234567.0]


@pytest.mark.parametrize("values", [[True, False], [datetime.date(2016, 1, 1)] * 2, ["a list", "x"], [b"1", b"2"]])
def test_what_is_no_number_by_its_type(values):
    assert np.isinf(read_as_column(values)).all()


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (np.array([1, 2], dtype="u1"), [1, 2]),
        (np.array([1.5, np.nan], dtype="f4"), [1.5, np.nan]),
        ([Decimal("1.25"), Decimal(7)], [1.25, 7]),
        ([10**17 + 1, None], [1e17, np.nan]),
        (pd.array([3, None], dtype="Int64"), [3, np.nan]),
        (pd.Categorical(["4", "5.5"]), [4, 5.5]),
    ],
)
def test_numbers_of_typed_columns(values, wanted):
    assert read_as_column(values).tolist() == pytest.approx(wanted, nan_ok=True)


def test_a_count_is_whole():
    assert np.isinf(read_as_column(["12.5", "x"], "paid_months")).all()
    assert read_as_column(["12.0", "1,200"], "paid_months").tolist() == [12, 1200]


KEPT = ["10_12", "101_2", "5E2", "500", "7.0", "7", "07", "0007", "7 ", "NA", "nan", "1e3", "１２", "310101199001011234", "-1", "0x1F",
        "1,234", "张三", "P00000017", "1.5", "a b", "TRUE"]  # fmt: skip


def test_ids_of_text_are_their_text():
    assert [id_of(text) for text in KEPT] == [text.strip() for text in KEPT]
    assert len({id_of(text) for text in KEPT}) == len(KEPT) - 1, "only 7 and 7 with a blank are one"


def test_ids_of_numbers_lose_only_a_point():
    assert [id_of(one) for one in (7, 7.0, np.int64(10**17 + 1), np.uint8(7), Decimal("310101199001011234"), Decimal("7.0"))] == [
        "7", "7", str(10**17 + 1), "7", "310101199001011234", "7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value", [3.10101199001011e17, 1e15, np.float64(2**53), 1.5, "4.40106E+17", "3.1e+05", float("inf")]
)
def test_ids_that_stand_for_several_are_refused(value):
    assert id_of(value) is None


def test_codes_are_compared_by_text_and_then_by_number():
    plain = reading("sex", codes={"1": "male", "2": "female"})
    assert [plain.value(one) for one in ("1", "01", "1.0", 1, 1.0, np.int8(2), "+2")] == [0, 0, 0, 0, 0, 1, 1]
    assert all(np.isinf(plain.value(one)) for one in ("1_", "１", "1e0", "1.5", "3", "one", 1.5))
    apart = reading("sex", codes={"01": "male", "1": "female"})
    assert [apart.value(one) for one in ("01", "1")] == [0, 1]
    assert np.isinf(apart.value("1.0")), "either could be meant"


def test_missing_codes_are_compared_likewise():
    for text in ("-8", "-8.0", "-08", -8, -8.0):
        assert np.isnan(reading("sex", missing=frozenset({"-8"})).value(text))
        assert np.isnan(read_as_column([text], missing=frozenset({"-8"}))[0])
    assert read_as_column(["8", "-80"], missing=frozenset({"-8"})).tolist() == [8, -80]


def test_a_code_may_be_named_like_nothing():
    assert reading("membership", codes={"NA": "none", "": "dormant"}).value("NA") == 0
    assert reading("membership", codes={"NA": "none", "": "dormant"}).value(None) == 2


def test_code_number():
    assert [code_number(text) for text in ("007", "7.00", "+7", "-0", "7.5", "7e0", "٧", "", "7_0")] == [
        "7", "7", "7", "0", None, None, None, None, None,
    ]  # fmt: skip


MONTHS = ["1965-07", "1965-7", "1965/07", "1965/7/1", "196507", "19650715", "1965-07-15", "1965-7-5 00:00:00", "1965-07-15T08:30:00Z",
          "1965.07", "1965.7.15", "1965.07.15", "1965年7月", "1965年07月", "1965 年 7 月", "1965年7月15日", "1965年7月15号"]  # fmt: skip
NO_MONTHS = ["1965.7", "1970.1", "65-07", "1965", "1965-13", "1965-00", "1965-02-30", "19650231", "19651301", "07/1965", "15/07/1965",
             "Jul-65", "1965-07-", "1965--07", "1965-07/15", "１９６５-07", "1965-²", "1965年", "1965年7", "196507150", "1965.075", "683",
             "42735", "1840-01", "2201-01", "0000-01", "1965-07-15 x", "1965 07", "-1965-07", "1965_07"]  # fmt: skip


def test_months_in_every_form():
    assert {month_of(text) for text in MONTHS} == {12 * 1965 + 6}
    for value in (
        datetime.date(1965, 7, 15),
        pd.Timestamp(1965, 7, 15),
        datetime.datetime(1965, 7, 15, 8),
        np.int64(196507),
        196507.0,
    ):
        assert month_of(text_of(value)) == 12 * 1965 + 6


def test_what_is_no_month():
    assert [text for text in NO_MONTHS if month_of(text) is not None] == []
    for value in (1970.1, 1965.5, 1965, pd.NaT, True):
        assert month_of(text_of(value)) is None


def test_months_in_hundredths_where_the_crosswalk_says_so():
    told = reading("birth", hundredths=True)
    found = [told.value(one) for one in (1965.1, "1965.10", "1965.1", 1965.07, "1965.12", "1965-07", 1965.01)]
    assert found == [12 * 1965 + month - 1 for month in (10, 10, 10, 7, 12, 7, 1)]
    assert all(np.isinf(told.value(one)) for one in ("1965.7", 1965.13, 1965.5, "1965.0", 1965, "1965.100"))


def test_what_goes_on():
    for text in ("9999-12-31", "9999-12", "99991231", "999912", "2999-12-31", "至今", "长期"):
        assert is_open(text), text
    for text in ("2099-12-31", "2016-12", "9999", "", "99", "9999-13-01"):
        assert not is_open(text), text


def test_every_place_in_every_form():
    for code, place in enumerate(PLACES[:-1]):
        province = next(one for one in PROVINCES if one.key == place.province)
        forms = [
            place.key,
            place.english,
            place.chinese,
            place.chinese + "市",
            place.english + " City",
            str(place.gb_code),
        ]
        county = place.gb_code // 100 * 100 + 6
        forms += [str(county), f"{county}001", f"{county}001001", place.chinese + "市某某区"]
        forms += [
            f"{province.chinese}省{place.chinese}市",
            f"{province.chinese}{place.chinese}市某区",
            f"{province.english}, {place.english}",
        ]
        assert {form: place_of(form) for form in forms} == dict.fromkeys(forms, code)


def test_other_provinces_are_elsewhere():
    for province in NAMED_PROVINCES:
        forms = [
            province.key,
            province.english,
            province.chinese,
            province.chinese + "省",
            province.chinese + "省某市某县",
        ]
        forms += [str(province.gb_code), str(province.gb_code)[:2], f"{province.gb_code // 10000}0102003004"]
        assert {form: place_of(form) for form in forms} == dict.fromkeys(forms, ELSEWHERE)


def test_what_is_no_place():
    several = [province for province in SIMULATED if sum(one.province == PROVINCES[province].key for one in PLACES) > 1]
    names = [PROVINCES[province].chinese for province in several] + [
        str(PROVINCES[province].gb_code) for province in several
    ]
    for text in (
        *names,
        "atlantis",
        "160000",
        "990000",
        "44010",
        "4401061",
        "４４０１００",
        "440100.0x",
        "044010",
        "某市",
        "广",
        "州",
        "guang",
    ):
        assert place_of(text) is None, text
    assert place_of(text_of(440106.0)) == PLACE_CODE["guangzhou"]


def test_every_code_by_its_words():
    for name in CODES:
        for code, one in code_words(name).items():
            assert code_of(name, one) == code_of(name, one.upper()) == code
            if one in book().get(name, {}):
                assert code_of(name, word(name, one, "zh")) == code
        assert code_of(name, "某") is None
    assert [code_of("sex", text) for text in ("男", "女", "男性", "女性")] == [0, 1, 0, 1]
    assert [code_of("hukou_type", text) for text in ("非农业户口", "农业", "城镇")] == [0, 1, 0]


def test_answers():
    assert [flag_of(text) for text in ("是", "有", "yes", "TRUE", "1", "否", "无", "No", "false", "0")] == [
        True
    ] * 5 + [False] * 5
    assert flag_of("有无") is None
