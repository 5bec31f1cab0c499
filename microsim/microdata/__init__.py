"""Own microdata instead of the shipped population: reading, checking and running on a survey or an extract."""
