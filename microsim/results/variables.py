"""Every variable of the results, declared once: where it comes from, its axes, unit and names."""

from typing import NamedTuple

from microsim.kernel.tallies import AtBase, Claim, History, Lifetime, MonthCount, PastAge, Pillar, Standing

PERSON, PERSON_MONTH, FEN = "person", "person month", "fen"


class Variable(NamedTuple):
    """One variable.

    Attributes
    ----------
    group, name : its place in the tree
    tally : field of Tallies or of Ledger it is read from, "law" for a field of the law record, "prices" for the price level
    pick : entry of the last axis that the variable takes (``standing``: of its third), None for all
    dims : axes
    units, long_name, long_name_zh : what it is
    """

    group: str
    name: str
    tally: str
    pick: int | None
    dims: tuple
    units: str
    long_name: str
    long_name_zh: str


_YEAR_PLACE = ("year", "place")
_AGES = ("year", "place", "sex", "age")
_COHORT = ("birth_year", "sex", "education", "hukou_type")
_FROM_TO = ("year", "from_place", "to_place")
_BOOKS = ("year", "place", "scheme")
_PROVINCIAL = ("year", "province", "scheme")
_CLAIMS = ("year", "place", "sex")
_PERSONS = ("place", "sex", "age")
_CHANGES = ("year", "projected", "sex", "age", "from_state", "to_state")
_BEFORE = ("history_year", "place", "sex", "age")

VARIABLES = (
    Variable("population", "persons", "population", None, ("year", "place", "status", "sex", "age"), PERSON, "Residents on 31 December", "年末常住人口"),
    Variable("events", "births", "births", None, _YEAR_PLACE, PERSON, "Births", "出生人数"),
    Variable("events", "deaths", "deaths", None, _YEAR_PLACE, PERSON, "Deaths", "死亡人数"),
    Variable("events", "arrivals", "arrivals", None, _YEAR_PLACE, PERSON, "First arrivals from elsewhere", "首次迁入人数"),
    Variable("events", "moves", "moves", None, _FROM_TO, PERSON, "Moves between places", "地区间迁移人数"),
    Variable("participants", "contributors", "standing", Standing.PAYING, _AGES, PERSON, "Persons who paid to the employees' scheme this year", "当年缴费的职工养老保险参保人数"),
    Variable("participants", "dormant", "standing", Standing.DORMANT, _AGES, PERSON, "Persons with rights in the employees' scheme who paid nothing this year", "中断缴费的职工养老保险参保人数"),
    Variable("participants", "pensioners", "standing", Standing.PENSIONER, _AGES, PERSON, "Persons who draw an employees' pension", "职工养老保险领取待遇人数"),
    Variable("participants", "residents_contributors", "standing", Standing.RESIDENTS_CONTRIBUTOR, _AGES, PERSON, "Contributors to the residents' scheme", "城乡居民养老保险缴费人数"),
    Variable("participants", "residents_pensioners", "standing", Standing.RESIDENTS_PENSIONER, _AGES, PERSON, "Persons who draw a residents' pension", "城乡居民养老保险领取待遇人数"),
    Variable("participants", "public_contributors", "standing", Standing.PUBLIC_PAYING, _AGES, PERSON, "Persons who paid to the public scheme this year", "当年缴费的机关事业单位养老保险参保人数"),
    Variable("participants", "public_pensioners", "standing", Standing.PUBLIC_PENSIONER, _AGES, PERSON, "Persons who draw a public pension", "机关事业单位养老保险领取待遇人数"),
    Variable("participants", "paid_months", "months", MonthCount.PAID, _YEAR_PLACE, PERSON_MONTH, "Months paid to the employees' scheme", "职工养老保险缴费人月数"),
    Variable("participants", "pension_months", "months", MonthCount.PENSION, _YEAR_PLACE, PERSON_MONTH, "Months of employees' pensions paid", "职工养老金发放人月数"),
    Variable("participants", "residents_pension_months", "months", MonthCount.RESIDENTS_PENSION, _YEAR_PLACE, PERSON_MONTH, "Months of residents' pensions paid", "城乡居民养老金发放人月数"),
    Variable("participants", "public_paid_months", "months", MonthCount.PUBLIC_PAID, _YEAR_PLACE, PERSON_MONTH, "Months paid to the public scheme", "机关事业单位养老保险缴费人月数"),
    Variable("participants", "public_pension_months", "months", MonthCount.PUBLIC_PENSION, _YEAR_PLACE, PERSON_MONTH, "Months of public pensions paid", "机关事业单位养老金发放人月数"),
    Variable("participants", "contribution_bases", "months", MonthCount.BASE, _YEAR_PLACE, "yuan", "Contribution bases of the months paid to the employees' scheme", "职工养老保险缴费基数总额"),
    Variable("participants", "public_contribution_bases", "months", MonthCount.PUBLIC_BASE, _YEAR_PLACE, "yuan", "Contribution bases of the months paid to the public scheme", "机关事业单位养老保险缴费基数总额"),
    Variable("participants", "paid_up_months", "months", MonthCount.PAID_UP, _YEAR_PLACE, PERSON_MONTH, "Months employers missed and paid up late", "单位欠缴后补缴人月数"),
    Variable("participants", "late_fees", "months", MonthCount.LATE_FEE, _YEAR_PLACE, FEN, "Fees on months paid up late, part of employers' contributions in the books", "补缴滞纳金（计入基金单位缴费）"),
    Variable("funds", "flows", "flows", None, (*_BOOKS, "item"), FEN, "Entries of the funds' books", "基金收支"),
    Variable("funds", "opening", "opening", None, _BOOKS, FEN, "Stock with which the year opens", "上年末基金累计结余"),
    Variable("funds", "closing", "closing", None, _BOOKS, FEN, "Stock with which the year closes", "年末基金累计结余"),
    Variable("provincial_funds", "flows", "provincial_flows", None, (*_PROVINCIAL, "item"), FEN, "Entries of the funds' books, places summed; of elsewhere only former residents are simulated", "各省基金收支"),
    Variable("provincial_funds", "opening", "provincial_opening", None, _PROVINCIAL, FEN, "Stock with which the year opens, places summed", "各省上年末基金累计结余"),
    Variable("provincial_funds", "closing", "provincial_closing", None, _PROVINCIAL, FEN, "Stock with which the year closes, places summed", "各省年末基金累计结余"),
    Variable("pooling", "transfers", "national", None, ("year", "province", "transfer"), FEN, "Transfers between provinces, employees' scheme; elsewhere is the rest of China", "职工养老保险省际调剂（其他为全国其余地区）"),
    Variable("pensions", "recipients", "pensions", None, (*_BOOKS, "sex", "bin"), PERSON, "Recipients by monthly pension in December", "按月养老金分组的领取人数（12月）"),
    Variable("pensions", "pension_sum", "pension_fen", None, (*_BOOKS, "sex"), "fen/month", "Monthly pensions in December, summed", "12月养老金总额"),
    Variable("claims", "claims", "claims", Claim.COUNT, _CLAIMS, PERSON, "New employees' pensions", "新增职工养老金领取人数"),
    Variable("claims", "age_sum", "claims", Claim.AGE_MONTHS, _CLAIMS, PERSON_MONTH, "Ages at claim, summed", "领取年龄合计（月）"),
    Variable("claims", "contribution_sum", "claims", Claim.CONTRIBUTION_MONTHS, _CLAIMS, PERSON_MONTH, "Contribution months at claim, summed", "领取时缴费月数合计"),
    Variable("claims", "index_sum", "claims", Claim.INDEX_E4, _CLAIMS, "1e-4", "Mean contribution indices at claim, summed", "平均缴费指数合计"),
    Variable("claims", "pension_sum", "claims", Claim.PENSION_FEN, _CLAIMS, "fen/month", "New pensions, summed", "新增养老金合计"),
    Variable("claims", "replacement_sum", "claims", Claim.REPLACEMENT_E4, _CLAIMS, "1e-4", "New pensions over last wages, summed", "替代率合计"),
    Variable("claims", "with_wage", "claims", Claim.WITH_WAGE, _CLAIMS, PERSON, "New pensions of persons with a last wage", "有末期工资的新增领取人数"),
    Variable("past_age", "waiting", "past_age", PastAge.WAITING, _YEAR_PLACE, PERSON, "Past the statutory age without the minimum years, neither claiming nor paying on, at the year's end", "到龄未满年限且未申领未续缴人数（年末）"),
    Variable("past_age", "paying_on", "past_age", PastAge.PAYING_ON, _YEAR_PLACE, PERSON, "Paying on past the statutory age at the year's end", "延长缴费人数（年末）"),
    Variable("past_age", "began_to_pay_on", "past_age", PastAge.BEGAN_TO_PAY_ON, _YEAR_PLACE, PERSON, "Began to pay on past the statutory age", "当年开始延长缴费人数"),
    Variable("past_age", "bought", "past_age", PastAge.BOUGHT, _YEAR_PLACE, PERSON, "Bought the missing years in one sum", "当年一次性补缴人数"),
    Variable("past_age", "bridged", "past_age", PastAge.BRIDGED, _YEAR_PLACE, PERSON, "Moved their rights to the residents' scheme", "当年转入城乡居保人数"),
    Variable("portability", "transfers", "transfers", 0, _FROM_TO, PERSON, "Relations transferred", "养老保险关系转移人次"),
    Variable("portability", "account_moved", "transfers", 1, _FROM_TO, FEN, "Account money transferred", "个人账户转移金额"),
    Variable("portability", "pooled_moved", "transfers", 2, _FROM_TO, FEN, "Pooled money transferred", "统筹基金转移金额"),
    Variable("cohorts", "persons", "lifetimes", Lifetime.PERSONS, _COHORT, PERSON, "Persons whose lives are counted", "队列人数"),
    Variable("cohorts", "contributions", "lifetimes", Lifetime.CONTRIBUTIONS, _COHORT, FEN, "Employees' contributions, present value at the end of 2016", "职工养老保险缴费现值（2016年末）"),
    Variable("cohorts", "benefits", "lifetimes", Lifetime.BENEFITS, _COHORT, FEN, "Employees' benefits, present value at the end of 2016", "职工养老保险待遇现值（2016年末）"),
    Variable("cohorts", "residents_contributions", "lifetimes", Lifetime.RESIDENTS_CONTRIBUTIONS, _COHORT, FEN, "Residents' contributions, present value at the end of 2016", "城乡居民养老保险缴费现值（2016年末）"),
    Variable("cohorts", "residents_benefits", "lifetimes", Lifetime.RESIDENTS_BENEFITS, _COHORT, FEN, "Residents' benefits, present value at the end of 2016", "城乡居民养老保险待遇现值（2016年末）"),
    Variable("pillars", "occupational_members", "pillars", Pillar.OCCUPATIONAL, _YEAR_PLACE, PERSON, "Persons an occupational annuity was paid for this year", "当年缴费的职业年金参加人数"),
    Variable("pillars", "enterprise_members", "pillars", Pillar.ENTERPRISE, _YEAR_PLACE, PERSON, "Persons an enterprise annuity was paid for this year", "当年缴费的企业年金参加人数"),
    Variable("pillars", "holders", "pillars", Pillar.HOLDERS, _YEAR_PLACE, PERSON, "Residents with an annuity account", "持有年金账户人数"),
    Variable("pillars", "recipients", "pillars", Pillar.RECIPIENTS, _YEAR_PLACE, PERSON, "Residents who draw an annuity in December", "12月领取年金人数"),
    Variable("pillars", "accounts", "pillars", Pillar.ACCOUNT, _YEAR_PLACE, FEN, "Annuity accounts at the year's end", "年末年金账户储存额"),
    Variable("pillars", "annuity_sum", "pillars", Pillar.ANNUITY, _YEAR_PLACE, "fen/month", "Annuities in December, summed", "12月年金待遇合计"),
    Variable("pillars", "paid_in", "pillars", Pillar.PAID_IN, _YEAR_PLACE, FEN, "Paid to annuity accounts", "年金缴费"),
    Variable("pillars", "returns", "pillars", Pillar.RETURN, _YEAR_PLACE, FEN, "Return on annuity accounts", "年金投资收益"),
    Variable("pillars", "paid_out", "pillars", Pillar.PAID_OUT, _YEAR_PLACE, FEN, "Annuities paid", "年金待遇支出"),
    Variable("pillars", "inherited", "pillars", Pillar.INHERITED, _YEAR_PLACE, FEN, "Annuity accounts left to heirs", "年金账户继承额"),
    Variable("pillars", "certificates", "pillars", Pillar.CERTIFICATES, _YEAR_PLACE, FEN, "Old-age certificates of outside workers redeemed or inherited", "外来从业人员老年补贴凭证兑付额"),
    Variable("pillars", "left_behind", "pillars", Pillar.LEFT_BEHIND, _YEAR_PLACE, FEN, "Employer's part of annuities lost on leaving a firm", "离职未归属企业年金"),
    Variable("labour", "persons", "labour", None, ("year", "place", "sex", "labour", "age_group"), PERSON, "Residents by labour state of the year", "按劳动状态分的人口"),
    Variable("labour", "earners", "wages", 0, _CLAIMS, PERSON, "Persons paying to the employees' scheme whose wages are summed", "缴费职工人数"),
    Variable("labour", "wage_sum", "wages", 1, _CLAIMS, "yuan/month", "Their wages, summed", "缴费职工工资合计"),
    Variable("labour", "base_sum", "wages", 2, _CLAIMS, "yuan/month", "Their contribution bases, summed", "缴费基数合计"),
    Variable("labour", "average_wage", "law", None, _YEAR_PLACE, "yuan/month", "Average wage of the year by law", "社会平均工资"),
    Variable("prices", "price_level", "prices", None, ("year",), "1", "Consumer prices against those of the year of prices", "居民消费价格水平（价格基年为1）"),
    Variable("history", "payers", "history", History.PAYERS, _BEFORE, PERSON, "Persons alive at the base date who paid to the employees' scheme in the year", "基期在世者中当年缴纳职工养老保险的人数"),
    Variable("history", "paid_months", "history", History.PAID_MONTHS, _BEFORE, PERSON_MONTH, "Months they paid", "其缴费人月数"),
    Variable("history", "contributions", "history", History.CONTRIBUTIONS, _BEFORE, FEN, "What was paid for them to the employees' scheme", "其职工养老保险缴费额"),
    Variable("history", "insured", "history", History.INSURED, _BEFORE, PERSON, "Persons alive at the base date with a record of the employees' scheme who have not claimed", "基期在世者中参保未领取人数"),
    Variable("history", "pensioners", "history", History.PENSIONERS, _BEFORE, PERSON, "Persons alive at the base date whose career had led to an employees' pension", "基期在世者中已领取职工养老金人数"),
    Variable("history", "pension_sum", "history", History.PENSION_FEN, _BEFORE, "fen/month", "Their pensions in December as awarded, summed", "其12月养老金合计（按经历计发）"),
    Variable("history", "claims", "history", History.CLAIMS, _BEFORE, PERSON, "New employees' pensions of persons alive at the base date", "基期在世者当年新增领取人数"),
    Variable("history", "public_payers", "history", History.PUBLIC_PAYERS, _BEFORE, PERSON, "Persons alive at the base date who paid to the public scheme in the year", "基期在世者中当年缴纳机关事业单位养老保险的人数"),
    Variable("history", "public_contributions", "history", History.PUBLIC_CONTRIBUTIONS, _BEFORE, FEN, "What was paid for them to the public scheme", "其机关事业单位养老保险缴费额"),
    Variable("history", "residents", "history", History.RESIDENTS, _BEFORE, PERSON, "Persons alive at the base date who lived at the place at the end of the year", "基期在世者中当年末居住在该地的人数"),
    Variable("history", "public_staff", "history", History.PUBLIC_STAFF, _BEFORE, PERSON, "Persons alive at the base date who worked in the public service", "基期在世者中机关事业单位职工人数"),
    Variable("history", "base_sum", "history", History.BASES, _BEFORE, "yuan/month", "Contribution bases of the payers of the employees' scheme, summed", "其职工养老保险缴费基数合计"),
    Variable("base_date", "pensioners", "at_base", AtBase.PENSIONERS, _PERSONS, PERSON, "Persons who draw an employees' pension at the base date, township pensions among them", "基期职工养老保险领取待遇人数（含镇保）"),
    Variable("base_date", "pension_sum", "at_base", AtBase.PENSION_FEN, _PERSONS, "fen/month", "Their monthly pensions, summed", "其月养老金合计"),
    Variable("base_date", "public_pensioners", "at_base", AtBase.PUBLIC_PENSIONERS, _PERSONS, PERSON, "Persons who draw a public pension at the base date", "基期机关事业单位养老保险领取待遇人数"),
    Variable("base_date", "public_pension_sum", "at_base", AtBase.PUBLIC_PENSION_FEN, _PERSONS, "fen/month", "Their monthly pensions, summed", "其月养老金合计"),
    Variable("base_date", "residents_pensioners", "at_base", AtBase.RECIPIENTS, _PERSONS, PERSON, "Persons who draw a residents' pension at the base date", "基期城乡居民养老保险领取待遇人数"),
    Variable("base_date", "residents_pension_sum", "at_base", AtBase.RECIPIENT_FEN, _PERSONS, "fen/month", "Their monthly pensions, summed", "其月养老金合计"),
    Variable("base_date", "residents_contributors", "at_base", AtBase.RESIDENTS_PAYERS, _PERSONS, PERSON, "Persons who paid to the residents' scheme in the year before the run", "基期年份城乡居民养老保险缴费人数"),
    Variable("transitions", "persons", "transitions", None, _CHANGES, PERSON, "Persons whose state in the employees' scheme changed within the year; entries are from absent", "当年职工养老保险状态变动人数（进入者由“不在”起计）"),
)  # fmt: skip


def groups() -> tuple[str, ...]:
    """Return the names of the groups in order."""
    return tuple(dict.fromkeys(variable.group for variable in VARIABLES))
