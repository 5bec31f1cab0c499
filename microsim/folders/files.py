"""Files that a user names for a result: what is wrong with a name is told before anything is worked out."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from microsim.reading import InputError, Problem

CSV, WORKBOOK, STATA = (".csv",), (".xlsx",), (".dta",)
PICTURES, SCENARIOS = (".svg", ".png", ".pdf"), (".yaml", ".yml")
MARKED, PLAIN = "utf-8-sig", "utf-8"  # with the mark by which Excel knows Chinese text, and as all else reads it


def wrong_file(path: Path | None, endings: Sequence[str]) -> list[Problem]:
    """Return what is wrong with the name of a file to write; nothing of none."""
    if path is None:
        return []
    ending, known = path.suffix.lower(), " or ".join(endings)
    if ending not in endings and not path.is_dir():
        found = f"a file that ends in {ending}" if ending else "a file without an ending"
        return [Problem(str(path), 0, 0, "", f"found {found}, allowed is one that ends in {known}")]
    if path.parent.is_dir() and not path.is_dir():
        return []
    found = "a folder of this name" if path.is_dir() else f"no folder {path.parent}"
    return [Problem(str(path), 0, 0, "", f"found {found}, allowed is a file in a folder that is there")]


def check_files(*files: tuple[Path | None, Sequence[str]]) -> None:
    """Refuse names of files that cannot be written, all of them at once."""
    if problems := [problem for path, endings in files for problem in wrong_file(path, endings)]:
        raise InputError(problems)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell what the system says of a file that cannot be written as a mistake of its name."""
    try:
        yield
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise InputError([Problem(str(path), 0, 0, "", message)]) from None


def write_frame(frame: Any, path: Path) -> None:
    """Write a table of pandas as CSV, words in English; InputError where it cannot be written."""
    with writing(path):
        frame.to_csv(path, index=False, encoding=PLAIN)


def encoding_of(language: str) -> str:
    """Return the encoding of a CSV file whose words are in a language."""
    return MARKED if language == "zh" else PLAIN


def lacking_writer(path: Path, library: str) -> InputError:
    """Return the mistake of a library that is not there to write a file."""
    message = f"needs {library}, which is not installed: pip install 'pension-microsim[report]'; or take --csv"
    return InputError([Problem(str(path), 0, 0, "", message)])
