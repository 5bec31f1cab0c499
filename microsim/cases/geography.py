"""The places a case may name: all provinces of China, the cities of Guangdong, and any place the case brings law for.

Law is shipped for Guangdong, its cities and Shanghai; other provinces follow national law and need
the amounts of the place (benefit base, reference wages) in the case.
"""

import re

from microsim.places import PLACES, PROVINCE_KEYS

_PROVINCES = """
beijing Beijing 北京|tianjin Tianjin 天津|hebei Hebei 河北|shanxi Shanxi 山西|inner_mongolia Inner_Mongolia 内蒙古
liaoning Liaoning 辽宁|jilin Jilin 吉林|heilongjiang Heilongjiang 黑龙江|shanghai Shanghai 上海|jiangsu Jiangsu 江苏
zhejiang Zhejiang 浙江|anhui Anhui 安徽|fujian Fujian 福建|jiangxi Jiangxi 江西|shandong Shandong 山东|henan Henan 河南
hubei Hubei 湖北|hunan Hunan 湖南|guangdong Guangdong 广东|guangxi Guangxi 广西|hainan Hainan 海南
chongqing Chongqing 重庆|sichuan Sichuan 四川|guizhou Guizhou 贵州|yunnan Yunnan 云南|tibet Tibet 西藏
shaanxi Shaanxi 陕西|gansu Gansu 甘肃|qinghai Qinghai 青海|ningxia Ningxia 宁夏|xinjiang Xinjiang 新疆
"""
_NAMES = {key: (en.replace("_", " "), zh) for key, en, zh in map(str.split, re.split(r"[|\n]", _PROVINCES.strip()))}
CITIES = {place.key: (place.english, place.chinese) for place in PLACES if place.key not in PROVINCE_KEYS}
NAMES = _NAMES | CITIES
ALIASES = {"neimenggu": "inner_mongolia", "nei_mongol": "inner_mongolia", "xizang": "tibet"}
SHIPPED = frozenset({"guangdong", "shanghai", *CITIES})
PLACE_NAME = r"^[a-z][a-z0-9_]{1,40}$"

_BY_CHINESE = {zh + end: key for key, (_, zh) in NAMES.items() for end in ("", "省", "市")}


def place_key(name: str) -> str:
    """Return the key of a place as written in English or Chinese; an unknown name becomes a key of its own."""
    text = name.strip()
    key = _BY_CHINESE.get(text) or re.sub(r"[\s-]+", "_", text.casefold())
    return ALIASES.get(key, key)


def province_of(place: str) -> str:
    """Return the province of a place: its own, or that of a city of Guangdong."""
    return "guangdong" if place in CITIES else place


def law_row(place: str) -> str:
    """Return whose law record stands for a place: its own where it is shipped, else the national one."""
    return place if place in SHIPPED else "elsewhere"


def place_name(place: str, lang: str) -> str:
    """Return the name of a place in a language."""
    english, chinese = NAMES.get(place, (place.replace("_", " ").title(), place))
    return chinese if lang == "zh" else english
