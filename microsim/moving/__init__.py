"""The price of moving: every life beside a twin who stays put from a stated year on, and nothing else is different."""

from microsim.moving.twins import Mobility, mobility

__all__ = ["Mobility", "mobility"]
