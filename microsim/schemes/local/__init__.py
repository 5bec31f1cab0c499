"""A city's supplementary pension."""
