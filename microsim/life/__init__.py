"""The processes of life, one file each: chances as functions of scalars, with what they decide."""
