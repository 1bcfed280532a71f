"""Inputs: claims of the article, observations, evidence rows and stated assumptions."""

from dataclasses import replace
from functools import reduce

import pandas as pd

from book1688.data import record
from book1688.data import rows as data_rows
from book1688.quantity import usage
from book1688.quantity.origin import evidence_class, softest
from book1688.quantity.quantity import Leaf, Quantity
from book1688.quantity.unit import PURE, parse
from book1688.quantity.words import period_words, slug

# Where the printed figure lies between a claim's bounds, by the article's wording.
PRINTED_AT = {
    "exact": 0.0,
    "more than": 0.0,
    "exceeded": 0.0,
    "close to": 1.0,
    "within": 1.0,
    "range": 0.5,
    "roughly": 0.5,
    "as high as": 0.5,
    "mostly": 0.5,
}


def claim(claim_id: str) -> Quantity:
    """Return a figure of the article, with the bounds its wording allows.

    Raises DataError for an unknown id, LookupError for a claim without a figure.
    """
    row = record("claims", claim_id)
    usage.page.claims.setdefault(claim_id)
    if pd.isna(row["low"]):
        raise LookupError(f"claim {claim_id!r} states no figure; show it with claim_table")
    unit, factor = parse(row["unit"])
    low, high = row["low"] * factor, row["high"] * factor
    value = low + PRINTED_AT[row["wording"]] * (high - low)
    label = f"{row['subject']}, {row['metric']}"
    leaf = Leaf(claim_id, label, value, low, high, unit, "claim", "article", "", (), row["wording"])
    return Quantity.of(leaf)


def assume(
    label: str, value: float, low: float, high: float, *, unit: str = "ratio", why: str
) -> Quantity:
    """Return an assumption of this book, with the bounds we stand by and the reason for it.

    ``label`` is a phrase for readers; the input's key is made from it.
    """
    parsed, factor = parse(unit)
    bounds = (value * factor, low * factor, high * factor)
    leaf = Leaf(slug(label), label, *bounds, parsed, "assumption", "assumption", "", (), why)
    return Quantity.of(leaf)


def widen(
    stated: Quantity, low: float, high: float, *, why: str, by: Quantity | None = None
) -> Quantity:
    """Return one input with bounds of our own, in base units, around the value its source states.

    ``by`` is the input, if any, that a bound is taken from; its sources are added.
    """
    (leaf,) = stated.leaves.values()
    sources = leaf.source_ids + (next(iter(by.leaves.values())).source_ids if by else ())
    return Quantity.of(replace(leaf, low=low, high=high, widened=why, source_ids=sources))


def finding(evidence_id: str) -> dict:
    """Return one evidence row with its evidence_class, and note the use."""
    usage.page.evidence.setdefault(evidence_id)
    row = record("evidence", evidence_id)
    source = record("sources", row["source_id"])
    return {**row, "evidence_class": evidence_class(source, row["said_by"])}


def evidence(evidence_id: str) -> Quantity:
    """Return the figure of one evidence row. Raises LookupError where the row has none."""
    row = finding(evidence_id)
    if pd.isna(row["value"]):
        raise LookupError(f"evidence {evidence_id!r} has no figure")
    unit, factor = parse(row["unit"])
    value, as_of = row["value"] * factor, row["as_of"]
    when = as_of and period_words("point", f"{as_of}-01", "year" if len(as_of) == 4 else "")
    leaf = Leaf(
        evidence_id,
        ", ".join(filter(None, (row["metric"], when))),
        *(value, value, value),
        unit,
        "evidence",
        row["evidence_class"],
        row["reliability"],
        (row["source_id"],),
        row["note"],
    )
    return Quantity.of(leaf)


class Series:
    """The observations of one series.

    ``rows`` is a frame with the columns of observations.csv, the values in base units (percent as
    a share of one), and ``entity``, ``metric``, ``dimension`` and ``evidence_class`` added. To read
    it is to use the series.
    """

    def __init__(self, series_id: str) -> None:
        definition = record("series", series_id)
        self.series_id = series_id
        self.unit, factor = parse(definition["unit"])
        rows = data_rows("observations", "series_id", series_id)
        rows["value"] = rows["value"] * factor
        for column in ("entity", "metric", "dimension"):
            rows[column] = definition[column]
        rows["evidence_class"] = [
            evidence_class(record("sources", r.source_id), r.said_by, r.basis)
            for r in rows.itertuples()
        ]
        self._rows = rows
        words = " ".join(filter(None, (definition["entity"], definition["metric"])))
        self.label = ", ".join(filter(None, (words, definition["dimension"])))

    @property
    def rows(self) -> pd.DataFrame:
        usage.page.series.setdefault(self.series_id)
        return self._rows

    def select(
        self, *, frequency: str = "", basis: str = "", source: str = "", since: str = "",
        until: str = "",
    ) -> pd.DataFrame:  # fmt: skip
        """Return the rows of one frequency, basis or source, within dates, in order of date."""
        rows = self.rows
        for column, wanted in (("frequency", frequency), ("basis", basis), ("source_id", source)):
            if wanted:
                rows = rows[rows[column] == wanted]
        if since:
            rows = rows[rows["period_end"] >= since]
        if until:
            rows = rows[rows["period_end"] <= until]
        return rows.sort_values(["period_end", "value"], kind="stable").reset_index(drop=True)

    def at(
        self, period_end: str, *, frequency: str = "", basis: str = "", source: str = ""
    ) -> Quantity:
        """Return the observation for the period that ends on this day (ISO date).

        Several sources that agree become one input. Raises LookupError when there is none, or when
        the sources differ: narrow by frequency, basis or source, or ask for the ``spread``.
        """
        rows = self._on(period_end, frequency, basis, source)
        if rows["value"].nunique() > 1:
            told = "; ".join(
                f"{v:g} ({f}, {b}, {s})"
                for v, f, b, s in rows[["value", "frequency", "basis", "source_id"]].values
            )
            raise LookupError(f"{self.series_id} at {period_end} differs: {told}")
        others = self._on(period_end, frequency or rows["frequency"].iloc[0], "", "")
        told_apart = basis if others["value"].nunique() > 1 else ""
        return self._leaf(rows, period_end, basis=told_apart)

    def spread(self, period_end: str, *, frequency: str = "", basis: str = "") -> Quantity:
        """Return everything the sources say for this period, as a range without a centre."""
        return self._leaf(self._on(period_end, frequency, basis, ""), period_end, spread=True)

    def stated_growth(self, period_end: str, half: float = 0, **select: str) -> Quantity:
        """Return the yearly growth that a source states, give or take half of its last digit.

        Raises LookupError where none states any, or where the sources differ.
        """
        rows = self.select(since=period_end, until=period_end, **select)
        rows = rows[rows["yoy_percent"].notna()]
        if rows.empty:
            raise LookupError(f"{self.series_id}: no growth stated at {period_end}")
        if rows["yoy_percent"].nunique() > 1:
            told = "; ".join(f"{g:g}% ({s})" for g, s in rows[["yoy_percent", "source_id"]].values)
            raise LookupError(f"{self.series_id} at {period_end}: growth differs: {told}")
        row = rows.iloc[0]
        share, origin = row["yoy_percent"] / 100, (row["evidence_class"], row["reliability"])
        words = f"{self.label}, growth stated to {period_words('point', period_end)}"
        values = (share, share - half, share + half, PURE)
        key = f"{self.series_id}@{period_end}@growth"
        return Quantity.of(Leaf(key, words, *values, "series", *origin, (row["source_id"],)))

    def _on(self, period_end: str, frequency: str, basis: str, source: str) -> pd.DataFrame:
        rows = self.select(frequency=frequency, basis=basis, source=source)
        rows = rows[rows["period_end"] == period_end]
        if rows.empty:
            known = ", ".join(sorted(set(self.rows["period_end"])))
            raise LookupError(f"{self.series_id} has no such observation at {period_end}: {known}")
        return rows

    def _leaf(
        self, rows: pd.DataFrame, period_end: str, *, basis: str = "", spread: bool = False
    ) -> Quantity:
        period = period_words(rows["frequency"].iloc[0], period_end, rows["precision"].iloc[0])
        low, high = float(rows["value"].min()), float(rows["value"].max())
        frequency = rows["frequency"].iloc[0]
        leaf = Leaf(
            f"{self.series_id}@{period_end}@{frequency}@{'+'.join(sorted(set(rows['basis'])))}",
            ", ".join(
                filter(None, (self.label, period, basis.replace("-20", " 20").replace("_", " ")))
            ),
            (low + high) / 2,
            low,
            high,
            self.unit,
            "series",
            softest(list(rows["evidence_class"])),
            max(rows["reliability"]),
            tuple(dict.fromkeys(rows["source_id"])),
            "; ".join(dict.fromkeys(n for n in rows["note"] if n)),
            spread and low < high,
        )
        return Quantity.of(leaf)


def compare(labelled: dict[str, str], **select: str) -> pd.DataFrame:
    """Return the rows of several series under labels of our own, for a figure.

    ``labelled`` maps label to series id; ``select`` narrows each as ``Series.select`` does. Rows
    that give the same value for the same period become one, its source ids joined by a space.
    Columns: label, period_end, value, yoy (growth stated by the source, as a share), basis,
    reliability, source_id, evidence_class.
    """
    found = []
    for label, series_id in labelled.items():
        rows = series(series_id).select(**select).assign(label=label)
        rows["yoy"] = rows["yoy_percent"] / 100
        found.append(rows)
    keys = ["label", "period_end", "value"]
    merged = pd.concat(found).groupby(keys, sort=False)
    rows = merged.agg(
        yoy=("yoy", "first"),
        basis=("basis", "last"),
        reliability=("reliability", "min"),
        source_id=("source_id", lambda ids: " ".join(dict.fromkeys(ids))),
        evidence_class=("evidence_class", lambda found: softest(list(found))),
    )
    return rows.reset_index()


def series(series_id: str) -> Series:
    """Return the observations of one series. Raises DataError for an unknown id."""
    return Series(series_id)


def total(quantities: list[Quantity]) -> Quantity:
    """Add up quantities of one unit."""
    return reduce(lambda a, b: a + b, quantities)
