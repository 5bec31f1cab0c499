"""The command and the function: what they print, when they pass, what they refuse."""

import json
import math

import pytest
from click.testing import CliRunner

import microsim as ms
from microsim.cli import main
from microsim.kernel.tallies import State
from microsim.shadow_model import command, own
from microsim.shadow_model.outcome import HEADS_GATE, Drive, Row, Shadow, score
from microsim.shadow_model.printed import books
from tests.shadow_model.made_up import PAYERS, made_up


def own_of(found):
    return [row for row in found.rows if row.drive is Drive.OWN]


@pytest.fixture(scope="module")
def made():
    return ms.shadow(made_up())


def row(run, shadow, gate=HEADS_GATE, year=2030):
    return Row(Drive.OWN, "pensioners", "guangdong", year, "person", run, shadow, gate, {"heads": 0.0})


def test_a_run_of_equal_shares_is_given_back(made):
    assert made.books == {"payer": 0.0, "dormant": 0.0, "pensioner": 0.0}
    assert made.passes
    first = next(row for row in own_of(made) if row.quantity == "contributions")
    assert first.run == pytest.approx(2 * PAYERS * 500 * 11 * 0.24)
    for one in own_of(made):
        if one.run and one.shadow:
            assert sum(one.terms.values()) == pytest.approx(math.log(one.ratio))


def test_a_wrong_rate_fails(monkeypatch):
    def wrong(found):
        rates = right(found)
        rates.changes[..., State.PAYER, State.DORMANT] *= 1.1
        return rates

    right = own.own_rates
    monkeypatch.setattr(own, "own_rates", wrong)
    found = ms.shadow(made_up())
    assert not found.passes
    payers = next(row for row in own_of(found) if row.quantity == "contributors" and row.year == 2017)
    assert payers.ratio == pytest.approx((PAYERS - 40 * 10) / PAYERS)
    assert not payers.passes


def test_money_that_is_not_heads_times_terms_fails():
    run = made_up()
    run.tree["participants"].pensioners.values[:] = 0.0
    assert not ms.shadow(run).passes


def test_a_gate_is_met_or_not():
    assert row(1000.0, 1004.9).passes
    assert not row(1000.0, 1005.1).passes
    assert row(0.0, 0.0).passes
    assert not row(0.0, 1.0).passes
    assert row(1.0, 9.0, gate=None).passes is None
    found = score([row(1000.0, 1001.0), row(1000.0, 980.0, year=2031)])
    assert (found.years, found.passed, found.worst) == (2, 1, 2031)
    assert (found.mean, found.greatest) == pytest.approx((0.0105, 0.02))


def test_what_is_printed(made, monkeypatch, tmp_path):
    monkeypatch.setattr(command, "shadow", lambda run: made)
    monkeypatch.setenv("COLUMNS", "80")
    told = {language: CliRunner().invoke(main, ["shadow", "x", "--lang", language]) for language in ("en", "zh")}
    assert all(one.exit_code == 0 for one in told.values()), told
    assert "made up, 1 in 1000 persons" in told["en"].stdout
    assert "to the person" in told["en"].stdout
    assert "以本次运行自身的转移率推算" in told["zh"].stdout
    assert all("…" not in one.stdout for one in told.values()), "a cell was cut"
    plain = json.loads(CliRunner().invoke(main, ["shadow", "x", "--json"]).stdout)
    assert len(plain) == len(made.rows)
    assert {"drive", "quantity", "region", "year", "run", "shadow", "ratio", "terms"} <= plain[0].keys()


def test_books_that_differ_are_told():
    found = Shadow("x", 1000, {"payer": 0.0, "dormant": 2.0, "pensioner": 7.0}, ())
    assert not found.passes
    assert "up to 7 persons: dormant, pensioner" in books(found, "en")
    assert "中断缴费, 领取待遇" in books(found, "zh")


def test_no_run_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["shadow", "nowhere"])
    assert result.exit_code == 2
    assert "found no run of this name" in result.output
