"""The worked examples: each file holds a case, its source, the tolerance and what the case must give."""

import textwrap
from pathlib import Path

from microsim.reading import read_yaml

FOLDER = Path(__file__).parent / "examples"
EXAMPLES = {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}


def example(name):
    """Return an example as a mapping: source, tolerance, case, expected."""
    return read_yaml(EXAMPLES[name])[0]


def case_text(name):
    """Return the case of an example as the text of a case file."""
    _, _, rest = EXAMPLES[name].read_text(encoding="utf-8").partition("\ncase:\n")
    return textwrap.dedent(rest.partition("\nexpected:\n")[0]) + "\n"


def case_file(name, folder):
    """Write the case of an example as a file of its own and return its path."""
    file = folder / f"{name}.yaml"
    file.write_text(case_text(name), encoding="utf-8")
    return file
