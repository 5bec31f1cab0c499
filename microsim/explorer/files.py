"""Settings as a scenario file, for ``microsim run``."""

from typing import Any

import yaml

from microsim.explorer.levers import Settings, address, levers
from microsim.explorer.warm import Model
from microsim.words.book import LANGUAGES, word

HEAD = "# yaml-language-server: $schema=scenario.schema.json\n"


def scenario_file(model: Model, settings: Settings) -> str:
    """Return settings as a scenario file that extends the base."""
    scenario, base = model.reformed(settings).scenario, model.base.scenario
    content: dict[str, Any] = {"name": scenario.name if settings else f"{base.name}-unchanged"}
    content |= {
        "extends": base.name,
        "description": {language: description(settings, language) for language in LANGUAGES},
    }
    for section in ("law", "assumptions"):
        own, known = getattr(scenario, section), getattr(base, section)
        if changed := {path: value for path, value in own.items() if known.get(path) != value}:
            content[section] = changed
    return HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def description(settings: Settings, language: str) -> str:
    """Return in a sentence what is set, with the address that shows it."""
    texts = [f"{word('lever', levers()[key].name, language)}: {setting.value}" for key, setting in settings.items()]
    return word("explorer", "made_by", language).format(settings="; ".join(texts) or "-", address=address(settings))
