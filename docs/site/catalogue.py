"""Catalogues of the translated pages, brought to what the pages say: ``python -m docs.site.catalogue [PAGE ...]``.

Sphinx finds the messages of a page; translations of messages that stand are kept, new ones are empty, what is gone is dropped.
A page named for the first time (``opening``) gets a catalogue.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
LANGUAGE = "zh_CN"
CATALOGUES = Path(__file__).parent / "locale" / LANGUAGE / "LC_MESSAGES" / "docs"


def translated() -> list[str]:
    """Return the names of the pages that have a catalogue."""
    return sorted(path.relative_to(CATALOGUES).with_suffix("").as_posix() for path in CATALOGUES.rglob("*.po"))


def messages(folder: Path) -> None:
    """Write the messages of all pages into a folder."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "gettext", "-c", "docs/site", ".", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)


def merged(page: str, folder: Path) -> tuple[bytes, list[str]]:
    """Return the catalogue of a page with the messages of today, and those that lack a translation."""
    import io

    from babel.messages.pofile import read_po, write_po

    template = read_po(io.BytesIO((folder / "docs" / f"{page}.pot").read_bytes()))
    path = CATALOGUES / f"{page}.po"
    known = read_po(io.BytesIO(path.read_bytes()), locale=LANGUAGE) if path.is_file() else None
    for message in template:
        if message.id and known is not None and message.id in known:
            message.string = known[message.id].string
    out = io.BytesIO()
    write_po(out, template, width=0, omit_header=True, no_location=True)
    head = '#, fuzzy\nmsgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    text = out.getvalue().decode().lstrip()
    return (head.replace("#, fuzzy\n", "") + text).encode(), [one.id for one in template if one.id and not one.string]


def main(pages: list[str]) -> None:
    """Bring the catalogues of some pages to what they say, of all translated ones without names."""
    with tempfile.TemporaryDirectory() as folder:
        messages(Path(folder))
        for page in pages or translated():
            text, lacking = merged(page, Path(folder))
            path = CATALOGUES / f"{page}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            print(f"{page}: {len(lacking)} messages without a translation")


if __name__ == "__main__":
    main(sys.argv[1:])
