"""Outlines of places that a user brings as GeoJSON: read, checked, and told apart by key, name or division code."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from microsim.reading import InputError, Problem
from microsim.report.sheet import simulated_places

NAMES = ("place", "key", "name", "adcode", "gb_code", "code", "id")  # properties that may say which place it is
SHAPES = ("Polygon", "MultiPolygon")
FEWEST = 3  # points of a ring


def read_outlines(file: Path) -> dict[str, Any]:
    """Return the outline of each place of a GeoJSON file, a matplotlib path in degrees by key of the place.

    Raises
    ------
    InputError
        Where the file cannot be read, is no FeatureCollection of polygons, or lacks places that are simulated.
    """
    features = features_of(file)
    called = names_of_places()
    found: dict[str, Any] = {}
    problems = []
    for number, feature in enumerate(features, 1):
        key = place_of(feature, called)
        if key is None:
            continue  # a file of a whole country holds other places too
        try:
            found[key] = path_of(feature["geometry"])
        except (KeyError, TypeError, ValueError, IndexError):
            message = f"found a geometry that is no {' or '.join(SHAPES)} of closed rings, allowed are those"
            problems.append(Problem(str(file), 0, 0, f"features[{number}] ({key})", message))
    known = [place.key for place in simulated_places()]
    if missing := [key for key in known if key not in found and not problems]:
        message = (
            f"found no outline of {', '.join(missing)}, allowed is a file with all {len(known)} places; a feature says which "
            f"it is by one of the properties {', '.join(NAMES)}: key, English or Chinese name, or GB/T 2260 code"
        )
        problems.append(Problem(str(file), 0, 0, "features", message))
    if problems:
        raise InputError(problems)
    return {key: found[key] for key in known}


def features_of(file: Path) -> list[Any]:
    """Return the features of a file; InputError where it is no collection of them."""
    try:
        read = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError([Problem(str(file), 0, 0, "--geojson", f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise InputError(
            [Problem(str(file), 0, 0, "--geojson", "found no text in UTF-8, allowed is GeoJSON")]
        ) from None
    except json.JSONDecodeError as error:
        message = f"found no JSON: {error.msg}; allowed is GeoJSON"
        raise InputError([Problem(str(file), error.lineno, error.colno, "--geojson", message)]) from None
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        kind = read.get("type", "an object without a type") if isinstance(read, dict) else type(read).__name__
        message = f"found {kind}, allowed is a FeatureCollection with a list of features"
        raise InputError([Problem(str(file), 0, 0, "--geojson", message)])
    return features


def names_of_places() -> dict[str, str]:
    """Return whatever a place may be called, and its key."""
    called: dict[str, str] = {}
    for place in simulated_places():
        names = (place.key, place.english, place.chinese, f"{place.chinese}市", str(place.gb_code))
        called |= {name.casefold(): place.key for name in names}
    return called


def place_of(feature: Any, called: dict[str, str]) -> str | None:
    """Return the key of the place of a feature, None where it is of none that is simulated."""
    properties = feature.get("properties") or {}
    said = [properties.get(name) for name in NAMES if isinstance(properties, dict)] + [feature.get("id")]
    return next(
        (called[text] for one in said if one is not None and (text := str(one).strip().casefold()) in called), None
    )


def path_of(geometry: Any) -> Any:
    """Return the path of a polygon or of several, holes included; ValueError for another shape."""
    from matplotlib.path import Path as Outline

    if geometry["type"] not in SHAPES:
        raise ValueError(geometry["type"])
    polygons = [geometry["coordinates"]] if geometry["type"] == SHAPES[0] else geometry["coordinates"]
    rings = [np.asarray(ring, dtype=float)[:, :2] for polygon in polygons for ring in polygon]
    if not rings or any(len(ring) <= FEWEST or not np.isfinite(ring).all() for ring in rings):
        raise ValueError("rings")
    return Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
