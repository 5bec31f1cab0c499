"""Print the declared lower bound of every dependency as a pin: a constraints file of the oldest set allowed."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
needed = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
for requirement in sorted(needed, key=str.lower):
    name, bound = re.fullmatch(r"([A-Za-z0-9_.-]+)>=([0-9.]+)", requirement).groups()
    print(f"{name}=={bound}")
