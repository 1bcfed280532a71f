"""What the rest of 1688 must look like if Yanxuan is half of it."""

from dataclasses import replace

from book1688.conclusion.conclusion import Conclusion, Input
from book1688.quantity import Quantity, claim, series

HALF_A_POINT = 0.005


def business_share_of_site() -> Quantity:
    """Return the business share of the whole site, within the rounding of what is printed."""
    printed = series("1688--share-of-gmv-from-business-type-b-buyers").at("2023-12-31")
    (leaf,) = printed.leaves.values()
    low, high = leaf.value - HALF_A_POINT, leaf.value + HALF_A_POINT
    note = "printed as a whole number, so it may lie half a point off"
    return Quantity.of(replace(leaf, key=f"{leaf.key}@rounded", low=low, high=high, note=note))


def rest_at(business_share: Quantity | float) -> Quantity:
    """Return the business share of the rest of 1688, given that of Yanxuan."""
    yanxuan_share, site = claim("yanxuan-sales-share"), business_share_of_site().named("whole site")
    return (site - yanxuan_share * business_share) / (1 - yanxuan_share)


def left_for_consumers() -> Quantity:
    """Return the consumer share of the rest of 1688, as the article's figures leave it."""
    return (1 - rest_at(claim("b-value-share"))).named("left for consumers")


def conclusion() -> Conclusion:
    """Return the conclusion that the statements go together only above the least one printed."""
    return Conclusion(
        slug="yanxuan",
        title="What the rest of 1688 could sell to consumers, if Yanxuan is half of it",
        quantity=left_for_consumers(),
        spec=".1%",
        limits=(-0.1, 0.1),
        sentence="{} of what the rest of 1688 sells would be left for consumers.",
        threshold=0,
        mark="nothing left",
        below="Impossible: less than nothing. The statements contradict each other.",
        above="Possible: the statements can all be true.",
        inputs=(
            Input("business", "b-value-share", "Business share of Yanxuan's value", ".1%",
                  (0.8, 1)),
            Input("share", "yanxuan-sales-share", "Yanxuan's share of turnover", ".0%", (0.1, 0.8)),
            Input("site", "1688--share-of-gmv-from-business-type-b-buyers@2023-12-31@point",
                  "Business share of the whole site", ".1%", (0.9, 1)),
        ),
    )  # fmt: skip
