"""What machines read of the pages: reviews, the data set, and how to cite, valid and complete.

The shapes are those that schema.org gives these types and that search engines ask for: required
are, of a ClaimReview, claimReviewed, url and reviewRating with alternateName; of a Dataset, a name
and a description of 50 to 5,000 characters. What they only recommend is required here, too.
"""

import json
import re
from datetime import date
from urllib.parse import unquote

import pytest
import yaml
from built import PAGES, SITE, soup
from check_jsonschema import main
from jsonschema import Draft202012Validator

from book1688.data import frame
from book1688.data.tables import FOLDER, ROOT
from book1688.edition import bibtex, citation
from book1688.site.claim_review import RATINGS, reviews
from book1688.site.dataset import MEASURED, dataset
from book1688.site.share import structured_data
from book1688.verdict import WORDS, verdict_on

ADDRESS = "https://example.org/book/"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))

TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": r"^https://[^\s/]+/\S+$"}
DATE = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}


def typed(kinds: list[str], required: dict, optional: dict | None = None) -> dict:
    """The shape of an object of one of these types that has no other properties."""
    return {
        "type": "object",
        "properties": {"@type": {"enum": kinds}, **required, **(optional or {})},
        "required": ["@type", *required],
        "additionalProperties": False,
    }


MAKER = typed(["Organization", "Person"], {"name": TEXT})
RATING = {
    "ratingValue": {"type": "integer", "minimum": 1, "maximum": 5},
    "worstRating": {"const": 1},
}
RATING |= {"bestRating": {"const": 5}, "alternateName": TEXT}
CLAIM = {"author": MAKER, "datePublished": DATE}
CLAIM |= {"appearance": typed(["CreativeWork"], {"url": URL})}
REVIEW = {"claimReviewed": TEXT, "author": MAKER, "datePublished": DATE, "license": URL, "url": URL}
REVIEW |= {"itemReviewed": typed(["Claim"], CLAIM), "reviewRating": typed(["Rating"], RATING)}
CLAIM_REVIEW = typed(["ClaimReview"], REVIEW, {"reviewBody": TEXT})
DOWNLOAD = typed(["DataDownload"], {"encodingFormat": TEXT, "contentUrl": URL})
DATA = {
    "@context": {"const": "https://schema.org"},
    "name": TEXT,
    "description": {"type": "string", "minLength": 50, "maxLength": 5000},
    "license": URL,
    "creator": MAKER,
    "author": MAKER,
    "isPartOf": typed(["Book"], {"name": TEXT}),
    "inLanguage": {"const": "en"},
    "url": URL,
    "version": TEXT,
    "dateModified": DATE,
    "isAccessibleForFree": {"const": True},
    "keywords": {"type": "array", "items": TEXT, "minItems": 1},
    "temporalCoverage": {"type": "string", "pattern": r"^\d{4}(-\d\d){2}/\d{4}(-\d\d){2}$"},
    "variableMeasured": {"type": "array", "items": TEXT, "minItems": 10, "maxItems": 20},
    "distribution": {"type": "array", "items": DOWNLOAD, "minItems": 2},
}
DATASET = typed(["Dataset"], DATA)


def faults(shape: dict, thing: dict) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in Draft202012Validator(shape).iter_errors(thing)]


def without_address(shape: dict, *needing: str) -> dict:
    """The shape of the same thing on a site that has no address yet."""
    return {**shape, "required": [name for name in shape["required"] if name not in needing]}


def stored(page: str) -> list[dict]:
    found = soup(SITE / page).select("script[type='application/ld+json']")
    return [json.loads(tag.string) for tag in found]


PUBLISHED = reviews(f"{ADDRESS}reference/claims.html")["@graph"]


def test_every_review_has_the_published_shape() -> None:
    assert len(PUBLISHED) > 50
    for review in PUBLISHED:
        assert not faults(CLAIM_REVIEW, review), review["claimReviewed"]


def test_every_claim_with_a_verdict_has_its_review_and_no_other() -> None:
    rows = frame("claims").to_dict("records")
    undecided = {"untested", "one-source", "one-party", "opinion", "definition", "open"}
    judged = [row for row in rows if verdict_on(row["claim_id"]).kind not in undecided]
    assert set(RATINGS) == set(WORDS) - undecided
    assert len(PUBLISHED) == len(judged)
    for row, review in zip(judged, PUBLISHED, strict=True):
        words = WORDS[verdict_on(row["claim_id"]).kind]
        assert review["claimReviewed"] == row["statement"]
        assert review["url"] == f"{ADDRESS}reference/claims.html#{row['claim_id']}"
        assert review["reviewRating"]["alternateName"].lower() == words
        assert review["datePublished"] == PACKAGE["created"][:10]
        assert review.get("reviewBody", "") == row["ambiguity"]


def test_the_ledger_carries_the_reviews() -> None:
    [_, graph] = stored("reference/claims.html")
    assert graph["@context"] == "https://schema.org"
    shape = without_address(CLAIM_REVIEW, "url")
    assert not [fault for review in graph["@graph"] for fault in faults(shape, review)]
    assert [r["claimReviewed"] for r in graph["@graph"]] == [r["claimReviewed"] for r in PUBLISHED]
    ledger = soup(SITE / "reference/claims.html")
    for review in PUBLISHED:
        entry = ledger.find("article", id=review["url"].partition("#")[2])
        shown = entry.select_one(".verdict").get_text()
        assert shown == review["reviewRating"]["alternateName"].lower()


def test_the_data_set_has_the_published_shape() -> None:
    page = f"{ADDRESS}reference/data.html"
    whole = json.loads(structured_data("The data", "About the data.", "Dataset", page))
    assert not faults(DATASET, whole)
    files = [file["contentUrl"].removeprefix(ADDRESS) for file in whole["distribution"]]
    assert all((SITE / file).is_file() for file in files)
    assert len(files) == 1 + len(list(FOLDER.glob("*.csv")))
    [shown] = stored("reference/data.html")
    assert not faults(without_address(DATASET, "url", "distribution"), shown)
    assert whole["version"] == PACKAGE["version"]
    assert "description" in " ".join(faults(DATASET, {**whole, "description": "Short."}))
    assert "distribution" in " ".join(faults(DATASET, whole | {"distribution": []}))
    assert dataset()["name"] == PACKAGE["title"]
    assert set(MEASURED) <= set(frame("series")["metric"])
    first, last = whole["temporalCoverage"].split("/")
    assert first < "2020" < last <= PACKAGE["created"]
    assert last in set(frame("observations")["period_end"])


@pytest.mark.parametrize(("page", "kind"), [("intro", "Book"), ("chapters/scorecard", "Article")])
def test_a_page_says_when_it_was_published_and_where(page: str, kind: str) -> None:
    [shown, *_] = stored(f"{page}.html")
    assert (shown["@type"], shown["datePublished"]) == (kind, PACKAGE["created"][:10])
    assert ("headline" in shown) == (kind == "Article")
    address = f"{ADDRESS}{page}.html"
    whole = json.loads(structured_data(shown["name"], shown["description"], kind, address))
    assert whole == {**shown, "url": address}


# How to cite


def test_citation_cff_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    check = ["--builtin-schema", "vendor.citation-file-format", str(ROOT / "CITATION.cff")]
    assert main(check, standalone_mode=False) in (None, 0), capsys.readouterr()


def test_one_edition_everywhere() -> None:
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff["version"] == PACKAGE["version"]
    assert cff["date-released"] == PACKAGE["created"][:10]
    assert cff["keywords"] == PACKAGE["keywords"]
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert (cff["title"], cff["authors"]) == (config["title"], [{"name": config["author"]}])
    assert PACKAGE["created"].startswith(config["copyright"])
    readme = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Cite")[2]
    assert "CITATION.cff" in readme and PACKAGE["version"] not in readme


def test_every_page_says_how_to_cite_it() -> None:
    made_on = date.fromisoformat(PACKAGE["created"][:10])
    for page in PAGES:
        tree = soup(page)
        if page.name == "search.html":
            continue
        line = tree.select_one(".cite").get_text()
        title = tree.h1.get_text().rstrip("#")
        assert title in line and PACKAGE["version"] in line, page.name
        assert f"{made_on.day} {made_on:%B %Y}" in line
        kept = tree.select_one(".cite a")["href"]
        assert unquote(kept).partition(",")[2] == bibtex()
    assert citation("Why?", ADDRESS).endswith(f". {ADDRESS}")


def test_bibtex() -> None:
    published = bibtex(ADDRESS)
    assert published.count("{") == published.count("}")
    fields = dict(re.findall(r"^  (\w+) = \{*(.+?)\}*,$", published, re.MULTILINE))
    assert published.startswith("@book{book1688,\n") and published.endswith("\n}\n")
    assert fields["url"] == ADDRESS and fields["version"] == PACKAGE["version"]
    assert fields["year"] == PACKAGE["created"][:4]
    assert fields["date"] == PACKAGE["created"][:10]
    bare = bibtex()
    assert bare.startswith("@book{book1688,\n") and fields["title"] in bare
    assert fields["date"] in bare
