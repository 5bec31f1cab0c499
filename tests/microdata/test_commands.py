"""The population commands as a user meets them."""

import pytest
from click.testing import CliRunner

from microsim.cli import main
from tests.microdata.extracts import Extract


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call the command line in a folder with the files of an extract."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["population", *arguments])


IMPORT = ("import", "persons.csv", "--map", "map.yaml", "--spells", "spells.csv", "--transfers", "transfers.csv")


def test_import_and_show(call, tmp_path):
    Extract().write(tmp_path)
    made = call(*IMPORT, "--out", "own")
    assert made.exit_code == 0, made.output
    assert "7 persons, 5 spells, 1 transfers; 800 persons at 2016-12" in made.stdout
    assert "from the model: births scaled, arrivals scaled, absent none, reserves scaled" in made.stdout
    assert call("show", "own").stdout == made.stdout


def test_show_tells_the_columns_of_a_file(call, tmp_path):
    Extract().write(tmp_path)
    shown = call("show", "persons.csv").stdout
    assert "7 rows, 28 columns" in shown
    assert "male, female" in shown


def test_wrong_input_ends_with_two(call, tmp_path):
    Extract().put("persons", 2, sex="x").write(tmp_path)
    result = call(*IMPORT, "--out", "own")
    assert result.exit_code == 2
    assert not result.stdout
    assert (
        "persons.csv: sex: row 2: found x, allowed is male, female, or codes in the crosswalk [code_is_known]"
        in result.stderr
    )


def test_templates(call):
    listed = call("template").stdout
    assert all(name in listed for name in ("charls", "cfps", "chip", "cgss", "extract"))
    assert call("template", "charls").stdout.startswith("# CHARLS")
    refused = call("template", "charl")
    assert refused.exit_code == 2
    assert "did you mean charls?" in refused.stderr


def test_schema(call):
    assert '"$schema"' in call("schema").stdout
