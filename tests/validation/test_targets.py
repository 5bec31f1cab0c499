"""Tables of published figures: what ships, and mistakes of one's own told where they stand."""

import pytest

from calibration.build_targets import TABLES, rows_of
from microsim.reading import InputError
from microsim.validation.groups import Group
from microsim.validation.scopes import CITY_NAMES, PROVINCE_NAMES
from microsim.validation.targets import OWN_COLUMNS, read_targets, shipped_targets

HEAD = ",".join(OWN_COLUMNS)
ROW = "uebpi_pensioners,Shanghai,2018,all,all,500,10k persons,a book,A,holdout; made up"


def written(tmp_path, *lines, head=HEAD):
    path = tmp_path / "own.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def problems_of(path):
    """Return the mistakes of a table, without the folder it stands in."""
    with pytest.raises(InputError) as caught:
        read_targets(path)
    return [str(problem).replace(f"{path.parent}/", "") for problem in caught.value.problems]


def test_figures_ship_with_source_and_grade():
    targets = shipped_targets()
    assert len({one.id for one in targets}) == len(targets) > 600
    assert {one.region for one in targets} >= {*PROVINCE_NAMES, "Guangzhou", "Shenzhen", "national"}
    assert all(
        one.source and one.grade in "ABC" and one.use in ("calibrate", "holdout", "benchmark") for one in targets
    )


def test_a_table_of_ones_own(tmp_path):
    quoted = 'uebpi_pensioners,Shanghai,2019,male,60+,"1000.5",10k persons,"a book, a table",B,holdout'
    first, second = read_targets(written(tmp_path, ROW, "", quoted))
    assert (first.id, first.value, first.use, first.note) == ("own.csv:2", 500, "holdout", "made up")
    assert (second.id, second.group, second.value, second.source) == (
        "own.csv:4",
        Group("male", 60),
        1000.5,
        "a book, a table",
    )


def test_columns_may_stand_in_any_order(tmp_path):
    names = ROW.split(",")[::-1]
    (one,) = read_targets(written(tmp_path, ",".join(names), head=",".join(OWN_COLUMNS[::-1])))
    assert (one.indicator, one.value) == ("uebpi_pensioners", 500)


def test_every_mistake_is_told_where_it_stands(tmp_path):
    path = written(
        tmp_path,
        ROW.replace("2018", "20l8").replace("500", "5OO"),
        ROW.replace("all,all", "men,60+"),
        ROW.replace("all,all", "all,60-"),
        ROW.replace(",A,", ",D,").replace("holdout", "holdut"),
        ROW.replace("10k persons", "100m yuan"),
        "uebpi_pensioners,Shanghai",
        ROW,
        ROW,
    )
    years = "a year from 1900 to 2200"
    assert problems_of(path) == [
        f"own.csv:2:27: year: found 20l8, allowed is {years}",
        "own.csv:2:40: value: found 5OO, allowed is a number",
        "own.csv:3:32: sex: found men, allowed is one of all, male, female",
        "own.csv:4:36: age_group: found 60-, allowed is all, one age such as 60, 60+ or 60-64",
        "own.csv:5:63: confidence: found D, allowed is one of A, B, C",
        "own.csv:5:65: note: found holdut; made up, allowed is one of calibrate, holdout, benchmark, then ; and a remark, did you mean holdout?",
        "own.csv:6:44: unit: found 100m yuan, allowed is one of persons, 10k persons, M persons",
        "own.csv:7:18: found 2 cells, allowed are 10 as in the first line",
        "own.csv:9:1: found the figure of line 8 again, allowed is each once",
    ]


def test_columns_that_are_missing_or_unknown(tmp_path):
    path = written(tmp_path, ROW, head=HEAD.replace("confidence", "confidense").replace("sex", "year"))
    found = problems_of(path)
    assert "own.csv:1:23: year: found the column twice, allowed is once" in found
    assert any(
        one.startswith("own.csv:1:56: found the column confidense, ") and "did you mean confidence?" in one
        for one in found
    )
    assert "own.csv:1:1: sex: found no such column, it is needed" in found
    assert "own.csv:1:1: confidence: found no such column, it is needed" in found


def test_files_that_cannot_be_read(tmp_path):
    assert "cannot be read" in problems_of(tmp_path / "none.csv")[0]
    (tmp_path / "own.csv").write_bytes(f"{HEAD}\n{ROW}\u4e0a".encode("gbk"))
    assert "allowed is UTF-8" in problems_of(tmp_path / "own.csv")[0]
    assert "found nothing" in problems_of(written(tmp_path, head=""))[0]
    unended = problems_of(written(tmp_path, ROW.replace("a book", '"a book')))
    assert unended == ["own.csv:2:56: found a quoted cell that does not end on its line"]


def test_a_file_with_a_mark_of_utf_8_is_read(tmp_path):
    path = written(tmp_path, ROW)
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert len(read_targets(path)) == 1


def test_what_is_of_no_calendar_year_or_place_of_ours_is_read(tmp_path):
    halves = (ROW.replace("2018", "2014H1"), ROW.replace("2018", "2014H2"))
    first, second, far = read_targets(written(tmp_path, *halves, ROW.replace("Shanghai", "Sichuan")))
    assert (first.year, second.year, far.region) == (None, None, "Sichuan")


def test_the_better_grade_wins_where_two_tables_give_one_figure(tmp_path):
    """Of one grade the later table; what is of other places is left out."""
    worse, better = ROW.replace(",A,", ",B,"), ROW.replace("500", "510")
    city = f"permanent_population,{next(iter(CITY_NAMES))},2010,all,all,1,10k persons,seed abc.txt,A,calibrate; seed: so; see notes"
    first = [worse, city, ROW.replace("Shanghai", "Sichuan")]
    for name, lines in zip(TABLES, (first, [better, city.replace(",1,", ",2,").replace(",A,", ",B,")]), strict=True):
        (tmp_path / name).write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    rows = {row["region"]: row for row in rows_of(tmp_path)}
    assert len(rows) == 2
    assert (rows["Shanghai"]["value"], rows["Shanghai"]["grade"]) == ("510", "A")
    kept = rows[next(iter(CITY_NAMES))]
    assert (kept["value"], kept["note"], kept["source"]) == (
        "1",
        "programme documents: so",
        "programme documents of 2017",
    )
