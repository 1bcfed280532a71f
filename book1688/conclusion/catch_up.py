"""When 1688 would have as many buyers abroad as Alibaba.com."""

from datetime import date

from book1688.conclusion.conclusion import Conclusion, Input
from book1688.data import record
from book1688.quantity import Quantity, claim, evidence, ln, widen
from book1688.quantity.unit import YEAR

COUNTED = date(2023, 11, 30)
NAME = "years from November 2023 until 1688 has as many buyers abroad as Alibaba.com"


def years_to_reach(target: Quantity, start: Quantity, growth: Quantity) -> Quantity:
    """Return the years until a count that grows at a yearly rate is as large as the target."""
    return (ln(target / start) / ln(1 + growth)).per(YEAR)


def years_to_one_boss() -> float:
    """Return the years from the article's count to the day when both sites got one boss."""
    joined = date.fromisoformat(record("events", "ecommerce-business-group")["date"])
    return (joined - COUNTED).days / 365.25


def target() -> Quantity:
    """Return the buyers of Alibaba.com: its count of December 2023, up to that of 2024."""
    first, later = claim("alibabacom-buyers"), evidence("alibabacom-buyers-e2")
    why = "up to Alibaba.com's own count of 2024"
    return widen(first, first.value, later.value, why=why, by=later)


def growth() -> Quantity:
    """Return the yearly growth of buyers abroad, from that of all buyers to the article's."""
    stated, of_all = claim("cross-border-buyer-growth"), evidence("small-b-differentiator-e1")
    why = "from the growth that 1688 states for all its buyers in 2024 to the article’s own"
    return widen(stated, of_all.value, stated.value, why=why, by=of_all)


def years_to_catch_up() -> Quantity:
    """Return the years until 1688 has the buyers that Alibaba.com has, if that gains none."""
    years = years_to_reach(
        target().named("buyers of Alibaba.com"),
        claim("cross-border-buyers").named("buyers of 1688 abroad"),
        growth().named("yearly growth of buyers of 1688 abroad"),
    )
    return years.named(NAME)


def conclusion() -> Conclusion:
    """Return the conclusion that 1688 would not have caught up while the sites were apart."""
    return Conclusion(
        slug="catch-up",
        title="Years until 1688 has as many buyers abroad as Alibaba.com, if Alibaba.com gains "
        "none",
        quantity=years_to_catch_up(),
        spec=".1f",
        limits=(0, 10),
        sentence="It takes {} years from November 2023 until 1688 has as many buyers abroad as "
        "Alibaba.com.",
        threshold=years_to_one_boss(),
        mark="November 2024",
        below="That is before November 2024, when both sites got one boss.",
        above="That is after November 2024, when both sites got one boss.",
        inputs=(
            Input(
                "growth",
                "cross-border-buyer-growth",
                "Growth of 1688's buyers abroad, a year",
                ".0%",
                (0.1, 2),
            ),
            Input("target", "alibabacom-buyers", "Buyers of Alibaba.com", ".3s", (1e7, 8e7)),
            Input(
                "start",
                "cross-border-buyers",
                "1688's buyers abroad, November 2023",
                ".3s",
                (1e6, 1e7),
            ),
        ),
    )
