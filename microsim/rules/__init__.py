"""The clauses of the law as pure functions of scalars, a module for each chapter."""
