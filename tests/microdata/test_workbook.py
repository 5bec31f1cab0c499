"""Workbooks of a spreadsheet: typed cells, titles, blank ends, sheets by name; the same folder as the same text gives."""

import base64
import datetime
import gzip

import pytest

from microsim.microdata.bring_in import import_file
from microsim.microdata.folder import read_folder
from microsim.microdata.read import read_table
from microsim.reading import InputError
from tests.microdata.workbooks import write_workbook

pytest.importorskip("python_calamine")
HEAD = ["编号", "性别", "出生", "常住地", "工资"]
ROWS = [
    ["0007", "男", datetime.date(1965, 7, 15), "广州市", 5000],
    ["P2", "女", datetime.date(1970, 10, 1), 440300, 4321.5],
]
# The sheet below HEAD and ROWS with a title, in the format of before 2007, which nothing here writes: made once, gzip, base64.
OLD_FORMAT = (
    "H4sICEYFCGsCA3NoZWV0LnhscwDtWE1IVFEU/u57M+OM6TiaSk5gIqTlD0wG6UanwnLlqGmolZOaE4ShYRbUIi1zFULgqmgj2KKN/RD9B9UqIj"
    "BqEQSWFq1aBUYR6nTOeW90NAUHTDDeN9xz7/m559777rk/c9+MJo8P3fZOYAHKoGMm7IIjSqYouSKMB6QPh7kYyZ2UwhbWFFxOmkiHHY8TX8fx"
    "HPJ8T0DDLdtzosBnSodwAoHOjlDWKmK39KFFcR9KlY1iT8M1Sm5kSL9ShB4Rul7oTbF9InSnSAaElpLtuDqAUX8gr8SM4wYtW3Ruogr3pc4HkW"
    "xDGl5yHPdcVoatHbu6jrUcX2OKTFsChkFTWhHqCHUxn4TriAcaCYWVlYXl5eNIpekexo9wFjAZWdfPsiz56soVSP5rvjxuCbmTJnGhfFCzAb0I"
    "NysO5n4kIGhjjaZe1I5VMX/XYfCTl9xHpxDCOuKMpIrgo5jfge4gGz8KNNQl1u2vJUfpPT85y23O30fZ75pNp3SokmBVla+e+K9N5QPUiM/nK1"
    "ZQxazrCX5s0oK0hqqLSHSyMZ5PC9ldPPN2l0RZcwlE25Ak5WRZeR4a3NSN728rW6v9h0XSKyeKce5s5kEijPNcgyq7RSPjpJAH8qRGvtAL4nWj"
    "lL1CU8mG8pzqNLOwt09sLoo2h9rZLnjnz40qb6Fy/7eaB5n9X/xbqTxSMXE2deS9fwjZdA62UX3+9aFAFairVxgP/ZFcmTvUmNCMv3Yrp+Yxxx"
    "Y2D9ckTPP6JCQLZQslo5tvocSCqcFFvp/BacTps5xOnG2WsxFnNz1ri3jWxLPDtDdmhqftnMacRiOKP61MHXt2zurYc3bA8Kwv4lkXzy7Tsy6e"
    "eaxPsYE49vxqkGV3PnmJHmz2kscyLQX3uEu0m89h5aIKS0bVHNZaVMk3w2LfzIIFCxYsWLBgIfpNh28Ounmbtpv3qTjzXWea0oz1TPLfYh866d"
    "dNfyn3oIPyLpyJKX7SYVcRX2qZdSLvhYx6ar0L7WiVfrTHHL90H1bR41l2Rc/KLaFY25+JpZ//uP0/xpcj9AAWAAA="
)
MAP = "date: 2016-12\npersons: {person: 编号, sex: 性别, birth: 出生, place: 常住地, wage: 工资}\n"


def brought_in(tmp_path, sheets, name="p.xlsx", more=""):
    """Import a workbook."""
    write_workbook(tmp_path / name, sheets)
    (tmp_path / "m.yaml").write_text(MAP + more, encoding="utf-8")
    return read_folder(import_file(tmp_path / name, tmp_path / "m.yaml", tmp_path / f"{name}.own").folder)[0]["persons"]


def test_a_workbook_is_read_like_text(tmp_path):
    persons = brought_in(tmp_path, {"Sheet1": [HEAD, *ROWS]})
    assert persons["person"].tolist() == ["0007", "P2"]
    assert persons["birth"].tolist() == [12 * 1965 + 6, 12 * 1970 + 9]
    assert persons["wage"].tolist() == [5000, 4321.5]
    lines = [",".join(map(str, row)) for row in (HEAD, *ROWS)]
    (tmp_path / "p.csv").write_text("\n".join(lines), encoding="utf-8")
    text = import_file(tmp_path / "p.csv", tmp_path / "m.yaml", tmp_path / "text").folder
    assert (text / "persons.parquet").read_bytes() == (tmp_path / "p.xlsx.own" / "persons.parquet").read_bytes()


def test_titles_blank_rows_and_blank_columns(tmp_path):
    title = ["2016年参保人员名单", None, None, None, None]
    wide = [[*row, None] for row in (HEAD, *ROWS)]
    persons = brought_in(tmp_path, {"Sheet1": [title, [None] * 6, *wide, [None] * 6, ["", " ", None]], "Sheet2": []})
    assert persons.rows == 2


def test_a_workbook_of_before_2007(tmp_path):
    (tmp_path / "p.xls").write_bytes(gzip.decompress(base64.b64decode(OLD_FORMAT)))
    (tmp_path / "m.yaml").write_text(MAP, encoding="utf-8")
    made = import_file(tmp_path / "p.xls", tmp_path / "m.yaml", tmp_path / "own")
    assert made.summary["notes"] == ["persons: 1 line above the header left out"]
    persons = read_folder(made.folder)[0]["persons"]
    assert persons["person"].tolist() == ["0007", "P2"]
    assert persons["birth"].tolist() == [12 * 1965 + 6, 12 * 1970 + 9]
    assert persons["wage"].tolist() == [5000, 4321.5]


def test_sheets_by_name(tmp_path):
    sheets = {"说明": [["a", "b"], ["1", "2"]], "参保": [HEAD, *ROWS]}
    with pytest.raises(InputError, match="found no sheet persons, it has 说明, 参保: name one under tables"):
        brought_in(tmp_path, sheets)
    assert brought_in(tmp_path, sheets, more="tables: {persons: 参保}\n").rows == 2


def test_numbers_that_the_workbook_has_rounded_are_no_ids(tmp_path):
    rows = [[310101196507150000, *row[1:]] for row in ROWS[:1]]
    with pytest.raises(
        InputError, match=r"编号: row 1: found 3.1010119650715e\+17, allowed is an id that the file has whole"
    ):
        brought_in(tmp_path, {"S": [HEAD, *rows]})
    persons = brought_in(tmp_path, {"S": [HEAD, [100_000_001, *ROWS[0][1:]]]}, "q.xlsx")
    assert persons["person"].tolist() == ["100000001"]


def test_a_month_as_a_number_with_a_point(tmp_path):
    with pytest.raises(InputError, match=r"出生: row 1: found 1970.1, a month after a point has two digits"):
        brought_in(tmp_path, {"S": [HEAD, ["a", "男", 1970.1, "广州", 1]]})


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600), b"<html><table></table></html>"]
)
@pytest.mark.parametrize("name", ["p.xlsx", "p.xls", "p.xlsm"])
def test_what_is_no_workbook(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=r"cannot be read as \.xls"):
        read_table(tmp_path / name)


def test_a_workbook_of_nothing(tmp_path):
    write_workbook(tmp_path / "p.xlsx", {"S": [[None]]})
    with pytest.raises(InputError, match="found no sheet"):
        read_table(tmp_path / "p.xlsx")
    write_workbook(tmp_path / "q.xlsx", {"S": [HEAD]})
    with pytest.raises(InputError, match="found no rows"):
        read_table(tmp_path / "q.xlsx")
