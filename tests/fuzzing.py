"""Seeded cases of malformed input: each is made of its seed and number alone, so that a failure can be replayed."""

import random
import subprocess
import traceback
import warnings
from pathlib import Path

from microsim.reading import InputError

ROOT = Path(__file__).parents[1]
ACCEPTED, REFUSED = "accepted", "refused"
LONGEST_LINE = 2000  # letters of a message


def luck_of(seed, number):
    """Return the generator of one case."""
    return random.Random(f"{seed}/{number}")


def commit():
    """Return the commit the cases are tried on, as far as it is known."""
    asked = subprocess.run(
        ["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"


def try_case(case, seed, number, folder):
    """Return whether one case was accepted or refused; AssertionError with what replays it for anything else.

    Parameters
    ----------
    case : function of a generator and a folder; raises InputError, or AssertionError for silent nonsense
    """
    said = f"seed {seed}, case {number} of {case.__module__}.{case.__name__}, commit {commit()}; files in {folder}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            case(luck_of(seed, number), folder)
    except InputError as error:
        refusal = error
    except Exception as error:
        raise AssertionError(f"{said}: {type(error).__name__}: {error}\n{traceback.format_exc()}") from error
    else:
        return ACCEPTED
    assert refusal.problems, said
    for line in str(refusal).split("\n"):
        assert line.isprintable(), f"{said}: a message with control characters: {line!r}"
        assert len(line) < LONGEST_LINE, f"{said}: a message of {len(line)} letters: {line[:200]}"
    return REFUSED


def try_cases(case, seed, numbers, folder):
    """Try cases one after the other and return how many were accepted and refused."""
    counts = {ACCEPTED: 0, REFUSED: 0}
    for number in numbers:
        place = folder / str(number)
        place.mkdir()
        counts[try_case(case, seed, number, place)] += 1
    return counts


def spoiled(luck, raw):
    """Return bytes with some of them changed, cut, put in or moved."""
    raw = bytearray(raw)
    for _ in range(luck.choice((1, 1, 2, 5))):
        place, much = luck.randrange(len(raw) + 1), luck.choice((1, 1, 3, 40))
        way = luck.randrange(5)
        if way == 0:
            raw[place : place + much] = luck.randbytes(much)
        elif way == 1:
            del raw[place : place + much]
        elif way == 2:
            raw[place:place] = luck.choice(
                (b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b'"', b"\n", b",", b"\x1b[31m", b"\xd0\xd0", b";")
            )
        elif way == 3:
            del raw[place:]
        else:
            part = bytes(raw[place : place + much])
            other = luck.randrange(len(raw) + 1)
            raw[other:other] = part
    return bytes(raw)
