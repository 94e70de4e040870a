"""No name of the input breaks out of a report: each is read back by a parser of its format, as it was for a harmless name."""

from __future__ import annotations

import json
import posixpath
import re
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from hypothesis import example, given

from hcl_scanner.reporters import Style, github, gitlab, junit, sarif
from hcl_scanner.reporters.visible import visible

from .hostile import HARMLESS, HOSTILE, NAMES, hostile_report
from .test_sarif import VALID

ALL = "".join(HOSTILE)


def in_the_tree(name: str) -> str:
    """A file of that name as reports call it."""
    return posixpath.relpath(name, ".")


def is_tame(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


def shape(value: Any) -> Any:
    """JSON without its texts."""
    match value:
        case dict():
            return {key: shape(item) for key, item in value.items()}
        case list():
            return [shape(item) for item in value]
        case str():
            return "text"
    return value


def texts(value: Any) -> list[str]:
    match value:
        case dict():
            return [text for item in value.values() for text in texts(item)]
        case list():
            return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


@given(NAMES)
@example(ALL)
def test_sarif(name: str) -> None:
    log = json.loads(sarif.render(hostile_report(name), Style()))
    VALID.validate(log)
    run = log["runs"][0]
    del run["tool"]
    for text in texts(run):
        assert is_tame(text)
    for result in run["results"]:
        numbers = {place["id"] for place in result.get("relatedLocations", ())}
        message = result["message"]["text"]
        links = re.findall(r"(?<!\\)\[(?:[^][\\]|\\.)*\]\(([^)]*)\)", message)
        assert message.count("](") == len(links) and {int(link) for link in links} <= numbers
        assert not re.search(r"\{[0-9]+\}", message.replace("{{", "").replace("}}", ""))
    for uri in uris(run):
        parts = urlsplit(uri)
        assert not (parts.scheme or parts.netloc or parts.query or parts.fragment)
        assert unquote(uri, errors="surrogatepass") == in_the_tree(name)


def uris(value: Any) -> list[str]:
    match value:
        case dict():
            return [found for key, item in value.items() for found in ([item] if key == "uri" else uris(item))]
        case list():
            return [found for item in value for found in uris(item)]
    return []


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The workflow commands of a log as the runner reads them: src/Runner.Common/ActionCommand.cs of actions/runner."""
    found = []
    for line in re.split(r"\r\n|\r|\n", text.removesuffix("\n")):
        assert "##[" not in line
        if not line.lstrip().startswith("::"):
            continue
        head, _, data = line.lstrip()[2:].partition("::")
        name, _, properties = head.partition(" ")
        pairs = (pair.split("=", 1) for pair in properties.split(",") if pair)
        found.append((name, {key: unescaped(value) for key, value in pairs}, unescaped(data)))
    return found


def unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


@given(NAMES)
@example(ALL)
def test_github(name: str) -> None:
    found = commands(github.render(hostile_report(name), Style()))
    expected = commands(github.render(hostile_report(HARMLESS), Style()))
    assert [(kind, list(properties)) for kind, properties, _ in found] == [(kind, list(p)) for kind, p, _ in expected]
    for _, properties, data in found:
        assert is_tame(data)
        if "file" in properties:
            assert properties["file"] == visible(in_the_tree(name)) and properties["line"] == "1"


@given(NAMES)
@example(ALL)
def test_gitlab(name: str) -> None:
    found = json.loads(gitlab.render(hostile_report(name), Style()))
    assert shape(found) == shape(json.loads(gitlab.render(hostile_report(HARMLESS), Style())))
    assert all(is_tame(text) and "\n" not in text for text in texts(found))
    assert {issue["location"]["path"] for issue in found} == {visible(in_the_tree(name))}


@given(NAMES)
@example(ALL)
def test_junit(name: str) -> None:
    found = ElementTree.fromstring(junit.render(hostile_report(name), Style()))
    expected = ElementTree.fromstring(junit.render(hostile_report(HARMLESS), Style()))
    assert xml_shape(found) == xml_shape(expected)
    for element in found.iter():
        assert all(is_tame(text) for text in (element.text or "", *element.attrib.values()))
    assert visible(name) in {case.get("name") for case in found.iter("testcase")}


def xml_shape(element: ElementTree.Element) -> Any:
    numbers = {key: element.get(key) for key in ("tests", "failures", "errors", "skipped")}
    return element.tag, sorted(element.keys()), numbers, [xml_shape(child) for child in element]
