"""The data package as a schema.org Dataset, as search engines for data read it."""

from book1688.data import frame
from book1688.edition import AUTHOR, MADE_ON, PACKAGE, VERSION
from book1688.site.package import ARCHIVE

# What most series measure, as the package names it.
MEASURED = (
    "total revenue",
    "operating profit",
    "net income",
    "China wholesale revenue (1688)",
    "international wholesale revenue (Alibaba.com)",
    "China retail revenue",
    "international retail revenue",
    "customer management revenue",
    "advertising and promotional expense",
    "market capitalisation",
    "online retail sales",
    "share of China e-commerce",
    "customer acquisition cost",
    "annual active buyers",
    "paying members",
    "female share",
    "age share",
    "internet users",
    "GMV",
    "MAU",
)
SPELLED_OUT = {"GMV": "gross merchandise value", "MAU": "monthly active users"}


def dataset(site: str = "") -> dict[str, object]:
    """Describe the package, up to the last period observed.

    The files to download are named only where the site has an address, since theirs must be whole.
    """
    days = frame("observations")[["period_start", "period_end"]].stack()
    days = days[(days != "") & (days <= MADE_ON.isoformat())]
    described: dict[str, object] = {
        "name": PACKAGE["title"],
        "description": PACKAGE["description"],
        "creator": {"@type": "Organization", "name": AUTHOR},
        "version": VERSION,
        "dateModified": MADE_ON.isoformat(),
        "keywords": PACKAGE["keywords"],
        "isAccessibleForFree": True,
        "temporalCoverage": f"{days.min()}/{days.max()}",
        "variableMeasured": sorted(SPELLED_OUT.get(name, name) for name in MEASURED),
    }
    if site:
        files = {resource["path"]: "text/csv" for resource in PACKAGE["resources"]}
        described["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{site}data/{name}"}
            for name, kind in {ARCHIVE: "application/zip", **files}.items()
        ]
    return described
