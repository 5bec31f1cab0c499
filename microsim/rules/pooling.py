"""Money between provincial funds: the central adjustment fund to 2021, national pooling since; sums are zero."""

from microsim._jit import rule


@rule(source="guofa-2018-18", unit="yuan", zh="中央调剂基金上解额")
def pool_upload(average_wage, members, months, wage_share, rate):
    """A province sends a rate of 90% of its average wage times its insured: workers in post and covered, averaged."""
    return wage_share * average_wage * members * months * rate


@rule(source="guofa-2018-18", unit="persons", zh="上解计算人数")
def pool_members(insured_workers, enterprise_employees):
    """The heads that count are the mean of the insured workers and of the employees of enterprises."""
    return (insured_workers + enterprise_employees) / 2.0


@rule(source="guofa-2018-18", unit="yuan", zh="中央调剂基金下拨额")
def pool_grant(retirees, all_uploads, all_retirees):
    """All that is sent up is shared out by heads of retirees."""
    return all_uploads * retirees / all_retirees if all_retirees > 0 else 0.0


@rule(source="national-pooling-proxy", unit="yuan", zh="全国统筹缺口")
def pooling_gap(spending, income):
    """A province whose spending is above its income has a gap."""
    return max(0.0, spending - income)


@rule(source="national-pooling-proxy", unit="yuan", zh="全国统筹可调余力")
def pooling_room(income, spending, reserve, reserve_share):
    """A province has room in its surplus of the year and in a share of its reserve."""
    return max(0.0, income - spending + reserve_share * reserve)


@rule(source="national-pooling-proxy", unit="yuan", zh="全国统筹上调额")
def pooling_payment(room, surplus, given_share, all_room, all_gaps):
    """Gaps are met from all room in proportion, by no province beyond a share of its surplus; the centre pays the rest.

    Parameters
    ----------
    surplus : income less spending of the year; nothing is asked of a province without one
    given_share : most of the surplus that may be taken
    """
    if all_room <= 0.0:
        return 0.0
    return min(room * min(1.0, all_gaps / all_room), max(0.0, surplus) * given_share)


@rule(source="national-pooling-proxy", unit="yuan", zh="全国统筹下拨额")
def pooling_grant(gap, all_gaps, paid_in):
    """What the payers give is shared out over the gaps in proportion; what is missing is the central budget's."""
    return min(gap, paid_in * gap / all_gaps) if all_gaps > 0.0 else 0.0


@rule(source="renshebufa-2016-37", unit="factor", zh="全国调整比例上限系数")
def ceiling_factor(mean_rise, mean_pension, ceiling):
    """A place's rise may not exceed the national percentage on average; a plan above it is cut in proportion."""
    if mean_rise <= 0.0:
        return 1.0
    return min(1.0, ceiling * mean_pension / mean_rise)
