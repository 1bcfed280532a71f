"""The past of a series, as the models take it: values by period end.

Where accounts were restated, growth as the company states it is measured like with like; growth
from the levels is not, unless the years before the change are left out (``since``).
"""

import pandas as pd

from book1688.quantity import series

FIRST, LAST = "0001", "9999"


def level(
    series_id: str, *, since: str = FIRST, until: str = LAST, frequency: str = "quarter"
) -> pd.Series:
    """Return levels by period end, as first published where there are several."""
    rows = series(series_id).select(frequency=frequency, since=since, until=until)
    later = rows["basis"].str.startswith(("comparative", "restated"))
    alone = later.groupby(rows["period_end"]).transform("all")
    return rows[alone | ~later].groupby("period_end")["value"].last()


def stated_growth(
    series_id: str, *, since: str = FIRST, until: str = LAST, frequency: str = "quarter"
) -> pd.Series:
    """Return the yearly growth that the source states, by period end, as a share of one.

    Raises ``LookupError`` where sources state it differently.
    """
    rows = series(series_id).select(frequency=frequency, since=since, until=until)
    rows = rows[rows["yoy_percent"].notna()]
    stated = rows.groupby("period_end")["yoy_percent"]
    if (several := stated.nunique() > 1).any():
        raise LookupError(f"{series_id}: growth differs: {', '.join(several.index[several])}")
    return stated.last() / 100


def by_quarter(series_id: str, since: str, until: str) -> pd.Series:
    """Return 1 for each quarter in which a state is on record as true, else 0, by quarter end.

    ``since`` and ``until`` are the ends of the first and the last quarter.
    """
    ends = pd.period_range(since, until, freq="Q").end_time.strftime("%Y-%m-%d")
    return level(series_id).reindex(ends, fill_value=0.0)


def _year_before(levels: pd.Series) -> pd.Series:
    """Return the levels of a year before by the day of the later one, where both are there."""
    before = levels.rename(lambda day: f"{int(day[:4]) + 1}{day[4:]}")
    return before.reindex(levels.index).dropna()


def growth(levels: pd.Series) -> pd.Series:
    """Return growth on the same period a year before, where both levels are there."""
    before = _year_before(levels)
    return levels[before.index] / before - 1


def combined_growth(*levels: pd.Series) -> pd.Series:
    """Return the growth of several lines taken together, where all are there."""
    return growth(pd.concat(levels, axis=1, sort=True).dropna().sum(axis=1))


def change(levels: pd.Series) -> pd.Series:
    """Return the change on the period a year before, where both levels are there."""
    before = _year_before(levels)
    return levels[before.index] - before


def difference(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return the lead of one over the other, where both are there."""
    return (one - other).dropna().sort_index()
