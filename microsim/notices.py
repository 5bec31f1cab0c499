"""What a user must be told though nothing is wrong: once on stderr, from Python as a warning, and in the log of what is made."""

import logging
import warnings

LOGGER = logging.getLogger("microsim")


class Notice(UserWarning):
    """Something to know of results that are otherwise right."""


def tell(text):
    """Tell a user something; a text told before is not told again."""
    LOGGER.warning(text)
    warnings.warn(text, Notice, stacklevel=2)
