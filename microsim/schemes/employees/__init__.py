"""The basic pension of employees, and of the public service that follows its clauses."""
