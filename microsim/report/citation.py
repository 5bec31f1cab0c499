"""How to cite a run: the program and its version, the scenario, the sample, and the hash that names the inputs."""

import re
from pathlib import Path
from typing import Any

from microsim.report.comparison import run_folder_of
from microsim.results.folder import manifest_in

AUTHORS = "The microsim contributors"
TITLE = "microsim: dynamic microsimulation of pensions in China"
YEAR = re.compile(r"^\d{4}")
SPECIAL = re.compile(r"[&%$#_{}]")  # of LaTeX


def cited(run: str | Path) -> str:
    """Return a sentence and a BibTeX entry for a run, by its folder or its name under ``runs/``."""
    manifest = manifest_in(run_folder_of(run))
    return f"{sentence(manifest)}\n\n{bibtex(manifest)}\n"


def sentence(manifest: dict[str, Any]) -> str:
    """Return one sentence that names the program, the run and its inputs."""
    made = f", run on {manifest['date'][:10]}" if manifest.get("date") else ""
    return f"{AUTHORS}. {TITLE}, version {version_of(manifest)}. {told(manifest)}{made}."


def version_of(manifest: dict[str, Any]) -> str:
    """Return the version with the hash of the code."""
    return f"{manifest['versions']['microsim']} (code {manifest['code']})"


def told(manifest: dict[str, Any]) -> str:
    """Return which run it is: scenario, settings, sample, seed, years and inputs."""
    settings = "; ".join(f"{path}={value}" for path, value in manifest.get("settings", {}).items())
    years = f"{manifest['scenario']['horizon']['start']}-{manifest['until']}"
    parts = [
        f"Scenario {manifest['scenario']['name']}"
        + (f" ({manifest['base_scenario']} with {settings})" if settings else ""),
        f"1 in {manifest['one_in']:,} persons",
        f"seed {manifest['seed']}" + (f", {manifest['replicates']} replicates" if manifest["replicates"] > 1 else ""),
        years,
        f"inputs {manifest['inputs']['all'][:16]}",
    ]
    return ", ".join(parts)


def bibtex(manifest: dict[str, Any]) -> str:
    """Return the BibTeX entry of a run; the year is that of the run where the manifest knows it."""
    year = YEAR.match(manifest.get("date", ""))
    fields = {
        "author": f"{{{AUTHORS}}}",
        "title": f"{{{TITLE}}}",
        **({"year": year.group()} if year else {}),
        "version": version_of(manifest),
        "note": told(manifest),
    }
    key = f"microsim-{manifest['inputs']['all'][:8]}"
    lines = [f"  {name} = {{{value if value.startswith('{') else escaped(value)}}}," for name, value in fields.items()]
    return "\n".join([f"@software{{{key},", *lines, "}"])


def escaped(text: str) -> str:
    """Return text in which LaTeX finds no command."""
    return SPECIAL.sub(lambda found: "\\" + found.group(), text)
