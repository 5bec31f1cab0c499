"""What is owed at a date: accrued rights of the living (ABO, PBO), and the closed and the open group to the end."""

from microsim.accrued.liabilities import Accrued, liabilities

__all__ = ["Accrued", "liabilities"]
