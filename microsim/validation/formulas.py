"""Scopes as formulas: sums, differences, products and quotients of named variables, in a parser of its own.

A variable may carry a group in brackets: ``residents[60+]``, ``registered[female 80+]``. Without one it is taken of the
group that is asked for; ``[all]`` is everybody whatever is asked for, ``[both]`` both sexes of the ages asked for.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from microsim.validation.groups import SEXES, Group, ages_of

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z_0-9]*)(?P<group>\[[^\]]*\])?|(?P<sign>[-+*/()]))"
)
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}
BOTH = "both"


class FormulaError(ValueError):
    """A formula is wrong: says what was found at which column, and what is allowed."""


class Number(NamedTuple):
    """A plain number."""

    value: float

    def __str__(self) -> str:
        return f"{self.value:g}"


class Name(NamedTuple):
    """A variable; ``group`` is None where it follows what is asked for, BOTH where only its ages do."""

    name: str
    group: Group | str | None = None

    def of(self, asked: Group) -> Group:
        """Return the group it is taken of."""
        if isinstance(self.group, Group):
            return self.group
        return asked._replace(sex="all") if self.group == BOTH else asked

    def __str__(self) -> str:
        return self.name if self.group is None else f"{self.name}[{self.group}]"


class Operation(NamedTuple):
    """Two parts and what is done with them."""

    sign: str
    left: "Part"
    right: "Part"

    def __str__(self) -> str:
        return f"{self._inner(self.left, self.sign)} {self.sign} {self._inner(self.right, self.sign, after=True)}"

    @staticmethod
    def _inner(part: "Part", sign: str, after: bool = False) -> str:
        """Return a part as text, in brackets where it would otherwise be read as something else."""
        if not isinstance(part, Operation):
            return str(part)
        closer = _RANK[part.sign] - _RANK[sign]
        return f"({part})" if closer < 0 or (closer == 0 and after and sign in "-/") else str(part)


Part = Number | Name | Operation


class Formula(NamedTuple):
    """A formula that has been read."""

    root: Part

    def __str__(self) -> str:
        return str(self.root)

    def names(self) -> tuple[str, ...]:
        """Return the names of its variables, each once, in order."""
        return tuple(dict.fromkeys(part.name for part in _parts(self.root) if isinstance(part, Name)))

    def bound(self, asked: Group) -> "Formula":
        """Return the formula with the group asked for written out at every variable that follows it."""
        return Formula(_bound(self.root, asked))

    def value(self, variable: Callable[[str, Group], Any], asked: Group | None = None) -> Any:
        """Return what it gives.

        Parameters
        ----------
        variable : gives a variable of a name and a group, a number or anything that adds, subtracts and divides
        asked : group that is asked for; everybody by default
        """
        return _value(self.root, variable, asked or Group())


def _parts(part: Part) -> Iterator[Part]:
    """Yield a part and all that it holds."""
    yield part
    if isinstance(part, Operation):
        yield from _parts(part.left)
        yield from _parts(part.right)


def _bound(part: Part, asked: Group) -> Part:
    if isinstance(part, Operation):
        return Operation(part.sign, _bound(part.left, asked), _bound(part.right, asked))
    if isinstance(part, Name) and not isinstance(part.group, Group):
        group = part.of(asked)
        return Name(part.name, None if group.everybody else group)
    return part


def _value(part: Part, variable: Callable[[str, Group], Any], asked: Group) -> Any:
    if isinstance(part, Number):
        return part.value
    if isinstance(part, Name):
        return variable(part.name, part.of(asked))
    left, right = (_value(side, variable, asked) for side in (part.left, part.right))
    if part.sign == "+":
        return left + right
    if part.sign == "-":
        return left - right
    return left * right if part.sign == "*" else left / right


class _Token(NamedTuple):
    column: int
    kind: str  # number, name, sign or end
    text: str
    group: str = ""


def _tokens(text: str) -> list[_Token]:
    """Return the tokens of a text, an end after the last."""
    found, at = [], 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            column = at + len(text[at:]) - len(text[at:].lstrip()) + 1
            raise FormulaError(f"column {column}: found {text[column - 1]!r}, allowed are names, numbers, + - * / ( )")
        kind = str(match.lastgroup if match.lastgroup != "group" else "name")
        found.append(_Token(match.start(kind) + 1, kind, match[kind], match["group"] or ""))
        at = match.end()
    return [*found, _Token(len(text) + 1, "end", "the end")]


def read_formula(text: str) -> Formula:
    """Return the formula that a text says; raises FormulaError where it says none."""
    tokens = _tokens(text)
    tokens.reverse()  # the next one stands last
    root = _sum(tokens, 1)
    if tokens[-1].kind != "end":
        raise FormulaError(f"column {tokens[-1].column}: found {tokens[-1].text!r}, allowed are + - * / or the end")
    return Formula(root)


def _sum(tokens: list[_Token], rank: int) -> Part:
    """Return the operations of a rank and of those that bind closer, from the left."""
    closest = rank > max(_RANK.values())
    part = _single(tokens) if closest else _sum(tokens, rank + 1)
    while not closest and _RANK.get(tokens[-1].text) == rank:
        sign = tokens.pop().text
        part = Operation(sign, part, _sum(tokens, rank + 1))
    return part


def _single(tokens: list[_Token]) -> Part:
    """Return a number, a variable or what stands in brackets."""
    token = tokens.pop()
    if token.kind == "number":
        return Number(float(token.text))
    if token.kind == "name":
        return Name(token.text, _group(token) if token.group else None)
    if token.text == "(":
        part = _sum(tokens, 1)
        if tokens[-1].text != ")":
            raise FormulaError(f"column {tokens[-1].column}: found {tokens[-1].text!r}, allowed is )")
        tokens.pop()
        return part
    raise FormulaError(f"column {token.column}: found {token.text!r}, allowed are a name, a number or (")


def _group(token: _Token) -> Group | str:
    """Return the group in the brackets of a variable."""
    words = token.group.strip("[]").split()
    if words == [BOTH]:
        return BOTH
    sex = words.pop(0) if words and words[0] in SEXES else "all"
    ages = ages_of(words.pop(0)) if words else (0, None)
    if ages is None or words or not token.group.strip("[] "):
        raise FormulaError(
            f"column {token.column}: found {token.group}, allowed are [all], [both], [60+], [male 60-64]"
        )
    return Group(sex, *ages)
