"""The log of what is being made, kept in the folder itself."""

import contextlib
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

LOGGER = logging.getLogger("microsim")
LOGGER.addHandler(logging.NullHandler())


class LogFile(logging.FileHandler):
    """A log file whose failures (a full disk) break off what is being made instead of printing a traceback."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Raise the error that is being handled."""
        raise


@contextlib.contextmanager
def log_file(path: Path) -> Iterator[None]:
    """Write what this thread logs to a file as well: several runs may go side by side."""
    handler = LogFile(path, encoding="utf-8")
    thread = threading.get_ident()
    handler.addFilter(lambda record: record.thread == thread)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    level = LOGGER.level
    LOGGER.addHandler(handler)
    LOGGER.setLevel(min(level or logging.INFO, logging.INFO))
    try:
        yield
    finally:
        LOGGER.setLevel(level)
        LOGGER.removeHandler(handler)
        handler.close()
