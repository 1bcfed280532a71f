"""What winning back the trade that leaves 1688 would have been worth to Taotian."""

from book1688.conclusion.conclusion import Conclusion, Input
from book1688.quantity import Quantity, assume, claim, evidence, series, total, widen
from book1688.quantity.leaf import Series

WHOLESALE = "alibaba-group--china-wholesale-revenue-1688"
TAOTIAN = "alibaba-group--taobao-and-tmall-group-revenue"
QUARTER = {"frequency": "quarter"}


def in_2023(line: Series) -> Quantity:
    """Return a line's revenue of 2023: the first quarter, never restated, from stated growth."""
    first = line.at("2024-03-31", **QUARTER) / (1 + line.stated_growth("2024-03-31", **QUARTER))
    rest = [line.at(f"2023-{day}", **QUARTER) for day in ("06-30", "09-30", "12-31")]
    return total([first, *rest])


def yield_of_1688() -> Quantity:
    """Return the revenue that 1688 made of its turnover in 2023."""
    wholesale_2023 = in_2023(series(WHOLESALE)).named("China wholesale revenue in 2023")
    kept = wholesale_2023 / claim("onplatform-turnover")
    return kept.named("share of turnover kept by 1688 in 2023")


def yield_of_all() -> Quantity:
    """Return the revenue that 1688 made, per yuan of all trade said to begin on it, in 2023."""
    begun = claim("onplatform-turnover") + claim("offplatform-turnover")
    wholesale_2023 = in_2023(series(WHOLESALE)).named("China wholesale revenue in 2023")
    return (wholesale_2023 / begun).named("share kept of all trade begun on 1688 in 2023")


def leaving() -> Quantity:
    """Return the trade that leaves 1688: the article's figure, up to a later and weaker one."""
    said, later = claim("offplatform-turnover"), evidence("offplatform-turnover-e2")
    why = (
        "no outsider has counted it: from half of the article’s figure to what a trade text gives "
        "as the later word of 1688’s president, perhaps of a wider flow"
    )
    return widen(said, said.value / 2, later.value, why=why, by=later)


def yield_of_pdd() -> Quantity:
    """Return the revenue that PDD made of Pinduoduo's turnover in 2023, Temu's included."""
    revenue = series("pdd-holdings--total-revenue").at("2023-12-31", frequency="calendar_year")
    kept = revenue / series("pinduoduo--gmv").at("2023-12-31")
    return kept.named("share of Pinduoduo turnover kept by PDD in 2023")


def recapture_gain() -> Quantity:
    """Return the revenue that trade won back would have added, as a share of Taotian's of 2023."""
    fee = assume(
        "share of returning trade kept by 1688",
        yield_of_1688().value,
        yield_of_all().value,
        yield_of_pdd().value,
        why="what 1688 kept of its turnover in 2023; from what it kept of all trade begun on it, "
        "since members pay whether or not the trade stays, to what PDD keeps",
    )
    returning = assume(
        "share of the trade that returns",
        0.5,
        0,
        1,
        why="no rate is known: half, from nothing to all",
    )
    taotian_2023 = in_2023(series(TAOTIAN)).named("Taotian revenue in 2023")
    won_back = leaving().named("trade that leaves 1688") * returning * fee
    return (won_back / taotian_2023).named("trade won back, share of Taotian's revenue of 2023")


def conclusion() -> Conclusion:
    """Return the conclusion that trade won back would have added little to Taotian's revenue."""
    return Conclusion(
        slug="recapture",
        title="What trade won back could have added to Taotian's revenue of 2023",
        quantity=recapture_gain(),
        spec=".1%",
        limits=(0, 0.3),
        sentence="{} more revenue for Taotian in 2023, had 1688 won back this trade.",
        threshold=0.1,
        mark="a tenth, our choice",
        below="That is less than a tenth of Taotian’s revenue.",
        above="That is a tenth of Taotian’s revenue or more.",
        inputs=(
            Input("size", "offplatform-turnover", "Trade that leaves 1688", ".2s", (0, 3e12)),
            Input(
                "returning",
                "share-of-the-trade-that-returns",
                "Share of it that returns",
                ".0%",
                (0, 1),
            ),
            Input(
                "fee",
                "share-of-returning-trade-kept-by-1688",
                "What 1688 keeps of it",
                ".1%",
                (0, 0.1),
            ),
        ),
    )
