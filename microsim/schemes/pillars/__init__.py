"""Annuities of employers and private pensions, beside the funds."""
