"""One small style sheet from the theme's large ones: only the rules that the pages can use.

A rule stays if every name in its selector (element, class, id, attribute) occurs in a page, in a
script or in ``KEPT``. That is looser than matching selectors against pages, and so keeps what
scripts bring about: the dark theme, the open menu, the search dialog.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import tinycss2
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from tinycss2.ast import Node

# Names that only a browser or a reader brings about.
KEPT = frozenset({"html", "body", "data-theme", "data-mode", "open"})

ICON = re.compile(r"\\(f[0-9a-f]{3})\b|([\uf000-\uf8ff])")
ICON_FAMILY = "Font Awesome 6 Free"
READ = re.compile(r"var\(\s*(--[\w-]+)")
WORD = re.compile(r"[A-Za-z_][\w-]*")


@dataclass(frozen=True)
class Rule:
    """A selector with its declarations, or an at-rule with its declarations or rules."""

    head: str
    declarations: tuple[str, ...]
    rules: tuple["Rule", ...] = ()

    def write(self, variables: Set[str]) -> str:
        """Write the rule with only the given variables, or nothing if it is empty."""
        kept = [
            declaration
            for declaration in self.declarations
            if not declaration.startswith("--") or _name(declaration) in variables
        ]
        body = ";".join(kept) + "".join(rule.write(variables) for rule in self.rules)
        return f"{self.head}{{{body}}}" if body else ""


class _NameReader(HTMLParser):
    """Collects the elements, attributes, classes and ids of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            self.names.add(name)
            if name in ("class", "id"):
                self.names.update((value or "").split())


def style_sheet(theme: str, own: str, pages: Iterable[str], scripts: str, icons: Path) -> str:
    """Write the used part of the theme's rules, a font of the icons they name, and all our own."""
    reader = _NameReader()
    for page in pages:
        reader.feed(page)
    names = reader.names | set(WORD.findall(scripts)) | KEPT
    rules = tuple(_rules(tinycss2.parse_stylesheet(theme), names))
    variables = _variables(rules, own + scripts)
    css = "".join(rule.write(variables) for rule in rules)
    return _icon_font(css, icons) + css + _compact(tinycss2.parse_component_value_list(own))


def _rules(nodes: Iterable[Node], names: Set[str]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [part for part in _split(node.prelude, ",") if _can_match(part, names)]
            if selectors:
                yield Rule(",".join(map(_compact, selectors)), _declarations(node))
        elif node.type == "at-rule" and node.lower_at_keyword in ("media", "supports"):
            inner = tuple(_rules(tinycss2.parse_rule_list(node.content), names))
            yield Rule(f"@{node.at_keyword} {_compact(node.prelude)}", (), inner)


def _can_match(selector: Iterable[Node], names: Set[str]) -> bool:
    """Whether every name of a selector is known; names inside ``:not()`` and the like are free."""
    before = None
    for token in selector:
        named = token.type == "hash" or (token.type == "ident" and before != ":")
        if named and token.value not in names:
            return False
        if token.type == "[] block" and token.content[0].value not in names:
            return False
        if token.type == "function" and token.lower_name in ("is", "where", "has"):
            parts = _split(token.arguments, ",")
            if not any(_can_match(part, names) for part in parts):
                return False
        before = token
    return True


def _declarations(rule: Node) -> tuple[str, ...]:
    texts = (_compact(part) for part in _split(rule.content, ";"))
    return tuple(text for text in texts if text)


def _variables(rules: Iterable[Rule], elsewhere: str) -> set[str]:
    """Name the variables that are read, in the end, by something other than a variable."""
    declarations = list(_all_declarations(rules))
    read = set(READ.findall(elsewhere)) | set(re.findall(r"--[\w-]+", elsewhere))
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


def _icon_font(css: str, icons: Path) -> str:
    """Write the rule for a font of only the icons that a style sheet names.

    The font is carried in the rule: some browsers load no font file from disk, and nothing moves
    when it arrives.
    """
    font = TTFont(icons, recalcTimestamp=False)
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
