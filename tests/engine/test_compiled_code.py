"""Compiled code follows its sources, and says the same as Python without a compiler."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import microsim
from microsim.engine.run import record_lives
from microsim.kernel.jit import kernel_sources
from microsim.schema import PERSON_FIELDS

ROOT = Path(__file__).parents[2]
PACKAGE = Path(microsim.__file__).parent

DECORATORS = {"rule", "pure", "event", "kernel"}

CONTRIBUTION = """
import numba
import microsim
from microsim.schemes.base.contributions import contribution

number = contribution(1000.0, 0.08)
print(microsim.__file__, numba.config.CACHE_DIR, number, sep="\\n")
"""

PENSIONS = """
import numba
import microsim
from microsim.engine.run import simulate
from tests.world import synthetic_numbers, synthetic_world

tallies = simulate(synthetic_numbers(), synthetic_world(), threads=1)
print(microsim.__file__, numba.config.CACHE_DIR, tallies.pension_fen.sum(), sep="\\n")
"""

PRODUCT = """
import sys
from microsim.kernel.jit import compiler

numba = compiler()
print("scipy.linalg" in sys.modules)
import numpy as np
product = numba.njit(cache=False)(lambda a, b: a @ b)
print(product(np.array([[1.0, 2.0]]), np.array([[3.0], [2.0]])).tolist())
"""

# Without the compiler, records are read by name through these wrappers, as compiled code reads them.
INTERPRETED = """
import sys
import numpy as np
from microsim.engine.block import simulate_block
from microsim.kernel.draws import draw_key
from microsim.kernel.lifetimes import NO_ROWS
from microsim.kernel.tallies import TALLIES
from microsim.kernel.world import BASE_YEAR, FIRST_STOCK_YEAR, pack_world
from microsim.schema import PERSON
from tests.world import synthetic_world

def seen(value):
    if isinstance(value, np.void):
        return Row(value)
    if isinstance(value, np.ndarray):
        return Rows(value) if value.dtype.names else value
    return value.item()

class Row:
    def __init__(self, record):
        object.__setattr__(self, "record", record)
    def __getattr__(self, name):
        return seen(self.record[name])
    def __setattr__(self, name, value):
        self.record[name] = value

class Rows:
    def __init__(self, records):
        self.records, self.shape = records, records.shape
    def __getitem__(self, index):
        return seen(self.records[index])
    def __setitem__(self, index, row):
        self.records[index] = row.record

numbers = np.load(sys.argv[1])
until = int(sys.argv[3])
lives = np.zeros((len(numbers), until - FIRST_STOCK_YEAR + 1), PERSON)
tables, scratch, tallies = pack_world(synthetic_world()), np.zeros(2, PERSON), np.zeros(1, TALLIES)
simulate_block(numbers, Row(tables[0]), draw_key(1, 0), until, Rows(scratch), Row(tallies[0]), Rows(lives), NO_ROWS)
np.save(sys.argv[2], lives[:, BASE_YEAR - FIRST_STOCK_YEAR :])
"""


def run_python(script, *arguments, path=ROOT, **environment):
    """Run a script in a fresh interpreter that finds the package below ``path``, and return its lines."""
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (path, ROOT))), **environment}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, env=found, cwd=path, check=True, capture_output=True, text=True).stdout.splitlines()


@pytest.fixture
def copy(tmp_path):
    """Return a folder with a copy of the package's sources, to be edited."""
    shutil.copytree(PACKAGE, tmp_path / "microsim", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def edit(path, old, new):
    """Replace a piece of source."""
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new), encoding="utf-8")


def run_copy(script, copy):
    """Run a script against the copy; return its cache folder and its number."""
    where, folder, number = run_python(script, path=copy, NUMBA_CACHE_DIR=str(copy / "cache"))
    assert Path(where).is_relative_to(copy)
    assert list(Path(folder).rglob("*.nbc"))
    return folder, int(number)


def test_an_edited_rule_changes_what_its_cached_callers_return(copy):
    rule = copy / "microsim" / "schemes" / "base" / "accounts.py"
    folder, paid = run_copy(CONTRIBUTION, copy)
    assert paid == 8000
    (kept,) = Path(folder).rglob("*.nbc")  # the rule with what it calls; a part is not kept by itself
    assert kept.name.startswith("contributions.contribution-")
    edit(rule, "math.floor(yuan * FEN", "math.floor(2.0 * yuan * FEN")
    edited_folder, edited = run_copy(CONTRIBUTION, copy)
    assert (edited, edited_folder != folder) == (16000, True)
    edit(rule, "math.floor(2.0 * yuan * FEN", "math.floor(yuan * FEN")
    assert run_copy(CONTRIBUTION, copy) == (folder, paid)


@pytest.mark.slow
def test_an_edited_rule_changes_a_whole_run(copy):
    _, before = run_copy(PENSIONS, copy)
    edit(copy / "microsim" / "schemes" / "base" / "indexation.py", "+ rate * pension", "+ 2.0 * rate * pension")
    _, after = run_copy(PENSIONS, copy)
    assert after > before > 0


def compiled_functions():
    """Yield each function that is compiled, with its file."""
    for path in kernel_sources():
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and DECORATORS & {
                getattr(getattr(made, "func", made), "id", None) for made in node.decorator_list
            }:
                yield path, node


def indices_from_the_end(function):
    """Return the lines on which a table, not the shape of one, is read or written from its end."""
    places = [node for node in ast.walk(function) if isinstance(node, ast.Subscript)]
    tables = [node for node in places if getattr(node.value, "attr", None) not in ("shape", "strides")]
    return [
        node.lineno
        for node in tables
        if any(
            isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.USub)
            for part in (node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice])
        )
    ]


def test_no_compiled_index_counts_from_the_end():
    """Compiled code takes an index as it is, so that one below nought would read what lies before the table."""
    functions = list(compiled_functions())
    assert len(functions) > 400
    assert [(str(path), line) for path, made in functions for line in indices_from_the_end(made)] == []
    written = ast.parse("def last(table, place):\n    return table[place, -1] + table[-2] + table.shape[-1]")
    assert indices_from_the_end(written.body[0]) == [2, 2]


BELOW = """
import numpy as np
from microsim.kernel.jit import kernel

@kernel
def read(table, row):
    return table[row]

print(read(np.arange(3.0), 2))
try:
    read(np.arange(3.0), -1)
except IndexError as error:
    print(error)
"""


def test_where_bounds_are_checked_an_index_below_nought_is_outside(tmp_path):
    script = tmp_path / "below.py"
    script.write_text(BELOW, encoding="utf-8")
    told = run_python(
        "import runpy, sys; runpy.run_path(sys.argv[1])",
        script,
        NUMBA_BOUNDSCHECK="1",
        NUMBA_CACHE_DIR=str(tmp_path / "cache"),
    )
    assert told[0] == "2.0"
    assert "out of bounds" in told[1]


SHIPPED = """
from microsim.engine.run import simulate
from microsim.inputs import compile_inputs
from microsim.scenarios import scenario

for name, settings in (("baseline", {}), ("care", {"beyond.allowances": 1, "beyond.livelihood": 1}), ("base-2010", {})):
    inputs = compile_inputs(scenario(name).set(settings))
    population = inputs.population
    tallies = simulate(population.sample(10_000), inputs.world, first=population.base_year)
    print(tallies.population.sum() > 0)
"""


@pytest.mark.slow
def test_no_index_leaves_its_table(tmp_path):
    """The lives of real scenarios read and write within their tables, those before the base date too."""
    folder = str(tmp_path / "cache")
    assert run_python(SHIPPED, NUMBA_CACHE_DIR=folder, NUMBA_BOUNDSCHECK="1") == ["True"] * 3


def test_interpreted_lives_are_those_of_the_compiled_kernel(tmp_path, world, numbers):
    some, until = numbers[::25], 2045
    some = some[(some >> np.uint64(32)) % 128 <= until - 2016]
    np.save(tmp_path / "numbers.npy", some)
    run_python(INTERPRETED, tmp_path / "numbers.npy", tmp_path / "lives.npy", until, NUMBA_DISABLE_JIT="1")
    interpreted, compiled = np.load(tmp_path / "lives.npy"), record_lives(some, world, until=until)
    for field in PERSON_FIELDS:
        tolerance = 1e-12 if field.type == "f8" else 0.0
        assert np.allclose(interpreted[field.name], compiled[field.name], rtol=tolerance, atol=0.0), field.name


def test_other_code_that_multiplies_matrices_still_compiles():
    """Arrays are loaded without linear algebra; who compiles a product in the same process gets it."""
    told = run_python(PRODUCT)
    assert told == ["False", "[[7.0]]"]
