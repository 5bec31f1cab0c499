"""Settings of the site: ``make docs`` builds it of the same pages that are read unbuilt, without a network."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
project = "microsim"
author = "The microsim contributors"
copyright = "The microsim contributors; parameter tables and documentation CC-BY-4.0"
language = os.environ.get("DOCS_LANGUAGE", "en")  # zh_CN: the pages whose catalogue is in docs/site/locale

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "docs/index"
include_patterns = [
    "docs/**.md",
    "README.md",
    "README.zh.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "PERFORMANCE.md",
    "CHANGELOG.md",
]
exclude_patterns = [".venv*", "build", "runs"]
nitpicky = True

myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
suppress_warnings = [
    "myst.header",  # generated pages go from the title to the third level where they list
    "misc.highlighting_failure",  # law in prose set as code
]

locale_dirs = [str(Path(__file__).parent / "locale")]
gettext_compact = False
gettext_uuid = False
gettext_location = False

html_theme = "furo"
html_title = "microsim"
html_static_path: list[str] = []
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"source_repository": "", "top_of_page_buttons": []}
