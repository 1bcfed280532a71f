"""One forecast of the register with the past that it was made from."""

from dataclasses import dataclass
from math import nan

import pandas as pd

from book1688.data import record
from book1688.forecast.model import WINDOW, random_walk, share_of_past, spread_of_steps
from book1688.quantity import origin_of, series


@dataclass(frozen=True)
class Registered:
    """A registered forecast, by its id, and the past of its line.

    ``past`` may hold later values: only those known on the day of registration are used.
    ``lines`` are the ids of series behind the past that the register does not name.
    """

    forecast_id: str
    past: pd.Series
    lines: tuple[str, ...] = ()

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
        return self.row["threshold"] / (1 if self.row["unit"] in ("RMB", "state") else 100)

    @property
    def base_rate(self) -> float:
        """How often it was so."""
        return share_of_past(self.seen, self.threshold, self.row["side"])

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
        """The sources behind the past that counts, and the softest of their evidence classes.

        A state that was never so in that time has those of its whole past.
        """
        named = (self.row["series_id"], self.row["against_series_id"])
        rows = pd.concat([series(line).rows for line in (*named, *self.lines) if line])
        counted = rows["period_end"].isin(self.seen.index[-WINDOW - 1 :])
        return origin_of(*(rows[counted] if counted.any() else rows).to_dict("records"))

    def fan(self, panel: str) -> pd.DataFrame:
        """Return rows for a fan: the past that counts, and the mark to pass."""
        past = self.seen.iloc[-WINDOW - 1 :].rename_axis("period_end").rename("value").reset_index()
        past = past.assign(kind="past", step=spread_of_steps(self.seen), **self.origin)
        mark = {column: self.row[column] for column in ("period_end", "side")}
        mark |= {"kind": "target", "value": self.threshold, "evidence_class": "forecast"}
        mark |= {"words": f"{self.row['probability']}%", "source_id": ""}
        return pd.concat([past, pd.DataFrame([mark])]).assign(panel=panel)
