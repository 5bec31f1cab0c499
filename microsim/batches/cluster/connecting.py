"""From an address to the scheduler that answers there."""

import contextlib
import importlib.util
import logging
from collections.abc import Iterator
from typing import Any

from microsim.reading import InputError, Problem, show

LIBRARY = "distributed"
EXTRA = "pip install 'pension-microsim[distributed]'"
PATIENCE = 10.0  # seconds for the scheduler to answer
ALLOWED = "the address of a dask scheduler that runs, such as tcp://10.0.0.1:8786"


def refuse(message: str) -> InputError:
    """Return the refusal of an address."""
    return InputError([Problem("dask", 0, 0, "", message)])


def check_library() -> None:
    """Refuse where what speaks to a cluster is not installed."""
    if importlib.util.find_spec(LIBRARY) is None:
        raise refuse(f"needs {LIBRARY}, which the extra {LIBRARY} brings: {EXTRA}")


@contextlib.contextmanager
def connected(address: str) -> Iterator[Any]:
    """Yield a client of the scheduler at an address; InputError where none answers."""
    check_library()
    from distributed import Client
    from distributed.comm import resolve_address

    with quiet_log():
        try:
            resolve_address(address)  # a client of what is no address complains once more when it is thrown away
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except Exception as error:  # an address may be wrong in as many ways as there are kinds of it
            reason = " ".join(str(error).split()) or type(error).__name__
            raise refuse(
                f"found {show(address)}, where no scheduler answers ({reason}); allowed is {ALLOWED}"
            ) from None
        try:
            yield client
        finally:
            client.close(timeout=PATIENCE)


@contextlib.contextmanager
def quiet_log() -> Iterator[None]:
    """Leave it to this program to say that a scheduler is gone: the library says it many times over."""
    log = logging.getLogger(LIBRARY)
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)
