"""A report says what it must on its first page, the same in both languages and both formats, and refuses what is wrong."""

import dataclasses
import json
import re
from pathlib import Path

import docx
import pyarrow as pa
import pytest
from click.testing import CliRunner
from matplotlib.figure import Figure as Drawing

import microsim as ms
from microsim.cli import main
from microsim.comparing.table import DIFFERENCE, LEVEL, Column, Figure
from microsim.documents import command, html_page
from microsim.documents.accounts import BALANCE, INCOME, LINES, SPENDING, STOCK, accounts_of
from microsim.documents.blocks import Numbers, Sheet, plain
from microsim.documents.content import document_of
from microsim.documents.front_page import front_page, grey_box, read_tornado
from microsim.documents.html_page import page_of
from microsim.documents.options import option_matrix, sign_of
from microsim.documents.subject import Subject
from microsim.documents.word_file import parts_of, write_word
from microsim.kernel.items import ITEMS
from microsim.reading import InputError
from microsim.report import gallery
from microsim.report.kept_tornado import beside_run, kept_of
from microsim.report.outcome import Run
from microsim.report.outlines import read_outlines
from microsim.report.sheet import place_keys
from microsim.report.tiles import tile_places
from microsim.results.indicators import closing_stock, total
from tests.made_lives import made_lives
from tests.synthetic import synthetic_manifest, synthetic_results

YEARS = 20  # from 2017
CHINESE = re.compile(r"[\u4e00-\u9fff]")
REFORM = "raise-retirement-age"


def manifest_of(scenario):
    told = {"scenario": scenario.resolved(), "settings": scenario.settings_text(), "base_scenario": scenario.base_name}
    return synthetic_manifest(scenario.name, until=2100, seed=1) | told


def with_rates(lives):
    """Return made-up lives with the rates that figures read."""
    for name in ("replacement_last", "replacement_career", "replacement_base"):
        lives = lives.append_column(name, pa.array([0.3 + 0.001 * (row % 400) for row in range(lives.num_rows)]))
    return lives


@pytest.fixture(scope="module")
def pair():
    lives = [with_rates(made_lives(700, gain=gain)) for gain in (0.0, -40_000.0)]
    runs = [
        Run(synthetic_results(YEARS, (seed,)), manifest_of(ms.scenario(name)), None, table)
        for seed, name, table in zip((0, 1), ("baseline", REFORM), lives, strict=True)
    ]
    return ms.compare(*runs)


@pytest.fixture(scope="module")
def document(pair):
    return document_of(Subject(pair.base, [pair]))


@pytest.fixture
def no_figures(monkeypatch):
    """Figures without anything on them, so that what is around them is quick to look at."""
    monkeypatch.setattr(gallery, "drawn_of", lambda *_, **__: Drawing(figsize=(1, 1)))
    monkeypatch.setattr("microsim.documents.sections.drawn_of", lambda *_, **__: Drawing(figsize=(1, 1)))


def tables_of(document):
    blocks = [*document.front, *(block for section in document.sections for block in section.blocks)]
    return [block.table for block in blocks if isinstance(block, Sheet)]


def test_the_first_page_is_sentence_numbers_sheet_and_box(document):
    kinds = [type(block).__name__ for block in document.front]
    assert kinds == ["Text", "Text", "Numbers", "Sheet", "Box"]
    assert "2031-01-01" in document.front[0].said.en
    assert "第一条" in document.front[0].said.zh
    assert document.front[1].said.en.startswith("Closure:")
    (numbers,) = (block for block in document.front if isinstance(block, Numbers))
    assert [item.name.key for item in numbers.items] == [
        "number_own_balance",
        "number_benefit_ratio",
        "number_losing",
    ]
    assert "2035" in numbers.items[0].name.en
    assert not [item.name.en for item in numbers.items if "–" in item.figure.en]
    assert "median loss: -40,000 yuan of 2024" in numbers.items[-1].beside.en
    heads = [head.key for head, _ in document.front[-1].lines]
    assert heads == ["held_fixed", "back_test", "biggest", "sample"]


def test_whose_money_has_ten_lines_that_add_up_to_nothing(document):
    table = document.front[3].table
    assert len(table.rows) == 11
    assert table.rows[-1].key == "sum"
    for column in range(len(table.columns)):
        amounts = [line[column].value for line in table.cells[:-1]]
        assert any(amounts)
        assert abs(sum(amounts)) < 1e-9 * max(map(abs, amounts))
        assert table.cells[-1][column] == "0"


def test_four_numbers_of_several_reforms_are_a_table_with_a_column_each(pair):
    subject = Subject(pair.base, [pair, pair])
    front = front_page(subject)
    numbers = next(block for block in front if isinstance(block, Sheet))
    assert len(numbers.table.columns) == 3
    assert [row.key for row in numbers.table.rows][-2:] == ["lose_more", "median_loss"]
    assert len(front[-2].table.columns) == 3  # whose money: a present value each, and the base's


def test_both_languages_have_the_same_figures(document, no_figures):
    english, chinese = (page_of(document, language) for language in ("en", "zh"))
    for page, tongue in ((english, "en"), (chinese, "zh-CN")):
        assert f'<html lang="{tongue}">' in page
    assert english.count("<td") == chinese.count("<td") > 1000
    assert english.count("<figure>") == chinese.count("<figure>") == 10
    for table in tables_of(document):
        heads = [*table.heads("en"), *(row.en for row in table.rows), table.heading("en")]
        assert not [head for head in heads if CHINESE.search(head)]
        for line_en, line_zh in zip(table.texts("en"), table.texts("zh"), strict=True):
            for text, other, column in zip(line_en, line_zh, table.columns, strict=True):
                if column.unit.factor == 1 and column.kind in (DIFFERENCE, LEVEL):
                    assert re.findall(r"[\d.,]+", text) == re.findall(r"[\d.,]+", other)


def test_the_page_needs_no_network_and_no_script(document, monkeypatch):
    draw = gallery.drawn_of
    seldom = ("pyramids", "participants", "funds", "pensions")  # drawn by other tests too
    monkeypatch.setattr(
        "microsim.documents.sections.drawn_of",
        lambda source, name, *rest, **options: Drawing() if name in seldom else draw(source, name, *rest, **options),
    )
    page = page_of(document, "en")
    assert len(page.encode()) < 2_000_000
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page.replace('xlink:href="data:', 'data="'))
    assert "url(http" not in page
    assert page.count("<svg") == 10
    identities = re.findall(r'\sid="([^"]+)"', page)
    named = set(identities)
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= named
    assert set(re.findall(r'xlink:href="#([^"]+)"', page)) <= named
    for said in ("Who pays", "Option matrix", "pension fund by city", "What makes these runs again"):
        assert said in page


def test_a_run_alone_has_a_report_and_no_word_of_reforms(pair, no_figures, tmp_path):
    page = pair.base.report(tmp_path / "run.html").read_text(encoding="utf-8")
    assert "Whose money: net receipts in this run" in page
    assert "Option matrix" not in page
    assert "Against the baseline that ships" in page


def test_the_word_file_holds_the_same_tables_and_text(document, no_figures, tmp_path):
    write_word(document, tmp_path / "report.docx", "zh")
    made = docx.Document(tmp_path / "report.docx")
    tables, sheets = made.tables, tables_of(document)
    assert (
        len(tables) == sum(len(parts_of(table)) for table in sheets) + 2
    )  # the numbers and the box are laid out as tables too
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in (tables[1], tables[-1])]
    for rows, table in zip(found, (sheets[0], sheets[-1]), strict=True):
        assert [row[1:] for row in rows[1:]] == table.texts("zh")
        assert rows[0][1:] == table.heads("zh")
    said = "\n".join(paragraph.text for paragraph in made.paragraphs)
    for section in document.sections:
        assert section.title.zh in said
    assert document.front[0].said.zh in said
    assert len(made.inline_shapes) == 10


def test_every_entry_of_the_books_is_on_one_line_of_the_accounts(pair):
    items = [item for line in LINES for item in line.items]
    assert sorted(items) == sorted(ITEMS)
    assert all(item.sign == line.sign for line in LINES for item in line.items)
    tree, regions = pair.base.tree, ("guangdong", "shenzhen", "shanghai")
    lines = accounts_of(tree, regions)
    opening = total(tree["funds"].opening, regions, scheme="employees") / 100
    assert lines[BALANCE] == pytest.approx(lines[INCOME] - lines[SPENDING])
    assert opening + lines[BALANCE] == pytest.approx(lines[STOCK])
    assert lines[STOCK] == pytest.approx(closing_stock(tree, regions))


def test_accounts_follow_the_window_asked_for(pair, no_figures, tmp_path):
    page = pair.base.report(tmp_path / "run.html", window=(2020, 2021)).read_text(encoding="utf-8")
    assert "Employees&#39; pension fund by city, 2021" in page
    assert "by city, 2022" not in page


@pytest.mark.parametrize(
    ("cell", "shade"),
    [
        (Figure(2.0, 0.5, 900), "up"),
        (Figure(-2.0, 0.5, 900), "down"),
        (Figure(2.0, 1.5, 900), "unseen"),
        (Figure(2.0, 0.5, 20), "unseen"),
        (Figure(0.0), "unseen"),
        (Figure(-3.0), "down"),
        (Figure(float("nan")), ""),
        ("text", ""),
    ],
)
def test_cells_are_shaded_by_sign_where_it_can_be_told(cell, shade):
    assert sign_of(cell, Column(plain("x"))) == shade
    assert sign_of(cell, Column(plain("x"), LEVEL)) == ""


def test_the_tornado_names_its_longest_bar(pair, tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(
        "name,en,zh,low_change,high_change,width\na,Fertility,生育率,-1,1,2\nb,Wages,工资,-3,4,7\n", "utf-8"
    )
    assert read_tornado(file)[:2] == ("Wages", "工资")
    subject = Subject(pair.base, [pair], tornado=read_tornado(file))
    assert "Wages" in grey_box(subject).lines[2][1].en


def test_a_tornado_kept_beside_a_run_is_found_where_it_is_of_its_inputs(pair, tmp_path):
    base = dataclasses.replace(pair.base, folder=tmp_path / "run")
    assert kept_of(base) is None
    file = beside_run(base)
    assert file.name == "run-tornado.csv"
    head, row = "name,en,zh,low_change,high_change,width,inputs", "b,Wages,工资,-3,4,7"
    file.write_text(f"{head}\n{row},of another run\n", "utf-8")
    assert kept_of(base) is None
    file.write_text(f"{head}\n{row},{base.manifest['inputs']['all']}\n", "utf-8")
    assert read_tornado(kept_of(base)).zh == "工资"
    assert kept_of(dataclasses.replace(base, folder=None)) is None


@pytest.mark.parametrize("name", ["cities", "replacement", "flows", "paying_places", "tiles"])
def test_figures_are_written_with_their_data(pair, name, tmp_path):
    made = gallery.write_gallery(pair.base, tmp_path, [name], ["svg"], "zh", data=True)
    assert [path.name for path in made] == [f"{name}.svg", f"{name}.csv"]
    assert CHINESE.search(made[0].read_text("utf-8"))
    frame = pair.base.plot.data(name)
    assert len(made[1].read_text("utf-8-sig").splitlines()) == len(frame) + 1
    assert {"value", "unit"} <= set(frame)


def test_gains_are_the_mean_changes_of_the_table(pair, monkeypatch):
    monkeypatch.setattr("microsim.estimating.FEWEST", 3)  # of made-up persons few are in a cell
    frame = pair.plot.data("gains").set_index(["cohort", "quintile"])
    table = pair.winners("cohort,quintile").frame()
    table = table[table["column"] == "mean_change"]
    assert (frame["value"] < -10_000).sum() > 20
    for row in table.itertuples():
        cohort, quintile = map(int, row.row.split(","))
        assert frame.loc[(cohort, quintile), "value"] == pytest.approx(row.value, nan_ok=True)
    assert "Years of birth" in pair.plot.gains().axes[0].get_xlabel()


def test_tiles_are_one_a_place_and_none_twice():
    found = tile_places()
    assert tuple(found) == place_keys()
    assert len(set(found.values())) == len(found)


def square(at):
    return [[[at, 0], [at + 1, 0], [at + 1, 1], [at, 1], [at, 0]]]


def features(keys):
    return [
        {"properties": {"name": key}, "geometry": {"type": "Polygon", "coordinates": square(at)}}
        for at, key in enumerate(keys)
    ]


def test_own_outlines_are_drawn(pair, tmp_path):
    file = tmp_path / "map.geojson"
    file.write_text(
        json.dumps({"type": "FeatureCollection", "features": features([*place_keys(), "beijing"])}), "utf-8"
    )
    assert set(read_outlines(file)) == set(place_keys())
    axis = pair.plot.tiles(geojson=file).axes[0]
    assert len(axis.patches) == len(place_keys())


BROKEN = {
    "no json": ("{", r"map.geojson:1:2: --geojson: found no JSON"),
    "a list": ("[]", "found list, allowed is a FeatureCollection"),
    "one feature": ('{"type": "Feature"}', "found Feature, allowed is a FeatureCollection"),
    "too few": (json.dumps({"features": features(["guangzhou"])}), "found no outline of shaoguan, .*adcode"),
    "a point": (
        json.dumps(
            {"features": [{"properties": {"name": "广州市"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}
        ),
        r"features\[1\] \(guangzhou\): found a geometry that is no Polygon or MultiPolygon",
    ),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_broken_outlines_are_told(text, said, tmp_path):
    file = tmp_path / "map.geojson"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        read_outlines(file)


def wrong(call, said, *more):
    with pytest.raises(InputError) as caught:
        call()
    for one in (said, *more):
        assert re.search(one, str(caught.value)), str(caught.value)


def test_wrong_uses_of_reports_are_told(pair, tmp_path):
    base = pair.base
    wrong(lambda: base.report(tmp_path / "r.pdf"), r"ends in \.pdf, allowed is one that ends in \.html or \.docx")
    wrong(lambda: base.report(tmp_path / "report"), "a file without an ending")
    wrong(lambda: base.report(tmp_path / "no" / "r.html"), "found no folder")
    wrong(lambda: base.report(None), "path: found None, allowed is a file")
    wrong(lambda: base.report(tmp_path / "r.html", "de"), "language")
    file = tmp_path / "r.html"
    wrong(
        lambda: base.report(file, closure="tresury", window=(1990, 2030)),
        "did you mean treasury",
        "found 1990-2030, allowed are a first and a last year of the run, 2017 to 2036",
    )
    wrong(lambda: base.report(file, tornado=tmp_path / "none.csv"), "cannot be read")
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    wrong(lambda: base.report(file, tornado=tmp_path / "t.csv"), "allowed is what microsim sensitivity --csv wrote")
    wrong(lambda: ms.write_report([], file), "allowed are a Run, a Comparison, or a list of Comparisons")
    wrong(lambda: ms.write_report([pair, ms.compare(pair.reform, pair.base)], file), "allowed is one base")
    assert not file.exists()


@pytest.mark.parametrize(("lacking", "name"), [("docx", "python-docx"), ("matplotlib", "matplotlib")])
def test_a_library_that_lacks_is_named_with_the_extra(pair, tmp_path, monkeypatch, lacking, name):
    found = command.importlib.util.find_spec
    monkeypatch.setattr(command.importlib.util, "find_spec", lambda one: None if one == lacking else found(one))
    wrong(
        lambda: pair.report(tmp_path / "r.docx"),
        rf"found no {name}, needed for reports: pip install 'pension-microsim\[report\]'",
    )


def test_wrong_uses_of_figures_are_told(pair):
    wrong(
        lambda: gallery.known_names(pair.base, ["tile", "gains"]),
        "did you mean tiles",
        "no figure of this name of a run",
    )
    wrong(lambda: gallery.known_names(pair.base, ["life"]), "found no person, allowed is one: --person ID")
    wrong(lambda: gallery.known_formats("svg,jpg"), "found jpg, allowed are svg, pdf, png")
    wrong(lambda: pair.plot.cities(), "no figure of this name of a comparison")
    short = Run(pair.base.tree, pair.base.manifest | {"until": 2030}, None, pair.base.lives_table)
    wrong(lambda: short.plot.replacement(), "found a run to 2030, allowed is one that holds lives whole: to 2056")


def test_commands_tell_every_wrong_name_at_once():
    runner = CliRunner()
    result = runner.invoke(main, ["report", "one", "two", "--out", "r.html"])
    assert result.exit_code == 2
    assert "one: found no run of this name" in result.output
    assert "two: found no run of this name" in result.output
    assert runner.invoke(main, ["report", "one", "--out", "r.txt"]).exit_code == 2
    window = runner.invoke(main, ["report", "one", "--out", "r.html", "--window", "2026"])
    assert "allowed are a first and a last year such as 2026-2030" in window.output
    assert runner.invoke(main, ["figures", "one", "--format", "jpg"]).exit_code == 2


def test_a_life_is_drawn_from_its_years(pair):
    import pandas as pd

    from microsim.report import timeline

    years = range(2020, 2060)
    states = ["paying"] * 25 + ["dormant"] * 5 + ["pension"] * 10
    places = ["shenzhen"] * 20 + ["elsewhere"] * 20
    frame = pd.DataFrame({"year": years, "state": states, "place": places, "alive": True})
    frame = frame.assign(wage=8000.0, pension=0.0, residents_pension=0.0, run=pair.base.name)
    figure = timeline.drawn(frame, pair.base, "en")
    said = [text.get_text() for axis in figure.axes for text in axis.texts]
    assert said == ["Shenzhen", "Elsewhere in China"]
    (legend,) = figure.legends
    shown = [text.get_text() for text in legend.get_texts()]
    assert shown == ["Wage", "paying (employees)", "dormant rights", "drawing a pension"]


def test_long_tables_may_break(document):
    grids = {table.key: html_page.grid_of(Sheet(table), "en") for table in tables_of(document)}
    assert grids["assumptions"]["long"]
    assert not grids["who_pays"]["long"]
    assert Path(html_page.FOLDER / "report.css").read_text("utf-8").count("break-inside") >= 3


def test_rows_of_several_units_are_named_in_the_units_of_their_figures(pair):
    """A column of such rows is not scaled to what Chinese readers count in, so neither may its labels be."""
    subject = Subject(pair.base, [pair])
    table = option_matrix(subject)
    assert all(column.unit.factor == 1 for column in table.columns)
    named = {row.key: row.zh for row in table.rows}
    money, heads = (
        next(key for key in named if "own_balance_real" in key),
        next(key for key in named if "contrib" in key),
    )
    assert "十亿元" in named[money]
    assert "百万人" in named[heads]
    at = [row.key for row in table.rows].index(money)
    figure = subject.levels.figure("own_balance_real", "both", int(money.rpartition(".")[2]))
    assert table.cells[at][-1].value == figure.value  # bn yuan
