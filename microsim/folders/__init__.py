"""Folders that commands make: they appear whole or not at all, and what is not ours is never touched."""
