"""The bridge between the employees' and the residents' scheme."""
