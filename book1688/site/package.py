"""The data package beside the pages: every file byte for byte, and all of them in one archive."""

import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ARCHIVE = "1688-book-data.zip"


def publish(data: Path, target: Path) -> None:
    """Copy the data to a folder of the site; the same data always make the same archive."""
    shutil.copytree(data, target, dirs_exist_ok=True)
    with ZipFile(target / ARCHIVE, "w") as archive:
        for file in sorted(data.iterdir()):
            # An entry named by hand has the earliest date there is, not that of the checkout.
            entry = ZipInfo(f"{Path(ARCHIVE).stem}/{file.name}")
            archive.writestr(entry, file.read_bytes(), ZIP_DEFLATED, compresslevel=9)
