"""The book's conclusions that hang on uncertain inputs; chapters and the what-if page share them.

One module a conclusion: the quantities that its chapter quotes, and ``conclusion()``.
"""

from book1688.conclusion import catch_up, newcomers, recapture, yanxuan
from book1688.conclusion.conclusion import Conclusion, Input

CONCLUSIONS = {
    "recapture": recapture.conclusion,
    "catch-up": catch_up.conclusion,
    "newcomers": newcomers.conclusion,
    "yanxuan": yanxuan.conclusion,
}
