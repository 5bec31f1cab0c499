"""The kernel in the open: its events run from their Python source, and what they read, call, set and book is noted."""
