"""Figures can be drawn in both languages, and never show boxes in place of Chinese."""

import hashlib
import warnings

import pytest
from matplotlib.figure import Figure

from microsim.notices import Notice
from microsim.reading import InputError
from microsim.report import figures, style
from microsim.report.outcome import Run, read_run
from microsim.results.headline import ROWS
from tests.synthetic import synthetic_results


@pytest.fixture(scope="module")
def tree():
    """A tree of synthetic results over enough years to draw."""
    return synthetic_results(years=12)


@pytest.fixture
def no_chinese_font(monkeypatch):
    """A machine without any font that has Chinese characters."""
    monkeypatch.setattr(style, "CHINESE_FONTS", ())
    style.chinese_font.cache_clear()
    yield
    style.chinese_font.cache_clear()


def texts(figure):
    """Return all words of a figure."""
    from matplotlib.text import Text

    return " ".join(text.get_text() for text in figure.findobj(Text))


def has_chinese(text):
    """Tell whether there are Chinese characters in a text."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize("name", figures.FIGURES)
def test_english_figures(tree, name):
    figure = figures.draw(tree, name)
    assert not has_chinese(texts(figure))
    assert "synthetic" in texts(figure)


def test_without_a_font_pixels_are_english_and_svg_is_chinese(tree, tmp_path, no_chinese_font, caplog, monkeypatch):
    chinese = {}
    save = Figure.savefig

    def saved(figure, file, format, **options):
        chinese.setdefault(format, set()).add(has_chinese(texts(figure)))
        save(figure, file, format=format, **options)

    monkeypatch.setattr(Figure, "savefig", saved)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of matplotlib, about each sign it has no shape for
        with pytest.warns(Notice, match=r"No font with Chinese characters"):
            written = figures.write_figures(tree, tmp_path, "zh")
    assert sorted(path.name for path in written) == sorted(
        f"{name}.{kind}" for name in figures.FIGURES for kind in ("png", "svg")
    )
    assert all(has_chinese((tmp_path / f"{name}.svg").read_text()) for name in figures.FIGURES)
    assert len([record for record in caplog.records if "font" in record.message]) == 1
    assert chinese == {"svg": {True}, "png": {False}}


@pytest.mark.slow
def test_equal_results_give_equal_figures(tree, tmp_path):
    digests = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        folder.mkdir()
        written = figures.write_figures(tree, folder)
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in written])
    assert digests[0] == digests[1]


def test_a_run_plots_and_shows_itself(tree):
    run = Run(tree, {"scenario": {"name": "<synthetic>"}, "one_in": 1000, "persons": 5, "person_years": 9})
    assert run.plot.funds().axes
    assert "12 lives" not in repr(run)
    assert "<synthetic>" in repr(run)
    page = run._repr_html_()
    assert "&lt;synthetic&gt;" in page
    assert len(page) < 50_000
    assert len(run.headline()) == 3 * len(ROWS)


def test_style_outlasts_no_figure(tree):
    import matplotlib

    before = dict(matplotlib.rcParams)
    figures.draw(tree, "pensions")
    assert dict(matplotlib.rcParams) == before


def test_the_last_year_of_a_short_run_is_drawn(tree):
    titles = [axis.get_title("left") for axis in figures.draw(tree, "pyramids").axes]
    first, last = (int(year) for year in tree["funds"].year[[0, -1]])
    assert {f"Guangdong {first}", f"Guangdong {last}"} <= set(titles)


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"found no manifest\.json"):
        read_run(tmp_path)


def test_a_font_installed_since_matplotlib_looked_is_found(monkeypatch):
    """Its list of fonts is kept for good: advice to install one did nothing."""
    from matplotlib import font_manager

    class Manager:
        def __init__(self):
            self.ttflist = []

        def addfont(self, path):
            if path == "broken.ttf":
                raise RuntimeError("no font")
            self.ttflist.append(type("Font", (), {"name": style.CHINESE_FONTS[3], "fname": path}))

    monkeypatch.setattr(font_manager, "fontManager", Manager())
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: ["broken.ttf", "new.otf"])
    style.chinese_font.cache_clear()
    assert style.chinese_font() == style.CHINESE_FONTS[3]
    style.chinese_font.cache_clear()


def test_figures_drawn_beside_say_that_a_font_is_missing(tree, no_chinese_font, monkeypatch):
    from microsim.report import beside

    monkeypatch.setattr(beside.pickle, "load", lambda _: {"funds.png": b"", beside.LANGUAGE: "en"})
    process = type("Process", (), {"stdout": object(), "stdin": None})
    for language in ("zh", "en"):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            assert beside.Painter(process, language).finish() == {"funds.png": b""}
        assert [one.category for one in told] == ([Notice] if language == "zh" else [])
