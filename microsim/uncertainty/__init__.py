"""What is uncertain, how far, and draws of it.

``quantities.yaml`` names the uncertain assumptions. Each is moved along its documented range by one number, its score
(``law.moving``): a normal score, nought at the value, the low and the high at the tenth and the ninetieth percentile. A draw is
a score for each (``draws``), and settings of a scenario.
"""
