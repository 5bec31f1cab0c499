"""Closed and special schemes: township and outside workers' insurance, farmers whose land was taken."""
