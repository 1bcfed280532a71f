"""What the article says: claims with their verdicts."""

from collections import Counter

from book1688.data import record
from book1688.html.links import marked, page
from book1688.html.tables import Html, stacking_table
from book1688.quantity import usage
from book1688.quantity.words import in_words
from book1688.verdict import SAID, Verdict, deciding, verdict_on


def badge(judged: Verdict) -> str:
    """Show a verdict as a badge, with its confidence in words, or that it is our judgement.

    Where the article says whose word it is, whether that was found stands there, too.
    """
    words = f'<span class="verdict verdict-{judged.kind}">{judged.words}</span>'
    sure = f"{judged.confidence} confidence" if judged.confidence else "judged" * judged.judged
    note = "; ".join(filter(None, (sure, judged.said and SAID[judged.said])))
    return f'{words} <span class="confidence-note">{note}</span>' if note else words


def claim_table(*claim_ids: str, title: str) -> Html:
    """Show claims, each with its statement, who said it and the verdict, linked to the ledger."""
    rows = []
    for claim_id in claim_ids:
        claim = record("claims", claim_id)
        usage.page.claims.setdefault(claim_id)
        usage.page.verdicts.update(dict.fromkeys(deciding(claim_id)))
        link = page("reference/claims", claim_id)
        statement = f'<a class="claim" href="{link}">{marked(claim["statement"])}</a>'
        said_by = marked(claim["attributed_to"])
        rows.append([statement, said_by, badge(verdict_on(claim_id))])
    head = ["The article says", "Whose word", "Verdict"]
    table = stacking_table("claims-" + claim_ids[0], "claims", marked(title), head, rows)
    return Html(table, f"Claims: {', '.join(claim_ids)}")


# How many claims of a kind there are, in words: of one, of many. First what is decided.
COUNTED = (
    {
        "supported": ("{} is supported", "{} are supported"),
        "qualified": ("{} is true with a qualification", "{} are true with a qualification"),
        "disputed": ("{} is disputed", "{} are disputed"),
        "contradicted": ("{} is contradicted", "{} are contradicted"),
        "came-true": ("{} came true", "{} came true"),
        "half-right": ("{} was half right", "{} were half right"),
        "failed": ("{} failed", "{} failed"),
    },
    {
        "one-party": (
            "{} rests on the word of the party concerned",
            "{} rest on the word of the party concerned",
        ),
        "one-source": ("{} rests on one outside source", "{} rest on one outside source"),
        "untested": ("for {} we found nothing that decides",) * 2,
        "open": ("{} is not settled", "{} are not settled"),
        "opinion": ("{} is an opinion", "{} are opinions"),
        "definition": ("{} is a definition", "{} are definitions"),
    },
)


def tally(*claim_ids: str) -> str:
    """Count claims by verdict in words: "three claims. Two are supported. One rests on …"."""
    found = Counter(verdict_on(claim_id).kind for claim_id in claim_ids)
    told = [f"{in_words(len(claim_ids))} claims"]
    for kinds in COUNTED:
        parts = [
            words[found[kind] > 1].format(in_words(found[kind]))
            for kind, words in kinds.items()
            if found[kind]
        ]
        if parts:
            sentence = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
            told.append(sentence[0].upper() + sentence[1:])
    return ". ".join(told)
