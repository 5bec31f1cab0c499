"""The mutation run: ``python -m tests.mutation [law] [dates] [code] [--only PART] [--sample N] [--seed S]``.

Changes one number, date or operator after the other, asks the checks whether they notice, prints the score by folder and
what survived, and ends with 1 where a survivor is not in ``known.yaml`` or one that is there is noticed after all.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from microsim.law.divisors import divisor_table
from microsim.law.load import load_statute
from microsim.reading import read_yaml
from tests.law.transcription import differences, other_divisors
from tests.mutation import nudges, operators
from tests.mutation.stages import STAGES, asked

KNOWN = Path(__file__).parent / "known.yaml"
KINDS = ("law", "dates", "code")


def known(kind):
    """Return the listed changes of a kind, ``equivalent`` or ``survives``, with the reason."""
    return read_yaml(KNOWN)[0][kind] or {}


def law_notices(nudge):
    """Tell whether the second transcription notices a nudge."""
    with nudges.under(nudge):
        if nudge.path == nudges.DIVISORS:
            return bool(other_divisors(divisor_table()))
        return bool(differences(load_statute(), {nudge.path}))


def survivors_of_law(wanted):
    """Return the nudges that no check notices."""
    return {nudge.name for nudge in wanted if not law_notices(nudge)}


def survivors_of_code(wanted):
    """Return the mutants that no stage notices."""
    left = {mutant.name for mutant in wanted}
    for stage in STAGES:
        left -= asked(left, stage) if left else set()
    return left


def changes(kind):
    """Return all changes of a kind; those of dates only where the law is another one for it."""
    if kind == "code":
        return operators.mutants()
    found = nudges.law_nudges(dates=kind == "dates")
    return [nudge for nudge in found if nudge.item is not None or nudges.matters(nudge)]


def run(kind, only="", sample=0, seed=1):
    """Run the changes of a kind, print what came of it, and tell whether all is as it is listed."""
    start, equivalent, listed = time.perf_counter(), known("equivalent"), known("survives")
    wanted = [change for change in changes(kind) if only in change.name and change.name not in equivalent]
    if sample and sample < len(wanted):
        wanted = random.Random(seed).sample(wanted, sample)
    left = (survivors_of_code if kind == "code" else survivors_of_law)(wanted)
    told(kind, wanted, left)
    new = sorted(left - set(listed))
    gone = sorted({change.name for change in wanted} & set(listed) - left)
    for name in sorted(left):
        print(f"  {'survives' if name in listed else 'SURVIVES, not listed'}: {name}")
    for name in gone:
        print(f"  noticed, though listed as surviving: {name}")
    print(f"{kind}: {time.perf_counter() - start:.0f} s")
    return not new and not gone


def told(kind, wanted, left):
    """Print the score by folder."""
    tried = Counter(change.folder for change in wanted)
    lost = Counter(change.folder for change in wanted if change.name in left)
    for folder in sorted(tried):
        print(f"{kind:5s} {folder:22s} {tried[folder] - lost[folder]:4d} of {tried[folder]:4d} noticed")
    total, kept = sum(tried.values()), sum(lost.values())
    print(f"{kind:5s} {'all':22s} {total - kept:4d} of {total:4d} noticed: {1 - kept / max(total, 1):.1%}")


def main(arguments=None):
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.splitlines()[0])
    parser.add_argument(
        "kinds",
        nargs="*",
        metavar="law|dates|code",
        choices=[*KINDS, []],
        help="values of the law, their dates, operators; all by default",
    )
    parser.add_argument("--only", default="", metavar="PART", help="only changes whose name holds this")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="so many of each kind, chosen by the seed")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    given = parser.parse_args(arguments)
    came_out = [run(kind, given.only, given.sample, given.seed) for kind in given.kinds or KINDS]
    return not all(came_out)


if __name__ == "__main__":
    sys.exit(main())
