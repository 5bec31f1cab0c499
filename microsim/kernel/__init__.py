"""What every event stands on: compiling, draws, person numbers, the tables of a run, look-ups and tallies."""
