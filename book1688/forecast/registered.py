"""One forecast of the register, and the past that it was made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan

import pandas as pd

from book1688.data import record
from book1688.forecast.model import WINDOW, random_walk, share_of_past, spread_of_steps, times
from book1688.forecast.score import said
from book1688.quantity import Quantity, origin_of, series
from book1688.quantity.quantity import Leaf
from book1688.quantity.unit import PURE
from book1688.quantity.words import long_date

PERCENT = ("percent", "percentage points")


def chance(forecast_id: str) -> Quantity:
    """Return the chance of yes that we registered."""
    return _registered(forecast_id, "probability", "our chance of “{}”")


def mark(forecast_id: str) -> Quantity:
    """Return the growth to be passed, as a share of one."""
    if (unit := record("register", forecast_id)["unit"]) not in PERCENT:
        raise ValueError(f"{forecast_id} is on a threshold in {unit}, not on growth")
    return _registered(forecast_id, "threshold", "growth to be passed in “{}”")


def _registered(forecast_id: str, column: str, label: str) -> Quantity:
    row = record("register", forecast_id)
    words = label.format(record("register-titles", forecast_id)["title"])
    made, value = f"registered on {long_date(row['registered_on'])}", row[column] / 100
    key, bounds = f"{forecast_id}@{column}", (value, value, value)
    return Quantity.of(Leaf(key, words, *bounds, PURE, "assumption", "forecast", "", (), made))


@dataclass(frozen=True)
class Registered:
    """A registered forecast, by its id, and the past of its line.

    ``past`` may hold later values: only those known on the day of registration are used.
    ``lines`` are the ids of series behind the past that the register does not name.
    """

    forecast_id: str
    past: pd.Series
    lines: Sequence[str] = ()

    @property
    def row(self) -> dict:
        """The row of the register."""
        return record("register", self.forecast_id)

    @property
    def seen(self) -> pd.Series:
        """What was known when the forecast was registered."""
        past = self.past.sort_index()
        return past[past.index <= self.row["known_until"]]

    @property
    def threshold(self) -> float:
        """The value to pass in base units."""
        return self.row["threshold"] / (100 if self.row["unit"] in PERCENT else 1)

    @property
    def times(self) -> tuple[int, int]:
        """How many of the last values lie beyond the threshold, and how many there are."""
        return times(self.seen, self.threshold, self.row["side"])

    @property
    def base_rate(self) -> float:
        """How often it was so."""
        return share_of_past(self.seen, self.threshold, self.row["side"])

    @property
    def past_rate(self) -> Quantity:
        """The base rate with the record behind it."""
        title, (k, n) = record("register-titles", self.forecast_id)["title"], self.times
        sources, worst = (tuple(dict.fromkeys(self._rows[c])) for c in ("source_id", "reliability"))
        kind, name = self.origin["evidence_class"], f"{self.forecast_id}@times"
        label = f"times that it was so: “{title}”"
        leaf = Leaf(name, label, k, k, k, PURE, "series", kind, max(worst), sources)
        rate = said((Quantity.of(leaf) + 1) / (n + 2), f"(times that it was so + 1) ÷ {n + 2}")
        return rate.named(f"past rate of “{title}”")

    @property
    def probability(self) -> float:
        """The probability that the registered method gives; a judgement has no model: nan."""
        if self.row["method"] == "judgement":
            return nan
        if self.row["method"] == "share of past":
            return self.base_rate
        return random_walk(self.seen, self.threshold, self.row["side"], self.row["period_end"])

    @property
    def origin(self) -> dict[str, str]:
        """The sources behind the past that counts, and the softest of their evidence classes."""
        return origin_of(*self._rows.to_dict("records"))

    @cached_property
    def _rows(self) -> pd.DataFrame:
        """The observations behind the past that counts.

        For a state that was never so in that time they are those of its whole past.
        """
        named = (self.row["series_id"], self.row["against_series_id"])
        rows = pd.concat([series(line).rows for line in (*named, *self.lines) if line])
        counted = rows["period_end"].isin(self.seen.index[-WINDOW - 1 :])
        return rows[counted] if counted.any() else rows

    def fan(self, panel: str) -> pd.DataFrame:
        """Return rows for a fan: the past that counts, and the mark to pass."""
        past = self.seen.iloc[-WINDOW - 1 :].rename_axis("period_end").rename("value").reset_index()
        past = past.assign(kind="past", step=spread_of_steps(self.seen), **self.origin)
        target = {column: self.row[column] for column in ("period_end", "side")}
        target |= {"kind": "target", "value": self.threshold, "evidence_class": "forecast"}
        target |= {"words": f"{self.row['probability']}%", "source_id": ""}
        return pd.concat([past, pd.DataFrame([target])]).assign(panel=panel)
