"""Kernels that begin as forks are as fresh as any, and end when they are told to."""

import os

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

FRESH = """import os, book1688.data, book1688.quantity.usage as usage
read = book1688.data.DEFAULT._signature, [*usage.page.series], "known" in vars(os)
book1688.data.frame("claims"), usage.page.series.setdefault("one"), setattr(os, "known", 1)
os.getpid(), read"""


def test_a_kernel_leaves_nothing_to_the_next() -> None:
    for _ in range(2):
        book = new_notebook(cells=[new_code_cell(FRESH)])
        NotebookClient(book, kernel_name="python3").execute()
        pid, read = eval(book.cells[0].outputs[0].data["text/plain"])
        assert read == (None, [], False)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
