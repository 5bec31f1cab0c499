"""Figures drawn in a process beside this one: it loads what draws while lives are lived, and draws while results are written.

It gets numbers through one pipe and gives the contents of files back through another. It writes no file and ends with
the pipes, so that nothing outlives the process that asked, whichever way that ends.
"""

import contextlib
import gc
import importlib.util
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from microsim.notices import tell
from microsim.reading import InputError, Problem

LANGUAGE = "language"  # entry beside the files: the one that pixels are drawn in
LOGGER = logging.getLogger("microsim")


class Painter:
    """Draws the figures of one run: in the process beside, or here where there is none or where that failed."""

    def __init__(self, process: "subprocess.Popen[bytes] | None" = None, language: str = "en"):
        self.process = process
        self.language = language
        self.numbers: Any = None

    def begin(self, numbers: Any) -> None:
        """Hand over what the figures show."""
        self.numbers = numbers
        if self.process is not None and self.process.stdin is not None:
            with contextlib.suppress(OSError):  # it has ended: ``finish`` will find nothing
                pickle.dump((numbers, self.language), self.process.stdin)
                self.process.stdin.close()

    def finish(self) -> dict[str, bytes]:
        """Return the contents of the files by name."""
        if self.process is not None and self.process.stdout is not None:
            with contextlib.suppress(EOFError, pickle.UnpicklingError):
                files = dict(pickle.load(self.process.stdout))
                if files.pop(LANGUAGE) != self.language:
                    from microsim.report.style import tell_missing_font

                    tell_missing_font()  # nobody hears what the process beside says
                return files
            LOGGER.info("the process that draws figures ended; drawing them here")
        from microsim.report.figures import drawn

        return drawn(self.numbers, self.language)


def can_draw() -> bool:
    """Say whether figures can be drawn here, with a warning where what draws them is not installed."""
    if importlib.util.find_spec("matplotlib") is None:
        tell("no figures: matplotlib is missing, install pension-microsim[report]")
        return False
    return True


def require_drawing() -> None:
    """Refuse to draw, by the name of the extra, where what draws is not installed."""
    if importlib.util.find_spec("matplotlib") is None:
        message = "found no matplotlib, needed for figures: pip install 'pension-microsim[report]'"
        raise InputError([Problem("figures", 0, 0, "", message)])


@contextlib.contextmanager
def painter(wanted: bool = True, language: str = "en") -> Iterator[Painter | None]:
    """Yield who draws the figures, None where they are not wanted or cannot be drawn; the process ends with the block."""
    if not wanted or not can_draw():
        yield None
    elif cores() == 1:
        yield Painter(language=language)
    else:
        process = started()
        try:
            yield Painter(process, language)
        finally:
            ended(process)


def cores() -> int:
    """Return the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def started() -> "subprocess.Popen[bytes] | None":
    """Start a process that imports from where this one does; None where the system has no room for one.

    It has a session of its own: Ctrl-C in a terminal reaches the one that ends it, and not itself.
    """
    where = os.pathsep.join(path for path in sys.path if isinstance(path, str))
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": where},
            start_new_session=True,
        )
    except OSError:
        return None


def ended(process: "subprocess.Popen[bytes] | None") -> None:
    """End a process, whatever it is at."""
    if process is not None:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def main() -> None:
    """Draw what comes through the pipe; nothing comes where there is no more to draw."""
    gc.disable()  # it lives for seconds, and what draws makes a million things
    import matplotlib.backends.backend_agg
    import matplotlib.backends.backend_svg
    import matplotlib.figure  # noqa: F401

    from microsim.report.figures import drawn
    from microsim.report.style import drawable

    with contextlib.suppress(EOFError, BrokenPipeError):
        numbers, language = pickle.load(sys.stdin.buffer)
        files = drawn(numbers, language)
        pickle.dump({**files, LANGUAGE: drawable(language)}, sys.stdout.buffer)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
