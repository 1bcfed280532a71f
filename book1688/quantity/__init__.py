"""Numbers with origins: leaves, arithmetic, bounds, units, text and sensitivity."""

from book1688.quantity.leaf import assume, claim, compare, evidence, finding, series, total, widen
from book1688.quantity.origin import origin_of
from book1688.quantity.quantity import Quantity, ln, named
from book1688.quantity.sensitivity import flip, sensitivity
