"""Text files as bureaus hand them over: encodings, separators, titles above and blank rows below."""

import gzip

import pytest

from microsim.microdata.bring_in import import_file
from microsim.microdata.folder import read_folder
from microsim.microdata.read import read_table
from microsim.places import PLACE_CODE
from microsim.reading import InputError

TEXT = "编号,城市,b\n001,广州,2\n002,深圳市,3\n"
RARE = "编号,城市\n𠮷田1,广州\n"  # a name of four bytes, which gbk does not have


def refused(path, *options, **more):
    """Return the one line with which a file is refused."""
    with pytest.raises(InputError) as error:
        read_table(path, *options, **more)
    (line,) = str(error.value).splitlines()
    return line


@pytest.mark.parametrize("name", ["p.csv", "p.csv.gz", "p.tsv", "p.txt"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_of_every_text_format(tmp_path, name, encoding):
    text = TEXT.replace(",", "\t") if name == "p.tsv" else TEXT
    if encoding == "big5":
        text = text.replace("编号", "編號").replace("广", "廣")
    raw = text.encode(encoding)
    (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith("gz") else raw)
    frame = read_table(tmp_path / name, encoding)
    assert frame.iloc[:, 0].tolist() == ["001", "002"]
    assert frame["城市"].tolist() == [text.splitlines()[1][4:6], "深圳市"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_says_the_encoding(tmp_path, encoding):
    (tmp_path / "p.csv").write_bytes(TEXT.encode(encoding))
    assert read_table(tmp_path / "p.csv")["编号"].tolist() == ["001", "002"]
    assert "found the mark of utf-" in refused(tmp_path / "p.csv", "gbk")


@pytest.mark.parametrize(
    ("written", "said", "advice"),
    [
        ("utf-8", "gbk", "utf-8"),
        ("utf-8", "gb18030", "utf-8"),
        ("utf-8", "latin-1", "utf-8"),
        ("gb18030", None, "gb18030"),
        ("gb18030", "gbk", "gb18030"),
        ("gb18030", "ascii", "gb18030"),
        ("utf-16-le", None, "utf-16-le"),
        ("utf-16-be", "gbk", "utf-16-be"),
    ],
)
def test_advice_is_an_encoding_that_reads_the_file(tmp_path, written, said, advice):
    path = tmp_path / "p.csv"
    path.write_bytes(RARE.encode(written))
    line = refused(path, said)
    found = line.split("say encoding: ")[1].split(" ")[0]
    assert found == advice
    assert read_table(path, found).iloc[0].tolist() == ["𠮷田1", "广州"], "the advice works"


def test_bytes_that_nothing_reads(tmp_path):
    (tmp_path / "p.csv").write_bytes(b"a,b\n\xff\xff\xfe,2\n")
    assert "is the file damaged?" in refused(tmp_path / "p.csv")


@pytest.mark.parametrize(("word", "mark"), [("tab", "\t"), ("semicolon", ";"), ("bar", "|")])
def test_a_wrong_separator_is_said_in_one_line(tmp_path, word, mark):
    path = tmp_path / "p.csv"
    path.write_text(TEXT.replace(",", mark), encoding="utf-8")
    wanted = frozenset({"编号", "城市"})
    for line in (refused(path), refused(path, wanted=wanted)):
        assert f"found fields parted by a {word}, not a comma" in line
        assert f"say separator: {word} in the crosswalk" in line
    assert read_table(path, separator=mark, wanted=wanted)["城市"].tolist() == ["广州", "深圳市"]


def test_a_comma_where_a_tab_is_usual(tmp_path):
    (tmp_path / "p.tsv").write_text(TEXT, encoding="utf-8")
    assert "found fields parted by a comma, not a tab" in refused(tmp_path / "p.tsv")


@pytest.mark.parametrize(
    "above",
    ["2016年参保人员名单\n", "2016年参保人员名单,,\n", "\n\n", '"名单\n二〇一六年",,\n,,\n', "单位：元,填报人,\n"],
)
def test_titles_above_the_header(tmp_path, above):
    path = tmp_path / "p.csv"
    path.write_text(above + TEXT, encoding="utf-8")
    frame = read_table(path, wanted=frozenset({"编号", "城市"}))
    assert list(frame.columns) == ["编号", "城市", "b"]
    assert frame["编号"].tolist() == ["001", "002"]


@pytest.mark.parametrize("end", [",,\n,,\n", "\n\n", " ,  , \n", ",,\n" * 3 + "\n"])
def test_blank_rows_at_the_end(tmp_path, end):
    (tmp_path / "p.csv").write_text(TEXT + end, encoding="utf-8")
    assert read_table(tmp_path / "p.csv")["编号"].tolist() == ["001", "002"]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_ends_of_lines(tmp_path, newline):
    (tmp_path / "p.csv").write_bytes(TEXT.replace("\n", newline).encode())
    assert read_table(tmp_path / "p.csv")["b"].tolist() == ["2", "3"]


def test_columns_without_names(tmp_path):
    (tmp_path / "p.csv").write_text("a,,b,\n1,,2,\n3,x,4,\n", encoding="utf-8")
    frame = read_table(tmp_path / "p.csv")
    assert list(frame.columns) == ["a", "column 2", "b", "column 4"]
    assert frame["b"].tolist() == ["2", "4"]


def test_a_quotation_mark_that_is_not_closed_loses_no_rows(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text('id,name,b\n1,"x,2\n2,y,3\n3,"z,4\n4,u,5\n', encoding="utf-8")
    assert "found" in refused(path)
    path.write_text('id,name,b\n1,"x,2\n2,y,3\n3,z",4\n4,u,5\n', encoding="utf-8")
    assert "row 1: found a cell that holds whole rows" in refused(path)
    path.write_text('id,name,b\n1,"x\ny",2\n', encoding="utf-8")
    assert read_table(path)["name"].tolist() == ["x\ny"], "a cell may have two lines"


def test_a_bureaus_sheet_as_it_comes(tmp_path):
    """Title, GB18030, tabs, words, full names, twelve digits, Chinese months, blank rows: all in one."""
    (tmp_path / "m.yaml").write_text(
        "date: 2016-12\nencoding: gb18030\nseparator: tab\n"
        "persons: {person: 编号, sex: 性别, birth: 出生, place: 地址, hukou_place: 户籍, residents_member: 居保}\n",
        encoding="utf-8",
    )
    rows = [
        "参保名单\t\t\t\t\t",
        "编号\t性别\t出生\t地址\t户籍\t居保",
        "007\t男\t1965年7月\t广东省广州市天河区\t440106001001\t有",
        "7\t女\t1970.10\t上海市浦东新区\t湖南省长沙市\t无",
        "\t\t\t\t\t",
    ]
    (tmp_path / "p.txt").write_bytes("\r\n".join(rows).encode("gb18030"))
    made = import_file(tmp_path / "p.txt", tmp_path / "m.yaml", tmp_path / "own")
    persons = read_folder(made.folder)[0]["persons"]
    assert persons["person"].tolist() == ["007", "7"]
    assert persons["sex"].tolist() == [0, 1]
    assert persons["birth"].tolist() == [12 * 1965 + 6, 12 * 1970 + 9]
    assert persons["place"].tolist() == [PLACE_CODE["guangzhou"], PLACE_CODE["shanghai"]]
    assert persons["hukou_place"].tolist() == [PLACE_CODE["guangzhou"], PLACE_CODE["elsewhere"]]
    assert persons["residents_member"].tolist() == [1, 0]
    assert made.summary["notes"] == ["persons: 1 line above the header left out"]
