"""The page's addresses: answers, files, mistakes; reached from this machine only."""

import csv
import hashlib
import io
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from microsim.cli import main
from microsim.explorer import command
from microsim.explorer.levers import FIRST_START, read_settings
from microsim.explorer.pictures import unusual_names
from microsim.explorer.reform import scenario_of
from microsim.explorer.server import PAGES
from microsim.explorer.warm import QUICK
from microsim.reading import InputError
from microsim.scenarios import scenario
from microsim.words.book import LANGUAGES, book

ROOT = Path(__file__).parents[2]
LAW = {"men_age": "66@2030"}


@pytest.fixture(scope="module")
def answer(client):
    return client.get("/api/answer", params=LAW).json()


def mistakes(response):
    assert response.status_code == 400
    return "\n".join(response.json()["mistakes"])


def test_the_page_and_its_parts_are_served_and_load_nothing_from_elsewhere(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    parts = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
    assert len(parts) >= 4
    assert all(client.get(part).status_code == 200 for part in parts)
    for path in PAGES.glob("*.*"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"^\s*//.*|\s// .*", "", text, flags=re.MULTILINE), path.name


def test_every_word_the_page_asks_for_is_in_the_book():
    text = "".join(path.read_text(encoding="utf-8") for path in PAGES.glob("*.js"))
    page = (PAGES / "index.html").read_text(encoding="utf-8")
    names = set(re.findall(r'word\(\s*"(\w+)"', text)) | set(re.findall(r'data-word="(\w+)"', page))
    assert len(names) > 60
    known = set(book()["explorer"])
    assert names <= known
    made = "".join(path.read_text(encoding="utf-8") for path in PAGES.parent.glob("*.py"))
    prefixes = ("tab_", "table_", "state_")  # completed by the page
    assert [name for name in known if not name.startswith(prefixes) and f'"{name}"' not in text + page + made] == []


def test_no_word_of_the_page_judges():
    judging = ("亏空", "破产", "bankrupt", "collapse", "crisis", "danger", "good", "bad")
    for section in ("explorer", "lever", "lever_help", "lever_choice"):
        for one in book()[section].values():
            assert not any(word in one[language].lower() for word in judging for language in LANGUAGES), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_setup_has_words_levers_and_places_in_a_language(client, model, language):
    found = client.get("/api/setup", params={"lang": language}).json()
    assert found["words"]["explorer"]["title"] == book()["explorer"]["title"][language]
    assert found["samples"] == {"quick": QUICK * model.one_in, "full": model.one_in}
    assert len(found["tiles"]) == 22
    assert len({tuple(tile) for tile in found["tiles"].values()}) == 22
    assert {lever["key"]: lever["stands"][0] for lever in found["levers"]}["men_age"] == [63, 63]


def test_an_answer_has_every_figure_with_its_interval(answer):
    for measures in answer["yearly"].values():
        for parts in measures.values():
            assert {"before", "after", "change", "half_before", "half_after", "half_change"} == set(parts)
            assert all(len(values) == len(answer["years"]) for values in parts.values())
    assert {row["name"] for row in answer["numbers"]["both"]} >= {"balance", "balance_yuan", "benefit_ratio"}
    assert set(answer["tiles"]["2050"]) == set(answer["tiles"]["2030"])
    assert answer["paired"]


def test_nothing_changes_before_the_date_and_a_later_age_means_fewer_pensioners(answer):
    dependency, years = answer["yearly"]["both"]["dependency"], answer["years"]
    assert set(dependency["change"][: years.index(2030)]) == {0}
    assert dependency["change"][years.index(2050)] < 0


def test_values_outside_the_documented_range_are_named(answer, model):
    assert answer["unusual"] == []
    settings = read_settings({"residents_basic.shanghai": "900", "accrual": "1.5"})
    found = unusual_names(scenario_of(model.base.scenario, model.base.world.law, settings))
    assert [one["en"] for one in found] == ["Yearly rise of the residents' basic pension, an amount"]


def test_without_settings_nothing_changes(client):
    found = client.get("/api/answer", params={"sample": "quick"}).json()
    for parts in found["yearly"]["both"].values():
        assert set(parts["change"]) <= {0, None}
        assert set(parts["half_change"]) <= {0, None}


def test_payable_benefits_are_no_more_than_scheduled(answer):
    for region in answer["yearly"].values():
        for name in ("cost_rate", "benefit_ratio"):
            pairs = zip(region[f"{name}_payable"]["after"], region[name]["after"], strict=True)
            assert all(payable is None or payable <= scheduled for payable, scheduled in pairs)
        first = answer["years"].index(FIRST_START)
        assert all(value is None or value >= 0 for value in region["balance_payable"]["after"][first:])
        assert region["balance_payable"]["after"][:first] == region["balance"]["after"][:first]


def test_the_balancing_rate_balances(client, model):
    """At the ratio that a run has, the solved rate makes up what the run lacks."""
    curves = client.get("/api/balancing", params={"region": "guangdong"}).json()["curves"]
    assert [curve["age"] for curve in curves] == [61, 63, 65, 67, 69]
    now = curves[1]
    assert now["rates"] == sorted(now["rates"])
    assert all(half > 0 for half in now["half"])
    found = client.get("/api/answer", params={"sample": "quick", "men_age": "63@2030"}).json()
    at = found["years"].index(now["year"])
    lacking = found["yearly"]["guangdong"]["balance"]["after"][at]
    assert (now["rate_needed"] > now["rate_now"]) == (lacking < 0)


def test_the_scenario_file_is_read_whole(client, tmp_path):
    given = {**LAW, "women_gap_cadre": "3", "interest_rule": "1", "pro_rata": "1"}
    path = tmp_path / "copied.yaml"
    path.write_text(client.get("/api/scenario", params=given).text, encoding="utf-8")
    read = scenario(path)
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["extends"] == "baseline"
    assert len(read.law) == 4
    assert read.law["national.retirement.men.final_age"] == {"2030-01-01": "66y0m"}
    assert all("2030" in read.description[language] for language in LANGUAGES)


@pytest.mark.slow
def test_the_scenario_file_runs(client, tmp_path):
    path = tmp_path / "copied.yaml"
    path.write_text(client.get("/api/scenario", params=LAW).text, encoding="utf-8")
    options = ["--one-in", "100000", "--until", "2031", "--no-figures", "--quiet", "--out", str(tmp_path / "run")]
    done = CliRunner().invoke(main, ["run", str(path), *options])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "run" / "results.nc").exists()


def test_the_scenario_file_is_the_law_of_the_answer(client, model, tmp_path):
    path = tmp_path / "copied.yaml"
    path.write_text(client.get("/api/scenario", params=LAW).text, encoding="utf-8")
    assert scenario(path).text_hash == model.reformed(read_settings(LAW)).scenario.text_hash


def test_persons_and_a_life_under_both_laws(client):
    persons = client.get("/api/persons", params={"find": "birth=1985,sex=male"}).json()
    assert persons
    assert all(person["sex"] == "male" and person["birth"].startswith("1985") for person in persons)
    insured = max(persons, key=lambda person: person["months_paid"])["id"]
    found = client.get("/api/life", params={**LAW, "person": insured}).json()
    assert found["person"] == insured
    assert found["before"][0]["year"] == 2016
    early = [[row for row in found[name] if row["year"] < 2030] for name in ("before", "after")]
    assert early[0] == early[1]


def test_the_law_is_found_and_its_history_has_documents(client):
    paths = client.get("/api/law", params={"path": "最低缴费月数"}).json()
    assert "national.retirement.minimum_months" in [one["path"] for one in paths]
    found = client.get("/api/history", params={"path": "national.retirement.men.final_age", **LAW}).json()
    assert any(row["document"] for row in found["before"])
    assert not any(row["written"] for row in found["before"])
    assert [row["value"] for row in found["after"] if row["written"]] == ["66y0m"]


@pytest.mark.parametrize("name", ["yearly", "numbers", "tiles", "cohorts", "payers"])
def test_every_table_is_downloaded_with_its_mark(client, name):
    response = client.get(f"/api/table/{name}.csv", params={**LAW, "lang": "zh"})
    assert response.headers["content-type"].startswith("text/csv")
    mark, *lines = response.content.decode("utf-8-sig").splitlines()
    assert mark.startswith("# ")
    assert "不宜引用" in mark
    head, *rows = csv.reader(io.StringIO("\n".join(lines)))
    assert name == "payers" or {"before", "after", "change", "half_change"} <= set(head)
    assert rows
    assert all(len(row) == len(head) for row in rows)


def test_tables_of_a_life_of_the_law_and_of_what_balances(client):
    person = client.get("/api/persons", params=LAW).json()[0]["id"]
    asked = {"life": {"person": person}, "history": {"path": "national.retirement.men.final_age"}, "balancing": {}}
    for name, more in asked.items():
        text = client.get(f"/api/table/{name}.csv", params={**LAW, **more}).content.decode("utf-8-sig")
        assert text.startswith("# ") == (name == "balancing")
        head, *rows = csv.reader(io.StringIO(text.partition("\n")[2] if name == "balancing" else text))
        assert len(rows) > 4
        assert all(len(row) == len(head) for row in rows)
        if name != "balancing":
            assert {row[0] for row in rows} == {"Base", "Reform"}


def test_both_languages_have_the_same_numbers(client):
    texts = [client.get("/api/table/yearly.csv", params={**LAW, "lang": lang}).text for lang in LANGUAGES]
    numbers = [[row[2:] for row in csv.reader(io.StringIO(text.partition("\n")[2]))][1:] for text in texts]
    assert len(numbers[0]) > 100
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    ("address", "given", "told"),
    [
        ("/api/answer", {"men_age": "99"}, "men_age: found 99, allowed is a number from 58 to 70"),
        ("/api/answer", {"sample": "huge"}, "sample: found huge, allowed are quick, full"),
        ("/api/balancing", {"region": "guangdon"}, "did you mean guangdong?"),
        ("/api/setup", {"lang": "fr"}, "found fr"),
        ("/api/life", {}, "person: found nothing"),
        ("/api/life", {"person": "base/nowhere"}, "allowed is origin/place/status"),
        ("/api/persons", {"find": "planet=mars"}, "allowed is NAME=VALUE with origin"),
        ("/api/persons", {"draw": "-1"}, "draw: found -1, allowed is a whole number"),
        ("/api/law", {"path": "national.retirement.minimum_monts"}, "did you mean national.retirement.minimum_months?"),
        ("/api/history", {"path": "national.nothing"}, "national.nothing"),
        ("/api/history", {"path": "national.retirement", "at": "2030-13-01"}, "2030-13-01"),
    ],
)
def test_wrong_questions_are_answered_with_what_is_allowed(client, address, given, told):
    assert told in mistakes(client.get(address, params=given))


def test_an_unknown_table_or_page_is_not_there(client):
    assert client.get("/api/table/secrets.csv").status_code == 404
    assert client.get("/pages/../server.py").status_code == 404


def test_other_names_of_this_machine_are_refused(client):
    """So that a page of elsewhere whose name was made to point here reads nothing."""
    assert client.get("/api/setup", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/api/setup", headers={"host": "localhost"}).status_code == 200


def test_the_last_question_of_a_client_wins(model):
    first = model.latest.ask("a")
    other = model.latest.ask("b")
    assert first()
    second = model.latest.ask("a")
    assert (first(), second(), other()) == (False, True, True)


def test_a_question_left_behind_says_so(client, model, monkeypatch):
    monkeypatch.setattr(model.latest, "ask", lambda client: lambda: False)
    response = client.get("/api/answer", params={"men_age": "61@2044"})
    assert response.status_code == 409
    assert response.json() == {"superseded": True}


def test_a_port_in_use_is_told_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            InputError, match=f"found {port}, which another program uses; allowed is another port, or 0"
        ):
            command.listen(port)
    with command.listen(0) as free:
        assert free.getsockname()[0] == "127.0.0.1"


def test_without_its_libraries_the_command_names_the_extra():
    code = (
        "import sys, importlib.util as u; find = u.find_spec;"
        "u.find_spec = lambda name, *rest: None if name == 'uvicorn' else find(name, *rest);"
        "from microsim.cli import main; main(['explore', '--no-browser'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert (
        done.stderr
        == "explore: needs uvicorn, which the extra explore brings: pip install 'pension-microsim[explore]'\n"
    )


def test_what_was_vendored_is_what_the_notice_says():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "uPlot 1.6.32" in notice
    told = re.findall(r"(microsim/explorer/pages/uplot/\S+)\n  SHA-256 (\w{64})", notice)
    folder = PAGES / "uplot"
    assert {ROOT / path for path, _ in told} == {path for path in folder.iterdir() if path.name != "LICENSE"}
    for path, checksum in told:
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == checksum
    assert "MIT" in (folder / "LICENSE").read_text(encoding="utf-8")
