"""When 1688 would have had as many buyers abroad as Alibaba.com."""

from datetime import date

from book1688.conclusion.conclusion import Conclusion, Input
from book1688.quantity import Quantity, assume, claim, evidence, ln, widen
from book1688.quantity.unit import YEAR

COUNTED, ONE_LINE = date(2023, 11, 30), date(2026, 6, 30)


def years_to_reach(target: Quantity, start: Quantity, growth: Quantity) -> Quantity:
    """Return the years until a count that grows at a yearly rate is as large as the target."""
    return (ln(target / start) / ln(1 + growth)).per(YEAR)


def time_to_joint_line() -> Quantity:
    """Return the years from the article's count to the end of the first joint revenue line."""
    years = (ONE_LINE - COUNTED).days / 365.25
    return assume(
        "time until the joint line",
        years,
        years,
        years,
        unit="years",
        why="from the count of November 2023 to the end of the first joint quarter",
    )


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
    """Return the years until 1688 has the buyers that Alibaba.com had, were it to stand still."""
    years = years_to_reach(
        target().named("buyers of Alibaba.com"),
        claim("cross-border-buyers").named("buyers of 1688 abroad"),
        growth().named("yearly growth of buyers of 1688 abroad"),
    )
    return years.named("years to catch up")


def conclusion() -> Conclusion:
    """Return the conclusion that 1688 would not have caught up while the lines were apart."""
    return Conclusion(
        slug="catch-up",
        title="Years until 1688 has as many buyers abroad as Alibaba.com, were that to stand still",
        quantity=years_to_catch_up(),
        spec=".1f",
        limits=(0, 10),
        sentence="{} years from November 2023, had Alibaba.com stood still, 1688 would have had as "
        "many buyers abroad.",
        threshold=time_to_joint_line().value,
        mark="June 2026",
        below="Before June 2026, when the two revenue lines became one: our yardstick.",
        above="After June 2026, when the two revenue lines became one: our yardstick.",
        inputs=(
            Input(
                "growth",
                "cross-border-buyer-growth",
                "Growth of 1688's buyers abroad, a year",
                ".0%",
                (0.1, 2),
            ),
            Input("target", "alibabacom-buyers", "Buyers of Alibaba.com", ".3s", (2e7, 8e7)),
            Input(
                "start",
                "cross-border-buyers",
                "1688's buyers abroad, November 2023",
                ".3s",
                (1e6, 12e6),
            ),
        ),
    )
