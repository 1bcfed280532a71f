"""Sentences that carry numbers: validated Markdown outputs."""

import re
from textwrap import dedent

from IPython.display import Markdown

from book1688.data import record
from book1688.html.links import curled, marked
from book1688.html.tables import TAG

LONGEST_BULLET = 25  # words
CONFIDENCE = ("very low", "low", "medium", "high", "very high")  # the IPCC's five grades
MADE = re.compile(r'<a class="(?:number|claim)".*?</a>|<time.*?</time>|<[^>]*>|\]\([^)]*\)', re.S)
NAMES = r"B2B2B|B2B|B2C|2B|2C|36Kr|88VIP|20-F|Taote 100?"
FREE = re.compile(rf"\b(?:1688|(?:19|20)\d\d|{NAMES})\b|&#?\w+;")
CALIBRATED = re.compile(
    r"\b(virtually certain|(?:very |extremely |more )?(?:un)?likely|about as likely as not|probably"
    r"|(?:very )?(?:low|medium|high) confidence)\b",
    re.IGNORECASE,
)
# Before the band it stands for, as a linked number in brackets.
BANDED = re.compile(CALIBRATED.pattern + r"[”’]?\s\((?=<a class=\"number\")", re.IGNORECASE)


class ProseError(ValueError):
    """A sentence states a number or a likelihood that nothing stands behind."""


def say(text: str) -> Markdown:
    """Show Markdown whose numbers all come from quantities.

    Raises ProseError for a digit that is neither part of a linked number, a date or a claim's
    link, nor 1688 or a year; and for a calibrated likelihood or confidence word without its band.
    """
    return Markdown(checked(text))


def describe(name: str, *, short: bool = False) -> str:
    """Return the book's one sentence on what a site, an app or a company is, or its short form."""
    return marked(record("descriptions", name)["short" if short else "sentence"])


def answer(*bullets: str, confidence: str = "", on: str = "", because: str) -> Markdown:
    """Show a chapter's answer, a sentence or two a bullet, with its confidence and the grounds.

    ``confidence`` is one of the IPCC's grades, or none where nothing can be judged yet; ``on`` says
    on what, where it is not all. Raises ProseError for another, and for a bullet of more than 25
    words.
    """
    if confidence and confidence not in CONFIDENCE:
        raise ProseError(f"confidence is one of {', '.join(CONFIDENCE)}; got {confidence!r}")
    told = [" ".join(checked(bullet).split()) for bullet in bullets]
    for bullet in told:
        if len(bullets) > 1 and len(words := TAG.sub("", bullet).split()) > LONGEST_BULLET:
            raise ProseError(f"{len(words)} words in a bullet: {' '.join(words)}")
    points = "\n".join(f"- {bullet}" for bullet in told) if len(told) > 1 else told[0]
    grade = f"{confidence.capitalize()} confidence{on and f' on {on}'}: " if confidence else ""
    reason = curled(checked(because))  # in HTML, where the site curls nothing
    return Markdown(
        f'<div class="answer">\n\n{points}\n\n<p class="confidence">{grade}{reason}</p>\n</div>'
    )


def checked(text: str) -> str:
    """Return the dedented text, or raise ProseError where it says what nothing backs.

    Dollar signs are written as entities: two would enclose a formula in JupyterLab.
    """
    text = dedent(text).strip()
    plain = FREE.sub(" ", MADE.sub(" ", BANDED.sub(" ", text)))
    digit = re.search(r"\S*\d\S*", plain)
    if digit:
        raise ProseError(f"typed number {digit.group()!r} in: {plain.strip()[:160]}")
    word = CALIBRATED.search(plain)
    if word:
        raise ProseError(f"{word.group()!r} is a calibrated term without a band: {plain[:160]}")
    return text.replace("$", "&#36;")
