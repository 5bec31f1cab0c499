"""Which run a checkpoint is of: what must be the same for going on with it, and what differs where it is not."""

import hashlib
from typing import TYPE_CHECKING, Any

from microsim.caching import package_hash, surroundings
from microsim.results.provenance import input_hashes, versions

if TYPE_CHECKING:
    from microsim.inputs import Inputs

PLAIN = {"until": "last year", "seed": "seed", "replicates": "replicates", "scenario": "scenario"}
INPUTS = ("law", "assumptions", "population", "funds")


def identity(inputs: "Inputs", options: dict[str, int], lives: bool) -> dict[str, Any]:
    """Return all that the sums of a run depend on, as a checkpoint keeps it.

    Parameters
    ----------
    options : one_in, until, seed, replicates
    lives : whether the run keeps its lives
    """
    return {
        "scenario": inputs.scenario.name,
        **options,
        "lives": lives,
        "inputs": input_hashes(inputs, options),
        "code": package_hash(),
        "versions": dict(versions()),
        "arithmetic": hashlib.sha256(surroundings().encode()).hexdigest()[:16],
    }


def differences(kept: dict[str, Any], asked: dict[str, Any]) -> list[str]:
    """Return in what the run of a checkpoint is another than the one asked for, in words; nothing where it is the same."""
    found = [f"{word} {kept.get(key)}, now {asked[key]}" for key, word in PLAIN.items() if kept.get(key) != asked[key]]
    if kept.get("one_in") != asked["one_in"]:
        found.insert(0, f"1 in {kept.get('one_in')} persons, now 1 in {asked['one_in']}")
    if kept.get("lives") != asked["lives"]:
        found.append("lives kept, now not" if kept.get("lives") else "no lives kept, now kept")
    before, now = kept.get("inputs", {}), asked["inputs"]
    if before.get("own_population") != now.get("own_population"):
        found.append("another own population")
    found += [f"other content of the {part}" for part in INPUTS if before.get(part) != now[part]]
    if before.get("scenario") != now["scenario"] and kept.get("scenario") == asked["scenario"]:
        found.append("other content of the scenario")
    found += [
        f"{name} {kept.get('versions', {}).get(name)}, now {version}"
        for name, version in asked["versions"].items()
        if kept.get("versions", {}).get(name) != version
    ]
    if kept.get("code") != asked["code"]:
        found.append(f"code {kept.get('code')}, now {asked['code']}")
    if not found and kept != asked:
        found.append(
            "a machine of other arithmetic" if kept.get("arithmetic") != asked["arithmetic"] else "other inputs"
        )
    return found
