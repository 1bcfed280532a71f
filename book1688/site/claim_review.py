"""Verdicts as schema.org ClaimReview, which fact-check search engines read.

The rating says how the evidence stands, from 1 (against the claim) to 5 (for it); 3 means that it
is divided. Claims that the evidence does not decide have no review: untested, not settled, one
source, one party's word, and what no evidence can test. A review has an address only where the site
has one.
"""

from book1688.data import frame, record
from book1688.edition import AUTHOR, LICENCE, MADE_ON
from book1688.html.links import publisher
from book1688.quantity.origin import ARTICLE
from book1688.verdict import verdict_on

WORST, BEST = 1, 5
RATINGS = {
    "supported": 5,
    "came-true": 5,
    "qualified": 4,
    "disputed": 3,
    "half-right": 3,
    "contradicted": 1,
    "failed": 1,
}
PEOPLE = ("Pan Jie", "Jack Ma")
SPEAKERS = {"Alibaba results": "Alibaba Group", "Alibaba.com website": "Alibaba.com"}


def reviews(ledger: str = "") -> dict[str, object]:
    """Every review in one JSON-LD graph. ``ledger`` is the address of the published ledger."""
    article = record("sources", ARTICLE)
    claims = frame("claims").to_dict("records")
    judged = [row for row in claims if verdict_on(row["claim_id"]).kind in RATINGS]
    found = [_review(row, article, ledger) for row in judged]
    return {"@context": "https://schema.org", "@graph": found}


def _review(claim: dict, article: dict, ledger: str) -> dict[str, object]:
    name = SPEAKERS.get(claim["attributed_to"], claim["attributed_to"])
    name = publisher(article).partition(" (")[0] if name == "author" else name
    judged = verdict_on(claim["claim_id"])
    review: dict[str, object] = {
        "@type": "ClaimReview",
        "claimReviewed": claim["statement"],
        "author": {"@type": "Organization", "name": AUTHOR},
        "datePublished": MADE_ON.isoformat(),
        "license": LICENCE,
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person" if name in PEOPLE else "Organization", "name": name},
            "datePublished": article["published"],
            "appearance": {"@type": "CreativeWork", "url": article["url"]},
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[judged.kind],
            "worstRating": WORST,
            "bestRating": BEST,
            "alternateName": judged.words.capitalize(),
        },
    }
    if claim["ambiguity"]:
        review["reviewBody"] = claim["ambiguity"]
    if ledger:
        review["url"] = f"{ledger}#{claim['claim_id']}"
    return review
