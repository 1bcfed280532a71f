"""What the article says: claims with their verdicts."""

from html import escape

from book1688 import usage
from book1688.data import record
from book1688.links import page
from book1688.prose.html import Html, scrolling_table
from book1688.verdict import Verdict, verdict


def badge(judged: Verdict) -> str:
    """Show a verdict as a badge, with its confidence in words."""
    confidence = f", {judged.confidence} confidence" if judged.confidence else ""
    return (
        f'<span class="verdict verdict-{judged.kind}">{judged.words}</span>'
        f'<span class="confidence-note">{confidence}</span>'
    )


def claim_table(*claim_ids: str, caption: str) -> Html:
    """Show claims, each with its statement, who said it and the verdict, linked to the ledger."""
    rows = []
    for claim_id in claim_ids:
        claim = record("claims", claim_id)
        usage.page.claims.setdefault(claim_id)
        link = page("reference/claims", claim_id)
        rows.append(
            f'<tr><th scope="row"><a class="claim" href="{link}">{escape(claim["statement"])}</a>'
            f"</th><td>{escape(claim['attributed_to'])}</td>"
            f"<td>{badge(verdict(claim_id))}</td></tr>"
        )
    head = ["The article says", "Whose word", "Verdict"]
    table = scrolling_table("claims-" + claim_ids[0], "exhibit-table", escape(caption), head, rows)
    return Html(table, f"Claims: {', '.join(claim_ids)}")
