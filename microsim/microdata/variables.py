"""The variables an own population may bring: names, kinds, units, bounds and what stands in where they lack.

The crosswalk, the checks, the folder's columns, the JSON schema and the documentation page all
read these tables.
"""

from enum import IntEnum
from typing import NamedTuple

from microsim.schema import Education, HukouType, Labour, Membership, Sex, Track

PERSONS, SPELLS, TRANSFERS = "persons", "spells", "transfers"


class HukouFrom(IntEnum):
    """How far the household registration is from the place of residence."""

    LOCAL = 0
    PROVINCE = 1
    OTHER_PROVINCE = 2


class SpellKind(IntEnum):
    """Kind of an insured spell."""

    EMPLOYEE = 0
    FLEXIBLE = 1
    DEEMED = 2
    PUBLIC = 3


class Fund(IntEnum):
    """Fund that keeps the record of the person."""

    EMPLOYEES = 0
    PUBLIC = 2


class AllowanceCase(IntEnum):
    """Which part of the pension formula a disability allowance is made of, see ``rules.disability``."""

    LIMITED = 1
    BASIC_PART = 2
    FULL = 3


CODES: dict[str, type[IntEnum]] = {
    "sex": Sex,
    "hukou_type": HukouType,
    "hukou_from": HukouFrom,
    "education": Education,
    "labour": Labour,
    "track": Track,
    "membership": Membership,
    "kind": SpellKind,
    "scheme": Fund,
    "disability_case": AllowanceCase,
}


class Variable(NamedTuple):
    """One variable of a table.

    Attributes
    ----------
    kind : id, number, count (whole number), month, code, place or flag
    unit : unit inside the folder
    lowest, highest : bounds of a number, None where there is none
    required : every row needs it
    otherwise : what stands in where a row lacks it
    """

    name: str
    kind: str
    unit: str
    lowest: float | None
    highest: float | None
    required: bool
    english: str
    chinese: str
    otherwise: str


HISTORY = "the model's own history"
REPLAY = "replayed from the spells or months under the law of each year"
OLDEST_AGE = 110
LARGEST_WEIGHT = 1e8
HIGHEST_WAGE = 1e7  # yuan a month: above it a unit is wrong
HIGHEST_BALANCE = 1e8  # yuan
LONGEST_RECORD = 12 * 60  # months
LONGEST_STAY = 110
HIGHEST_INDEX = 10.0

# fmt: off
PERSON_VARIABLES = (
    Variable("person", "id", "text", None, None, True, "Number or code of the person, unique", "个人编号", ""),
    Variable("weight", "number", "persons", 0.0, LARGEST_WEIGHT, False, "Persons the row stands for", "权重", "1, where the file has no weights"),
    Variable("sex", "code", "code", None, None, True, "Sex", "性别", ""),
    Variable("birth", "month", "month", None, None, False, "Birth month", "出生年月", "from birth_year and birth_month, else from age"),
    Variable("birth_year", "count", "year", 1880, 2100, False, "Birth year, where it stands apart", "出生年份", "from birth or age"),
    Variable("birth_month", "count", "month of the year", 1, 12, False, "Birth month of the year, where it stands apart", "出生月份", "drawn evenly"),
    Variable("age", "count", "full years", 0, OLDEST_AGE, False, "Age at the file's date", "周岁年龄", "from birth"),
    Variable("place", "place", "place", None, None, True, "Place of residence, one of the model's places", "常住地", ""),
    Variable("hukou_place", "place", "place", None, None, False, "Place of the household registration", "户籍地", "drawn as in the model's base stock, given hukou_from"),
    Variable("hukou_from", "code", "code", None, None, False, "Registration local, elsewhere in the province, or in another one", "户籍与常住地关系", "from hukou_place, else drawn by place, sex and age from the frame"),
    Variable("hukou_type", "code", "code", None, None, False, "Type of the registration", "户籍类型", "drawn by place, sex and age from the frame"),
    Variable("tie", "place", "place", None, None, False, "Area of the model last lived in, of one who lives elsewhere", "曾居住地区", "record_place, else hukou_place"),
    Variable("education", "code", "code", None, None, False, "Highest attainment", "受教育程度", "drawn as in the model's base stock"),
    Variable("stay_years", "count", "years", 0, LONGEST_STAY, False, "Full years in the present place since the last move", "居住年数", "drawn as in the model's base stock"),
    Variable("labour", "code", "code", None, None, False, "Labour state of the year", "劳动状态", HISTORY),
    Variable("wage", "number", "yuan/month", 0.0, HIGHEST_WAGE, False, "Wage of the year", "月工资", HISTORY),
    Variable("track", "code", "code", None, None, False, "Retirement track", "退休类别", "drawn by the share of women workers"),
    Variable("membership", "code", "code", None, None, False, "Standing in the employees' scheme", "职工养老保险参保状态", "from pension, months or spells where the file has any, else " + HISTORY),
    Variable("scheme", "code", "code", None, None, False, "Fund of the record: employees' scheme, or government and public institutions", "养老保险基金类别", "employees"),
    Variable("record_place", "place", "place", None, None, False, "Place whose fund keeps the record", "参保地", "place of the last spell, else of residence"),
    Variable("first_paid", "month", "month", None, None, False, "First month paid", "首次缴费月份", "last_paid less the paid months"),
    Variable("last_paid", "month", "month", None, None, False, "Last month paid", "末次缴费月份", "the file's date; December of the year before for who is dormant"),
    Variable("paid_months", "count", "months", 0, LONGEST_RECORD, False, "Months paid, deemed ones left out", "实际缴费月数", "sum of the spells, else " + HISTORY),
    Variable("deemed_months", "count", "months", 0, LONGEST_RECORD, False, "Deemed months", "视同缴费月数", "sum of the deemed spells, else none"),
    Variable("mean_index", "number", "index", 0.0, HIGHEST_INDEX, False, "Mean contribution index of the paid months", "平均缴费指数", REPLAY),
    Variable("account", "number", "yuan", 0.0, HIGHEST_BALANCE, False, "Individual account of the employees' scheme", "个人账户储存额", REPLAY),
    Variable("claim", "month", "month", None, None, False, "Month of the claim of the employees' pension", "职工养老金申领月份", "month of the statutory age before the reform"),
    Variable("pension", "number", "yuan/month", 0.0, HIGHEST_WAGE, False, "Employees' pension in payment", "职工月养老金", "drawn around the known mean of the base stock"),
    Variable("pension_basic", "number", "yuan/month", 0.0, HIGHEST_WAGE, False, "Basic pension at claim", "基础养老金", "the pension less its other parts"),
    Variable("pension_account", "number", "yuan/month", 0.0, HIGHEST_WAGE, False, "Account pension at claim", "个人账户养老金", "none"),
    Variable("pension_transitional", "number", "yuan/month", 0.0, HIGHEST_WAGE, False, "Transitional pension at claim", "过渡性养老金", "none"),
    Variable("pension_supplement", "number", "yuan/month", 0.0, HIGHEST_WAGE, False, "Supplements at claim", "津补贴", "none"),
    Variable("account_left", "number", "yuan", 0.0, HIGHEST_BALANCE, False, "Account money not yet paid out", "个人账户余额", "none"),
    Variable("residents_member", "flag", "yes or no", None, None, False, "Has ever paid to the residents' scheme", "城乡居保参保", "from the residents' record, else " + HISTORY),
    Variable("residents_months", "count", "months", 0, LONGEST_RECORD, False, "Months credited in the residents' scheme", "城乡居保缴费月数", HISTORY),
    Variable("residents_account", "number", "yuan", 0.0, HIGHEST_BALANCE, False, "Account of the residents' scheme", "城乡居保个人账户", HISTORY),
    Variable("residents_place", "place", "place", None, None, False, "Place whose residents' fund keeps the account", "城乡居保参保地", "place of the registration"),
    Variable("residents_claim", "month", "month", None, None, False, "Month of the claim of the residents' pension", "城乡居保申领月份", HISTORY),
    Variable("residents_pension", "number", "yuan/month", 0.0, HIGHEST_WAGE, False, "Residents' pension in payment", "城乡居保月养老金", "by the law from the account"),
    Variable("public", "flag", "yes or no", None, None, False, "Works in government or a public institution", "机关事业单位在职", "yes for who pays to the public fund, else drawn by its share"),
    Variable("special", "flag", "yes or no", None, None, False, "Retires after arduous work or on illness", "特殊工种或病退", "drawn by its share"),
    Variable("temporary_place", "place", "place", None, None, False, "Place whose fund keeps a temporary account", "临时缴费账户所在地", "by the law from the spells"),
    Variable("certificate", "number", "yuan", 0.0, HIGHEST_BALANCE, False, "Old-age certificate of the comprehensive insurance for outside workers", "外来从业人员综合保险老年补贴额", HISTORY),
    Variable("township", "flag", "yes or no", None, None, False, "The pension is the flat one of a township scheme", "领取小城镇养老金（镇保）", "no"),
    Variable("township_months", "count", "months", 0, LONGEST_RECORD, False, "Months in the township scheme, not converted yet", "镇保未折算缴费月数", "none"),
    Variable("township_paid", "number", "yuan", 0.0, HIGHEST_BALANCE, False, "Paid for the difference to the employees' scheme", "镇保补差额", "none"),
    Variable("disability", "number", "yuan/month", 0.0, HIGHEST_WAGE, False, "Disability allowance in payment", "病残津贴", "none"),
    Variable("disability_case", "code", "code", None, None, False, "Case of the allowance: limited in time, basic part, or the full formula", "病残津贴情形", "full"),
    Variable("disability_from", "month", "month", None, None, False, "First month of the allowance", "病残津贴起始月份", "the file's date"),
    Variable("disability_until", "month", "month", None, None, False, "Last month of the allowance", "病残津贴截止月份", "month of the statutory age"),
)
SPELL_VARIABLES = (
    Variable("person", "id", "text", None, None, True, "The person, as in the table of persons", "个人编号", ""),
    Variable("place", "place", "place", None, None, True, "Place whose fund was paid", "参保地", ""),
    Variable("kind", "code", "code", None, None, False, "Employee, flexible worker, deemed, or public service", "参保类型", "employee"),
    Variable("first", "month", "month", None, None, True, "First month of the spell", "起始月份", ""),
    Variable("last", "month", "month", None, None, True, "Last month of the spell", "终止月份", ""),
    Variable("months", "count", "months", 0, LONGEST_RECORD, False, "Months paid in the spell", "实缴月数", "every month from first to last"),
    Variable("base", "number", "yuan/month", 0.0, HIGHEST_WAGE, False, "Mean contribution base of the spell", "月平均缴费基数", "from index"),
    Variable("index", "number", "index", 0.0, HIGHEST_INDEX, False, "Mean contribution index of the spell", "平均缴费指数", "from base, else the person's mean_index, else the floor of each year"),
)
TRANSFER_VARIABLES = (
    Variable("person", "id", "text", None, None, True, "The person, as in the table of persons", "个人编号", ""),
    Variable("month", "month", "month", None, None, True, "Month of the transfer", "转移月份", ""),
    Variable("from_place", "place", "place", None, None, True, "Place whose fund gave the record away", "转出地", ""),
    Variable("to_place", "place", "place", None, None, True, "Place whose fund took it", "转入地", ""),
)
# fmt: on
TABLES = {PERSONS: PERSON_VARIABLES, SPELLS: SPELL_VARIABLES, TRANSFERS: TRANSFER_VARIABLES}
BIRTH_WAYS = ("birth", "birth_year", "age")


def by_name(table: str) -> dict[str, Variable]:
    """Return the variables of a table by name."""
    return {variable.name: variable for variable in TABLES[table]}


def code_words(name: str) -> dict[int, str]:
    """Return the words of a coded variable by code."""
    return {int(code): code.name.lower() for code in CODES[name]}
