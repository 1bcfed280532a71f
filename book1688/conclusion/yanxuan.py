"""What Yanxuan must sell to businesses if it is half of 1688."""

from book1688.conclusion.conclusion import Conclusion, Input
from book1688.quantity import Quantity, claim, series, widen

HALF_A_POINT = 0.005


def business_share_of_site() -> Quantity:
    """Return the business share of the whole site, within the rounding of what is published."""
    stated = series("1688--share-of-gmv-from-business-type-b-buyers").at("2023-12-31")
    low, high = stated.value - HALF_A_POINT, stated.value + HALF_A_POINT
    return widen(stated, low, high, why="published as a whole number, it may lie half a point off")


def least_share() -> Quantity:
    """Return the business share of Yanxuan at which the rest of 1688 has no consumers left."""
    yanxuan_share = claim("yanxuan-sales-share").named("Yanxuan share of 1688")
    site = business_share_of_site().named("business share of 1688 sales")
    least = 1 - (1 - site) / yanxuan_share
    return least.named("the least that businesses can buy of Yanxuan's goods")


def conclusion() -> Conclusion:
    """Return the conclusion that the least business share published for Yanxuan is too low."""
    return Conclusion(
        slug="yanxuan",
        title="What Yanxuan must sell to businesses, given its share of 1688",
        quantity=least_share(),
        spec=".0%",
        close_up=".1%",
        limits=(0.8, 1),
        sentence="At least {} of what Yanxuan sells goes to businesses. It is exactly that if the "
        "rest of 1688 sells nothing to consumers.",
        threshold=claim("b-value-share").value,
        mark="published minimum",
        below="Any share above the published minimum agrees with that.",
        above="The published share is lower, but is itself a minimum, so both can be true.",
        inputs=(
            Input(
                "share",
                "yanxuan-sales-share",
                "Yanxuan's share of 1688's sales",
                ".0%",
                (0.1, 0.8),
            ),
            Input(
                "site",
                "1688--share-of-gmv-from-business-type-b-buyers@2023-12-31@point",
                "Business share of the whole site",
                ".1%",
                (0.9, 1),
            ),
        ),
    )
