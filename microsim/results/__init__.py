"""From integer tallies to labelled arrays, tables and files."""
