"""The bridge between the employees' and the residents' scheme, tested once, at the statutory age."""

from microsim.kernel.jit import rule
from microsim.schemes.base.accounts import fen

TO_EMPLOYEES, NO_WAY, TO_RESIDENTS = 1, 0, -1


@rule(source="renshebufa-2014-17-3", unit="code")
def bridge_way(months, bridge_months, now, statutory_month, drawing):
    """At the statutory age, who has the years may move to the employees' scheme, who lacks them to the residents'.

    Returns 1, -1, or 0 before that age and for those who draw a pension already.
    """
    if drawing or now < statutory_month:
        return NO_WAY
    return TO_EMPLOYEES if months >= bridge_months else TO_RESIDENTS


@rule(source="renshebufa-2014-17-5", unit="fen")
def bridged_account(employees_fen, residents_fen, refund_fen):
    """Both accounts are added up, less what is refunded for months paid twice."""
    return employees_fen + residents_fen - refund_fen


@rule(source="renshebufa-2014-17-5", unit="months")
def bridged_months(way, employees_months, residents_months, overlap):
    """Employees' months count in the residents' scheme, residents' months never count in the employees' scheme."""
    if way == TO_EMPLOYEES:
        return employees_months
    return employees_months + residents_months - overlap


@rule(source="renshebufa-2014-17-7", unit="fen")
def bridge_refund(own_fen, collective_fen, overlap, months):
    """For months paid twice, own and collective payments to the residents' scheme go back; subsidies stay."""
    if months == 0:
        return 0
    return fen((own_fen + collective_fen) * overlap / months / 100.0)


@rule(source="renshebufa-2014-17-8", unit="fen")
def double_drawing_debt(basic_fen, months):
    """Who drew both pensions repays the basic part of the residents' pension of those months."""
    return basic_fen * months


@rule(source="renshebufa-2014-17-3", unit="yuan/month")
def pooled_loss(basic_pension, months, bridge_months):
    """Who bridges to the residents' scheme loses the whole basic pension of the years; the pooled money stays."""
    return 0.0 if months >= bridge_months else basic_pension


@rule(source="guofa-2014-8-residence", unit="flag")
def residents_record_moves(age_months, claim_age, drawing):
    """With a new hukou the residents' account moves in full before the claim age; afterwards it stays."""
    return age_months < claim_age and not drawing
