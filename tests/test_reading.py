"""The YAML reader: what it keeps as text, where things stand, what it refuses."""

import pytest

from microsim.reading import InputError, Position, Problems, did_you_mean, nearest, read_kept, read_yaml


def test_plain_words_are_yaml_1_2():
    data, _ = read_yaml("a: NO\nb: yes\nc: true\nd: 010\ne: 1e3\nf: .5\ng: ~\nh: '5'\ni: 63y0m\nj: 2031-01\n")
    assert data == {
        "a": "NO",
        "b": "yes",
        "c": True,
        "d": 10,
        "e": 1000.0,
        "f": 0.5,
        "g": None,
        "h": "5",
        "i": "63y0m",
        "j": "2031-01",
    }


def test_dates_become_iso_text_and_years_stay_numbers():
    data, _ = read_yaml("2031-1-1: 2031-2-3\n2026: 1\n")
    assert data == {"2031-01-01": "2031-02-03", 2026: 1}


def test_positions_are_those_of_keys_and_items():
    _, positions = read_yaml("a:\n  b: [1, 2]\n", "f.yaml")
    assert positions["a", "b"] == Position("f.yaml", 2, 3)
    assert positions["a", "b", 1] == Position("f.yaml", 2, 10)
    assert positions[()] == Position("f.yaml", 1, 1)


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_empty_text_is_nothing(text):
    assert read_yaml(text)[0] is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "f:2:1: a: found the same key twice, first on line 1"),
        ("x:\n  a: 1\n  a: 2\n", "f:3:3: x.a: found the same key twice"),
        ("a: 2031-02-30\n", "f:1:4: a: found 2031-02-30, which is no date"),
        ("a: {x: 1}\nb: {<<: {y: 2}}\n", "f:2:5: b.<<: found a merge"),
        ("a: &k 1\nb: *k\n", "f:2:4: b: found the alias *k"),
        ("a: &x [*x]\n", "f:1:8: a.0: found the alias *x"),
        ("a: !!python/object:os.system 1\n", "f:1:4: a: found the tag"),
        ("a: 1\n---\nb: 2\n", "f:2:1: found a second document"),
        ("[1]: 2\n", "f:1:1: found a list, map or alias as a key"),
        ("a: [1\nb\n", "f:3:1: not valid YAML"),
        ("a:\n\t- 1\n", "not tabs"),
        ("a: b: c\n", "f:1:5: not valid YAML"),
        ("a: \x00\n", "not valid YAML"),
        ("[" * 60, "f:1:52: nested more than 50 levels"),
        ("{a: " * 60, "nested more than 50 levels"),
    ],
)
def test_refused(text, message):
    with pytest.raises(InputError) as caught:
        read_yaml(text, "f")
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["[" * 3000, "{a: " * 3000, "- " * 100_000])
def test_far_too_deep_is_refused_where_it_stands(text):
    """By this reader or by the parser, which has a bound of its own: whichever comes first says it in its words."""
    with pytest.raises(InputError, match=r"^f:1:[0-9]+: [a-z]"):
        read_yaml(text, "f")


def test_all_mistakes_at_once():
    with pytest.raises(InputError) as caught:
        read_yaml("a: 1\na: 2\nb: 2031-13-01\nc: !x 1\n")
    assert len(caught.value.problems) == 3


def test_unreadable_files(tmp_path):
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"a: 1\nb: \xe9\n")
    with pytest.raises(InputError, match=r"latin\.yaml:2:1: not UTF-8"):
        read_yaml(latin)
    with pytest.raises(InputError, match="cannot be read"):
        read_yaml(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        read_yaml(tmp_path)


def test_nearest_name():
    assert nearest("shangai", ["guangdong", "shanghai"]) == "shanghai"
    assert nearest("final_age", ["national.retirement.men.final_age"]) == "national.retirement.men.final_age"
    assert nearest("xyz", ["guangdong"]) is None
    assert did_you_mean("xyz", ["guangdong"]) == ""


@pytest.fixture
def kept_at(tmp_path, monkeypatch):
    """Let what is read be kept in a folder of its own, and return it."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/microsim/read"


def no_reader(*_, **__):
    raise AssertionError("read anew")


def test_what_is_kept_of_a_file_is_what_it_says(tmp_path, kept_at, monkeypatch):
    file = tmp_path / "a.yaml"
    file.write_text("a: {2026: [1, 2.5, null], b: 2031-2-3}\nc: 'x'\n", encoding="utf-8")
    read = read_yaml(file)
    assert read_kept(file) == read
    monkeypatch.setattr("microsim.reading.kept.read_yaml", no_reader)
    data, positions = read_kept(file)
    assert (data, positions) == read
    assert str(positions["a", 2026, 1]) == f"{file}:1:15"
    assert [*positions] == [*read[1]]


@pytest.mark.parametrize(
    "harm", [lambda entry: entry[:-3], lambda entry: entry[:70] + b"x" + entry[71:], lambda _: b""]
)
def test_what_no_longer_fits_is_read_anew(tmp_path, kept_at, harm):
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n", encoding="utf-8")
    read_kept(file)
    (entry,) = kept_at.iterdir()
    entry.write_bytes(harm(entry.read_bytes()))
    assert read_kept(file)[0] == {"a": 1}
    file.write_text("a: 2\n", encoding="utf-8")
    assert read_kept(file)[0] == {"a": 2}
    assert [*kept_at.iterdir()] == [entry]


def test_a_file_with_mistakes_tells_them_every_time(tmp_path, kept_at):
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\na: 2\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InputError, match="the same key twice"):
            read_kept(file)
        problems = Problems()
        assert read_kept(file, problems)[0] == {"a": 1}
        assert len(problems) == 1
    assert not kept_at.exists()


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path, monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    (tmp_path / "file").write_text("a: 1\n", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert read_kept(tmp_path / "file")[0] == {"a": 1}
    with pytest.raises(InputError, match="cannot be read"):
        read_kept(tmp_path / "none.yaml")
