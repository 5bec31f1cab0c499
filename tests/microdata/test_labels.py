"""Labels are bound to the columns the file binds them to, with and without the optional readers; old text needs an encoding."""

import importlib

import pandas as pd
import pytest

from microsim.microdata.bring_in import import_file
from microsim.microdata.folder import read_folder
from microsim.microdata.labels import labels_of
from microsim.microdata.read import read_table
from microsim.reading import InputError

SETS = {"miss": {-8: "不适用", -9: "缺失"}, "yesno": {1: "是", 2: "否"}, "wage": {1: "男", 2: "女"}}
BOUND = {
    "wage": "miss",
    "pension": "miss",
    "sex": "wage",
    "cadre": "yesno",
}  # one set for two columns, one of a column's name


def write_bound(path):
    """Write a Stata file whose columns share sets of labels that bear other names than they do."""
    frame = pd.DataFrame(
        {"id": ["a", "b", "c"], "sex": [1, 2, 1], "wage": [5000, -8, -9], "pension": [-8, -9, -8], "cadre": [1, 2, 2]}
    )
    labels = {column: SETS[name] for column, name in BOUND.items()}
    frame.to_stata(path, write_index=False, version=118, value_labels=labels)
    raw = path.read_bytes()
    for (
        column,
        name,
    ) in BOUND.items():  # pandas names every set as its column: rename it where it is bound and where it is kept
        old, new = column.encode().ljust(129, b"\0"), f"set_{name}".encode().ljust(129, b"\0")
        start = raw.index(b"<value_label_names>")
        end = raw.index(b"</value_label_names>")
        raw = raw[:start] + raw[start:end].replace(old, new) + raw[end:].replace(old, new)
    path.write_bytes(raw)


@pytest.fixture(params=["with", "without"])
def reader(request, monkeypatch):
    """Both installations: with the optional reader of statistics, and without."""
    real = importlib.import_module

    def missing(name, *rest):
        if name == "pyreadstat":
            raise ImportError(name)
        return real(name, *rest)

    if request.param == "without":
        monkeypatch.setattr(importlib, "import_module", missing)


@pytest.mark.usefixtures("reader")
def test_labels_are_bound_as_the_file_binds_them(tmp_path):
    path = tmp_path / "p.dta"
    write_bound(path)
    frame = read_table(path)
    for column, name in BOUND.items():
        assert labels_of(frame, column) == {str(code): text for code, text in SETS[name].items()}, column
    assert labels_of(frame, "id") == {}
    (tmp_path / "m.yaml").write_text(
        "date: 2016-12\nmissing: [不适用, 缺失]\n"
        "persons: {person: id, sex: sex, age: {value: 40}, place: {value: guangzhou}, wage: wage, pension: pension}\n",
        encoding="utf-8",
    )
    persons = read_folder(import_file(path, tmp_path / "m.yaml", tmp_path / "own").folder)[0]["persons"]
    assert persons["sex"].tolist() == [0, 1, 0]
    assert persons["wage"][0] == 5000
    assert not persons.known("pension")


def test_as_the_optional_reader_binds_them(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    path = tmp_path / "p.dta"
    write_bound(path)
    about = pyreadstat.read_dta(str(path), metadataonly=True)[1]
    told = {
        name: {str(int(code)): text for code, text in one.items()} for name, one in about.variable_value_labels.items()
    }
    assert told == {name: labels_of(read_table(path), name) for name in BOUND}


def test_labels_that_cannot_be_bound_are_refused(tmp_path, monkeypatch):
    from pandas.io.stata import StataReader

    path = tmp_path / "p.dta"
    write_bound(path)
    read = StataReader.read

    def unbound(self, *rest, **more):
        frame = read(self, *rest, **more)
        del self._lbllist
        return frame

    monkeypatch.setattr(StataReader, "read", unbound)
    with pytest.raises(InputError, match="cannot be bound to their columns"):
        read_table(path)


def write_old(path, encoding):
    """Write a Stata file of before Stata 14, whose text is bytes of an encoding it does not say."""

    def told(text):
        return text.encode(encoding).decode("latin-1")

    frame = pd.DataFrame({"id": ["a", "b"], "sex": [1, 2], "city": [told("广州"), told("深圳市")]})
    labels = {"sex": {1: told("男"), 2: told("女")}}
    frame.to_stata(path, write_index=False, version=114, value_labels=labels, variable_labels={"city": told("城市")})


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_old_text_in_the_encoding_the_crosswalk_names(tmp_path, encoding):
    path = tmp_path / "p.dta"
    write_old(path, encoding)
    frame = read_table(path, encoding)
    assert frame["city"].tolist() == ["广州", "深圳市"]
    assert labels_of(frame, "sex") == {"1": "男", "2": "女"}
    assert frame.attrs["titles"] == {"city": "城市"}


@pytest.mark.parametrize(
    ("said", "reason"), [(None, "an encoding the file does not say"), ("utf-8", "bytes that are not utf-8")]
)
def test_old_text_is_not_guessed(tmp_path, said, reason):
    write_old(tmp_path / "p.dta", "gbk")
    with pytest.raises(InputError) as error:
        read_table(tmp_path / "p.dta", said)
    assert reason in str(error.value)
    assert "say encoding: gb18030" in str(error.value)


def test_old_files_of_plain_letters_need_no_encoding(tmp_path):
    pd.DataFrame({"id": ["a", "b"]}).to_stata(tmp_path / "p.dta", write_index=False, version=114)
    assert read_table(tmp_path / "p.dta")["id"].tolist() == ["a", "b"]


def test_new_text_that_is_no_utf_8_is_refused(tmp_path):
    path = tmp_path / "p.dta"
    pd.DataFrame({"id": ["城市", "b"]}).to_stata(path, write_index=False, version=118)
    path.write_bytes(path.read_bytes().replace("城市".encode(), "城市x".encode("gbk") + b"x"))
    with pytest.raises(InputError, match="found text that is not utf-8"):
        read_table(path)
