"""The indicators: one registry that writes its reference page, the codebook and the exports."""
