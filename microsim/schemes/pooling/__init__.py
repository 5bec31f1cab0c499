"""Money between provincial funds."""
