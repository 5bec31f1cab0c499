"""The two records the model lives on, ``person`` and ``law``, and the codes they use.

Each record is declared once, as a table of fields with unit and meaning; the numpy dtypes,
the checks on the statute tree and the documentation page are all made from these tables.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from microsim.places import PROVINCE_COUNT, REGION_COUNT


class Sex(IntEnum):
    """Sex in the civil register."""

    MALE = 0
    FEMALE = 1


class HukouType(IntEnum):
    """Type of household registration, kept as rural land right after its abolition on paper."""

    URBAN = 0
    RURAL = 1


class Status(IntEnum):
    """Where the hukou is, seen from the place of residence, and its type."""

    LOCAL_URBAN = 0
    LOCAL_RURAL = 1
    INTRA_URBAN = 2
    INTRA_RURAL = 3
    INTER_URBAN = 4
    INTER_RURAL = 5


class Education(IntEnum):
    """Highest attainment."""

    PRIMARY = 0
    JUNIOR = 1
    SENIOR = 2
    COLLEGE = 3


class Origin(IntEnum):
    """How a person enters the simulation: the first bits of the person's number."""

    BASE = 0
    ABSENT = 1
    BIRTH = 2
    ARRIVAL = 3


class Labour(IntEnum):
    """Labour state of a year."""

    CHILD = 0
    STUDENT = 1
    NOT_WORKING = 2
    FORMAL = 3
    FLEXIBLE = 4
    INFORMAL = 5


class Track(IntEnum):
    """Which statutory age applies; a woman's track is the post she holds at retirement."""

    MEN = 0
    WOMEN_CADRE = 1
    WOMEN_WORKER = 2


class Membership(IntEnum):
    """Standing in the employees' scheme."""

    NONE = 0
    PAYING = 1
    DORMANT = 2
    EXTENDING = 3  # past statutory age, paying on towards the minimum years
    PENSIONER = 4
    BRIDGED = 5  # rights moved to the residents' scheme


class Declared(IntEnum):
    """What an employer declares as the contribution wage."""

    FLOOR = 0
    BASIC_WAGE = 1
    FULL_WAGE = 2


class ClaimChoice(IntEnum):
    """Preferred claim month inside the flexible window open since 2025."""

    EARLIEST = 0
    STATUTORY = 1
    LATE = 2


class TransitionalForm(IntEnum):
    """Provincial form of the transitional pension."""

    NONE = 0
    STANDARD = 1  # own mean index
    FIXED_INDEX = 2  # deemed index
    MEAN_WAGE = 3  # mean of the benefit base and the indexed wage
    FLOORED_INDEX = 4  # own mean index, not below the deemed index


class YearCount(IntEnum):
    """How a place counts contribution years in the formula."""

    BY_MONTH = 0
    TWO_DECIMALS = 1
    FOUR_DECIMALS = 2
    UP_TENTH = 3  # up to the next tenth of a year
    MONTH_FRACTION = 4  # full years and a fixed fraction for each month beyond


class CreditMethod(IntEnum):
    """How a place works out the interest of an individual account's year."""

    MONTHLY_PRODUCT = 0  # each payment from its own month
    ANNUAL = 1  # the year's payments as if in twelve equal parts
    OPENING_ONLY = 2  # nothing on the payments of the year itself


class Scheme(IntEnum):
    """Funds that keep books."""

    EMPLOYEES = 0
    RESIDENTS = 1
    PUBLIC = 2
    LOCAL = 3  # a city's supplementary pension for its own hukou


class Field(NamedTuple):
    """One field of a record: its shape, unit, path in the statute tree and meaning."""

    name: str
    kind: str
    length: int
    unit: str
    path: str
    english: str
    chinese: str

    def dtype_entry(self):
        """Return the numpy entry of this field."""
        return (self.name, self.kind) if self.length == 0 else (self.name, self.kind, (self.length,))


def record_dtype(fields):
    """Return the aligned numpy dtype of a table of fields."""
    return np.dtype([field.dtype_entry() for field in fields], align=True)


MONTHS = 12
TIERS = 14  # residents' scheme tiers a law row can hold, unused ones are zero
TRACKS = len(Track)

# Tables of fields keep one line each.
# fmt: off
# Paths end in the statute tree below a place: the nearest of area, province and nation is used.
# ``length`` 12: the value of each month of the year. ``{track}`` paths hold one value a track.
LAW_FIELDS = (
    Field("employer_rate", "f8", MONTHS, "share of base", "employees.employer_rate", "Employer contribution rate", "单位缴费比例"),
    Field("employee_rate", "f8", MONTHS, "share of base", "employees.employee_rate", "Employee contribution rate", "个人缴费比例"),
    Field("account_rate", "f8", MONTHS, "share of base", "employees.account_rate", "Rate credited to the individual account", "个人账户记入比例"),
    Field("flexible_rate", "f8", MONTHS, "share of base", "employees.flexible_rate", "Contribution rate of flexible workers", "灵活就业人员缴费比例"),
    Field("flexible_account_rate", "f8", MONTHS, "share of base", "employees.flexible_account_rate", "Part of the flexible worker's rate credited to the account", "灵活就业人员记入个人账户比例"),
    Field("base_floor", "f8", MONTHS, "yuan/month", "employees.base_floor", "Floor of the contribution base", "缴费基数下限"),
    Field("base_cap", "f8", MONTHS, "yuan/month", "employees.base_cap", "Cap of the contribution base", "缴费基数上限"),
    Field("migrant_base_floor", "f8", MONTHS, "yuan/month", "employees.migrant_base_floor", "Floor of the base of rural workers from outside the province", "外来农村户籍从业人员缴费基数下限"),
    Field("employer_waiver", "f8", MONTHS, "share of the employer contribution", "employees.employer_waiver", "Employer contributions waived, mean over firms", "单位缴费减免比例"),
    Field("average_wage", "f8", 0, "yuan/month", "employees.average_wage", "Average wage of the year", "当年平均工资"),
    Field("reference_wage", "f8", 0, "yuan/month", "employees.reference_wage", "Wage that divides this year's bases into index points", "缴费指数所用平均工资"),
    Field("base_on_last_year", "i4", 0, "flag", "employees.base_on_last_year_wage", "Base follows last year's average wage, not the wage of the month", "按上年月平均工资申报"),
    Field("account_start", "i4", 0, "month index", "accounts.start", "First month with individual accounts: service before it is deemed", "个人账户建立月份"),
    Field("notional_interest", "f8", 0, "per year", "accounts.notional_interest", "Notional interest of individual accounts", "个人账户记账利率"),
    Field("divisor_by_month", "i4", 0, "flag", "accounts.divisor_by_month", "Annuity divisor interpolated by month of age", "计发月数按月插值"),
    Field("benefit_base", "f8", 0, "yuan/month", "pension.benefit_base", "Benefit calculation base", "养老金计发基数"),
    Field("accrual_rate", "f8", 0, "per year of contribution", "pension.accrual_rate", "Accrual of the basic pension", "基础养老金计发比例"),
    Field("index_weight", "f8", 0, "share", "pension.index_weight", "Weight of the indexed own wage in the basic pension", "本人指数化工资权重"),
    Field("low_index_threshold", "f8", 0, "index", "pension.low_index_threshold", "Mean index below which the first term is reduced", "低指数折算界限"),
    Field("index_floor", "f8", 0, "index", "pension.index_floor", "Floor of the index earned in this year", "当年缴费指数下限"),
    Field("deemed_index", "f8", 0, "index", "pension.deemed_index", "Index of deemed years", "视同缴费指数"),
    Field("transitional_form", "i4", 0, "code", "pension.transitional_form", "Form of the transitional pension", "过渡性养老金形式"),
    Field("transitional_rate", "f8", 0, "per deemed year", "pension.transitional_rate", "Coefficient of the transitional pension", "过渡性养老金计发系数"),
    Field("supplement_flat", "f8", 0, "yuan/month", "pension.supplement_flat", "Flat supplement of a new pension", "新退休人员定额补贴"),
    Field("supplement_per_year", "f8", 0, "yuan/month per full year", "pension.supplement_per_year", "Supplement per full year of contribution", "缴费年限津贴"),
    Field("supplement_base_share", "f8", 0, "share of the benefit base", "pension.supplement_base_share", "Addition of the current year to a new pension", "当年新增养老金占计发基数比例"),
    Field("original_age", "i4", TRACKS, "months", "retirement.{track}.original_age", "Statutory age before the reform", "原法定退休年龄"),
    Field("final_age", "i4", TRACKS, "months", "retirement.{track}.final_age", "Statutory age at the end of the schedule", "目标退休年龄"),
    Field("first_birth", "i4", TRACKS, "month index", "retirement.{track}.first_birth", "First birth month that is delayed", "延迟起始出生年月"),
    Field("delay_step", "i4", TRACKS, "birth months per month of delay", "retirement.{track}.delay_step", "Birth months that share a month of delay", "延迟步长"),
    Field("early_window", "i4", 0, "months", "retirement.early_window", "Months before statutory age in which one may claim", "弹性提前退休月数"),
    Field("late_window", "i4", 0, "months", "retirement.late_window", "Months after statutory age up to which one may claim", "弹性延迟退休月数"),
    Field("minimum_months", "i4", 0, "months", "retirement.minimum_months", "Minimum contribution months", "最低缴费月数"),
    Field("adjustment_flat", "f8", 0, "yuan/month", "adjustment.flat", "Yearly adjustment: same amount for all", "定额调整"),
    Field("adjustment_per_year", "f8", 0, "yuan/month per year of contribution", "adjustment.per_year", "Yearly adjustment: per contribution year", "按缴费年限挂钩调整"),
    Field("adjustment_rate", "f8", 0, "share of own pension", "adjustment.rate", "Yearly adjustment: share of own pension", "按本人养老金水平挂钩调整"),
    Field("adjustment_aged", "f8", 0, "yuan/month", "adjustment.aged", "Yearly adjustment: amount for the aged", "高龄倾斜调整"),
    Field("adjustment_aged_from", "i4", 0, "months", "adjustment.aged_from", "Age from which the amount for the aged is paid", "高龄倾斜起始年龄"),
    Field("residents_basic", "f8", MONTHS, "yuan/month", "residents.basic_pension", "Basic pension of the residents' scheme", "城乡居民基础养老金"),
    Field("residents_tier", "f8", TIERS, "yuan/year", "residents.tiers", "Contribution tiers of the residents' scheme", "城乡居保缴费档次"),
    Field("residents_subsidy", "f8", TIERS, "yuan/year", "residents.subsidies", "Government subsidy at each tier", "城乡居保缴费补贴"),
    Field("residents_interest", "f8", 0, "per year", "residents.notional_interest", "Interest of residents' accounts", "城乡居保个人账户利率"),
    Field("residents_divisor", "f8", 0, "months", "residents.divisor", "Annuity divisor of residents' accounts", "城乡居保计发月数"),
    Field("residents_minimum_months", "i4", 0, "months", "residents.minimum_months", "Months required by the residents' scheme", "城乡居保最低缴费月数"),
    Field("residents_claim_age", "i4", 0, "months", "residents.claim_age", "Claim age of the residents' scheme", "城乡居保领取年龄"),
    Field("residents_long_bonus", "f8", 0, "yuan/month per year above the minimum", "residents.long_contribution_bonus", "Supplement for long contribution", "长缴加发"),
    Field("residents_aged_bonus", "f8", 0, "yuan/month", "residents.aged_bonus", "Supplement for the aged", "高龄加发"),
    Field("residents_aged_from", "i4", 0, "months", "residents.aged_from", "Age from which the supplement for the aged is paid", "高龄加发起始年龄"),
    Field("residents_start", "i4", 0, "month index", "residents.start", "First month of the residents' scheme", "城乡居保建立月份"),
    Field("survivor_base", "f8", 0, "yuan/month", "survivors.base", "Urban disposable income of the year before, a month", "丧葬抚恤计发基数"),
    Field("funeral_months", "f8", 0, "months of the survivor base", "survivors.funeral_months", "Funeral grant", "丧葬补助月数"),
    Field("transfer_pool_rate", "f8", 0, "share of bases since 1998", "portability.pool_rate", "Pooled money that moves with a person", "统筹基金转移比例"),
    Field("paying_place_months", "i4", 0, "months", "portability.paying_place_months", "Months in a province that make it the paying place", "待遇领取地年限月数"),
    Field("late_fee_rate", "f8", 0, "per day", "employees.late_fee_rate", "Fee on arrears", "欠缴滞纳金率"),
    Field("local_supplement_rate", "f8", MONTHS, "share of base", "employees.local_supplement_rate", "Employer's rate to a local supplementary pension, local hukou only", "地方补充养老保险单位缴费比例"),
    Field("credit_method", "i4", 0, "choice", "accounts.credit_method", "Interest of the year: 0 by monthly products, 1 annual method, 2 none on payments of the year", "记账计息方法（0月积数法，1年度法，2当年不计息）"),
    Field("year_count", "i4", 0, "choice", "pension.year_count", "How years count: 0 by month, 1 two decimals, 2 four decimals, 3 up to a tenth, 4 full years and a fixed fraction a month", "缴费年限折算方法"),
    Field("month_fraction", "f8", 0, "years per month", "pension.month_fraction", "Years that a month beyond full years counts, where the fraction is fixed", "零头月份折算年数"),
    Field("rounding_fen", "i4", 0, "fen", "pension.rounding", "Unit to which each part of a pension is rounded", "养老金各项计发取整单位"),
    Field("index_cap", "f8", 0, "index", "pension.index_cap", "Cap of the index earned in a year, 0 none", "当年缴费指数上限（0为不设）"),
    Field("transitional_released", "f8", 0, "share", "pension.transitional_released", "Share of the gain of the new transitional method that is paid", "过渡性养老金新办法增量发放比例"),
    Field("transitional_old_floor", "i4", 0, "flag", "pension.transitional_old_floor", "The old transitional method is a floor while methods are compared", "过渡性养老金老办法保底"),
    Field("paper_account_divisor", "f8", 0, "months", "pension.paper_account_divisor", "Divisor of accounts on paper (Guangdong's old method, Shanghai's virtual account)", "视同账户（虚账）计发月数"),
    Field("base_announced", "i4", 0, "month", "pension.base_announced", "Month in which the benefit base of the year is announced; awards before it are provisional", "计发基数公布月份"),
    Field("formula_1997", "i4", 0, "choice", "pension.formula_1997", "Formula of 1997: 0 not applied, 1 alone, 2 compared with that of 2005", "1997年计发办法（0不适用，1单独适用，2新老对比）"),
    Field("basic_share_1997", "f8", 0, "share of last year's average wage", "pension.basic_share_1997", "Basic pension by the formula of 1997", "1997年办法基础养老金比例"),
    Field("account_divisor_1997", "f8", 0, "months", "pension.account_divisor_1997", "Account divisor by the formula of 1997", "1997年办法个人账户计发月数"),
    Field("gain_released", "f8", 0, "share", "pension.gain_released", "Share of the gain of the formula of 2005 over that of 1997 that is paid", "2005年办法增量发放比例"),
    Field("mixed_base", "i4", 0, "flag", "pension.mixed_base", "Benefit base of careers in two regions of a province weighted by months", "省内多计发区按月加权计发基数"),
    Field("local_supplement_per_year", "f8", 0, "yuan/month per year", "pension.local_per_year", "Local supplementary pension per year times the index", "地方补充养老金每年金额（乘指数）"),
    Field("local_supplement_flat", "f8", 0, "yuan/month", "pension.local_flat", "Local supplementary pension, flat part", "地方补充养老金定额"),
    Field("local_supplement_early_per_year", "f8", 0, "yuan/month per year", "pension.local_early_per_year", "Local supplementary pension per year before July 1992 times the index", "1992年7月前地方补充养老金每年金额（乘指数）"),
    Field("local_supplement_early_flat", "f8", 0, "yuan/month", "pension.local_early_flat", "Local supplementary pension, flat part for years before July 1992", "1992年7月前地方补充养老金定额"),
    Field("flexible_women_track", "i4", 0, "choice", "retirement.flexible_women_track", "Track of women workers who pay without an employer: 1 that of cadres, 2 that of workers", "灵活就业女性适用的退休类别（1按55周岁，2按50周岁）"),
    Field("special_age", "i4", TRACKS, "months", "retirement.{track}.special_age", "Age after arduous work", "特殊工种退休年龄"),
    Field("illness_age", "i4", TRACKS, "months", "retirement.{track}.illness_age", "Age for retirement on illness, 0 none", "病退年龄"),
    Field("arduous_toxic", "i4", 0, "months", "retirement.arduous_toxic", "Months of work with toxic substances that open the special age", "有毒有害特殊工种所需月数"),
    Field("arduous_underground", "i4", 0, "months", "retirement.arduous_underground", "Months of work underground or in heat that open the special age", "井下高温特殊工种所需月数"),
    Field("arduous_heavy", "i4", 0, "months", "retirement.arduous_heavy", "Months of work at heights or extremely heavy work that open the special age", "高空及特别繁重体力劳动所需月数"),
    Field("illness_months", "i4", 0, "months", "retirement.illness_months", "Months that open retirement on illness", "病退所需月数"),
    Field("buy_in_gate", "i4", 0, "month index", "retirement.buy_in_gate", "First insured before this month, one may buy missing years in one sum", "可一次性补缴的首次参保截止月份"),
    Field("buy_in_extension", "i4", 0, "months", "retirement.buy_in_extension", "Months one pays on past the statutory age before buying the rest", "延长缴费后可一次性补缴所需月数"),
    Field("temporary_age_men", "i4", 0, "months", "portability.temporary_age_men", "Age from which men get a temporary account outside the hukou province", "男性建立临时缴费账户年龄"),
    Field("temporary_age_women", "i4", 0, "months", "portability.temporary_age_women", "Age from which women get a temporary account outside the hukou province", "女性建立临时缴费账户年龄"),
    Field("transfer_since", "i4", 0, "month index", "portability.transfer_since", "First month whose base counts for the pooled money that moves", "统筹基金转移计算起始月份"),
    Field("bridge_open", "f8", MONTHS, "flag", "portability.bridge_open", "Moves between the employees' and the residents' scheme are possible", "城乡养老保险制度可衔接"),
    Field("bridge_months", "i4", 0, "months", "portability.bridge_months", "Months that open the way to the employees' scheme, the minimum in force unless set", "制度衔接所需缴费月数"),
    Field("cash_out_allowed", "i4", 0, "flag", "portability.cash_out_allowed", "Rural migrants who leave may take their own payments and lose the years", "农民工可退保"),
    Field("buy_in_proof_months", "i4", 0, "months", "portability.buy_in_proof_months", "Bought months from which a move needs the proof of a court or an audit", "一次性补缴转移需证明的月数"),
    Field("survivor_national_rule", "f8", MONTHS, "flag", "survivors.national_rule", "Survivors are paid by the national rule, else by provincial ones", "执行全国统一遗属待遇"),
    Field("survivor_lump_first", "f8", 0, "months of the survivor base", "survivors.lump_first", "Lump sum with less than five years", "缴费不满5年抚恤金月数"),
    Field("survivor_lump_second", "f8", 0, "months of the survivor base", "survivors.lump_second", "Lump sum with five to ten years", "缴费满5年不满10年抚恤金月数"),
    Field("survivor_lump_full", "f8", 0, "months of the survivor base", "survivors.lump_full", "Lump sum from ten years on, floor for pensioners", "缴费满10年抚恤金月数"),
    Field("survivor_last_year", "f8", 0, "years", "survivors.last_year", "Contribution years up to which the lump sum grows", "抚恤金计算年限上限"),
    Field("survivor_provincial_funeral_months", "f8", 0, "months of the average wage", "survivors.provincial_funeral_months", "Funeral grant before September 2021", "2021年9月前丧葬补助月数"),
    Field("survivor_dependants_one", "f8", 0, "months of the average wage", "survivors.dependants_one", "Lump sum before September 2021, one dependent relative", "2021年9月前一次性救济金月数（供养1人）"),
    Field("survivor_dependants_two", "f8", 0, "months of the average wage", "survivors.dependants_two", "Lump sum before September 2021, two dependants", "2021年9月前一次性救济金月数（供养2人）"),
    Field("survivor_dependants_more", "f8", 0, "months of the average wage", "survivors.dependants_more", "Lump sum before September 2021, three dependants or more", "2021年9月前一次性救济金月数（供养3人及以上）"),
    Field("disability_in_force", "i4", 0, "flag", "disability.in_force", "Disability allowance of the employees' scheme", "企业职工病残津贴"),
    Field("disability_near_months", "i4", 0, "months", "disability.near_months", "Months to the statutory age within which the full formula is paid", "距法定退休年龄可按全部待遇计发月数"),
    Field("disability_first_years_months", "i4", 0, "months", "disability.first_years_months", "Contribution months up to which the shortest payment lasts", "最短支付期对应缴费月数"),
    Field("disability_first_months", "i4", 0, "months", "disability.first_months", "Months of payment at least", "最短支付月数"),
    Field("disability_months_per_year", "i4", 0, "months per year", "disability.months_per_year", "Further months of payment for each year begun", "每满（含不满）一年增加支付月数"),
    Field("public_employer_rate", "f8", MONTHS, "share of base", "public.employer_rate", "Employer contribution rate, public service", "机关事业单位单位缴费比例"),
    Field("public_employee_rate", "f8", MONTHS, "share of base", "public.employee_rate", "Employee contribution rate, public service, all to the account", "机关事业单位个人缴费比例"),
    Field("public_compared", "f8", MONTHS, "flag", "public.compared", "New and old award are compared, the old one is a floor", "机关事业单位新老办法对比"),
    Field("public_released", "f8", MONTHS, "share", "public.released", "Share of the gain over the old award that is paid", "机关事业单位新办法增量发放比例"),
    Field("public_occupational_employer", "f8", MONTHS, "share of base", "public.occupational_employer", "Employer rate of the occupational annuity", "职业年金单位缴费比例"),
    Field("public_occupational_employee", "f8", MONTHS, "share of base", "public.occupational_employee", "Employee rate of the occupational annuity", "职业年金个人缴费比例"),
    Field("public_old_share_short", "f8", 0, "share of pay", "public.old_share_short", "Old rule, share of pay from 10 years of service", "老办法计发比例（满10年）"),
    Field("public_old_share_medium", "f8", 0, "share of pay", "public.old_share_medium", "Old rule, share of pay from 20 years", "老办法计发比例（满20年）"),
    Field("public_old_share_long", "f8", 0, "share of pay", "public.old_share_long", "Old rule, share of pay from 30 years", "老办法计发比例（满30年）"),
    Field("public_old_share_full", "f8", 0, "share of pay", "public.old_share_full", "Old rule, share of pay from 35 years", "老办法计发比例（满35年）"),
    Field("enterprise_employer_cap", "f8", 0, "share of payroll", "pillars.enterprise_employer_cap", "Employer's most to the enterprise annuity", "企业年金单位缴费上限"),
    Field("enterprise_total_cap", "f8", 0, "share of payroll", "pillars.enterprise_total_cap", "Most that employer and employee together pay to the enterprise annuity", "企业年金合计缴费上限"),
    Field("enterprise_vesting", "f8", 0, "years", "pillars.enterprise_vesting", "Years until the employer's money is the worker's at the latest", "企业年金最长归属年限"),
    Field("annuity_tax_share", "f8", 0, "share of base", "pillars.annuity_tax_share", "Own annuity payments free of tax", "年金个人缴费税前扣除比例"),
    Field("annuity_tax_multiple", "f8", 0, "multiple of the average wage", "pillars.annuity_tax_multiple", "Cap of the base whose annuity payments are free of tax", "年金税前扣除基数上限倍数"),
    Field("private_open", "f8", MONTHS, "flag", "pillars.private_open", "Private pension may be joined", "个人养老金可参加"),
    Field("private_cap", "f8", 0, "yuan/year", "pillars.private_cap", "Most one may pay to the private pension", "个人养老金年缴费上限"),
    Field("private_tax", "f8", 0, "share", "pillars.private_tax", "Tax on what is drawn from the private pension", "个人养老金领取税率"),
    Field("township_base_share", "f8", MONTHS, "share of the average wage", "special.township_base_share", "Base of township insurance", "小城镇社会保险缴费基数比例"),
    Field("township_rate", "f8", MONTHS, "share of base", "special.township_rate", "Pension rate of township insurance", "小城镇养老保险缴费比例"),
    Field("township_first_share", "f8", 0, "share of the average wage", "special.township_first_share", "Township pension at the minimum years", "小城镇养老金基本比例"),
    Field("township_per_year", "f8", 0, "share of the average wage", "special.township_per_year", "Township pension, more for each further year", "小城镇养老金每增一年比例"),
    Field("township_cap", "f8", 0, "share of the average wage", "special.township_cap", "Township pension at most", "小城镇养老金比例上限"),
    Field("outside_base_share", "f8", MONTHS, "share of the average wage", "special.outside_base_share", "Base of the comprehensive insurance of outside workers", "外来从业人员综合保险缴费基数比例"),
    Field("outside_rate", "f8", MONTHS, "share of base", "special.outside_rate", "Part of the comprehensive insurance that buys the old-age certificate", "外来从业人员综合保险老年补贴比例"),
    Field("land_months", "i4", 0, "months", "special.land_months", "Months of contributions whoever takes the land pays for a farmer", "被征地农民养老保险补贴月数"),
    Field("land_to_employees", "i4", 0, "flag", "special.land_to_employees", "Land money buys months of the employees' scheme, else it goes to the residents' account", "征地补贴用于职工养老保险"),
    Field("adjustment_overall", "f8", 0, "share of the average pension", "adjustment.uprating", "Overall increase of the year for the nation", "全国总体调整比例"),
    Field("working_age", "i4", 0, "months", "employees.working_age", "Age from which one may work and be insured", "最低就业参保年龄"),
    Field("residents_assisted_tier", "f8", 0, "yuan/year", "residents.assisted_tier", "What the government pays for the poor and the severely disabled", "困难群体政府代缴标准"),
)

# Fields that every year of a life reads lie together at the head of a row, months at its end.
EVERY_YEAR = (
    "average_wage", "reference_wage", "index_floor", "index_cap", "original_age", "special_age", "flexible_women_track",
    "account_start", "transfer_since", "base_on_last_year", "notional_interest", "residents_start", "residents_claim_age",
    "residents_interest", "residents_minimum_months", "residents_long_bonus", "residents_aged_bonus",
    "residents_aged_from", "adjustment_flat", "adjustment_per_year", "adjustment_rate", "adjustment_aged",
    "adjustment_aged_from",
)
LAW = record_dtype(sorted(LAW_FIELDS, key=lambda field: (field.name not in EVERY_YEAR, field.length == MONTHS)))

# Behaviour and economy, by province and year; paths lie below ``assumptions`` and each may hold
# one value for all provinces or one for each of guangdong, shanghai, elsewhere.
ASSUMPTION_FIELDS = (
    Field("wage_level", "f8", 0, "ratio", "wages.level", "Mean wage of covered employees over the average wage", "参保职工平均工资与社会平均工资之比"),
    Field("school_primary", "f8", 0, "years", "schooling.primary_years", "School years, primary or less", "小学及以下受教育年限"),
    Field("school_junior", "f8", 0, "years", "schooling.junior_years", "School years, junior secondary", "初中受教育年限"),
    Field("school_senior", "f8", 0, "years", "schooling.senior_years", "School years, senior secondary", "高中受教育年限"),
    Field("school_college", "f8", 0, "years", "schooling.college_years", "School years, college and above", "大专及以上受教育年限"),
    Field("first_job_intercept", "f8", 0, "years of age", "schooling.first_job_intercept", "Age at first job at nine school years", "初次就业年龄截距"),
    Field("first_job_slope", "f8", 0, "years of age per school year", "schooling.first_job_slope", "Later first job per school year above nine", "初次就业年龄斜率"),
    Field("first_job_minimum", "f8", 0, "years of age", "schooling.first_job_minimum", "Minimum age at first job", "最低就业年龄"),
    Field("wage_school", "f8", 0, "log points per school year", "wages.school", "Return to a year of school", "教育年回报"),
    Field("wage_experience", "f8", 0, "log points per year", "wages.experience", "Experience profile, linear", "经验一次项"),
    Field("wage_experience_squared", "f8", 0, "log points per year squared", "wages.experience_squared", "Experience profile, quadratic", "经验二次项"),
    Field("wage_migrant_experience", "f8", 0, "log points per year", "wages.migrant_experience", "Experience profile of rural migrants, linear", "农民工经验一次项"),
    Field("wage_migrant_experience_squared", "f8", 0, "log points per year squared", "wages.migrant_experience_squared", "Experience profile of rural migrants, quadratic", "农民工经验二次项"),
    Field("wage_female_gap", "f8", 0, "log points", "wages.female_gap", "Wage gap of women", "性别工资差"),
    Field("wage_rural_gap", "f8", 0, "log points", "wages.rural_gap", "Wage gap of rural hukou, schooling and experience apart", "农村户籍工资差"),
    Field("wage_own_account_gap", "f8", 0, "log points", "wages.own_account_gap", "Gap of flexible and informal jobs against formal ones", "灵活与非正规就业收入差"),
    Field("wage_permanent_sd", "f8", 0, "log points", "wages.permanent_sd", "Permanent differences between persons", "个人固定效应标准差"),
    Field("wage_entry_sd", "f8", 0, "log points", "wages.entry_sd", "Persistent part at entry", "持久成分初始标准差"),
    Field("wage_persistence", "f8", 0, "per year", "wages.persistence", "Persistence of the persistent part", "持久成分自相关"),
    Field("wage_innovation_sd", "f8", 0, "log points", "wages.innovation_sd", "Innovation of the persistent part", "持久成分新息标准差"),
    Field("wage_transitory_sd", "f8", 0, "log points", "wages.transitory_sd", "Transitory part", "暂时成分标准差"),
    Field("employment_persistence", "f8", 0, "per year", "employment.persistence", "Share whose employment is not redrawn in a year", "就业状态持续性"),
    Field("employment_uplift", "f8", 0, "share of persons aged 50-59", "employment.older_uplift", "Employment added at 50-59 by the retirement reform", "延迟退休带来的就业增量"),
    Field("employment_attachment", "f8", 0, "normal scores", "employment.attachment_sd", "Spread of lasting differences in attachment to work", "就业稳定性个体差异"),
    Field("break_chance", "f8", 0, "per year", "employment.break_chance", "Working women of child-raising age who leave for a child", "育龄女性因生育中断就业概率"),
    Field("break_from", "f8", 0, "years of age", "employment.break_from", "First age of breaks for a child", "生育中断起始年龄"),
    Field("break_to", "f8", 0, "years of age", "employment.break_to", "Last age of breaks for a child", "生育中断终止年龄"),
    Field("layoff", "f8", 0, "per year", "employment.layoff", "Urban employees of 30 and over laid off in the restructuring of state firms", "国有企业职工下岗概率"),
    Field("after_pension", "f8", 0, "ratio", "employment.after_pension", "Share of pensioners working over the share of all at their age", "退休后再就业率与同龄人就业率之比"),
    Field("job_change_first", "f8", 0, "per year", "employment.job_change_first", "Chance to change the job in its first year", "入职首年换工作概率"),
    Field("job_change", "f8", 0, "per year", "employment.job_change", "Chance to change a job held for long", "长期任职者换工作概率"),
    Field("job_change_years", "f8", 0, "years", "employment.job_change_years", "Years in which 63 percent of the difference is gone", "换工作概率衰减年数"),
    Field("luck_persistence", "f8", 0, "correlation", "employment.luck_persistence", "How much the kind, cover and declaration of one job resemble the last", "前后工作类型与参保的相关性"),
    Field("coverage_local_urban", "f8", 0, "share of employees", "coverage.local_urban", "Coverage, local urban hukou", "本地城镇户籍参保率"),
    Field("coverage_local_rural", "f8", 0, "share of employees", "coverage.local_rural", "Coverage, local rural hukou", "本地农村户籍参保率"),
    Field("coverage_intra", "f8", 0, "share of employees", "coverage.intra_provincial", "Coverage, migrants from the province", "省内流动人口参保率"),
    Field("coverage_inter", "f8", 0, "share of employees", "coverage.inter_provincial", "Coverage, migrants from other provinces", "跨省流动人口参保率"),
    Field("coverage_flexible_local", "f8", 0, "share of flexible workers", "coverage.flexible_local", "Coverage of flexible workers with local hukou", "本地灵活就业参保率"),
    Field("coverage_flexible_migrant", "f8", 0, "share of flexible workers", "coverage.flexible_migrant", "Coverage of flexible workers without local hukou", "外来灵活就业参保率"),
    Field("paying_share", "f8", 0, "share of insured months of a job", "contributions.paying_share", "Months paid in a covered job", "参保就业期间实缴月份占比"),
    Field("irregular_share", "f8", 0, "share of covered jobs", "contributions.irregular_share", "Jobs that leave months unpaid", "缴费不规律的岗位占比"),
    Field("declared_floor_share", "f8", 0, "share of covered jobs", "contributions.floor_share", "Jobs declared at the floor", "按下限申报比例"),
    Field("declared_basic_share", "f8", 0, "share of covered jobs", "contributions.basic_wage_share", "Jobs declared at the basic wage", "按基本工资申报比例"),
    Field("declared_basic_ratio", "f8", 0, "share of wage", "contributions.basic_wage_ratio", "Basic wage over full wage", "基本工资占全部工资比例"),
    Field("women_worker_share", "f8", 0, "share of women", "retirement.women_worker_share", "Women on the workers' track", "女工人比例"),
    Field("claim_earliest", "f8", 0, "share of claimants", "retirement.claim_earliest", "Claim in the first possible month", "最早领取比例"),
    Field("claim_late", "f8", 0, "share of claimants", "retirement.claim_late", "Claim after statutory age", "延迟领取比例"),
    Field("catch_up_share", "f8", 0, "share of those near the minimum", "retirement.catch_up_share", "Extend payment to reach the minimum years", "延长缴费比例"),
    Field("catch_up_gap", "f8", 0, "months", "retirement.catch_up_gap", "Largest gap one pays to close", "愿意补足的最大缺口月数"),
    Field("near_minimum_age", "f8", 0, "years of age", "retirement.near_minimum_age", "Age from which the insured look to the minimum years", "关注最低缴费年限的起始年龄"),
    Field("transfer_takeup", "f8", 0, "share of movers who pay on elsewhere", "portability.transfer_takeup", "Movers who transfer their relation", "转移接续办理比例"),
    Field("dormant_cleanup", "f8", 0, "per year", "portability.dormant_cleanup", "Dormant records abroad that are moved or cleared", "断缴账户清理比例"),
    Field("residents_rural", "f8", 0, "share", "residents.participation_rural", "Participation, rural hukou", "农村居民参保率"),
    Field("residents_urban", "f8", 0, "share", "residents.participation_urban", "Participation, urban hukou without employees' cover", "城镇居民参保率"),
    Field("residents_low_tier", "f8", 0, "share", "residents.lowest_tier_share", "Participants at the lowest tier", "最低档缴费比例"),
    Field("special_share", "f8", 0, "share", "retirement.special_share", "Persons who retire after arduous work or on illness, before 2025", "特殊工种及病退比例"),
    Field("buy_in_share", "f8", 0, "share of those who may", "retirement.buy_in_share", "Pay on for five years and buy the rest, where allowed", "延长缴费后一次性补缴比例"),
    Field("disability_hazard", "f8", 0, "per year", "disability.hazard", "Members from 40 to statutory age who lose all capacity to work", "完全丧失劳动能力概率"),
    Field("public_share", "f8", 0, "share of local urban employees", "public.share", "Employees of government and public institutions", "机关事业单位职工比例"),
    Field("land_share", "f8", 0, "share of conversions at working age", "hukou.land_share", "Rural hukou turned urban because land was taken", "因征地农转非比例"),
    Field("old_pay_ratio", "f8", 0, "share of the wage", "public.old_pay_ratio", "Pay that the old award of the public service counts", "机关事业单位老办法计发基数占工资比例"),
    Field("old_transitional_ratio", "f8", 0, "share of the new part", "awards.old_transitional_ratio", "Transitional pension by Guangdong's old method over that by the new", "原过渡性养老金与新办法之比"),
    Field("dependant_share", "f8", 0, "share of deaths", "survivors.dependant_share", "Deaths that left a dependant in need, before September 2021", "2021年9月前有供养亲属的死亡占比"),
    Field("cash_out", "f8", 0, "share of exits", "portability.cash_out", "Rural migrants who cash out on leaving, where allowed", "退保比例"),
    Field("enterprise_share", "f8", 0, "share of formal jobs", "pillars.enterprise_share", "Formal jobs with an enterprise annuity", "建立企业年金的就业占比"),
    Field("enterprise_employer", "f8", 0, "share of base", "pillars.enterprise_employer", "Employer's payment to the enterprise annuity", "企业年金单位缴费比例"),
    Field("enterprise_employee", "f8", 0, "share of base", "pillars.enterprise_employee", "Employee's payment to the enterprise annuity", "企业年金个人缴费比例"),
    Field("annuity_return", "f8", 0, "per year", "pillars.annuity_return", "Yearly return on annuity accounts", "年金投资收益率"),
    Field("residents_assisted", "f8", 0, "share of participants", "residents.assisted_share", "Participants for whom the government pays", "政府代缴人员占比"),
    Field("base_public", "f8", 0, "share of local urban past the age of cadres", "base_stock.public_pensioners", "Public pensioners at the base date", "基期机关事业退休人员占比"),
    Field("base_public_mean", "f8", 0, "yuan/month", "base_stock.public_pension_mean", "Mean public pension at the base date", "基期机关事业人均养老金"),
    Field("base_township", "f8", 0, "share of locals past statutory age without an employees' pension", "base_stock.township_pensioners", "Flat township pensions taken over by the employees' scheme", "基期镇保养老金领取人员占比"),
    Field("base_township_months", "f8", 0, "months", "base_stock.township_months", "Mean months behind a township pension", "基期镇保平均缴费月数"),
    Field("base_pension_mean", "f8", 0, "yuan/month", "base_stock.pension_mean", "Mean employees' pension at the base date", "基期人均养老金"),
    Field("base_pension_sd", "f8", 0, "log points", "base_stock.pension_sd", "Spread of employees' pensions at the base date", "基期养老金对数标准差"),
    Field("base_pension_months", "f8", 0, "months", "base_stock.pension_months", "Mean contribution months of pensioners at the base date", "基期退休人员平均缴费月数"),
    Field("residents_takeup", "f8", 0, "share aged 60 and over without another pension", "base_stock.residents_takeup", "Drawing a residents' pension at the base date", "基期城乡居保领取率"),
    Field("absent_stay", "f8", 0, "years", "base_stock.absent_stay", "Mean years that absent holders of rights had worked here", "离开者曾工作年数"),
    Field("absent_years", "f8", 0, "years", "base_stock.absent_years", "Mean years since absent holders of rights left", "离开年数"),
    Field("discount_rate", "f8", 0, "per year", "economy.discount_rate", "Discount rate of present values", "贴现率"),
)
ASSUMPTIONS = record_dtype(ASSUMPTION_FIELDS)

PERSON_FIELDS = (
    Field("number", "u8", 0, "code", "", "Person number: stratum bits and count", "个人编号"),
    Field("sex", "i1", 0, "code", "", "Sex", "性别"),
    Field("education", "i1", 0, "code", "", "Highest attainment", "受教育程度"),
    Field("birth", "i4", 0, "month index", "", "Birth month", "出生年月"),
    Field("alive", "i1", 0, "flag", "", "Alive at the end of the year", "年末存活"),
    Field("entered", "i1", 0, "flag", "", "Counted in the simulation: 0 while the history before it is lived", "已进入模拟"),
    Field("death_month", "i1", 0, "month", "", "Month of death in this year, 0 none", "死亡月份"),
    Field("place", "i1", 0, "code", "", "Place of residence", "居住地"),
    Field("hukou_place", "i1", 0, "code", "", "Place of the household registration", "户籍地"),
    Field("hukou_type", "i1", 0, "code", "", "Type of the household registration", "户籍类型"),
    Field("tie", "i1", 0, "code", "", "Area last lived in, to which one who left may return", "曾居住地区"),
    Field("stay_years", "i2", 0, "years", "", "Full years in the present place since the last move", "现居住地居住年数"),
    Field("labour", "i1", 0, "code", "", "Labour state of the year", "劳动状态"),
    Field("first_job", "i1", 0, "years of age", "", "Age at which school ends", "首次就业年龄"),
    Field("cover_known", "i1", 0, "code", "", "What the base stock knows of cover: 0 nothing, 1 insured, 2 not insured, 3 has left rights behind", "基期参保信息"),
    Field("attachment", "f8", 0, "normal score", "", "Lasting attachment to work, above or below the mean", "就业稳定性"),
    Field("tenure", "i1", 0, "years", "", "Full years in the present job", "现职年限"),
    Field("work_from", "i1", 0, "month", "", "First month of this year in the present job", "当年开始工作月份"),
    Field("work_until", "i1", 0, "month", "", "Last month of this year in a job, 12 for one who stays", "当年停止工作前最后月份"),
    Field("sector_luck", "f8", 0, "uniform", "", "Luck of the present job: decides its kind, 0 before the first job", "现职类型随机数"),
    Field("coverage_luck", "f8", 0, "uniform", "", "Luck of the present job: covered where it is below the coverage in force", "现职参保随机数"),
    Field("declared_luck", "f8", 0, "uniform", "", "Luck of the present job: decides what the employer declares", "现职申报随机数"),
    Field("irregular_luck", "f8", 0, "uniform", "", "Luck of the present job: leaves months unpaid where it is below the share of such jobs", "现职漏缴随机数"),
    Field("covered", "i1", 0, "flag", "", "Present job carries the employees' scheme", "现职是否参保"),
    Field("pays_alone", "i1", 0, "flag", "", "Pays, or last paid, without an employer", "以灵活就业身份缴费"),
    Field("residents_luck", "f8", 0, "uniform", "", "Joins the residents' scheme where it is below the participation in force", "城乡居保参保随机数"),
    Field("tier_luck", "f8", 0, "uniform", "", "Decides the tier in the residents' scheme", "城乡居保档次随机数"),
    Field("claim_choice", "i1", 0, "code", "", "Preferred claim month inside the flexible window", "弹性退休选择"),
    Field("late_share", "f8", 0, "uniform", "", "Part of the late window a late claimant uses", "延迟领取随机数"),
    Field("track", "i1", 0, "code", "", "Retirement track", "退休类别"),
    Field("special", "i1", 0, "flag", "", "Retires after arduous work or on illness where the law allows it", "特殊工种或病退"),
    Field("public_luck", "f8", 0, "uniform", "", "Works in the public service where it is below the share in force", "机关事业单位就业随机数"),
    Field("public", "i1", 0, "flag", "", "Works in the public service", "机关事业单位职工"),
    Field("scheme", "i1", 0, "code", "", "Fund that keeps the record: employees' or public", "养老保险基金类别"),
    Field("temporary", "i1", PROVINCE_COUNT, "flag", "", "The record in a province is a temporary account", "临时缴费账户"),
    Field("permanent", "f8", 0, "log points", "", "Permanent part of the wage", "工资固定成分"),
    Field("persistent", "f8", 0, "log points", "", "Persistent part of the wage", "工资持久成分"),
    Field("wage", "f8", 0, "yuan/month", "", "Wage of the year", "当年月工资"),
    Field("wage_last_year", "f8", 0, "yuan/month", "", "Wage of the year before", "上年月工资"),
    Field("missed_months", "i1", 0, "months", "", "Months of this year that go unpaid in a covered job", "当年漏缴月数"),
    Field("missed_from", "i1", 0, "month", "", "First of this year's unpaid months, 0 none", "当年漏缴起始月份"),
    Field("year_contributions_fen", "i8", 0, "fen", "", "Paid to the employees' scheme this year, employer's part included", "当年职工养老保险缴费"),
    Field("year_benefits_fen", "i8", 0, "fen", "", "Received from the employees' scheme this year, by heirs too", "当年职工养老保险待遇"),
    Field("year_residents_paid_fen", "i8", 0, "fen", "", "Paid to the residents' scheme this year", "当年城乡居保缴费"),
    Field("year_residents_benefits_fen", "i8", 0, "fen", "", "Received from the residents' scheme this year, by heirs too", "当年城乡居保待遇"),
    Field("year_base", "f8", 0, "yuan", "", "Sum of this year's monthly bases not yet in the index", "当年缴费基数合计"),
    Field("year_base_months", "i1", 0, "months", "", "Months behind the sum of bases not yet in the index", "未计入指数的缴费月数"),
    Field("paid_base", "f8", 0, "yuan/month", "", "Contribution base of the last paid month", "缴费基数"),
    Field("new_job", "i1", 0, "flag", "", "The present job began this year", "当年新就业"),
    Field("paid_place", "i1", 0, "code", "", "Place of the last paid month, -1 none", "末次缴费地"),
    Field("paid_months", "i1", 0, "months", "", "Months paid to the employees' scheme this year", "当年缴费月数"),
    Field("membership", "i1", 0, "code", "", "Standing in the employees' scheme", "参保状态"),
    Field("off_register", "i1", 0, "flag", "", "Dormant and no longer counted as insured, the record stays", "断缴后不再计入参保人数"),
    Field("relation", "i1", 0, "province", "", "Province that holds the pension relation, -1 none", "养老保险关系所在省"),
    Field("first_paid", "i4", 0, "month index", "", "First month paid to the employees' scheme, 0 none", "首次缴费月份"),
    Field("months", "i2", PROVINCE_COUNT, "months", "", "Months paid to the employees' scheme, by province", "各省实际缴费月数"),
    Field("deemed_months", "i2", PROVINCE_COUNT, "months", "", "Deemed months, by province", "各省视同缴费月数"),
    Field("last_paid", "i4", PROVINCE_COUNT, "month index", "", "Last month paid, by province, 0 none", "各省末次缴费月份"),
    Field("region_months", "i2", REGION_COUNT, "months", "", "Months paid, by benefit region", "各计发区缴费月数"),
    Field("fund_place", "i1", PROVINCE_COUNT, "code", "", "Place in each province whose fund holds the record, -1 none", "各省参保地"),
    Field("account_fen", "i8", PROVINCE_COUNT, "fen", "", "Individual account of the employees' scheme, by province", "各省个人账户储存额"),
    Field("balance_months_fen", "i8", PROVINCE_COUNT, "fen x months", "", "Sum of this year's month-end balances, on which interest is due", "当年账户月积数"),
    Field("transfer_base_fen", "i8", PROVINCE_COUNT, "fen", "", "Sum of bases since 1998 not moved away, what a transfer counts", "1998年以来缴费基数累计"),
    Field("index_sum", "f8", REGION_COUNT, "index x months", "", "All bases over the reference wage of each benefit region", "按各计发区口径的缴费指数累计"),
    Field("statutory_month", "i4", 0, "month index", "", "Month in which statutory age is reached, 0 not yet", "法定退休月份"),
    Field("required_months", "i4", 0, "months", "", "Minimum months in force when statutory age was reached", "应达最低缴费月数"),
    Field("claim_month", "i4", 0, "month index", "", "Month of the claim, 0 none", "申领月份"),
    Field("paying_place", "i1", 0, "code", "", "Place whose fund pays the pension or the disability allowance, -1 none", "待遇领取地"),
    Field("contribution_months", "i2", 0, "months", "", "Contribution months at claim, deemed ones included", "申领时缴费月数"),
    Field("mean_index", "f8", 0, "index", "", "Mean contribution index at claim", "平均缴费指数"),
    Field("disability_case", "i1", 0, "code", "", "Case of the disability allowance, 0 none", "病残津贴情形"),
    Field("disability_from", "i4", 0, "month index", "", "First month of the disability allowance", "病残津贴起始月份"),
    Field("disability_until", "i4", 0, "month index", "", "Last month of the disability allowance", "病残津贴截止月份"),
    Field("disability_fen", "i8", 0, "fen/month", "", "Disability allowance", "病残津贴"),
    Field("certificate_fen", "i8", 0, "fen", "", "Old-age certificate of Shanghai's comprehensive insurance, paid in one sum at the claim age", "外来从业人员综合保险老年补贴"),
    Field("basic_fen", "i8", 0, "fen/month", "", "Basic pension at claim", "基础养老金"),
    Field("account_pension_fen", "i8", 0, "fen/month", "", "Account pension at claim", "个人账户养老金"),
    Field("transitional_fen", "i8", 0, "fen/month", "", "Transitional pension at claim", "过渡性养老金"),
    Field("supplement_fen", "i8", 0, "fen/month", "", "Supplements at claim", "津补贴"),
    Field("pension_fen", "i8", 0, "fen/month", "", "Pension of the employees' scheme in payment", "月养老金"),
    Field("account_left_fen", "i8", 0, "fen", "", "Account money not yet paid out, what heirs receive", "个人账户余额"),
    Field("residents_member", "i1", 0, "flag", "", "Has ever paid to the residents' scheme", "城乡居保参保"),
    Field("residents_months", "i2", 0, "months", "", "Months credited in the residents' scheme", "城乡居保缴费月数"),
    Field("residents_opening_fen", "i8", 0, "fen", "", "Residents' account on 1 January, on which the year's interest is due", "城乡居保个人账户年初余额"),
    Field("residents_account_fen", "i8", 0, "fen", "", "Individual account of the residents' scheme", "城乡居保个人账户"),
    Field("residents_claim", "i4", 0, "month index", "", "Month of the residents' claim, 0 none", "城乡居保申领月份"),
    Field("residents_annuity_fen", "i8", 0, "fen/month", "", "Account part of the residents' pension", "城乡居保个人账户养老金"),
    Field("residents_pension_fen", "i8", 0, "fen/month", "", "Residents' pension in payment", "城乡居保月养老金"),
    Field("residents_left_fen", "i8", 0, "fen", "", "Residents' account money not yet paid out", "城乡居保个人账户余额"),
    Field("residents_place", "i1", 0, "code", "", "Place whose residents' fund keeps the account, -1 none", "城乡居保关系所在地"),
    Field("local_months", "i2", 0, "months", "", "Months paid to a city's supplementary pension", "地方补充养老保险缴费月数"),
    Field("local_pension_fen", "i8", 0, "fen/month", "", "Local supplementary pension in payment", "地方补充养老金"),
    Field("annuity_account_fen", "i8", 0, "fen", "", "Account of the occupational or enterprise annuity", "职业（企业）年金账户"),
    Field("annuity_fen", "i8", 0, "fen/month", "", "Occupational or enterprise annuity in payment", "职业（企业）年金月待遇"),
)
PERSON = record_dtype(PERSON_FIELDS)
# fmt: on
