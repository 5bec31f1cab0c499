"""Long-term care insurance: who needs care, who is insured, what is paid for care at home and in an institution."""
