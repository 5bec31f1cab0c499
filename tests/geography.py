"""Places of the shipped tables that tests speak of by name; the package itself names none."""

from microsim.places import PLACE_CODE, PROVINCE_KEYS

CITY_COUNT = 21  # cities of Guangdong, which stand first
SHENZHEN = PLACE_CODE["shenzhen"]
SHANGHAI = PLACE_CODE["shanghai"]
GUANGDONG_PROVINCE, SHANGHAI_PROVINCE = (PROVINCE_KEYS.index(key) for key in ("guangdong", "shanghai"))
