"""The population: a frame of expected persons, the strata people are drawn from, the tables they live by."""
