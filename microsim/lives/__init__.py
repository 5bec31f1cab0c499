"""Lives as a table: one row a simulated person, from the rows the engine leaves to ``lives.parquet``."""
