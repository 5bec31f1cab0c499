"""The disability allowance of the employees' scheme."""
