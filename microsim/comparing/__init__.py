"""What two runs say beside each other: what differs in their inputs, who gains and loses, who pays, what moved a rate.

Functions of trees of results, tables of lives and manifests; ``microsim.report.comparison`` puts them behind one object.
"""
