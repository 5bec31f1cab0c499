"""The evaluation of benefits of the old: who is reached, how long, what it does to income and poverty, where.

Six questions, a table each, and poverty after every benefit; of persons, not households, from the lives of a run's sample.
"""

from microsim.evaluating.evaluation import evaluate

__all__ = ["evaluate"]
