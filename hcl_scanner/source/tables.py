"""The parse tables of python-hcl2's grammar: made by Lark, kept as JSON, so that a run needs neither Lark nor its second.

The tables of the release that this package is locked to are shipped; those of any other are made when first needed.
"""

from __future__ import annotations

import importlib.util
import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

from .caching import write_whole

SHIPPED = Path(__file__).with_name("grammar.json")
STARTS = ("body", "expression")


def grammar_folder() -> Path:
    """Where python-hcl2 and its grammar are installed."""
    # Importing the package itself would cost 70 ms for modules that are not needed here.
    spec = importlib.util.find_spec("hcl2")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("python-hcl2 is not installed", name="hcl2")
    return Path(spec.submodule_search_locations[0])


def grammar_text() -> str:
    """python-hcl2's grammar, and the one thing that Terraform reads and it does not: a sign before a sign, ``!!x``."""
    text = (grammar_folder() / "hcl2.lark").read_text(encoding="utf-8")
    return text.replace("!unary_op : (MINUS | NOT) expr_term", "!unary_op : (MINUS | NOT) unary_expr")


def grammar_version() -> str:
    """Changes with the grammar."""
    return blake2b(grammar_text().encode() + (grammar_folder() / "postlexer.py").read_bytes()).hexdigest()[:40]


def read_tables(cache: Path | None) -> dict[str, Any]:
    """The tables of the installed grammar, as ``make_tables`` describes them; ``cache`` is a private folder."""
    version = grammar_version()
    for path in (SHIPPED, cache and cache / "grammar.json"):
        found = _read(path, version) if path else None
        if found:
            return found
    made = make_tables()
    if cache:
        _keep(cache / "grammar.json", made)
    return made


def _read(path: Path, version: str) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
        return found if found["version"] == version else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _keep(path: Path, tables: dict[str, Any]) -> None:
    try:
        write_whole(path, spelled(tables).encode())
    except OSError:
        return


def spelled(tables: dict[str, Any]) -> str:
    """The JSON text of tables, a line for each row."""
    lists = ("lexers", "rules", "states")
    plain = [f'"{key}": {json.dumps(value)}' for key, value in tables.items() if key not in lists]
    rows = ((key, ",\n".join(json.dumps(row, separators=(",", ":")) for row in tables[key])) for key in lists)
    return "{" + ",\n".join([*plain, *(f'"{key}": [\n{text}\n]' for key, text in rows)]) + "}\n"


def make_tables() -> dict[str, Any]:
    """Lets Lark compile the grammar.

    ``starts``: what may be parsed, with its first and its last state. ``states``: by token or rule the state that comes
    next, or -1 - n for "reduce by rule n". ``rules``: name, number of parts, rule that it is a form of, and whether it has
    parts to inline. ``lexer_of``: by state the number of its lexer. ``lexers``: a pattern, and by token
    the words that are tokens of their own. ``joining``: operators that a line may begin with.
    """
    import lark
    from hcl2.postlexer import OPERATOR_TYPES, PostLexer

    front = lark.Lark(grammar_text(), parser="lalr", start=list(STARTS), postlex=PostLexer()).parser
    table, lexers = front.parser.parser.parse_table, front.lexer.lexer.lexers
    rules = {rule: number for number, rule in enumerate(sorted(front.parser_conf.rules, key=str))}
    states = _numbered(table)
    scanners = {id(lexers[state]): lexers[state] for state in states}
    order = {key: number for number, key in enumerate(scanners)}
    return {
        "version": grammar_version(),
        "starts": {start: [states[table.start_states[start]], states[table.end_states[start]]] for start in STARTS},
        "joining": sorted(OPERATOR_TYPES),
        "lexer_of": [order[id(lexers[state])] for state in states],
        "lexers": [_lexer(lexer) for lexer in scanners.values()],
        "rules": [_rule(rule) for rule in rules],
        "states": [_actions(table.states[state], rules, states) for state in states],
    }


def _numbered(table: Any) -> dict[int, int]:
    """Lark numbers its states differently from run to run: a number for each by the way that leads to it."""
    numbers: dict[int, int] = {}
    waiting = [table.start_states[start] for start in STARTS]
    for state in waiting:
        if state not in numbers:
            numbers[state] = len(numbers)
            waiting += [arg for _, (_, arg) in sorted(table.states[state].items()) if isinstance(arg, int)]
    return numbers


def _lexer(lexer: Any) -> list[Any]:
    scanner = lexer.scanner
    words = {
        name: {one.pattern.value: one.name for one in callback.scanner.terminals}
        for name, callback in sorted(lexer.callback.items())
    }
    (pattern,) = scanner._mres
    return [pattern.pattern, words]


def _rule(rule: Any) -> list[Any]:
    inlines = any(not part.is_term and part.name.startswith("_") for part in rule.expansion)
    return [rule.alias or rule.origin.name, len(rule.expansion), rule.origin.name, inlines]


def _actions(row: dict[str, Any], rules: dict[Any, int], states: dict[int, int]) -> dict[str, int]:
    steps = ((name, row[name][1]) for name in sorted(row))
    return {name: states[arg] if isinstance(arg, int) else -1 - rules[arg] for name, arg in steps}
