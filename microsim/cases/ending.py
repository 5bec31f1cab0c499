"""The end of the relation in writing: the account in one sum."""

from microsim.cases.months import age_text, month_text
from microsim.cases.work import Work
from microsim.schemes.employees.rules.eligibility import ended_relation


def end(work: Work) -> None:
    """End the relation in writing: the account is paid out at once, the years are lost."""
    rights, claim = work.rights, work.claim
    assert rights is not None
    assert claim is not None
    assert work.timing
    values = {"account_fen": rights.account or 0, "months": rights.months, "minimum": work.minimum}
    amount = work.trace.call(ended_relation, **values, wishes=True)
    if rights.account is None:
        work.trace.note("no_account")
    work.result["claim"] = {"age": age_text(claim - work.timing.birth), "month": month_text(claim)}
    work.result["ended"] = {"month": month_text(claim), "amount": amount / 100}
