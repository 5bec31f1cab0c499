"""The command itself: an address on stdout, a page behind it, and an end by Ctrl-C."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
SMALL = ("--port", "0", "--no-browser", "--one-in", "200000", "--until", "2036", "--lang", "zh", "--threads", "1")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
@pytest.mark.slow
def test_it_serves_until_it_is_stopped(number, code):
    command = [sys.executable, "-m", "microsim", "explore", *SMALL]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as running:
        try:
            address = running.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#lang=zh", address)
            assert httpx.get(address.partition("#")[0], trust_env=False).status_code == 200
            running.send_signal(number)
            assert running.wait(30) == code
            assert "Traceback" not in running.stderr.read()
        finally:
            running.kill()


@pytest.mark.slow
def test_a_base_of_2020_begins_its_years_there():
    from microsim.explorer.pictures import answer
    from microsim.explorer.warm import Model

    model = Model("base-2020", 200_000, 2051, threads=1)
    found = answer(model, model.answer({}))
    assert found["years"][0] == 2021
    parts = found["yearly"]["both"]["dependency"]
    assert len(parts["before"]) == len(found["years"])
    assert parts["before"][0] is not None
