"""Codes of the data that more than one module has to know."""

TESTING = ("supports", "qualifies", "weakens", "contradicts")  # values of relation
INDEPENDENT = ("subject", "official", "counter", "press")  # values of said_by
