"""What a reader sees as one character: https://unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries"""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"


def characters(text: str) -> list[str]:
    """A text cut into what Terraform counts as characters. ``ValueError`` for scripts whose rules are not kept here."""
    if text.isascii() and "\r" not in text:
        return list(text)
    out: list[str] = []
    for one in text:
        if out and _belongs(one, out[-1]):
            out[-1] += one
        else:
            out.append(one)
    return out


def _belongs(one: str, before: str) -> bool:
    """Whether a code point goes on the character before it."""
    if before[-1] in "\r\n" or one in "\r\n":
        return before == "\r" and one == "\n"
    if _is_flag(one):
        return len(before) == 1 and _is_flag(before)
    kind = unicodedata.category(one)
    if kind in ("Mc", "Cf", "Lo") and not _simple(one):
        raise ValueError("a script whose characters are joined by rules of their own")
    if kind in ("Mn", "Me") or one == _JOINER or "\U0001f3fb" <= one <= "\U0001f3ff":
        return unicodedata.category(before[-1]) != "Cc"
    return before[-1] == _JOINER and kind == "So"


def _is_flag(one: str) -> bool:
    return "\U0001f1e6" <= one <= "\U0001f1ff"


def _simple(one: str) -> bool:
    """Joiners and letters without rules: Chinese, kana, whole syllables of Hangul, Hebrew, Arabic."""
    blocks = (
        ("\u05d0", "\u064a"),
        ("\u3005", "\u30ff"),
        ("\u3400", "\u9fff"),
        ("\uac00", "\ud7a3"),
        ("\U00020000", "\U0003ffff"),
    )
    return one == _JOINER or one < "\u0300" or any(low <= one <= high for low, high in blocks)
