"""Figures: one form a module, each an exhibit with title, sources, data and description."""

from importlib import import_module
from pkgutil import iter_modules

from book1688.figure.chart import chart
from book1688.figure.exhibit import FORMS
from book1688.html.palette import colour

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
globals().update(FORMS, chart=chart)  # a module's name gives way to that of its form
