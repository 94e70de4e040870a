"""Builds the syntax of ``syntax.py`` while the text is parsed: one method for each rule of python-hcl2's grammar."""

from __future__ import annotations

from typing import Any, NamedTuple

from . import syntax
from .arithmetic import parse_number
from .escapes import unescape
from .lalr import Token
from .masking import MASK

_OPERATORS = {
    "DOUBLE_EQ": "==",
    "NEQ": "!=",
    "LT": "<",
    "GT": ">",
    "LEQ": "<=",
    "GEQ": ">=",
    "MINUS": "-",
    "PLUS": "+",
    "ASTERISK": "*",
    "SLASH": "/",
    "PERCENT": "%",
    "DOUBLE_AMP": "&&",
    "DOUBLE_PIPE": "||",
    "NOT": "!",
}
_WORDS = {"true": True, "false": False, "null": None}


class _Step(NamedTuple):
    end: int
    what: Any


class _Word(NamedTuple):
    """``true``, ``false`` or ``null``: a literal, or a name where the grammar wants one."""

    start: int
    end: int
    text: str


def _begin(part: Any) -> int:
    return int(part.start_pos if isinstance(part, Token) else part.start)


def _finish(part: Any) -> int:
    return int(part.end_pos if isinstance(part, Token) else part.end)


def _nodes(children: list[Any]) -> list[Any]:
    return [child for child in children if child is not None and not isinstance(child, Token)]


def _text(part: Any) -> str:
    match part:
        case syntax.Name(name=name):
            return name
        case _Word(text=text):
            return text
        case syntax.Literal(value=str() as value):
            return value
    return ""


class SyntaxBuilder:
    """Methods named after the grammar's rules. ``source`` is the original of the text that is being parsed."""

    source = ""

    def body(self, children: list[Any]) -> tuple[Any, ...]:
        return tuple(child for child in children if child is not None)

    def attribute(self, children: list[Any]) -> syntax.RawSetting:
        name, _, expression = children
        return syntax.RawSetting(_text(name), name.start, expression.end, expression)

    def block(self, children: list[Any]) -> syntax.RawSection:
        *header, opening, body, closing = [child for child in children if child is not None]
        labels = tuple(_text(label) for label in header[1:])
        return syntax.RawSection(_text(header[0]), labels, header[0].start, _begin(opening), _finish(closing), body)

    def new_line_or_comment(self, children: list[Any]) -> None:
        return None

    def identifier(self, children: list[Token]) -> syntax.Name:
        start, end = _begin(children[0]), _finish(children[0])
        return syntax.Name(start, end, self.source[start:end])

    keyword = identifier

    def literal_value(self, children: list[Token]) -> _Word:
        return _Word(_begin(children[0]), _finish(children[0]), children[0].text)

    def int_lit(self, children: list[Token]) -> syntax.Literal:
        return syntax.Literal(_begin(children[0]), _finish(children[0]), parse_number(children[0].text))

    float_lit = int_lit

    def string(self, children: list[Any]) -> syntax.Node:
        start, end, inner = _begin(children[0]), _finish(children[-1]), children[1:-1]
        if not inner:
            return syntax.Literal(start, end, "")
        plain = len(inner) == 1 and isinstance(inner[0], Token) and inner[0].type == "STRING_CHARS"
        if plain and not inner[0].text.startswith(MASK):
            return syntax.Literal(start, end, unescape(inner[0].text))
        if any(part is None or isinstance(part, Token) and part.type != "STRING_CHARS" for part in inner) or plain:
            return syntax.RawTemplate(start, end, self.source[start:end])
        return syntax.Template(start, end, tuple(self._part(part) for part in inner))

    def _part(self, part: Any) -> syntax.Node:
        return syntax.Literal(_begin(part), _finish(part), unescape(part.text)) if isinstance(part, Token) else part

    def string_part(self, children: list[Any]) -> Any:
        return children[0]

    def interpolation(self, children: list[Any]) -> syntax.Node:
        return syntax.Parens(_begin(children[0]), _finish(children[-1]), _nodes(children)[0])

    def _directive(self, children: list[Any]) -> None:
        # The whole string is read again from its source when it is asked for.
        return None

    template_if_start = template_else = template_endif = template_for_start = template_endfor = _directive

    def template_string(self, children: list[Token]) -> syntax.Node:
        return syntax.Literal(_begin(children[0]), _finish(children[0]), children[0].text[2:-2])

    def heredoc_template(self, children: list[Token]) -> syntax.Node:
        start, end = _begin(children[0]), _finish(children[0])
        return syntax.RawTemplate(start, end, self.source[start:end])

    heredoc_template_trim = heredoc_template

    def conditional(self, children: list[Any]) -> syntax.Node:
        test, yes, no = _nodes(children)
        return syntax.Conditional(test.start, no.end, test, yes, no)

    def binary_operator(self, children: list[Token]) -> _Step:
        return _Step(_finish(children[0]), _OPERATORS[children[0].type])

    def binary_term(self, children: list[Any]) -> _Step:
        operator, operand = _nodes(children)
        return _Step(operand.end, (operator.what, operand))

    def binary_op(self, children: list[Any]) -> syntax.Node:
        left, term = _nodes(children)
        operator, right = term.what
        return syntax.Binary(left.start, right.end, operator, left, right)

    def unary_op(self, children: list[Any]) -> syntax.Node:
        return syntax.Unary(_begin(children[0]), children[1].end, _OPERATORS[children[0].type], children[1])

    def expr_term(self, children: list[Any]) -> syntax.Node:
        if isinstance(children[0], Token):
            return syntax.Parens(_begin(children[0]), _finish(children[-1]), _nodes(children)[0])
        word = children[0]
        return syntax.Literal(word.start, word.end, _WORDS[word.text]) if isinstance(word, _Word) else word

    def tuple(self, children: list[Any]) -> syntax.Node:
        return syntax.TupleOf(_begin(children[0]), _finish(children[-1]), tuple(_nodes(children)))

    def object(self, children: list[Any]) -> syntax.Node:
        items = tuple(step.what for step in _nodes(children))
        return syntax.ObjectOf(_begin(children[0]), _finish(children[-1]), items)

    def object_elem(self, children: list[Any]) -> _Step:
        key, _, value = children
        if isinstance(key, syntax.Name):
            key = syntax.Literal(key.start, key.end, key.name)
        elif isinstance(key, syntax.Literal) and key.value is None:
            key = key._replace(value="null")
        return _Step(value.end, (key, value))

    def object_elem_key(self, children: list[Any]) -> syntax.Node:
        return children[0]

    def function_call(self, children: list[Any]) -> syntax.Node:
        names = [child.name for child in children if isinstance(child, syntax.Name)]
        arguments, expands = next((child.what for child in children if isinstance(child, _Step)), ((), False))
        return syntax.Call(_begin(children[0]), _finish(children[-1]), "::".join(names), arguments, expands)

    def arguments(self, children: list[Any]) -> _Step:
        expands = any(isinstance(child, Token) and child.type == "ELLIPSIS" for child in children)
        return _Step(0, (tuple(_nodes(children)), expands))

    def get_attr(self, children: list[Any]) -> _Step:
        return _Step(children[1].end, _text(children[1]))

    def braces_index(self, children: list[Any]) -> _Step:
        return _Step(_finish(children[-1]), _nodes(children)[0])

    def short_index(self, children: list[Token]) -> _Step:
        number = children[1]
        return _Step(_finish(number), syntax.Literal(_begin(number), _finish(number), parse_number(number.text)))

    def index_expr_term(self, children: list[Any]) -> syntax.Node:
        return _step(children[0], children[1])

    get_attr_expr_term = index_expr_term

    def full_splat(self, children: list[Any]) -> _Step:
        steps = tuple(step.what for step in children[1:])
        return _Step(_finish(children[0]) if not steps else children[-1].end, steps)

    def attr_splat(self, children: list[Any]) -> _Step:
        return _Step(_finish(children[0]), tuple(children[1:]))

    def full_splat_expr_term(self, children: list[Any]) -> syntax.Node:
        of, splat = children
        if isinstance(of, syntax.Splat):
            return syntax.Splat(of.start, splat.end, of.of, (*of.steps, splat.what))
        return syntax.Splat(of.start, splat.end, of, splat.what)

    def attr_splat_expr_term(self, children: list[Any]) -> syntax.Node:
        """``a.*.b[0]``: only the attributes right after the star belong to each element."""
        of, splat = children
        steps = splat.what
        inner = next((i for i, step in enumerate(steps) if not isinstance(step.what, str)), len(steps))
        end = steps[inner - 1].end if inner else splat.end
        node: syntax.Node = syntax.Splat(of.start, end, of, tuple(step.what for step in steps[:inner]))
        for step in steps[inner:]:
            node = _step(node, step)
        return node

    def for_intro(self, children: list[Any]) -> _Step:
        names = _nodes(children)
        key = names[0].name if len(names) == 3 else None
        return _Step(0, (key, names[-2].name, names[-1]))

    def for_cond(self, children: list[Any]) -> _Step:
        return _Step(-1, _nodes(children)[0])

    def for_tuple_expr(self, children: list[Any]) -> syntax.Node:
        intro, value, *condition = _nodes(children)
        start, end, (key, item, over) = _begin(children[0]), _finish(children[-1]), intro.what
        test = condition[0].what if condition else None
        return syntax.For(start, end, key, item, over, None, value, test, False)

    def for_object_expr(self, children: list[Any]) -> syntax.Node:
        intro, name, value, *condition = _nodes(children)
        start, end, (key, item, over) = _begin(children[0]), _finish(children[-1]), intro.what
        groups = any(isinstance(child, Token) and child.type == "ELLIPSIS" for child in children)
        test = condition[0].what if condition else None
        return syntax.For(start, end, key, item, over, name, value, test, groups)


def _step(of: syntax.Node, step: _Step) -> syntax.Node:
    if isinstance(step.what, str):
        return syntax.Attribute(of.start, step.end, of, step.what)
    return syntax.Index(of.start, step.end, of, step.what)
