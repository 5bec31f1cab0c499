"""The glossary in both languages, of ``glossary.yaml`` and the book of words: ``python -m docs.site.glossary > docs/glossary.md``."""

import sys
from pathlib import Path

from microsim.comparing.people import FIRST_BIRTH, LAST_BIRTH, WHOLE
from microsim.comparing.present import VALUE_YEAR
from microsim.estimating import GROUPS
from microsim.indicators.registry import registry
from microsim.lives.columns import columns
from microsim.reading import read_yaml
from microsim.words.book import book

FILE = Path(__file__).parent / "glossary.yaml"
TOP = """# Glossary 术语表

Made by `python -m docs.site.glossary > docs/glossary.md` of the book of words (`microsim/words`), the registries and
`docs/site/glossary.yaml`; do not edit.

## What is meant here 本模型用语
"""
SECTIONS = {  # of the book: words that tables show
    "headline": "Headline 主要指标",
    "compare_group": "Groups of comparisons 比较的分组",
    "scheme": "Schemes 制度",
    "membership": "Standing in the employees' scheme 参保状态",
    "labour": "Labour states 劳动状态",
    "status": "Hukou seen from the place of residence 户籍状况",
    "hukou_type": "Types of hukou 户口性质",
    "education": "Education 受教育程度",
    "item": "Entries of the books 收支项目",
    "transfer": "Transfers between provinces 省际调剂",
}


def entries() -> dict[str, dict[str, str]]:
    """Return the entries of the file, in the order of their English names."""
    numbers = {
        "groups": GROUPS,
        "value_year": VALUE_YEAR,
        "first": FIRST_BIRTH,
        "last": LAST_BIRTH,
        "until": LAST_BIRTH + WHOLE,
    }
    found = {
        key: {name: text.format(**numbers) for name, text in entry.items()} for key, entry in read_yaml(FILE)[0].items()
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1]["en"].lower()))


def shown_in_tables() -> dict[str, dict[str, tuple[str, str]]]:
    """Return the words that tables show, by heading and key: English and Chinese."""
    words = book()
    comparisons = {key: entry for key, entry in words["compare"].items() if key.startswith("party_")}
    heads = ("gain_more", "gain_less", "unchanged", "lose_less", "lose_more", "without", "mean_change", "median_change")
    comparisons |= {key: words["compare"][key] for key in (*heads, "median_loss", "total_change", "base_wealth")}
    found = {heading: _pairs(words[section]) for section, heading in SECTIONS.items()}
    found["Who pays, who gains 各方与受益受损"] = _pairs(comparisons)
    found["Indicators 指标"] = {key: (one.name["en"], one.name["zh"]) for key, one in registry().items()}
    found["Columns of lives 人生表的列"] = {key: (one.english, one.chinese) for key, one in columns().items()}
    return found


def _pairs(section: dict[str, dict[str, str]]) -> dict[str, tuple[str, str]]:
    return {key: (entry["en"].strip(), entry["zh"].strip()) for key, entry in section.items()}


def page() -> str:
    """Return the page."""
    lines = [TOP, "| English | 中文 | what it is | 含义 |", "|---|---|---|---|"]
    lines += [f"| {one['en']} | {one['zh']} | {one['is']} | {one['means']} |" for one in entries().values()]
    for heading, words in shown_in_tables().items():
        lines += ["", f"## {heading}", "", "| key | English | 中文 |", "|---|---|---|"]
        lines += [f"| `{key}` | {english} | {chinese} |" for key, (english, chinese) in words.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
