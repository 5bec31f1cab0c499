"""What stands behind a value that a life read: a document, the scenario, the rule that worked it out, or an assumption."""

from typing import Any

from microsim.amounts import MONTHS
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.law.compile import law_origins
from microsim.law.origin import SCENARIO, STATUTE, first_day
from microsim.law.values import JULY, iso_day, written
from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.schema import LAW_FIELDS, LAW_QUANTITIES, TIERS, Field

LAW_FIELD = {field.name: field for field in LAW_FIELDS}
ASSUMPTION = "assumption"


class Grounds:
    """The law and the assumptions of one scenario, asked for single values of their records."""

    def __init__(self, scenario: Any):
        self.scenario = scenario
        self._origins = law_origins(scenario=scenario)
        self._book, self._assumptions = self._origins.desk.book, self._origins.desk.assumptions
        self._path_of = self._assumptions.paths_of_fields()
        self._known: dict[tuple, dict[str, Any]] = {}

    def law(self, name: str, place: int, year: int, index: int | None, value: float) -> dict[str, Any]:
        """Return a value of the law record with its path, first day, document and grade.

        Parameters
        ----------
        name, place, year, index : field, place and year of the record, entry of a field with several
        value : what the record holds there
        """
        key = (name, place, year, index)
        if key not in self._known:
            self._known[key] = self._law(LAW_FIELD[name], PLACE_KEYS[place], year, index, value)
        return self._known[key]

    def _law(self, field: Field, place: str, year: int, index: int | None, value: float) -> dict[str, Any]:
        origin = self._origins.cell(place, field, year, index)
        monthly = field.length == MONTHS
        month = MONTHS * (year - FIRST_LAW_YEAR) + (index if monthly and index is not None else JULY)
        row: dict[str, Any] = {"path": origin.path, "field": field.name, "en": field.english, "zh": field.chinese}
        row |= {"value": value, "text": text_of(field, value), "unit": field.unit}
        row |= {"tier": index} if field.length == TIERS and index is not None else {}
        row |= {"by": origin.by, "since": first_day(origin, month, not monthly)}
        if origin.by == SCENARIO:
            return row | {"since": iso_day(row["since"]), "written": str(origin.position)}
        row |= {"grade": origin.grade}
        if origin.by == STATUTE:
            row |= {"source": origin.source, **origin.cited(self._book.statute)}
            return row | ({"derived": origin.derived} if origin.derived else {})
        return row | {"rule": origin.rule, "projected": origin.projected}

    def assumption(self, name: str, province: int, year: int, value: float) -> dict[str, Any]:
        """Return a value of the assumption record with its path, source and grade."""
        entry = self._assumptions.entry(self._path_of[name])
        by = SCENARIO if entry.is_set(year, province) else ASSUMPTION
        row = {"path": entry.path, "province": PROVINCE_KEYS[province], "field": name, "en": entry.en, "zh": entry.zh}
        row |= {"value": value, "text": f"{value:.6g}", "unit": entry.unit, "by": by, "since": str(year)}
        return row if by == SCENARIO else row | {"grade": entry.grade, "source": entry.source}


def text_of(field: Field, value: float) -> str:
    """Return a value as people write it: ages in years and months, months by date."""
    return written(value, LAW_QUANTITIES[field.path].kind)
