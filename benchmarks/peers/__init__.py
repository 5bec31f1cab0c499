"""The small workload of ``benchmarks.idiom_kernel`` in several frameworks, on the same machine in the same minutes.

Each module but ``spec``, ``serve`` and ``__main__`` has ``VERSIONS`` (the packages that do its work) and ``run(persons)``, which
lives the whole cohort and returns its totals a person. They were written for this comparison from the public
documentation of each framework, in the form that documentation recommends for many agents: whole columns, no loop over
agents. Modules of other frameworks import nothing of microsim, for they run in an environment of their own.
"""
