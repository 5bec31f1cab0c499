"""A scenario shows itself in a notebook: what it changes, from when, and where that stands."""

import dataclasses

import microsim as ms


def test_what_is_set_is_shown_with_date_and_origin():
    shown = ms.scenario("baseline").set("guangdong.employees.employer_rate", {"2027-01-01": 0.18})._repr_html_()
    row = "<td>law.guangdong.employees.employer_rate</td><td>2027-01-01</td><td>0.18</td><td>set guangdong.employees.employer_rate"
    assert row in shown
    assert shown.count("<tr>") == shown.count("</tr>") == 2


def test_the_baseline_changes_nothing_and_words_are_escaped():
    plain = ms.scenario("baseline")
    assert "changes nothing" in plain._repr_html_()
    odd = dataclasses.replace(plain, description={"en": "a < b & c", "zh": ""})
    assert "a &lt; b &amp; c" in odd._repr_html_()
