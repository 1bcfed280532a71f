"""Small style sheets from large ones: for each page, only the rules that it can use.

A rule stays if every name in its selector (element, class, id, attribute) occurs in the page, in a
script or in ``KEPT``. That is looser than matching selectors against pages, and so keeps what
scripts bring about: the dark theme, the open menu, the search dialog.
"""

import logging
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product

import tinycss2
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from lxml.etree import Element
from lxml.html import document_fromstring
from tinycss2.ast import Node

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of every step

# Names that only a browser or a reader brings about.
KEPT = frozenset({"html", "body", "data-theme", "data-mode", "data-again", "open"})

ICON = re.compile(r"\\(f[0-9a-f]{3})\b|([\uf000-\uf8ff])")
ICON_FAMILY = "Font Awesome 6 Free"
READ = re.compile(r"var\(\s*(--[\w-]+)")
VARIABLE = re.compile(r"--[\w-]+")
PICTURE = re.compile(r"url\((?![\"']?data:)")  # the theme's few files; pages bring none along
WORD = re.compile(r"[A-Za-z_][\w-]*")
GROUPS = ("media", "supports", "container", "starting-style")  # at-rules that hold rules


@dataclass(frozen=True)
class Selector:
    """A selector, and every set of names that is enough for it to match something."""

    text: str
    ways: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Rule:
    """Selectors with their declarations, or the head of an at-rule with its rules."""

    head: str = ""
    selectors: tuple[Selector, ...] = ()
    declarations: tuple[str, ...] = ()
    rules: tuple["Rule", ...] = ()

    def write(self, variables: Set[str]) -> str:
        """Write the rule with only the given variables, or nothing if it is empty."""
        kept = [
            declaration
            for declaration in self.declarations
            if not declaration.startswith("--") or _name(declaration) in variables
        ]
        head = self.head or ",".join(selector.text for selector in self.selectors)
        body = ";".join(kept) + "".join(rule.write(variables) for rule in self.rules)
        return f"{head}{{{body}}}" if body else ""


@dataclass(frozen=True)
class Names:
    """The elements, attributes, classes and ids of pages, and the variables that they read."""

    names: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()

    def __or__(self, other: "Names") -> "Names":
        return Names(self.names | other.names, self.variables | other.variables)


def names_in(html: str) -> Names:
    """Read one page."""
    names = set()
    for element in document_fromstring(html).iter(Element):
        names.add(element.tag)
        names.update(element.attrib)
        for name in ("class", "id"):
            names.update(element.get(name, "").split())
    return Names(frozenset(names), frozenset(READ.findall(html)))


def read_sheet(css: str) -> list[Rule]:
    """Read a style sheet, without at-rules for fonts, animations and print margins."""
    return list(_rules(tinycss2.parse_stylesheet(css)))


def used_sheet(sheet: Sequence[Rule], pages: Names, scripts: str) -> str:
    """Write the rules that some pages with some scripts can use."""
    rules = list(_used(sheet, pages.names | set(WORD.findall(scripts)) | KEPT))
    variables = _variables(rules, pages.variables | set(VARIABLE.findall(scripts)))
    return "".join(rule.write(variables) for rule in rules)


def _used(rules: Iterable[Rule], names: Set[str]) -> Iterator[Rule]:
    for rule in rules:
        if rule.head:
            yield replace(rule, rules=tuple(_used(rule.rules, names)))
        else:
            kept = tuple(s for s in rule.selectors if any(way <= names for way in s.ways))
            if kept:
                yield replace(rule, selectors=kept)


def _rules(nodes: Iterable[Node]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            parts = _split(node.prelude, ",")
            selectors = tuple(Selector(_compact(part), tuple(_ways(part))) for part in parts)
            yield Rule(selectors=selectors, declarations=_declarations(node))
        elif node.type == "at-rule" and node.lower_at_keyword in GROUPS:
            inner = tuple(_rules(tinycss2.parse_rule_list(node.content)))
            yield Rule(f"@{node.at_keyword} {_compact(node.prelude)}", rules=inner)


def _ways(selector: Iterable[Node]) -> Iterator[frozenset[str]]:
    """Name every set of names that lets a selector match; those in ``:not()`` are free."""
    needed, choices, before = set(), [], None
    for token in selector:
        if token.type == "hash" or (token.type == "ident" and before != ":"):
            needed.add(token.value)
        elif token.type == "[] block":
            needed.add(token.content[0].value)
        elif token.type == "function" and token.lower_name in ("is", "where", "has"):
            parts = _split(token.arguments, ",")
            choices.append([way for part in parts for way in _ways(part)])
        before = token
    for choice in product(*choices):
        yield frozenset(needed).union(*choice)


def _declarations(rule: Node) -> tuple[str, ...]:
    texts = (_compact(part) for part in _split(rule.content, ";"))
    return tuple(text for text in texts if text and not PICTURE.search(text))


def _variables(rules: Iterable[Rule], elsewhere: Set[str]) -> set[str]:
    """Name the variables that are read, in the end, by rules or by what names them elsewhere."""
    declarations = list(_all_declarations(rules))
    read = set(elsewhere)
    for declaration in declarations:
        if not declaration.startswith("--"):
            read.update(READ.findall(declaration))
    size = -1
    while size != len(read):
        size = len(read)
        for declaration in declarations:
            if declaration.startswith("--") and _name(declaration) in read:
                read.update(READ.findall(declaration))
    return read


def _all_declarations(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        yield from rule.declarations
        yield from _all_declarations(rule.rules)


def _name(declaration: str) -> str:
    return declaration.partition(":")[0].strip()


def _split(tokens: Iterable[Node], separator: str) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    for token in tokens:
        if token == separator:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _compact(tokens: Iterable[Node]) -> str:
    """Write tokens without comments, and with one space at most between two."""
    return tinycss2.serialize(_without_comments(tokens)).strip()


def _without_comments(tokens: Iterable[Node]) -> list[Node]:
    kept = [token for token in tokens if token.type != "comment"]
    for token in kept:
        if token.type == "whitespace":
            token.value = " "
        elif token.type.endswith("block"):
            token.content = _without_comments(token.content)
        elif token.type == "function":
            token.arguments = _without_comments(token.arguments)
    return kept


def icon_font(css: str, icons: bytes) -> str:
    """Write the rule for a font of only the icons that a style sheet names.

    The font is carried in the rule: some browsers load no font file from disk, and nothing moves
    when it arrives.
    """
    font = TTFont(BytesIO(icons), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=[], hinting=False, name_IDs=[]))
    subsetter.populate(
        unicodes=[ord(char) if char else int(code, 16) for code, char in ICON.findall(css)]
    )
    subsetter.subset(font)
    font.flavor = "woff"
    file = BytesIO()
    font.save(file)
    packed = b64encode(file.getvalue()).decode("ascii")
    return (
        f'@font-face{{font-family:"{ICON_FAMILY}";font-weight:900;'
        f"src:url(data:font/woff;base64,{packed})}}\n"
    )
