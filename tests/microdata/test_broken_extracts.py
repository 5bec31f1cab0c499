"""Broken extracts are refused: by which check, in which column and row, with which reason; nothing is left behind."""

import pytest

from microsim.microdata.all_checks import CHECKS
from microsim.reading import InputError

# check, column, row of the message, the reason in part, and how the sound extract is broken
BROKEN = [
    ("person_is_unique", "person", 4, "found a1 again, it stands in row 1", ("persons", 4, {"person": "a1"})),
    ("number_is_in_range", "mean_index", 2, "allowed is 0 to 10 index", ("persons", 2, {"mean_index": 70})),
    ("spell_number_is_in_range", "base", 3, "found -5, allowed is 0 to", ("spells", 3, {"base": -5})),
    ("weight_is_positive", "weight", 6, "stands for nobody", ("persons", 6, {"weight": 0})),
    ("birth_is_known", "birth", 3, "neither birth, birth_year nor age", ("persons", 3, {"birth": None})),
    ("born_by_the_date", "birth", 5, "2017-07, after the file's date 2016-12", ("persons", 5, {"birth": "2017-07"})),
    ("age_is_lived", "birth", 3, "allowed is an age up to 110", ("persons", 3, {"birth": "1890-01"})),
    ("age_agrees_with_birth", "age", 1, "found 50", ("persons", 1, {"age": 50})),
    ("hukou_says_one_thing", "hukou_from", 2, "found local, but the registration is in meizhou",
     ("persons", 2, {"hukou_from": "local"})),
    ("province_has_other_cities", "hukou_from", 3, "found province for a resident of shanghai",
     ("persons", 3, {"hukou_from": "province", "hukou_place": None})),
    ("stay_fits_the_life", "stay_years", 6, "found 40 years, the person is 26", ("persons", 6, {"stay_years": 40})),
    ("child_has_no_job", "labour", 5, "found formal at the age of 6", ("persons", 5, {"labour": "formal"})),
    ("wage_needs_a_job", "wage", 4, "found 900 for one whose labour is not_working", ("persons", 4, {"wage": 900})),
    ("track_fits_the_sex", "track", 1, "found women_cadre for a male", ("persons", 1, {"track": "women_cadre"})),
    ("elsewhere_has_a_tie", "place", 7, "without tie, record or registration", ("persons", 7, {"record_place": None})),
    ("months_fit_the_life", "paid_months", 6, "from the age of 14", ("persons", 6, {"paid_months": 400})),
    ("first_paid_before_last", "first_paid", 7, "found 2013-02, the last is 2012-12",
     ("persons", 7, {"first_paid": "2013-02"})),
    ("paid_by_the_date", "last_paid", 1, "found 2017-03, after", ("persons", 1, {"last_paid": "2017-03"})),
    ("months_fit_the_span", "paid_months", 7, "from 2008-01 to 2012-12 are 60", ("persons", 7, {"paid_months": 70})),
    ("record_needs_membership", "account", 4, "found 50 for one whose membership is none",
     ("persons", 4, {"account": 50})),
    ("member_has_paid", "paid_months", 2, "found 0 for one whose membership is paying",
     ("persons", 2, {"paid_months": 0})),
    ("member_is_of_age", "membership", 5, "found dormant at the age of 6", ("persons", 5, {"membership": "dormant"})),
    ("account_needs_months", "account", 7, "and no month paid", ("persons", 7, {"paid_months": 0})),
    ("pension_needs_a_pensioner", "pension", 1, "whose membership is paying", ("persons", 1, {"pension": 3000})),
    ("claimed_by_the_date", "claim", 3, "found 2018-01, after", ("persons", 3, {"claim": "2018-01"})),
    ("claimed_at_an_age", "claim", 3, "at the age of 20; nobody claims before 40", ("persons", 3, {"claim": "1970-02"})),
    ("claimed_at_an_age", "residents_claim", 4, "nobody claims before 60", ("persons", 4, {"residents_claim": "2011-03"})),
    ("pensioner_is_of_age", "membership", 6, "found pensioner at the age of 26",
     ("persons", 6, {"membership": "pensioner"})),
    ("paid_before_the_claim", "last_paid", 3, "found 2011-05, the claim was in 2010-01",
     ("persons", 3, {"last_paid": "2011-05"})),
    ("parts_fit_the_pension", "pension", 3, "its parts add up to 5000", ("persons", 3, {"pension_basic": 5000})),
    ("one_pension_in_payment", "residents_pension", 3, "beside an employees' pension",
     ("persons", 3, {"residents_pension": 120})),
    ("residents_record_needs_membership", "residents_account", 1, "found 77 for one who is no member",
     ("persons", 1, {"residents_account": 77})),
    ("residents_pension_needs_age", "residents_pension", 2, "at the age of 41", ("persons", 2, {"residents_pension": 90})),
    ("spell_has_a_person", "person", 5, "found zz, who is not among the persons", ("spells", 5, {"person": "zz"})),
    ("spell_ends_after_it_starts", "last", 1, "found 2004-01, the spell starts in 2004-07",
     ("spells", 1, {"last": "2004-01"})),
    ("spell_is_over_by_the_date", "last", 3, "found 2017-01, after", ("spells", 3, {"last": "2017-01"})),
    ("spell_starts_at_working_age", "first", 4, "the person was 11 years old", ("spells", 4, {"first": "2001-04"})),
    ("spell_months_fit", "months", 1, "found 19 months, the spell has 18", ("spells", 1, {"months": 19})),
    ("spells_do_not_overlap", "first", 2, "found 2005-06, the spell in row 1 lasts until 2005-12",
     ("spells", 2, {"first": "2005-06"})),
    ("spells_add_up", "months", 4, "found 30 months in the spells of a6, row 6 of the persons says 36",
     ("spells", 4, {"months": 30})),
    ("spell_is_of_a_member", "person", 5, "found a spell of a4, whose membership is none", ("spells", 5, {"person": "a4"})),
    ("spell_ends_before_the_claim", "last", 5, "found 2012-12, the claim was in 2010-01", ("spells", 5, {"person": "a3"})),
    ("transfer_has_a_person", "person", 1, "found a9, who is not among", ("transfers", 1, {"person": "a9"})),
    ("transfer_is_over_by_the_date", "month", 1, "found 2017-01, after", ("transfers", 1, {"month": "2017-01"})),
    ("transfer_goes_somewhere", "to_place", 1, "found guangzhou, in the province", ("transfers", 1, {"to_place": "guangzhou"})),
    ("transfer_has_a_record", "from_place", 1, "found foshan, where a2 had paid nothing by 2006-02",
     ("transfers", 1, {"person": "a2"})),
    ("public_employee_has_a_formal_job", "public", 6, "found yes for one whose labour is flexible",
     ("persons", 6, {"public": "yes"})),
    ("temporary_account_is_away_from_home", "temporary_place", 2, "found shenzhen, in the province of the registration in meizhou",
     ("persons", 2, {"temporary_place": "shenzhen"})),
    ("temporary_account_needs_a_record", "temporary_place", 3, "found one for a person whose membership is pensioner",
     ("persons", 3, {"temporary_place": "guangzhou"})),
    ("certificate_is_of_its_time", "certificate", 5, "found 100 for one born in 2010-07; certificates were bought up to 2011-06",
     ("persons", 5, {"certificate": 100})),
    ("township_is_of_its_place", "township_months", 4, "without any tie to Shanghai", ("persons", 4, {"township_months": 10})),
    ("township_is_of_its_place", "township", 4, "without any tie to Shanghai", ("persons", 4, {"township": "yes"})),
    ("township_pension_needs_a_pensioner", "township", 1, "found yes for a person whose membership is paying",
     ("persons", 1, {"township": "yes"})),
    ("township_pension_needs_a_pensioner", "township_months", 3, "found 12 months to convert for a pensioner",
     ("persons", 3, {"township_months": 12})),
    ("township_months_fit_the_scheme", "township_months", 4, "found 300 months, there are 158 from 2003-11 on",
     ("persons", 4, {"township_months": 300})),
    ("township_payment_needs_months", "township_paid", 3, "found 500 yuan and no township month",
     ("persons", 3, {"township_paid": 500})),
    ("allowance_has_an_amount", "disability_case", 2, "no allowance in payment", ("persons", 2, {"disability_case": "full"})),
    ("allowance_has_an_amount", "disability_until", 7, "no allowance in payment",
     ("persons", 7, {"disability": 0, "disability_until": "2017-06"})),
    ("allowance_needs_a_record", "disability", 4, "found an allowance of one whose membership is none",
     ("persons", 4, {"disability": 900})),
    ("allowance_is_in_payment", "disability_from", 2, "found 2017-03, after the file's date 2016-12",
     ("persons", 2, {"disability": 900, "disability_from": "2017-03"})),
    ("allowance_is_in_payment", "disability_until", 2, "found 2016-11, before the file's date 2016-12",
     ("persons", 2, {"disability": 900, "disability_until": "2016-11"})),
    ("allowance_ends_at_pension_age", "disability", 4, "found 900 at the age of 64", ("persons", 4, {"disability": 900})),
    ("disabled_has_no_job", "labour", 2, "found formal for one who draws", ("persons", 2, {"disability": 900})),
    ("weight_is_known", "weight", 3, "found nothing where the file has weights", ("persons", 3, {"weight": None})),
    ("weights_make_no_more_than_a_country", "weight", 1, "all weights add up to 3,000,000,700, allowed is up to",
     ("persons", 1, {"weight": 3e9})),
    ("id_is_whole", "person", 2, "found 4.40106E+17, allowed is an id that the file has whole",
     ("persons", 2, {"person": "4.40106E+17"})),
    ("number_is_in_range", "certificate", 6, "found -1, allowed is 0 to", ("persons", 6, {"certificate": -1})),
    ("code_is_known", "disability_case", 1, "allowed is limited, basic_part, full", ("persons", 1, {"disability_case": "total"})),
    ("is_number", "wage", 2, "found viel, allowed is a number", ("persons", 2, {"wage": "viel"})),
    ("is_whole_number", "paid_months", 1, "found 12.5, allowed is a whole number", ("persons", 1, {"paid_months": 12.5})),
    ("is_month", "birth", 2, "found 1975-13, allowed is a month", ("persons", 2, {"birth": "1975-13"})),
    ("code_is_known", "sex", 3, "found 7, allowed is male, female", ("persons", 3, {"sex": 7})),
    ("place_is_known", "place", 2, "found atlantis, allowed is a place's key", ("persons", 2, {"place": "atlantis"})),
    ("is_yes_or_no", "residents_member", 4, "found maybe, allowed is yes or no", ("persons", 4, {"residents_member": "maybe"})),
    ("not_missing", "sex", 6, "every row needs sex", ("persons", 6, {"sex": None})),
    ("not_missing", "person", 1, "every row needs person", ("persons", 1, {"person": None})),
]  # fmt: skip


def test_the_sound_extract_is_taken(extract, bring):
    made = bring(extract)
    assert made.summary["rows"] == {"persons": 7, "spells": 5, "transfers": 1}
    assert made.summary["persons"] == 800


@pytest.mark.parametrize(("check", "column", "row", "reason", "change"), BROKEN, ids=lambda value: str(value)[:40])
def test_refused_with_row_and_reason(extract, bring, tmp_path, check, column, row, reason, change):
    table, place, values = change
    extract.put(table, place, **values)
    with pytest.raises(InputError) as error:
        bring(extract)
    wanted = f"{table}.csv: {column}: row {row}: "
    (line,) = [line for line in str(error.value).splitlines() if f"[{check}]" in line and wanted in line]
    assert reason in line
    assert not (tmp_path / "population").exists()
    assert not [path for path in tmp_path.iterdir() if path.is_dir()], "a working folder was left behind"


def test_every_check_is_broken_once():
    assert set(CHECKS) <= {case[0] for case in BROKEN}
    assert len({case[0] for case in BROKEN}) >= 60


def test_mistakes_are_counted_and_the_first_is_told(extract, bring):
    for row in (2, 3, 5):
        extract.put("persons", row, sex="x")
    extract.put("persons", 6, weight=0)
    with pytest.raises(InputError) as error:
        bring(extract)
    lines = str(error.value).splitlines()
    assert any("row 2: found x" in line and "3 rows in all" in line for line in lines)
    assert any("row 6: found 0" in line for line in lines)


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.name)
def test_a_check_says_what_it_asks(check):
    assert check.summary.endswith(".")
    assert check.summary[0].isupper()
