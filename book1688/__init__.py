"""The 1688 book's small package: data, quantities, figures and prose that the notebooks import."""
