"""Local rights by points: what a record is worth, and who reaches what a place asks for."""
