"""One implementation in a process of its own: it lives the cohort as often as a line is read, and says what that took."""

import importlib
import importlib.metadata
import json
import resource
import sys


def main():
    """Answer each line on stdin with a line of JSON: processor seconds, totals, versions."""
    name, persons = sys.argv[1], int(sys.argv[2])
    answers, sys.stdout = sys.stdout, sys.stderr  # frameworks print
    try:
        module = importlib.import_module(f"benchmarks.peers.{name}")
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), file=answers, flush=True)
        return
    versions = {package: importlib.metadata.version(package) for package in module.VERSIONS}
    for _ in sys.stdin:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        totals = module.run(persons)
        seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
        answer = {"seconds": seconds, "totals": [float(total) for total in totals], "versions": versions}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
