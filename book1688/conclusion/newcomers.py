"""How many of 1688's new buyers Xiaohongshu could account for."""

from dataclasses import replace

from book1688.conclusion.conclusion import Conclusion, Input
from book1688.quantity import Quantity, assume, series


def monthly_users() -> Quantity:
    """Return Xiaohongshu's monthly users at the end of 2023, by conflicting counts."""
    return series("xiaohongshu--mau").spread("2023-12-31")


def users_over_the_year() -> Quantity:
    """Return its monthly users in the year of the buyers won: from one year's end to the next's."""
    start = series("xiaohongshu--mau").at("2022-12-31", frequency="month")
    (first,), (last,) = start.leaves.values(), monthly_users().leaves.values()
    bounds = {"low": first.value, "high": last.high, "value": (first.value + last.high) / 2}
    return Quantity.of(
        replace(
            last,
            key="xiaohongshu--mau@2022-12-31@2023-12-31",
            label="Xiaohongshu's monthly users through 2023",
            source_ids=(*first.source_ids, *last.source_ids),
            note=f"{first.note}; {last.note}; we start midway between the counts",
            spread=False,
            **bounds,
        )
    )


def buyers_won() -> Quantity:
    """Return the buyers that 1688 won in a year, by its own count of autumn 2023."""
    return series("1688--new-buyers-in-last-12-months").at("2023-12-31")


def searchers() -> Quantity:
    """Return the share of Xiaohongshu's monthly users who search in the app, by its own count."""
    return series("xiaohongshu--share-of-mau-that-search").at("2024-06-30")


def met() -> Quantity:
    """Return the share of Xiaohongshu's users who met 1688 there, as we assume it."""
    return assume(
        "share of Xiaohongshu's users who met 1688",
        0.25,
        0.05,
        searchers().value,
        why="never published; our judgement, wide on purpose: from one user in twenty to all who "
        "search inside the app",
    )


def bought() -> Quantity:
    """Return the share of those who became new buyers, as we assume it."""
    return assume(
        "share of those who became new buyers",
        0.1,
        0.02,
        0.25,
        why="never published; our judgement, wide on purpose: from one in fifty to one in four",
    )


def accounted_for() -> Quantity:
    """Return the buyers that Xiaohongshu could have sent, as a share of 1688's new ones."""
    sent = users_over_the_year().named("monthly Xiaohongshu users in 2023") * met() * bought()
    won = buyers_won().named("new buyers of 1688 in a year")
    return (sent / won).named("share of new buyers that Xiaohongshu could have sent")


def conclusion() -> Conclusion:
    """Return the conclusion that Xiaohongshu's share in the newcomers cannot be told."""
    return Conclusion(
        slug="newcomers",
        title="How many of 1688's new buyers Xiaohongshu could account for",
        quantity=accounted_for(),
        spec=".0%",
        limits=(0, 3),
        sentence="With these three numbers, up to {} of 1688's new buyers of 2023 came from "
        "Xiaohongshu.",
        threshold=0.5,
        mark="half",
        below="Fewer than half, but undecided: nobody has tested these assumptions.",
        above="Half or more, but undecided: nobody has tested these assumptions.",
        inputs=(
            Input(
                "met",
                "share-of-xiaohongshu-s-users-who-met-1688",
                "Monthly users who met 1688 there in a year",
                ".0%",
                (0, 1),
            ),
            Input(
                "bought",
                "share-of-those-who-became-new-buyers",
                "Of those, first-time buyers on 1688",
                ".0%",
                (0, 0.5),
            ),
            Input(
                "users",
                "xiaohongshu--mau",
                "Xiaohongshu's monthly users in that year",
                ".3s",
                (1e8, 5e8),
            ),
        ),
    )
