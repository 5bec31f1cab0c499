"""Survivors' benefits of the employees' scheme."""
