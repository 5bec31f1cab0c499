"""The axes of the results: their labels and what they mean in English and Chinese."""

from typing import NamedTuple

import numpy as np

from microsim.engine.tallies import (
    AGE_GROUPS,
    AGES_SHOWN,
    BIRTH_YEARS,
    FIRST_BIRTH_YEAR,
    PENSION_BINS,
    PENSION_LOWEST,
    PENSION_STEP,
    Item,
)
from microsim.funds.national import NationalTransfer
from microsim.places import PLACE_KEYS, PLACES, PROVINCE_KEYS, PROVINCES
from microsim.schema import Education, HukouType, Labour, Scheme, Sex, Status

GROUP_WIDTH = 5  # years in an age group


class Axis(NamedTuple):
    """What an axis is: unit and names, and the Chinese names of its labels where it has words."""

    units: str
    long_name: str
    long_name_zh: str
    chinese: tuple = ()


PLACE_NAMES = tuple(place.chinese for place in PLACES)
AXES = {
    "year": Axis("year", "Calendar year; stocks are those of 31 December", "年份（存量为年末数）"),
    "place": Axis("1", "Place of residence, or place whose fund pays", "地区", PLACE_NAMES),
    "from_place": Axis("1", "Place moved from", "迁出地", PLACE_NAMES),
    "to_place": Axis("1", "Place moved to", "迁入地", PLACE_NAMES),
    "status": Axis("1", "Hukou seen from the place of residence", "户籍状况", ("本地城镇", "本地农村", "省内城镇", "省内农村", "跨省城镇", "跨省农村")),
    "sex": Axis("1", "Sex", "性别", ("男", "女")),
    "age": Axis("year", "Age in full years, 100 and over in the last", "年龄（周岁，末组为100岁及以上）"),
    "age_group": Axis("year", "First age of a five-year group", "年龄组起始年龄"),
    "labour": Axis("1", "Labour state of the year", "劳动状态", ("儿童", "在校", "未就业", "正规就业", "灵活就业", "务农或非正规就业")),
    "scheme": Axis("1", "Scheme", "制度", ("职工基本养老保险", "城乡居民基本养老保险", "机关事业单位养老保险", "地方补充养老保险")),
    "item": Axis("1", "Entry of the books", "收支项目", (
        "单位缴费", "个人缴费", "灵活就业人员缴费", "居民个人缴费", "缴费补贴", "财政补贴", "投资收益", "转入个人账户", "转入统筹基金", "制度衔接转入",
        "基础养老金", "个人账户养老金", "过渡性养老金", "津补贴", "待遇调整", "丧葬抚恤", "个人账户继承", "转出个人账户", "转出统筹基金", "制度衔接转出",
        "委托投资收益", "中央财政补贴", "中央调剂下拨收入", "中央调剂上解支出", "全国统筹调入", "全国统筹调出", "省级统筹调入", "省级统筹调出",
        "病残津贴", "被征地农民缴费补贴",
    )),
    "province": Axis("1", "Province; elsewhere is the rest of China", "省份（其他为全国其余地区）", tuple(province.chinese for province in PROVINCES)),
    "transfer": Axis("1", "Transfer between provinces, seen from the province", "省际调剂项目", ("中央调剂上解", "中央调剂下拨", "全国统筹调出", "全国统筹调入")),
    "bin": Axis("yuan/month", "Lower edge of a pension class; the next edge is 1.075 times as high", "养老金分组下限"),
    "birth_year": Axis("year", "Year of birth", "出生年份"),
    "education": Axis("1", "Highest attainment", "受教育程度", ("小学及以下", "初中", "高中", "大专及以上")),
    "hukou_type": Axis("1", "Type of the household registration", "户籍类型", ("城镇", "农村")),
}  # fmt: skip

CODES = {
    "status": Status,
    "sex": Sex,
    "labour": Labour,
    "scheme": Scheme,
    "item": Item,
    "transfer": NationalTransfer,
    "education": Education,
    "hukou_type": HukouType,
}


def axis_values(name, first_year, years):
    """Return the labels of an axis; that of years has ``years`` from ``first_year`` on."""
    if name in CODES:
        return np.array([code.name.lower() for code in CODES[name]])
    if name in ("place", "from_place", "to_place"):
        return np.array(PLACE_KEYS)
    if name == "province":
        return np.array(PROVINCE_KEYS)
    numbers = {
        "year": lambda: first_year + np.arange(years),
        "age": lambda: np.arange(AGES_SHOWN),
        "age_group": lambda: GROUP_WIDTH * np.arange(AGE_GROUPS),
        "bin": lambda: PENSION_LOWEST * PENSION_STEP ** np.arange(PENSION_BINS),
        "birth_year": lambda: FIRST_BIRTH_YEAR + np.arange(BIRTH_YEARS),
    }
    return numbers[name]()


def axis_attributes(name):
    """Return the attributes of an axis; words carry their Chinese names in the same order."""
    axis = AXES[name]
    attributes = {"units": axis.units, "long_name": axis.long_name, "long_name_zh": axis.long_name_zh}
    return attributes | ({"labels_zh": ", ".join(axis.chinese)} if axis.chinese else {})
