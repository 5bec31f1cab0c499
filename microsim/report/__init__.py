"""Figures and progress: what a person looks at."""
