"""The workload in this engine's own idiom: records, events, keyed draws, tallies in whole fen."""

from benchmarks.idiom_kernel import live_small

VERSIONS = ("numba", "numpy")
run = live_small
