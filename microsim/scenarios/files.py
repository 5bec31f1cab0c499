"""Where scenario files are, and the chain of files a scenario extends."""

from pathlib import Path

from microsim.reading import InputError, Position, Problems, did_you_mean, read_yaml, shortened
from microsim.reading.arguments import is_file, is_folder
from microsim.scenarios.layer import Layer

SUFFIXES = (".yaml", ".yml", ".json")
_PACKAGED = Path(__file__).parent / "files"  # where a wheel carries the folder ``scenarios`` of the sources
LIBRARY = "reforms"  # folder there with a file for each reform
SHIPPED = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2] / "scenarios"


def shipped_names() -> list[str]:
    """Return the names of the scenarios that come with the program; the library of reforms is apart."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def reform_names() -> list[str]:
    """Return the names of the shipped library of reforms."""
    return sorted(path.stem for path in SHIPPED.glob(f"{LIBRARY}/*.yaml"))


def shipped_file(name: str) -> Path | None:
    """Return the file of a shipped scenario or reform by its name; None where there is none."""
    candidates = (SHIPPED / f"{name}.yaml", SHIPPED / LIBRARY / f"{name}.yaml")
    return next((path for path in candidates if is_file(path)), None) if "/" not in name else None


def find_file(name: str | Path, folder: Path | None, position: Position, key: str, problems: Problems) -> Path | None:
    """Return the file of a scenario: a path, a neighbour in the same folder, or a shipped name."""
    text = str(name)
    is_path = isinstance(name, Path) or text.endswith(SUFFIXES) or "/" in text
    if folder and not Path(text).is_absolute():
        candidates = [folder / text] if is_path else [folder / f"{text}.yaml"]
    else:
        candidates = [Path(text)] if is_path else []
    for candidate in [*candidates, *filter(None, [None if is_path else shipped_file(text)])]:
        if is_file(candidate):
            return candidate
    known = [*shipped_names(), *reform_names()]
    allowed = (
        f"allowed is the path of a file, one of {', '.join(shipped_names())}, or a reform of microsim scenario list"
    )
    found = next(filter(None, map(_something_else, [*candidates, Path(text)])), None) if text else None
    message = f"found {found}" if found else f"found no scenario {shortened(text)}"
    near = "" if found else did_you_mean(Path(text).stem, known)
    problems.add(position, key, f"{message}; {allowed}{near}")
    return None


def _something_else(path: Path) -> str | None:
    """Return what is there under a name that no scenario has: a folder, or a file of another kind."""
    if is_file(path):
        return f"a file that ends in {path.suffix or 'nothing'}, and a scenario ends in {', '.join(SUFFIXES)}"
    return "a folder" if is_folder(path) else None


def layer_chain(path: Path, problems: Problems) -> list[Layer]:
    """Return the layers from the first ancestor to the file itself."""
    layers: list[Layer] = []
    seen: list[Path] = []
    next_path: Path | None = path
    while next_path:
        path = next_path
        seen.append(path.resolve())
        try:
            layer = Layer(*read_yaml(path, _label(path), problems), _label(path))
        except InputError as error:
            problems.extend(error.problems)
            break
        layers.insert(0, layer)
        next_path = _parent(layer, path, seen)
    return layers


def _label(path: Path) -> str:
    """Return a path as short as it can be said from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _parent(layer: Layer, path: Path, seen: list[Path]) -> Path | None:
    """Return the file a layer extends; extending oneself by a detour is a problem."""
    extends = layer.data.get("extends")
    if not isinstance(extends, str) or not extends:
        return None
    parent = find_file(extends, path.parent, layer.at(("extends",)), "extends", layer.problems)
    if parent and parent.resolve() in seen:
        loop = " -> ".join(file.stem for file in [*seen[seen.index(parent.resolve()) :], parent])
        layer.add(("extends",), f"found a circle: {loop}; a scenario cannot extend itself")
        return None
    return parent
