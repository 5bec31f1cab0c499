"""Temporary accounts, overlaps, cash-out, the bridge and totalisation, against the dossier's worked cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsim.schemes.bridge.rules import (
    NO_WAY,
    TO_EMPLOYEES,
    TO_RESIDENTS,
    bridge_refund,
    bridge_way,
    bridged_account,
    bridged_months,
    double_drawing_debt,
    pooled_loss,
    residents_record_moves,
)
from microsim.schemes.employees.rules.benefits import basic_pension
from microsim.schemes.employees.rules.levers import actuarial_factor, higher_of, pays_share, totalised_pension
from microsim.schemes.employees.rules.portability import transfer_pooled
from microsim.schemes.employees.rules.transfers import (
    buy_in_moves,
    cash_out,
    merged_months,
    overlap_months,
    overlap_refund,
    pool_kept,
    temporary_becomes_normal,
    transfer_temporary,
)
from microsim.schemes.residents.rules import residents_annuity, residents_pension

LAW_2005 = (0.01, 0.5, 0.0)


def test_worked_transfer():
    """Base 6000 for 60 months, employer 16%: paid 57600 by the employer, moved 43200, kept 14400; account 28800."""
    bases, account = 360_000_00, 28_800_00
    paid = 57_600_00 + account
    pooled = transfer_pooled(bases, 0.12)
    assert (pooled, pool_kept(paid, account, pooled)) == (43_200_00, 14_400_00)


def test_temporary_account_moves_what_the_employer_paid():
    """At 16% all of it; at 10% the general 12%."""
    assert transfer_temporary(360_000_00, 0.16, 0.12) == 57_600_00
    assert transfer_temporary(360_000_00, 0.10, 0.12) == 43_200_00


def test_overlaps_count_once():
    assert overlap_months(24000, 24011, 24006, 24020) == 6
    assert overlap_months(24000, 24005, 24006, 24020) == 0
    assert merged_months(12 + 15, 6) == 21
    assert overlap_refund(6_000_00, 6, 12) == 3_000_00
    assert overlap_refund(0, 0, 0) == 0


@given(*[st.integers(0, 100)] * 4)
def test_overlap_does_not_depend_on_the_order(one, length_one, other, length_other):
    first, second = (one, one + length_one), (other, other + length_other)
    assert overlap_months(*first, *second) == overlap_months(*second, *first)
    months = {*range(first[0], first[1] + 1), *range(second[0], second[1] + 1)}
    overlap = overlap_months(*first, *second)
    assert merged_months(length_one + 1 + length_other + 1, overlap) == len(months)


def test_cash_out_before_2010():
    """5 of the 11 points of the account are the worker's own; since 2010 nothing is paid out."""
    assert cash_out(11_000_00, 0.05, 0.11, 1) == 5_000_00
    assert cash_out(8_000_00, 0.08, 0.08, 1) == 8_000_00
    assert cash_out(8_000_00, 0.08, 0.08, 0) == 0


def test_bought_years_need_proof_from_three_years_on():
    assert buy_in_moves(35, 36, False)
    assert not buy_in_moves(36, 36, False)
    assert buy_in_moves(60, 36, True)


def test_temporary_account_becomes_normal_with_the_hukou():
    assert temporary_becomes_normal(1, 1)
    assert not temporary_becomes_normal(1, 0)


def test_v18_bridge_to_the_residents_scheme():
    """12 years, account 70000, residents' account 6000, minimum 163 and 60 on top: 769.76; 990 is forgone."""
    assert bridge_way(144, 180, 24600, 24600, False) == TO_RESIDENTS
    account = bridged_account(70_000_00, 6_000_00, 0) / 100
    assert bridged_months(TO_RESIDENTS, 144, 0, 0) == 144
    pension = residents_pension(223.0, residents_annuity(account, 139.0), 144, 180, 0.0, 720, 0.0, 780)
    assert pension == pytest.approx(769.76, abs=0.005)
    assert basic_pension(8000.0, 0.65, 15.0, *LAW_2005) == pytest.approx(990.0)
    assert pooled_loss(basic_pension(8000.0, 0.65, 12.0, *LAW_2005), 144, 180) == pytest.approx(792.0)
    assert pooled_loss(990.0, 180, 180) == 0.0


def test_bridge_opens_at_the_statutory_age_only_and_not_for_pensioners():
    assert bridge_way(200, 180, 24599, 24600, False) == NO_WAY
    assert bridge_way(200, 180, 24600, 24600, True) == NO_WAY
    assert bridge_way(180, 180, 24600, 24600, False) == TO_EMPLOYEES
    assert bridge_way(180, 186, 24600, 24600, False) == TO_RESIDENTS


def test_residents_years_never_count_for_employees():
    assert bridged_months(TO_EMPLOYEES, 200, 96, 12) == 200
    assert bridged_months(TO_RESIDENTS, 144, 96, 12) == 228


def test_months_paid_twice_are_refunded_without_subsidies():
    assert bridge_refund(4_000_00, 800_00, 12, 96) == 600_00
    assert bridge_refund(4_000_00, 800_00, 0, 0) == 0
    assert double_drawing_debt(163_00, 7) == 1_141_00


def test_residents_record_moves_before_the_claim_age_only():
    assert residents_record_moves(719, 720, False)
    assert not residents_record_moves(720, 720, False)
    assert not residents_record_moves(700, 720, True)


def test_totalisation_worked_case():
    """8 years Guangdong, 9 Shanghai, 3 Sichuan: 683.50 + 1007.15 + 228.47 = 1919.12 instead of 1523.16."""
    bases, months = (9493.0, 12434.0, 8462.0), (96, 108, 36)
    theoretical = [basic_pension(base, 0.8, 20.0, *LAW_2005) for base in bases]
    assert theoretical == pytest.approx([1708.74, 2238.12, 1523.16])
    shares = [totalised_pension(amount, own, 240) for amount, own in zip(theoretical, months, strict=True)]
    assert shares == pytest.approx([683.50, 1007.15, 228.47], abs=0.005)
    assert sum(shares) == pytest.approx(1919.12, abs=0.005)


def test_totalisation_pays_the_higher_and_nothing_for_less_than_a_year():
    assert higher_of(900.0, 683.50, 180, 180) == 900.0
    assert higher_of(900.0, 683.50, 96, 180) == 683.50
    assert pays_share(12, 12)
    assert not pays_share(11, 12)


def test_actuarial_factor():
    assert actuarial_factor(24500, 24536, 0.003, 0.005) == pytest.approx(0.892)
    assert actuarial_factor(24536, 24500, 0.003, 0.005) == pytest.approx(1.18)
    assert actuarial_factor(24500, 24500, 0.003, 0.005) == 1.0
