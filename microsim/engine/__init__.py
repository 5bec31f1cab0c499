"""The year of a life and the loop over lives."""
