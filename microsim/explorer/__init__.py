"""The local page: levers of a reform, what they change in a small sample, one life, the law; served on this machine only."""
