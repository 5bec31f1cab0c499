"""The project files agree with each other."""

import re
import tomllib
from pathlib import Path

import microsim
from microsim.yaml_reader import read_yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(name):
    """Return the name of a requirement in the spelling of the package index."""
    return re.split(r"[<>=\[ ]", name)[0].lower().replace("_", "-")


def test_constraints_are_plain_pins_of_every_dependency():
    lines = (ROOT / "constraints-py311.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.]+", pin) for pin in pins)
    wanted = [
        *PROJECT["dependencies"],
        *(name for extra in PROJECT["optional-dependencies"].values() for name in extra),
    ]
    assert {plain(name) for name in wanted} <= {plain(pin) for pin in pins}


def test_citation_names_this_version():
    citation, _ = read_yaml(ROOT / "CITATION.cff")
    assert citation["version"] == microsim.__version__


def test_licence_files_are_there():
    for name in PROJECT["license-files"]:
        assert (ROOT / name).stat().st_size > 500


def test_attribution_of_the_united_nations_is_kept():
    notice = " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())
    assert (
        "United Nations, Department of Economic and Social Affairs, Population Division (2024). World Population "
        "Prospects 2024. Licensed under CC BY 3.0 IGO; adapted: China extract, reformatted, single-age rates derived."
    ) in notice
