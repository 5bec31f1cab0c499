"""Places of the shipped tables that calibration speaks of by name; the package itself names none."""

from microsim.places import PLACE_CODE

CITY_COUNT = 21  # cities of Guangdong, which stand first
SHANGHAI = PLACE_CODE["shanghai"]
