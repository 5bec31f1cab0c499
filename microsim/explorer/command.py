"""The ``explore`` command: a warm model, served to the browser of this machine until it is stopped."""

import contextlib
import errno
import importlib.util
import socket
import sys
import threading
import webbrowser
from typing import Any

import click

from microsim.explorer.levers import levers
from microsim.reading import InputError, Problem

HOST = "127.0.0.1"  # never another: the page is for who sits here
LIBRARIES = ("starlette", "uvicorn")
EXTRA = "pip install 'pension-microsim[explore]'"


def explore(
    scenario: Any, port: int, one_in: int, until: int | None, threads: int | None, lang: str, browser: bool
) -> None:
    """Serve the page until Ctrl-C.

    Parameters
    ----------
    scenario : the base
    port : port of the loopback interface, 0 for any that is free
    one_in : every how many-th person an answer takes
    until, threads : as in a run
    lang : language the page begins in
    browser : open the page

    Raises
    ------
    InputError
        Where a library lacks or the port is taken.
    """
    check_libraries()
    listening = listen(port)
    levers()
    import uvicorn

    from microsim.explorer.server import application
    from microsim.explorer.warm import Model

    click.echo("reading the law and the population, living a first sample", err=True)
    model = Model(scenario, one_in, until, threads)
    model.warm()
    address = f"http://{HOST}:{listening.getsockname()[1]}/#lang={lang}"
    click.echo(address)  # on stdout, for whoever starts it from a script
    sys.stdout.flush()
    click.echo("Ctrl-C ends it", err=True)
    if browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    server = uvicorn.Server(uvicorn.Config(application(model), log_level="warning", access_log=False))
    with contextlib.suppress(KeyboardInterrupt):  # the way to end it
        server.run(sockets=[listening])


def check_libraries() -> None:
    """Refuse where what serves the page is not installed."""
    if lacking := [name for name in LIBRARIES if importlib.util.find_spec(name) is None]:
        message = f"needs {' and '.join(lacking)}, which the extra explore brings: {EXTRA}"
        raise InputError([Problem("explore", 0, 0, "", message)])


def listen(port: int) -> socket.socket:
    """Return a socket of this machine's own interface on a port."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except OSError as error:
        found.close()
        taken = error.errno == errno.EADDRINUSE
        reason = "which another program uses" if taken else f"which cannot be used ({error.strerror})"
        message = f"found {port}, {reason}; allowed is another port, or 0 for any that is free"
        raise InputError([Problem("--port", 0, 0, "", message)]) from None
    return found
