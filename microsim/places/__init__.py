"""Places are data: which areas the model projects, their provinces and benefit regions, and everywhere else.

Inside the program a place is an index: the areas of a province are neighbours, the outside world stands last.
Files and person numbers carry the stored code, which is only ever appended. Which places there are is said by the
tables beside this module and by folders laid over them (``microsim.data``); no code names one.
"""

import numpy as np

from microsim.places.tables import CODES, Geography, Place, Province, Region, read

__all__ = ["CODES", "Geography", "Place", "Province", "Region"]

PLACES, PROVINCES, REGIONS, NAMED_PROVINCES = read()

PLACE_KEYS = tuple(place.key for place in PLACES)
PLACE_CODE = {key: index for index, key in enumerate(PLACE_KEYS)}  # index of a key
PLACE_COUNT = len(PLACES)
AREA_COUNT = PLACE_COUNT - 1  # what the model projects: all places but the outside world
ELSEWHERE = AREA_COUNT

PROVINCE_KEYS = tuple(province.key for province in PROVINCES)
PROVINCE_COUNT = len(PROVINCES)
ELSEWHERE_PROVINCE = PROVINCE_COUNT - 1
SIMULATED = range(ELSEWHERE_PROVINCE)  # provinces that are projected

REGION_KEYS = tuple(region.key for region in REGIONS)
REGION_COUNT = len(REGIONS)

# Look-ups, whole numbers that compiled code takes as constants.
PROVINCE_OF = np.array([PROVINCE_KEYS.index(place.province) for place in PLACES])
REGION_OF = np.array([REGION_KEYS.index(place.region) for place in PLACES])
REGION_SEAT = np.array([PLACE_CODE[region.seat] for region in REGIONS])
REGION_PROVINCE = PROVINCE_OF[REGION_SEAT]
CODE_OF = np.array([place.code for place in PLACES])  # stored code of each place
INDEX_OF = np.full(CODES, PLACE_COUNT)  # place of each stored code; beyond the last where no place has it
INDEX_OF[CODE_OF] = np.arange(PLACE_COUNT)

PLACES_OF = tuple(np.flatnonzero(province == PROVINCE_OF) for province in range(PROVINCE_COUNT))
AREAS_OF = tuple(slice(int(PLACES_OF[province][0]), int(PLACES_OF[province][-1]) + 1) for province in SIMULATED)
WITH_CITIES = tuple(province for province in SIMULATED if len(PLACES_OF[province]) > 1)  # of several areas
for _table in (PROVINCE_OF, REGION_OF, REGION_SEAT, REGION_PROVINCE, CODE_OF, INDEX_OF):
    _table.setflags(write=False)
