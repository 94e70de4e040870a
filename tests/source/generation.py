"""Seeded expressions over the scope of ``judge.py``: every operator and function, composed at random."""

from __future__ import annotations

import random

STRINGS = [
    '"a"', '"HTTP"', '"https"', '""', '" x "', '"a,b,,c"', '"1"', '"true"', '"x-${1 + 1}-y"', "local.text", "var.name",
    "each_word", "local.unknown", "var.nothing", '"p/q/r.txt"', '"a\\nb\\n"', '"%{ if true }y%{ else }n%{ endif }"',
    '"%{ for w in var.words }${w};%{ endfor }"', '"${local.object.a}"', '"tab\\t\\"q\\""', '"é<&>"',
]  # fmt: skip
NUMBERS = [
    "0",
    "1",
    "-3",
    "2.5",
    "443",
    "1e3",
    "0.1",
    "1/3",
    "10",
    "var.ports.http",
    '"7"',
    "length(var.words)",
    "100000000000000000000",
]
BOOLS = [
    "true",
    "false",
    '"true"',
    'local.unknown == "x"',
    "var.nothing == null",
    "1 == 1",
    '"a" == "b"',
    "can(local.object.z)",
]
LISTS = [
    "[]", "[1, 2, 3]", '["b", "a", "b"]', "var.words", "local.tuple", "local.set", "tolist([3, 1])", "[local.unknown, \"b\"]",
    '[["a"], ["b", "c"], []]', "[for k, v in var.ports : k]", "values(var.ports)", "terraform_data.counted[*].id", '["", "x", ""]',
    "range(4)", "[true, false]", "[null, \"a\"]", "keys(local.object)", "values(terraform_data.many)[*].input",
]  # fmt: skip
MAPS = [
    "{}", "{ a = 1, b = 2 }", "local.object", "var.ports", "var.options", "tomap({ x = \"1\", y = \"2\" })", "{ u = local.unknown, k = 1 }",
    "{ for w in var.words : w => upper(w) }", "{ for w in [\"a\", \"b\", \"a\"] : w => 1... }", '{ "k ${1}" = true, (var.name) = false }',
    "{ for k, v in terraform_data.many : k => v.input }", "var.options[\"a\"]", "merge({ a = 1 }, { b = [1] })",
]  # fmt: skip
PATTERNS = ['"[a-z]+"', '"(\\\\d+)-(\\\\w)"', '"^a"', '"(?P<n>[A-Z])"', '"H.*o"', '"x|y"']
CIDRS = ['"10.0.0.0/16"', '"192.168.1.0/24"', '"fd00::/48"', '"10.0.0.7/8"', '"bad"']


class Grammar:
    """Makes expressions of each kind, at most ``depth`` calls deep."""

    def __init__(self, seed: int, bools: list[str] = BOOLS) -> None:
        self._random = random.Random(seed)
        self._bools = bools

    def expressions(self, count: int) -> list[str]:
        shapes = self._shapes()
        return [self._filled(shapes[n % len(shapes)], 2) for n in range(count)]

    def _pick(self, kind: str, depth: int) -> str:
        leaves = {"s": STRINGS, "n": NUMBERS, "b": self._bools, "l": LISTS, "m": MAPS, "p": PATTERNS, "c": CIDRS}
        if kind == "a":
            return self._pick(self._random.choice("snblm"), depth)
        made = [shape for shape in _MAKES.get(kind, ()) if depth]
        if made and self._random.random() < 0.3:
            return self._filled(self._random.choice(made), depth - 1)
        return self._random.choice([leaf for leaf in leaves[kind] if leaf != "each_word"])

    def _filled(self, shape: str, depth: int) -> str:
        out, parts = "", shape.split("@")
        for number, part in enumerate(parts):
            out += part if number == 0 else self._pick(part[0], depth) + part[1:]
        return out

    def _shapes(self) -> list[str]:
        return [shape for shapes in _MAKES.values() for shape in shapes]


_MAKES = {
    "s": [
        "upper(@s)", "lower(@s)", "title(@s)", "chomp(@s)", "trimspace(@s)", "trim(@s, @s)", "trimprefix(@s, @s)",
        "trimsuffix(@s, @s)", "join(@s, @l)", "replace(@s, @s, @s)", 'replace(@s, "/[aeiou]/", "-")', "substr(@s, @n, @n)",
        "strrev(@s)", "indent(2, @s)", "format(\"%s-%s\", @s, @a)", "format(\"%d|%5d|%-4d|%03d\", @n, @n, @n, @n)",
        "format(\"%v %q %t\", @a, @s, @b)", "format(\"%.2f %s\", @n, @n)", "tostring(@a)", "jsonencode(@a)", "base64encode(@s)",
        "base64decode(base64encode(@s))", "urlencode(@s)", "md5(@s)", "sha1(@s)", "sha256(@s)", "sha512(@s)", "base64sha256(@s)",
        "basename(@s)", "dirname(@s)", "cidrsubnet(@c, 4, @n)", "cidrhost(@c, @n)", "cidrnetmask(@c)", "regex(@p, @s)",
        "coalesce(@s, @s)", "@b ? @s : @s", "\"<${@s}|${@n}>\"", "lookup(@m, @s, @s)", "element(@l, @n)", "one(@l)", "@l[@n]",
        "@m[@s]", "try(@l[@n], @s)", "try(@m[@s], @a)", "uuidv5(\"dns\", @s)", "formatdate(\"YYYY-MM-DD'T'hh:mm\", \"2024-02-03T04:05:06Z\")",
        "<<-EOT\n    a ${@s}\n      b\n  EOT\n",
    ],
    "n": [
        "@n + @n", "@n - @n", "@n * @n", "@n / @n", "@n % @n", "-@n", "abs(@n)", "ceil(@n)", "floor(@n)", "max(@n, @n)", "min(@n, @n)",
        "pow(2, 5)", "log(8, 2)", "signum(@n)", "sum(@l)", "parseint(@s, 16)", "length(@a)", "tonumber(@a)", "index(@l, @s)",
        "@b ? @n : @n", "max(@l...)",
    ],
    "b": [
        "@a == @a", "@a != @a", "@n < @n", "@n >= @n", "@n > @n", "@n <= @n", "@b && @b", "@b || @b", "!@b", "contains(@l, @s)",
        "alltrue(@l)", "anytrue(@l)", "can(@l[@n])", "can(@m.a)", "startswith(@s, @s)", "endswith(@s, @s)", "strcontains(@s, @s)",
        "tobool(@a)", "@b ? @b : @b", "@s == @s", "@n == @n", "@l == @l", "@m == @m",
    ],
    "l": [
        "concat(@l, @l)", "flatten([@l, @l])", "distinct(@l)", "compact(@l)", "reverse(@l)", "sort(@l)", "slice(@l, 0, 1)", "toset(@l)",
        "tolist(@l)", "chunklist(@l, 2)", "setunion(@l, @l)", "setintersection(@l, @l)", "setsubtract(@l, @l)", "setproduct(@l, @l)",
        "range(@n)", "range(@n, @n)", "range(@n, @n, @n)", "keys(@m)", "values(@m)", "split(@s, @s)", "formatlist(\"%s!\", @l)",
        "[for x in @l : x]", "[for i, x in @l : i if x != null]", "[for k, v in @m : \"${k}\"]", "@l[*]", "@s[*]", "[@a, @a]",
        "regexall(@p, @s)", "coalescelist(@l, @l)", "matchkeys(@l, @l, @l)", "@b ? @l : @l", "cidrsubnets(@c, 4, 4)", "[for o in @m : o]",
        "values(var.options)[*].port", "[for x in @l : upper(x)]",
    ],
    "m": [
        "merge(@m, @m)", "zipmap(@l, @l)", "tomap(@m)", "{ for k, v in @m : upper(k) => v }", "{ for i, x in @l : \"k${i}\" => x }",
        "{ for x in @l : x => x... }", "jsondecode(jsonencode(@a))", "@b ? @m : @m", "transpose({ a = [\"x\", \"y\"], b = [\"y\"] })",
        "{ a = @a, \"b\" = @a }", "try(@m, {})", "{ for k, v in @m : k => v if k != \"a\" }", "jsondecode(\"{\\\"a\\\":[1,2.50,null]}\")",
    ],
}  # fmt: skip
