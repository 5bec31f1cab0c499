"""The clauses of the employees' scheme as pure functions of scalars."""
