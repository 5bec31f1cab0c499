"""A wrong number is noticed: short forms of the mutation run, see ``docs/mutation.md``."""

import pytest

from microsim.law.load import load_statute
from tests.mutation import nudges, operators
from tests.mutation.__main__ import KINDS, known, law_notices, run
from tests.mutation.stages import asked

EVERY = 12  # of the values of the law that make test nudges
FILES, MODULE = ("tests/rules/test_accounts.py", "tests/rules/test_edges.py"), "microsim.schemes.base.accounts"


@pytest.mark.parametrize("start", range(0, EVERY, EVERY // 3))
def test_nudged_values_of_the_law_are_noticed(start):
    listed = known("survives")
    some = nudges.law_nudges()[start::EVERY]
    assert len(some) > 50
    assert [nudge.name for nudge in some if not law_notices(nudge) and nudge.name not in listed] == []


def test_a_nudge_is_taken_back():
    before = dict(load_statute().entries)
    for nudge in (nudges.law_nudges()[0], nudges.law_nudges(dates=True)[1], nudges.law_nudges()[-1]):
        with nudges.under(nudge):
            pass
    assert load_statute().entries == before


def test_a_changed_operator_is_put_in_and_taken_back():
    mutant = next(one for one in operators.mutants() if one.name == "life.earnings:wage:* -> /")
    wage = operators.loaded(mutant.module, mutant.owner)
    assert wage(2.0, 3.0, 5.0, 1.0) == 30.0
    with operators.under(mutant):
        assert wage(2.0, 3.0, 5.0, 1.0) != 30.0
    assert wage(2.0, 3.0, 5.0, 1.0) == 30.0


def test_a_changed_constant_is_known_to_who_imports_it():
    mutant = next(one for one in operators.mutants() if "FIRST_STEP" in one.owner)
    cap = operators.loaded("microsim.schemes.survivors.rules", "survivor_cap")
    assert cap(100.0, 5.0, 7.0) == 100.0
    with operators.under(mutant):
        assert cap(100.0, 5.0, 7.0) == 7.0
    assert cap(100.0, 5.0, 7.0) == 100.0


def test_changed_operators_of_accounts_are_noticed():
    names = [one.name for one in operators.mutants() if one.module == MODULE]
    some = set(names[::3]) - set(known("equivalent"))
    assert len(some) > 10
    found = asked(some, "plain", FILES)
    assert some - found - set(known("survives")) == set()


def test_what_is_listed_is_there():
    names = {nudge.name for dates in (False, True) for nudge in nudges.law_nudges(dates=dates)}
    names |= {mutant.name for mutant in operators.mutants()}
    assert len(operators.mutants()) == len({mutant.name for mutant in operators.mutants()})
    assert set(known("equivalent")) | set(known("survives")) <= names


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_run_finds_what_is_listed(kind, capsys):
    assert run(kind, sample=60 if kind == "code" else 0), capsys.readouterr().out
