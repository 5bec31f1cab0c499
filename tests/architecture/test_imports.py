"""Imports go one way, and the kernel floor knows numpy and numba only: PyYAML through the one reader below its records."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "microsim"

# Lower floors first; a module may import from its own floor and from those before it.
FLOORS = (
    ("notices", "data", "amounts", "places", "reading"),
    ("schema",),
    ("kernel",),
    ("life",),
    ("schemes",),
    ("engine",),
    ("caching",),
    ("folders", "words", "watch"),
    ("law", "scenarios", "population", "funds"),
    ("cases",),
    ("uncertainty",),
    ("sound",),
    ("inputs",),
    ("estimating",),
    ("results",),
    ("microdata",),
    ("lives",),
    ("indicators",),
    ("comparing",),
    ("report", "telling"),
    ("validation",),
    ("shadow_model",),
    ("checkpoints",),
    ("running",),
    ("batches",),
    ("reforms", "solving", "balancing", "assessing", "attributing", "moving", "accrued", "typical", "labour_cost"),
    ("evaluating",),
    ("documents",),
    ("explorer",),
    ("commands",),
    ("signals", "completion"),
    ("cli", "__init__", "__main__"),
)
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}
KERNEL_TOP = FLOOR_OF["engine"]
KERNEL_LIBRARIES = {"numpy", "numba"}
READER_LIBRARIES = {  # the records are defined in YAML; models of files are of pydantic
    "near": {"difflib", "itertools"},
    "positions": {"yaml", "datetime"},
    "models": {"pydantic"},
    "characters": {"unicodedata"},
    "problems": {"datetime"},
}
STANDARD = {
    "atexit",
    "collections",
    "concurrent",
    "csv",
    "enum",
    "functools",
    "hashlib",
    "importlib",
    "inspect",
    "logging",
    "math",
    "numbers",
    "marshal",
    "os",
    "pathlib",
    "re",
    "shutil",
    "sys",
    "tempfile",
    "threading",
    "typing",
    "warnings",
}


def room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """Yield the dotted names a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            yield node.module
            if node.module == "microsim":
                yield from (f"microsim.{alias.name}" for alias in node.names)


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path):
    own = FLOOR_OF[room(path)]
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "microsim" and len(parts) > 1:
            assert FLOOR_OF.get(parts[1], -1) <= own, f"{room(path)} imports {name} from a floor above"


@pytest.mark.parametrize("path", [p for p in MODULES if FLOOR_OF[room(p)] <= KERNEL_TOP], ids=lambda p: str(p.name))
def test_kernel_floor_is_numpy_and_numba(path):
    roots = {name.split(".")[0] for name in imports(path)} - {"microsim"}
    assert roots <= KERNEL_LIBRARIES | STANDARD | READER_LIBRARIES.get(
        path.stem if room(path) == "reading" else "", set()
    )


def test_every_room_has_a_floor():
    assert {room(path) for path in MODULES} <= set(FLOOR_OF)
