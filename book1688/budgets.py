"""The limits that the built site keeps: one place for the tests and for the page on method."""

KB = 1024
SITE = 8 * KB * KB  # bytes of all files, the PDF among them
CHAPTER, PAGE = 180 * KB, 100 * KB  # first view, compressed
FAULTS = 0  # of accessibility, by axe
SHIFT = 0  # of what stands on a page while it arrives
HEAVY = ("chapters/", "search.html")  # figures; the text of the whole book


def first_view(page: str) -> int:
    """The most bytes that the first view of a page may need, compressed."""
    return CHAPTER if page.startswith(HEAVY) else PAGE
