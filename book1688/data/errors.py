"""The one error that the data layer raises."""

from __future__ import annotations


class DataError(ValueError):
    """Bad data, or a question the data cannot answer: one line that says where and why.

    ``file`` is the path as a reader sees it (``data/evidence.csv``), ``row`` the line number in
    a spreadsheet (the header is row 1), ``column`` the header label, ``value`` the offending
    text and ``rule`` what is wrong with it. ``row``, ``column`` and ``value`` may be None.
    """

    def __init__(
        self,
        file: str,
        rule: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        self.file, self.rule = file, rule
        self.row, self.column, self.value = row, column, value
        where = file
        if row is not None:
            where += f", row {row}"
        if column is not None:
            where += f", column {column}"
        what = rule if value is None else f"{value!r} {rule}"
        super().__init__(" ".join(f"{where}: {what}".split()))

    def __reduce__(self):
        # The default pickles only the message, so an error could not cross from a test worker.
        return (_rebuild, (self.file, self.rule, self.row, self.column, self.value))


def _rebuild(file, rule, row, column, value):
    return DataError(file, rule, row=row, column=column, value=value)
