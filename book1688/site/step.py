"""What a person sees of long work: one line a step, with its time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is done while it is done, and then how long it took: one line."""
    print(f"{what:<60}", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f"{time.monotonic() - begun:6.1f} s", flush=True)
