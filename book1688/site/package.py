"""The data package beside the pages: its files byte for byte, and all of them in one archive."""

import json
import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ARCHIVE = "1688-book-data.zip"
DESCRIPTOR = "datapackage.json"


def packaged(data: Path) -> list[str]:
    """The descriptor and what it names; whatever else lies in the folder is no part of it."""
    described = json.loads((data / DESCRIPTOR).read_text(encoding="utf-8"))
    return sorted([DESCRIPTOR, *(resource["path"] for resource in described["resources"])])


def publish(data: Path, target: Path) -> None:
    """Copy the data to a folder of the site; the same data always make the same archive."""
    target.mkdir(exist_ok=True)
    with ZipFile(target / ARCHIVE, "w") as archive:
        for name in packaged(data):
            shutil.copyfile(data / name, target / name)  # without the modes of the source
            # An entry named by hand has the earliest date there is, not that of the checkout.
            entry = ZipInfo(f"{Path(ARCHIVE).stem}/{name}")
            archive.writestr(entry, (data / name).read_bytes(), ZIP_DEFLATED, compresslevel=9)
