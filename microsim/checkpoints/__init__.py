"""A sample lived part by part: bounded memory, what it will take told before, and how far it is kept for a killed run."""
