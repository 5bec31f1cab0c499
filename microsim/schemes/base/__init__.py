"""What the schemes share: rounding, accounts and interest, contributions, the yearly adjustment."""
