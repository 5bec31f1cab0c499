"""Which runs go side by side, and which one after the other."""

SMALL_RUN = 2000  # 1 in so many persons, or fewer: such runs go side by side, larger ones one after the other


def is_small(one_in: int) -> bool:
    """Say whether runs of a sample go side by side.

    Small runs spend as much time outside the lives as in them, so that a thread each serves them best. Large ones
    live nearly all the time: one after the other, each finished sooner, a stop loses less and memory holds one.
    """
    return one_in >= SMALL_RUN
