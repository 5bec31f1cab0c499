"""What the page asks for once: words, levers and where they stand, places and their tiles."""

from typing import Any

from microsim import __version__
from microsim.explorer.levers import FIRST_START, LAST_START, USUAL_START, Lever, levers
from microsim.explorer.pictures import NUMBER_YEARS, SHOWN_REGIONS, TILE_YEARS
from microsim.explorer.reform import stands
from microsim.explorer.warm import Model
from microsim.places import PLACE_KEYS
from microsim.report.tiles import tile_places
from microsim.words.book import book, place_name

SECTIONS = (
    "explorer",
    "lever",
    "lever_help",
    "lever_unit",
    "lever_group",
    "lever_choice",
    "sex",
    "education",
    "labour",
)


def setup(model: Model, language: str) -> dict[str, Any]:
    """Return all that does not depend on settings, its words in one language."""
    words = {section: {name: one[language] for name, one in book()[section].items()} for section in SECTIONS}
    starts = range(FIRST_START, min(LAST_START, model.until) + 1)
    return {
        "version": __version__,
        "language": language,
        "words": words,
        "base": model.base.scenario.name,
        "samples": {"quick": model.sample(True), "full": model.sample(False)},
        "levers": [told(model, lever, starts) for lever in levers().values()],
        "starts": {"first": starts[0], "last": starts[-1], "usual": min(USUAL_START, starts[-1])},
        "regions": {region: place_name(region, language) for region in SHOWN_REGIONS},
        "places": {key: place_name(key, language) for key in PLACE_KEYS},
        "tiles": {place: list(tile) for place, tile in tile_places().items()},
        "tile_years": [year for year in TILE_YEARS if year <= model.until],
        "number_years": list(NUMBER_YEARS),
    }


def told(model: Model, lever: Lever, starts: range) -> dict[str, Any]:
    """Return a lever as the page draws it, with the values it stands at in the base from each year on."""
    kept = ("key", "name", "province", "group", "kind", "lowest", "highest", "step", "dated")
    base = model.base
    return {
        **{name: getattr(lever, name) for name in kept},
        "choices": list(lever.choices),
        "options": list(lever.options),
        "path": lever.law[0] if lever.law else None,
        "slow": bool(lever.assumptions or lever.lessens or lever.raises or lever.options),
        "stands": [stands(base.scenario, base.world.law, lever, year) for year in starts],
    }
