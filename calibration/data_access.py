"""Print docs/data.md: every source of the model, what it gives, the years it describes, when it was known, grade, access, licence.

Usage: python -m calibration.data_access > docs/data.md

What a source is stands in the registries (``law/sources.yaml``, ``assumptions/sources.yaml``, the heads of tables, the rows of published
figures), what it gives is read off who cites it; holders and years are in data_access.yaml.
"""

import csv
import sys
from collections import Counter, defaultdict
from fnmatch import fnmatch
from pathlib import Path

from microsim.data import PACKAGE
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.law.load import load_assumptions, load_statute
from microsim.reading import read_yaml
from microsim.validation.targets import shipped_targets

FACTS = Path(__file__).with_suffix(".yaml")
TABLES = ("population/tables/*.csv", "funds/tables/*.csv", "law/tables/*.csv")
UNSTATED = "not stated"
SERIES = "yearly or several"
SHOWN = 3  # names of what rests on a source, before the rest is counted
HEAD = """\
# Data: access and vintages 数据来源、获取方式与时点

Made by `python -m calibration.data_access > docs/data.md`; do not edit. A test holds the page equal to the registries of sources. Grades: A seen in a source, B from
memory of a named document or official but not opened, C a prior or derived. *Known* is the year in which something was decreed or published; what a run may use that knows
nothing later than 2016: [information.md](information.md). No records of persons are used or shipped. Every figure is repeated with its source where it
is used: `microsim law PATH`, `microsim assumptions NAME`, `microsim validate RUN`.
"""


def facts():
    """Return what the registries do not say: holders, words, sources, tables."""
    return read_yaml(FACTS)[0]


def markdown(head, rows):
    """Return a Markdown table."""
    lines = (" | ".join(str(cell).replace("|", "/") for cell in cells) for cells in (head, ["---"] * len(head), *rows))
    return "".join(f"| {line} |\n" for line in lines)


def some(names):
    """Return names as text: the first few, and how many more."""
    names = sorted(set(names))
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(f"`{name}`" for name in names[:SHOWN]) + more


def citing():
    """Return the paths of law and assumptions that rest on each source, and the years of the dated values of law that do."""
    found, years = defaultdict(list), defaultdict(list)
    for path, entry in load_statute().entries.items():
        for step in entry.steps:
            found[step.source].append(path.partition(".")[2])
            if (year := int(step.date[:4])) > FIRST_LAW_YEAR:
                years[step.source].append(year)
    for path, entry in load_assumptions().entries.items():
        for source in {entry.source, *(one.get("source", entry.source) for one in (entry.vintage or {}).values())}:
            found[source].append(path)
    return found, years


def holders_table():
    """Return who holds data, how a reader gets them, and under which terms."""
    rows = [(key, one["name"], one["how"], one["licence"]) for key, one in facts()["holders"].items()]
    return markdown(["holder", "who", "how to get it", "licence"], rows)


def documents_table():
    """Return the documents of law, each once for all its articles."""
    (used, years), found = citing(), defaultdict(list)
    for key, source in load_statute().sources.items():
        found[source["number"], source["document"], source["en"]].append((key, source))
    rows = []
    for (number, document, english), parts in found.items():
        dates = sorted({str(source["date"]) for _, source in parts if source["date"]})
        held = [year for key, _ in parts for year in years[key]]
        grades = "".join(sorted({source["grade"] for _, source in parts}))
        gives = some(path for key, _ in parts for path in used[key]) or "clauses of rules"
        name = " ".join(filter(None, (document, number)))
        rows.append((name, english, gives, span(held) if held else "", ", ".join(dates) or SERIES, grades))
    head = ["document", "in English", "gives", "values dated", "issued or in force", "grade"]
    return markdown(head, sorted(rows, key=lambda row: row[4]))


def sources_table():
    """Return what assumptions rest on."""
    (used, _), known = citing(), facts()["sources"]
    rows = [
        (
            f"{source['en'].strip()} {source['document']}",
            some(used[key]) or UNSTATED,
            *about(known[key]),
            source["grade"],
            known[key]["holder"],
        )
        for key, source in read_yaml(PACKAGE / "assumptions/sources.yaml")[0].items()
    ]
    return markdown(["source", "gives", "years", "known", "grade", "holder"], rows)


def about(fact, years=None):
    """Return years described and year known of a source, as text."""
    return [UNSTATED if one is None else str(one) for one in (years or fact["years"], fact["known"])]


def shipped_tables():
    """Return the files of the shipped tables that hold data, by their name within the package."""
    return {str(path.relative_to(PACKAGE)): path for name in TABLES for path in sorted(PACKAGE.glob(name))}


def tables_table():
    """Return the shipped tables with the sources their heads name."""
    rows = []
    for name, path in shipped_tables().items():
        lines, fact = path.read_text("utf-8").splitlines(), facts()["tables"][name]
        head = [line.lstrip("# ") for line in lines if line.startswith("#")]
        said = {key: value for key, _, value in (line.partition(": ") for line in head)}
        years = span(row["year"] for row in csv.DictReader(lines[len(head) :])) if fact["years"] == "column" else None
        grade = said.get("Grade") or next(word for word in "ABC" if f"grade {word}".lower() in head[0].lower())
        rows.append(
            (
                f"`{name}`",
                said["Rule"] if head[0].startswith("Source") else head[0],
                said["Source"],
                *about(fact, years),
                grade,
                fact["holder"],
            )
        )
    return markdown(["table", "gives", "source", "years", "known", "grade", "holder"], rows)


def span(years):
    """Return the first and the last of some years."""
    found = sorted(int(year) for year in years)
    return str(found[0]) if found[0] == found[-1] else f"{found[0]}-{found[-1]}"


def holder_of(source):
    """Return the holder of a published figure by the words of its source."""
    return next(one["holder"] for one in facts()["words"] if any(fnmatch(source, f"*{word}*") for word in one["has"]))


def figures_table():
    """Return the published figures that runs are compared with, by holder; each row of the shipped table names its own source."""
    found = defaultdict(list)
    for one in shipped_targets():
        found[holder_of(one.source)].append(one)
    rows = []
    for holder in facts()["holders"]:
        if ours := found[holder]:
            grades = Counter(one.grade for one in ours)
            years = span(one.year for one in ours if one.year)
            names = some(one.indicator for one in ours)
            rows.append((holder, len(ours), names, years, ", ".join(f"{grades[key]} {key}" for key in sorted(grades))))
    return markdown(["holder", "figures", "indicators", "years", "grades"], rows)


def left_out_table():
    """Return the figures that no value carries, each with the reason."""
    rows = [[one[key] for key in ("what", "since", "value", "grade", "why")] for one in facts()["left_out"]]
    return markdown(["figure", "since", "value", "grade", "why not"], rows)


def page():
    """Return the page."""
    parts = [
        HEAD,
        "## Who holds it, and how to get it 持有者与获取方式\n",
        holders_table(),
        "## Documents of law 法律法规与政策文件\n",
        "Known in the year of its date, where a value does not say otherwise (`known`). Official documents are found by title and number with the issuing body or in its gazette, free; where the English\n"
        "words name a transcription, a press copy, determination sheets or memory, that is what was read. *Values dated*: from when they hold, those that hold from the\n"
        "beginning left out. Texts of law and of government are not subject to copyright in China\n"
        "(Copyright Law, article 5); the dated values are this project's (CC BY 4.0).\n",
        documents_table(),
        "## What assumptions rest on 假设的依据\n",
        sources_table(),
        "## Tables of population, funds and law 数据表\n",
        tables_table(),
        "## Published figures that runs are compared with 用于比较的公布数据\n",
        "Published in the year after the one described, mostly. The source of each stands in its row of `microsim/validation/tables/targets.csv`.\n",
        figures_table(),
        "## Found and not carried 已见而未采用的数值\n",
        "Figures that were read in the course of the work and that no value of the law, no assumption and no figure above holds.\n",
        left_out_table(),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
