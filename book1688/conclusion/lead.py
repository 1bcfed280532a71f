"""Which wholesale line led in the year to March 2026, whose last quarter is not published."""

from book1688.conclusion.conclusion import Conclusion, Input
from book1688.quantity import Quantity, assume, series, total
from book1688.quantity.leaf import Series

HOME = "alibaba-group--china-wholesale-revenue-1688"
ABROAD = "alibaba-group--international-wholesale-revenue-alibaba-com"
NINE_MONTHS = ("2025-06-30", "2025-09-30", "2025-12-31")


def quarter(site: Series, end: str) -> Quantity:
    """Return a site's wholesale revenue in one quarter."""
    return site.at(end, frequency="quarter")


def nine_months_lead() -> Quantity:
    """Return 1688's lead over Alibaba.com from April to December 2025."""
    home, abroad = series(HOME), series(ABROAD)
    return total([quarter(home, end) - quarter(abroad, end) for end in NINE_MONTHS])


def last_growth(site: Series) -> Quantity:
    """Return a site's growth in the last quarter that can be seen, to December 2025."""
    return quarter(site, "2025-12-31") / quarter(site, "2024-12-31") - 1


def march_2026(site: Series, growth: Quantity) -> Quantity:
    """Return a site's revenue of the missing quarter at a given growth."""
    return quarter(site, "2025-03-31") * (1 + growth)


def missing_growth(site: Series, name: str) -> Quantity:
    """Return a site's growth in the missing quarter: its last, within its own of three years."""
    stated = site.select(frequency="quarter", since="2023-06-30")["yoy_percent"] / 100
    why = "as in the quarter before; bounds: the least and the most stated since June 2023"
    least, most = float(stated.min()), float(stated.max())
    return assume(name, last_growth(site).value, least, most, why=why)


def conclusion() -> Conclusion:
    """Return the open question which line led in the year to March 2026."""
    home, abroad = series(HOME), series(ABROAD)
    of_1688 = missing_growth(home, "growth-of-1688-in-the-missing-quarter")
    of_alibabacom = missing_growth(abroad, "growth-of-alibabacom-in-the-missing-quarter")
    last = march_2026(home, of_1688.named("growth of 1688 in quarter to March 2026")) - march_2026(
        abroad, of_alibabacom.named("growth of Alibaba.com in quarter to March 2026")
    )
    year = nine_months_lead().named("lead of 1688, April to December 2025") + last
    a_point = 0.01 * (quarter(home, "2025-03-31") + quarter(abroad, "2025-03-31"))
    return Conclusion(
        slug="lead",
        title="1688's lead over Alibaba.com in wholesale revenue, year to March 2026",
        quantity=year.named("lead of 1688, year to March 2026"),
        spec=".2s",
        limits=(-2e9, 2e9),
        sentence="{} would be what 1688 earned less what Alibaba.com did in the year to March "
        "2026; below zero, Alibaba.com is ahead.",
        threshold=0,
        mark="level",
        below="Alibaba.com would have led.",
        above="1688 would have led.",
        margin=a_point.value,
        close="Too close to call: about a point of growth, on either side, turns it.",
        inputs=(
            Input(
                "home",
                "growth-of-1688-in-the-missing-quarter",
                "Growth of 1688's line, quarter to March 2026",
                ".1%",
                (-0.3, 0.6),
            ),
            Input(
                "abroad",
                "growth-of-alibabacom-in-the-missing-quarter",
                "Growth of Alibaba.com's line, the same quarter",
                ".1%",
                (-0.3, 0.6),
            ),
        ),
    )
