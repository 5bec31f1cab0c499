"""What is owed at a date: accrued rights of the living (ABO, PBO), and the closed and the open group to the end."""

from microsim.accrued.owed import Accrued, liabilities

__all__ = ["Accrued", "liabilities"]
