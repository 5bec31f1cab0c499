"""Allowances by age: flat cash for the old with a local hukou, paid by the treasury of the place."""
