"""What is defined once: the codes, the quantities that may be set and the three records the model lives on.

The records ``person``, ``law`` and ``assumptions`` are made from YAML definitions beside this file (those of the
assumptions stand with their values): the numpy dtypes, the checks on statute, assumptions and scenarios and the
documentation all follow from them.
"""

from microsim.schema.beyond import BEYOND, COUNTED, MONEY, PERSONS, SWITCH, Counted, counted
from microsim.schema.codes import (
    ClaimChoice,
    CoverKnown,
    CreditMethod,
    Declared,
    Education,
    HukouType,
    Labour,
    Membership,
    Origin,
    Scheme,
    Sex,
    Special,
    Status,
    Track,
    TransitionalForm,
    YearCount,
)
from microsim.schema.kinds import KINDS, Kind
from microsim.schema.quantities import LAW_QUANTITIES, STATUTE_QUANTITIES, Quantity
from microsim.schema.records import ASSUMPTIONS, LAW, LAW_FIELDS, PERSON, PERSON_FIELDS, TIERS, TRACKS, Field

__all__ = [
    "ASSUMPTIONS",
    "BEYOND",
    "COUNTED",
    "KINDS",
    "LAW",
    "LAW_FIELDS",
    "LAW_QUANTITIES",
    "MONEY",
    "PERSON",
    "PERSONS",
    "PERSON_FIELDS",
    "STATUTE_QUANTITIES",
    "SWITCH",
    "TIERS",
    "TRACKS",
    "ClaimChoice",
    "Counted",
    "CoverKnown",
    "CreditMethod",
    "Declared",
    "Education",
    "Field",
    "HukouType",
    "Kind",
    "Labour",
    "Membership",
    "Origin",
    "Quantity",
    "Scheme",
    "Sex",
    "Special",
    "Status",
    "Track",
    "TransitionalForm",
    "YearCount",
    "counted",
]
