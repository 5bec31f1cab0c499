"""What is found as rows, as a table of pandas, as JSON and in a notebook."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


class AsRows:
    """Something that yields rows of plain data."""

    def plain_rows(self) -> Iterator[dict[str, Any]]:
        """Yield each row as plain data; a figure that is missing is None."""
        raise NotImplementedError

    def frame(self) -> "pd.DataFrame":
        """Return a row for each figure, in the columns of the JSON."""
        import pandas as pd

        return pd.DataFrame(list(self.plain_rows()))

    def json(self) -> str:
        """Return the rows as a JSON list of objects; a figure that is missing is null."""
        return json.dumps(list(self.plain_rows()), ensure_ascii=False, indent=1) + "\n"

    def _repr_html_(self) -> str:
        return str(self.frame().to_html(border=0))
