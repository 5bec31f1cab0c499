"""What tests of the explorer share: a warm model of a tiny sample, served on a free port of this machine."""

import threading
import time

import pytest

ONE_IN, UNTIL = 100_000, 2051  # a few thousand lives in the full sample, a year past the last that is told in a number


@pytest.fixture(scope="session")
def model():
    from microsim.explorer.warm import Model

    return Model("baseline", ONE_IN, UNTIL, threads=1)


@pytest.fixture(scope="session")
def served(model):
    """Return the address at which the page is served."""
    import uvicorn

    from microsim.explorer.command import HOST, listen
    from microsim.explorer.server import application

    listening = listen(0)
    server = uvicorn.Server(uvicorn.Config(application(model), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://{HOST}:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(scope="session")
def client(served):
    import httpx

    with httpx.Client(base_url=served, timeout=120, trust_env=False) as found:  # no proxy stands between
        yield found
