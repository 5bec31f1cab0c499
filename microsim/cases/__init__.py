"""The case calculator: one person's rights, term by term, from the same rules as the population's."""
