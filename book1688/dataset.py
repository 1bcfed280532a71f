"""The data package as a schema.org Dataset, as search engines for data read it."""

from book1688.data import table
from book1688.edition import AUTHOR, MADE_ON, PACKAGE, VERSION
from book1688.package import ARCHIVE


def dataset(site: str = "") -> dict[str, object]:
    """Describe the package; where the site has an address, with every file to download."""
    days = table("observations")[["period_start", "period_end"]].stack()
    described: dict[str, object] = {
        "name": PACKAGE["title"],
        "description": PACKAGE["description"],
        "creator": {"@type": "Organization", "name": AUTHOR},
        "version": VERSION,
        "dateModified": MADE_ON.isoformat(),
        "keywords": PACKAGE["keywords"],
        "isAccessibleForFree": True,
        "temporalCoverage": f"{days[days != ''].min()}/{days.max()}",
        "variableMeasured": sorted(table("series")["metric"].unique()),
    }
    if site:
        files = {resource["path"]: "text/csv" for resource in PACKAGE["resources"]}
        described["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{site}data/{name}"}
            for name, kind in {ARCHIVE: "application/zip", **files}.items()
        ]
    return described
