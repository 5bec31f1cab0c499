"""The pages on cases: their examples run, and they name every key a file may hold."""

import re
from pathlib import Path

import pytest

from microsim.cases.all_checks import CHECKS
from microsim.cases.answering import pension
from microsim.cases.checks import check_table
from microsim.cases.law_model import PlaceLaw
from microsim.cases.model import Case, Claim, Record, Spell
from microsim.reading import read_yaml
from microsim.words.book import book

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {name: (DOCS / name).read_text("utf-8") for name in ("pension-cases.md", "pension-cases.zh.md")}
EXAMPLES = [(name, text) for name, page in PAGES.items() for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_examples_run(name, text):
    data = read_yaml(text)[0]
    assert pension(text, lang="zh")["steps"]
    assert set(data) <= set(Case.model_fields)


@pytest.mark.parametrize("name", PAGES)
def test_pages_name_every_key_and_every_part(name):
    models = (Case, Claim, PlaceLaw, Record, Spell)
    keys = {field.alias or key for model in models for key, field in model.model_fields.items()}
    words = set(re.findall(r"[a-z_0-9]+", PAGES[name]))
    assert keys - words == set()
    assert set(book()["titles"]) - words == set()


def test_the_page_lists_every_check():
    assert CHECKS
    assert check_table("check", "about", "what it asks") in PAGES["pension-cases.md"]
