"""Likelihoods in the words that the Intergovernmental Panel on Climate Change gives its bands."""

# Each term with its band in percent, from the narrowest band to the widest.
TERMS = {
    "exceptionally unlikely": (0, 1),
    "virtually certain": (99, 100),
    "extremely unlikely": (0, 5),
    "extremely likely": (95, 100),
    "very unlikely": (0, 10),
    "very likely": (90, 100),
    "unlikely": (0, 33),
    "about as likely as not": (33, 66),
    "likely": (66, 100),
    "more likely than not": (50, 100),
}


def likelihood(low: float, high: float) -> str:
    """Return the narrowest term whose band holds a probability, or a range of them, in percent.

    A range that no band holds raises LookupError: there is no word for it.
    """
    for term, (least, most) in TERMS.items():
        if least <= low <= high <= most:
            return term
    raise LookupError(f"no calibrated term for {low:g} to {high:g}%")
