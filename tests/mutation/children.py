"""Checks in a child of this process: it takes over all that is imported, changes one thing, and says what was noticed."""

import os
import signal

NOTICED, UNNOTICED = 1, 0


def noticed(change, check, seconds=60):
    """Tell whether a check fails in a child in which something is changed.

    Parameters
    ----------
    change : called without arguments gives a context manager under which the check runs
    check : called without arguments tells whether it notices anything; an error counts as noticed
    seconds : of processor time after which a child is ended; what never ends is noticed
    """
    child = os.fork()
    if child == 0:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        answer = NOTICED
        try:
            signal.setitimer(signal.ITIMER_PROF, seconds)  # of processor time: others may be using the machine
            with change():
                answer = NOTICED if check() else UNNOTICED
        except BaseException:
            answer = NOTICED
        finally:
            os._exit(answer)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != UNNOTICED
