"""The baseline beside published projections, the shipped reforms and present values of cohorts: docs/benchmarks.md."""
