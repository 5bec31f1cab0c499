"""The pages: what they link to is there, each is listed, what a command writes of them is what stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.site import glossary
from microsim.words.book import book

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TOP = ("README.md", "README.zh.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "PERFORMANCE.md", "CHANGELOG.md")
PAGES = [*sorted(DOCS.rglob("*.md")), *(ROOT / name for name in TOP)]
LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`[^`\n]*`")
UNLISTED = {"index.md", "README.md"}


def links_of(text):
    """Return the targets of the links of a page, code left out."""
    return LINK.findall(INLINE.sub("", FENCED.sub("", text)))


def anchors_of(text):
    """Return the anchors that the headings of a page get."""
    heads = re.findall(r"^#+ +(.+?)\s*$", FENCED.sub("", text), re.MULTILINE)
    words = (re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head)).strip() for head in heads)
    return {word.lower().replace(" ", "-") for word in words}


def broken_links(page, text):
    """Return the targets of a page that are not there."""
    found = []
    for target in links_of(text):
        path, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors_of(file.read_text("utf-8"))):
            found.append(target)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


def test_a_broken_link_is_noticed():
    text = "# A head\n[a](nowhere.md) [b](README.md#nothing) [c](#a-head) `[d](code.md)`\n```\n[e](code.md)\n```\n"
    assert broken_links(DOCS / "made.md", text) == ["nowhere.md", "README.md#nothing", "#a-head"]


def test_every_page_is_in_the_list_and_once_in_the_site():
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    listed = set(links_of((DOCS / "README.md").read_text(encoding="utf-8")))
    trees = re.findall(
        r"^```\{toctree\}\n.*?^```", (DOCS / "index.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    lines = [line for tree in trees for line in tree.splitlines()[1:-1] if line and not line.startswith(":")]
    entries = [line.rpartition("<")[2].rstrip(">") for line in lines]
    assert pages - listed == UNLISTED
    assert sorted(entries) == sorted((pages - {"index.md"}) | {f"../{name}" for name in TOP})


def test_the_glossary_is_what_the_book_says():
    assert (DOCS / "glossary.md").read_text(encoding="utf-8") == glossary.page()


def test_every_word_of_tables_has_both_languages():
    shown = glossary.shown_in_tables()
    lacking = [(key, pair) for words in shown.values() for key, pair in words.items() if not all(pair)]
    assert not lacking
    assert {key for key in book()["compare"] if key.startswith("party_")} <= shown[
        "Who pays, who gains 各方与受益受损"
    ].keys()
    assert set(book()["headline"]) == shown["Headline 主要指标"].keys()


@pytest.mark.parametrize(
    "word", ["dormant", "bridged", "grade", "frame", "hazards", "kernel", "benefit region", "pooling area"]
)
def test_words_of_the_house_are_explained(word):
    assert word in {entry["en"] for entry in glossary.entries().values()}


def test_every_entry_says_what_it_is_in_both_languages():
    for key, entry in glossary.entries().items():
        assert set(entry) == {"en", "zh", "is", "means"}, key
        assert re.search(r"[\u4e00-\u9fff]", entry["zh"] + entry["means"]), key


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_site_is_built_without_a_warning(language, tmp_path):
    pytest.importorskip("sphinx", reason="needs the extra docs")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", "docs/site", ".", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"DOCS_LANGUAGE": language}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    site = (tmp_path / "docs" / "opening.html").read_text(encoding="utf-8")
    assert ("多次运行" in site) == (language == "zh_CN")
    assert not re.search(r"(src|href)=\"(https?:)?//[^\"]*\.(js|css|woff2?)", site)


@pytest.mark.slow
def test_translated_pages_are_translated_whole(tmp_path):
    pytest.importorskip("sphinx", reason="needs the extra docs")
    from docs.site import catalogue

    catalogue.messages(tmp_path)
    assert catalogue.translated()
    for page in catalogue.translated():
        text, lacking = catalogue.merged(page, tmp_path)
        assert not lacking, f"python -m docs.site.catalogue, then translate {page}"
        assert (catalogue.CATALOGUES / f"{page}.po").read_bytes() == text
