"""Units of money and time: fen in a yuan, months in a year."""

FEN = 100
MONTHS = 12
