"""Changed operators and numbers of rules, life processes and funds: one at a time, put into the functions that are loaded."""

import ast
import builtins
import contextlib
import copy
import importlib
import inspect
import sys
import types
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[2] / "microsim"
PATTERNS = ("schemes/**/rules.py", "schemes/**/rules/*.py", "schemes/base/*.py", "life/*.py", "funds/*.py")
OTHER = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.In: ast.NotIn,  # codespell:ignore notin
    ast.NotIn: ast.In,  # codespell:ignore notin
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
SIGNS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.And: "and",
    ast.Or: "or",
    ast.In: "in",
    ast.NotIn: "not in",  # codespell:ignore notin
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.BitAnd: "&",
    ast.BitOr: "|",
}
EXTREMES = {"min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "floor": "ceil", "ceil": "floor"}
BUILT_IN = ("min", "max")  # by any other name without a module it is a variable
TENTH = 0.1


class Mutant(NamedTuple):
    """One change of the source: module, name of the function or of the constant, which node of its tree, in which way."""

    module: str
    owner: str
    node: int
    part: int
    words: str

    @property
    def name(self):
        """What it is called in lists: it holds no line numbers, so that it lasts."""
        return f"{self.module.removeprefix('microsim.')}:{self.owner}:{self.words}"

    @property
    def folder(self):
        """The folder it is counted under."""
        parts = self.module.split(".")
        return "/".join(parts[1:3]) if parts[1] == "schemes" else parts[1]


def modules():
    """Return the names of the modules whose operators and numbers are changed."""
    files = {file for pattern in PATTERNS for file in PACKAGE.glob(pattern) if file.name != "__init__.py"}
    return sorted(".".join(("microsim", *file.relative_to(PACKAGE).with_suffix("").parts)) for file in files)


def file_of(module):
    """Return the file of a module."""
    return importlib.import_module(module).__file__


@cache
def users(module, name):
    """Return the modules in which a constant of a module is known by its name."""
    value = vars(importlib.import_module(module))[name]
    return {other for other in modules() if vars(importlib.import_module(other)).get(name) is value}


def may_reach(mutant, seen):
    """Tell whether what a test runs, as pairs of module and function, may hold a mutant."""
    if isinstance(owners(mutant.module)[mutant.owner], ast.FunctionDef):
        return (mutant.module, mutant.owner) in seen
    if mutant.owner.isidentifier():
        return any(module in users(mutant.module, mutant.owner) for module, _ in seen)
    return any(module == mutant.module for module, _ in seen)


@cache
def owners(module):
    """Return the pieces of a module that are loaded as one: functions, methods and constants, by name."""
    tree = ast.parse(Path(file_of(module)).read_text(encoding="utf-8"))
    found = {}
    for item in tree.body:
        if isinstance(item, ast.FunctionDef):
            found[item.name] = item
        elif isinstance(item, ast.ClassDef):
            found |= {f"{item.name}.{one.name}": one for one in item.body if isinstance(one, ast.FunctionDef)}
        elif isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name | ast.Tuple):
            found[ast.unparse(item.targets[0])] = item
    return found


def nodes(owner):
    """Return the nodes of a piece that may be changed, in their order: no decorators, docstrings or annotations."""
    roots = owner.body if isinstance(owner, ast.FunctionDef) else [owner.value]
    return [node for root in roots for node in ast.walk(root) if not of_words(node)]


def of_words(node):
    """Tell whether a node is text."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def changes(node):
    """Yield how a node can be changed: which part of it and in words."""
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and OTHER.get(type(node.op)):
        yield 0, f"{SIGNS[type(node.op)]} -> {SIGNS[OTHER[type(node.op)]]}"
    elif isinstance(node, ast.Compare):
        for part, sign in enumerate(node.ops):
            yield part, f"{SIGNS[type(sign)]} -> {SIGNS[OTHER[type(sign)]]}"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not | ast.Invert):
        yield 0, f"without {'-' if isinstance(node.op, ast.USub) else 'not'}"
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield 0, f"{node.value} -> {other_number(node.value)}"
    elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
        word = node.id if isinstance(node, ast.Name) else node.attr
        if word in (EXTREMES if isinstance(node, ast.Attribute) else BUILT_IN):
            yield 0, f"{word} -> {EXTREMES[word]}"


def other_number(value):
    """Return a number a unit off where it is whole, a tenth where it is not."""
    if isinstance(value, int):
        return value + 1
    return float(f"{value * (1 + TENTH):.12g}") if value else TENTH


def changed(node, part):
    """Change a node in place; what is returned stands in its stead."""
    if isinstance(node, ast.UnaryOp):
        return node.operand
    if isinstance(node, ast.Compare):
        node.ops[part] = OTHER[type(node.ops[part])]()
    elif isinstance(node, ast.Constant):
        node.value = other_number(node.value)
    elif isinstance(node, ast.Name):
        node.id = EXTREMES[node.id]
    elif isinstance(node, ast.Attribute):
        node.attr = EXTREMES[node.attr]
    else:
        node.op = OTHER[type(node.op)]()
    return node


@cache
def mutants():
    """Return all changes; those that read alike in one piece are numbered."""
    found, seen = [], {}
    for module in modules():
        for name, owner in owners(module).items():
            for number, node in enumerate(nodes(owner)):
                for part, words in changes(node):
                    seen[module, name, words] = turn = seen.get((module, name, words), 0) + 1
                    found.append(Mutant(module, name, number, part, words + (f" #{turn}" if turn > 1 else "")))
    return tuple(found)


def watched():
    """Make every function of these modules note that it is called; return the set in which they note module and name."""
    builtins.reached_here = reached = set()
    for module in modules():
        for name, owner in owners(module).items():
            if isinstance(owner, ast.FunctionDef):
                piece = bare(copy.deepcopy(owner))
                piece.body.insert(0, ast.parse(f"reached_here.add({(module, name)!r})").body[0])
                loaded(module, name).__code__ = code_of(ast.fix_missing_locations(piece), module, loaded(module, name))
    return reached


def bare(owner):
    """Return a function without decorators."""
    owner.decorator_list = []
    return owner


def changed_piece(mutant):
    """Return the tree of a piece with its change, without decorators."""
    owner = copy.deepcopy(owners(mutant.module)[mutant.owner])
    target = nodes(owner)[mutant.node]
    before = copy.deepcopy(target)
    after = changed(target, mutant.part)
    if after is not target:
        _Replaced(target, after).visit(owner)
    assert ast.dump(before) != ast.dump(after), mutant
    return ast.fix_missing_locations(bare(owner) if isinstance(owner, ast.FunctionDef) else owner)


class _Replaced(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else super().visit(node)


def loaded(module, owner):
    """Return a function as plain Python, as it is loaded: under decorators of numba or of caches."""
    found = importlib.import_module(module)
    for name in owner.split("."):
        found = inspect.getattr_static(found, name)
    if isinstance(found, staticmethod | classmethod):
        found = found.__func__
    if isinstance(found, property):
        found = found.fget
    found = getattr(found, "py_func", found)
    return inspect.unwrap(found)


@contextlib.contextmanager
def under(mutant):
    """The loaded package with one change: code of the function exchanged, or the constant, wherever it is imported."""
    piece = changed_piece(mutant)
    source = importlib.import_module(mutant.module)
    if isinstance(piece, ast.FunctionDef):
        function = loaded(mutant.module, mutant.owner)
        before, function.__code__ = function.__code__, code_of(piece, mutant.module, function)
        try:
            yield
        finally:
            function.__code__ = before
        return
    space = {}
    exec(compile(ast.Module([piece], []), source.__file__, "exec"), dict(vars(source)), space)
    kept = []
    for name, value in space.items():
        for module in list(sys.modules.values()):
            if isinstance(module, types.ModuleType) and vars(module).get(name) is vars(source)[name]:
                kept.append((module, name, vars(module)[name]))
                setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in kept:
            setattr(module, name, value)


def code_of(piece, module, like):
    """Return the code of the tree of a function, under the name and at the line of the function it stands for."""
    source, space = importlib.import_module(module), {}
    exec(compile(ast.Module([piece], []), source.__file__, "exec"), dict(vars(source)), space)
    old, new = like.__code__, space[piece.name].__code__
    return new.replace(co_name=old.co_name, co_qualname=old.co_qualname, co_firstlineno=old.co_firstlineno)
