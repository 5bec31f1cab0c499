"""The places of the model: 21 cities of Guangdong, Shanghai, and everywhere else.

A place is an integer code everywhere below the command line. The order is that of the
national standard of division codes (GB/T 2260), so it never changes.
"""

from typing import NamedTuple


class Place(NamedTuple):
    """One place: its key in files and commands, its names and its division code."""

    key: str
    english: str
    chinese: str
    gb_code: int


PLACES = (
    Place("guangzhou", "Guangzhou", "广州", 440100),
    Place("shaoguan", "Shaoguan", "韶关", 440200),
    Place("shenzhen", "Shenzhen", "深圳", 440300),
    Place("zhuhai", "Zhuhai", "珠海", 440400),
    Place("shantou", "Shantou", "汕头", 440500),
    Place("foshan", "Foshan", "佛山", 440600),
    Place("jiangmen", "Jiangmen", "江门", 440700),
    Place("zhanjiang", "Zhanjiang", "湛江", 440800),
    Place("maoming", "Maoming", "茂名", 440900),
    Place("zhaoqing", "Zhaoqing", "肇庆", 441200),
    Place("huizhou", "Huizhou", "惠州", 441300),
    Place("meizhou", "Meizhou", "梅州", 441400),
    Place("shanwei", "Shanwei", "汕尾", 441500),
    Place("heyuan", "Heyuan", "河源", 441600),
    Place("yangjiang", "Yangjiang", "阳江", 441700),
    Place("qingyuan", "Qingyuan", "清远", 441800),
    Place("dongguan", "Dongguan", "东莞", 441900),
    Place("zhongshan", "Zhongshan", "中山", 442000),
    Place("chaozhou", "Chaozhou", "潮州", 445100),
    Place("jieyang", "Jieyang", "揭阳", 445200),
    Place("yunfu", "Yunfu", "云浮", 445300),
    Place("shanghai", "Shanghai", "上海", 310000),
    Place("elsewhere", "Elsewhere in China", "全国其他地区", 0),
)

PLACE_KEYS = tuple(place.key for place in PLACES)
PLACE_CODE = {key: code for code, key in enumerate(PLACE_KEYS)}
PLACE_COUNT = len(PLACES)

CITY_COUNT = 21
AREA_COUNT = 22  # the cities and Shanghai: what the model projects
SHENZHEN = PLACE_CODE["shenzhen"]
SHANGHAI = PLACE_CODE["shanghai"]
ELSEWHERE = PLACE_CODE["elsewhere"]

PROVINCE_KEYS = ("guangdong", "shanghai", "elsewhere")
PROVINCE_COUNT = len(PROVINCE_KEYS)
GUANGDONG_PROVINCE, SHANGHAI_PROVINCE, ELSEWHERE_PROVINCE = range(PROVINCE_COUNT)

# A benefit region has one benefit base and one reference wage: Shenzhen keeps its own.
REGION_KEYS = ("guangdong", "shenzhen", "shanghai", "elsewhere")
REGION_COUNT = len(REGION_KEYS)
REGION_PROVINCE = (0, 0, 1, 2)

# One place of each region, whose law row carries the region's benefit base and reference wage.
REGION_SEAT = (PLACE_CODE["guangzhou"], SHENZHEN, SHANGHAI, ELSEWHERE)
