"""The pension of urban and rural residents."""
