"""Ignores that stand at what they allow: ``LBG103 until=2027-03-31 reason="the platform's own agent"``."""

from __future__ import annotations

import re

from .settings import Ignore, SettingError, ignore_of

_ITEM = re.compile(
    r'[\s,]*(?:(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))|(?P<rule>[^\s,="]+))(?=[\s,]|$)'
)
_KEYS = ("rule", "until", "reason")


def inline_ignores(what: str, text: str) -> list[Ignore]:
    """An ignore for each rule that is named, wherever it holds; a text that cannot be read is one with its ``mistake``.

    ``what`` names where the text stands.
    """
    try:
        return _ignores(what, text)
    except SettingError as error:
        return [Ignore("", mistake=str(error))]


def _ignores(what: str, text: str) -> list[Ignore]:
    rules, keys, position = [], {}, 0
    text = text.rstrip()
    while position < len(text):
        item = _ITEM.match(text, position)
        if item is None:
            raise SettingError(f'{what} reads RULE, until=DATE, reason="…"')
        position = item.end()
        if item["rule"]:
            rules.append(item["rule"])
        else:
            keys[item["key"]] = item["plain"] or item["quoted"]
    if not rules:
        raise SettingError(f"{what} names no rule")
    return [ignore_of(what, {"rule": rule, **keys}, _KEYS) for rule in rules]
