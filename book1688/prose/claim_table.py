"""What the article says: claims with their verdicts."""

from collections import Counter

from book1688.data import record
from book1688.html.links import marked, page
from book1688.html.tables import Html, stacking_table
from book1688.quantity import usage
from book1688.quantity.words import in_words
from book1688.verdict import SAID, WORDS, Verdict, deciding, verdict_on


def badge(judged: Verdict) -> str:
    """Show a verdict as a badge, with its confidence in words, or that it is our judgement.

    Where the article says whose word it is, whether that was found stands there, too.
    """
    words = f'<span class="verdict verdict-{judged.kind}">{judged.words}</span>'
    sure = f"{judged.confidence} confidence" if judged.confidence else "judged" * judged.judged
    note = "; ".join(filter(None, (sure, judged.said and SAID[judged.said])))
    return f'{words} <span class="confidence-note">{note}</span>' if note else words


def claim_table(*claim_ids: str, caption: str) -> Html:
    """Show claims, each with its statement, who said it and the verdict, linked to the ledger."""
    rows = []
    for claim_id in claim_ids:
        claim = record("claims", claim_id)
        usage.page.claims.setdefault(claim_id)
        usage.page.verdicts.update(dict.fromkeys(deciding(claim_id)))
        link = page("reference/claims", claim_id)
        statement = f'<a class="claim" href="{link}">{marked(claim["statement"])}</a>'
        said_by = marked(claim["attributed_to"])
        rows.append(("", [statement, said_by, badge(verdict_on(claim_id))]))
    head = ["The article says", "Whose word", "Verdict"]
    table = stacking_table("claims-" + claim_ids[0], "claims", marked(caption), head, rows)
    return Html(table, f"Claims: {', '.join(claim_ids)}")


def tally(*claim_ids: str) -> str:
    """Count claims by verdict in words: "seventeen claims: one supported, nine untested"."""
    judged = [verdict_on(claim_id) for claim_id in claim_ids]
    counts = Counter(each.kind for each in judged)
    told = ", ".join(
        f"{in_words(counts[kind])} {words}" for kind, words in WORDS.items() if counts[kind]
    )
    return f"{in_words(len(claim_ids))} claims: {told}"
