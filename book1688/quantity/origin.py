"""Evidence classes: what kind of statement a number is."""

# Each class with the words a reader sees, from the hardest to the softest.
CLASSES = {
    "filing": "company accounts",
    "statistics": "statistics",
    "company": "company statement",
    "press": "press report",
    "estimate": "estimate",
    "forecast": "forecast",
    "article": "the article",
    "assumption": "our assumption",
}
BY_SOURCE_KIND = {
    "filing": "filing",
    "statistics": "statistics",
    "dataset": "statistics",
    "press_release": "company",
    "interview": "company",
    "article": "press",
    "reference": "press",
    "code": "press",
}
RESULTS_WORDS = ("Results", "公布", "公佈", "Financial Highlights")


def evidence_class(source: dict, basis: str = "") -> str:
    """Return the evidence class of a number from this source (a row of sources.csv).

    A basis of forecast or estimate decides first. A results release counts as company accounts,
    since it is furnished to the regulator; any other release is a company statement.
    """
    if basis in ("forecast", "estimate"):
        return basis
    is_results = any(word in source["title"] for word in RESULTS_WORDS)
    if source["kind"] == "press_release" and is_results:
        return "filing"
    return BY_SOURCE_KIND[source["kind"]]


def softest(classes: list[str]) -> str:
    """Return the softest of several classes: a result is no harder than its softest input."""
    order = list(CLASSES)
    return max(classes, key=order.index)
