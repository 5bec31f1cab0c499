"""Checks in a child of this process: it takes over all that is imported, changes one thing, and says what was noticed."""

import contextlib
import io
import os

import pytest

OPTIONS = ("-q", "-x", "--no-header", "--no-summary", "-p", "no:cacheprovider", "-p", "no:benchmark", "-p", "no:xdist")
NOTICED, UNNOTICED, SLOWER = 1, 0, 2


def fails(tests):
    """Tell whether some tests fail, run through pytest in this process."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return pytest.main([*OPTIONS, "-m", "not slow", *tests]) not in (0, 5)


def noticed(change, check, seconds=120):
    """Tell whether a check fails in a child in which something is changed.

    Parameters
    ----------
    change : called without arguments gives a context manager under which the check runs
    check : called without arguments tells whether it notices anything; an error counts as noticed
    seconds : after which a child is ended; what never ends is noticed
    """
    child = os.fork()
    if child == 0:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        answer = NOTICED
        try:
            import signal

            signal.alarm(seconds)
            with change():
                answer = NOTICED if check() else UNNOTICED
        except BaseException:
            answer = NOTICED
        finally:
            os._exit(answer)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != UNNOTICED
