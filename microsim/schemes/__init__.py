"""The law, a folder for each scheme: fields of its law and its records, clauses, events, words."""
