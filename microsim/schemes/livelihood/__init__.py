"""The minimum livelihood: cash of the treasury up to a standard, for the old whose means are tested below it."""
