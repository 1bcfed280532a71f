"""The limits that the built site keeps: one place for the tests and for the page on method."""

KB = 1024
SITE = 8 * KB * KB  # bytes of all files, the PDF among them
CHAPTER, PAGE = 180 * KB, 100 * KB  # first view, compressed
CHAPTER_PAINT, PAGE_PAINT = 1000, 800  # milliseconds to the largest paint, on a phone four times
BLOCKED = 50  # slower than this machine, 1.6 Mbit/s and 150 ms away; and without an answer
SCREENS = 14  # of a phone, for a chapter with its folds closed
FAULTS = 0  # of accessibility, by axe
SHIFT = 0  # of what stands on a page while it arrives
TOLERANCE = 0.05  # a page may grow or shrink so much before it is to be weighed again


def paint(page: str) -> int:
    """Milliseconds in which the largest part of the first screen should be painted."""
    return CHAPTER_PAINT if page.startswith("chapters/") else PAGE_PAINT


def first_view(page: str) -> int:
    """The most bytes that the first view of a page may need, compressed."""
    return CHAPTER if page.startswith("chapters/") else PAGE
