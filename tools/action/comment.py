"""The report as one comment of a pull request, which a later run replaces.

https://docs.github.com/en/rest/issues/comments
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

MARK = "<!-- lbgate -->"
"""The first line of every comment of lbgate."""

PAGE = 100
PAGES = 50


def put(text: str, environment: Mapping[str, str]) -> str:
    """Write the comment; the line of the log that says what was done. A report that cannot be written fails nothing."""
    number = pull_request(environment)
    if number is None:
        return "::notice title=lbgate::this run belongs to no pull request, so there is none to comment on"
    try:
        return replace_or_add(text, f"issues/{number}/comments", environment)
    except HTTPError as error:
        return f"::warning title=lbgate::the comment was not written: GitHub answers {error.code}{reason(error.code)}"
    except URLError as error:
        return f"::warning title=lbgate::the comment was not written: {error.reason}"


def pull_request(environment: Mapping[str, str]) -> int | None:
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    number = event.get("pull_request", {}).get("number")
    return number if isinstance(number, int) else None


def replace_or_add(text: str, thread: str, environment: Mapping[str, str]) -> str:
    for one in comments(thread, environment):
        # Only an app's own: anybody can begin a comment with the mark, and the token may edit what others wrote.
        if one["user"]["type"] == "Bot" and one["body"].startswith(MARK):
            ask("PATCH", f"issues/comments/{one['id']}", environment, text)
            return f"comment {one['id']} replaced"
    return f"comment {ask('POST', thread, environment, text)['id']} written"


def comments(thread: str, environment: Mapping[str, str]) -> Iterator[Any]:
    for page in range(1, PAGES + 1):
        found = ask("GET", f"{thread}?per_page={PAGE}&page={page}", environment)
        yield from found
        if len(found) < PAGE:
            return


def ask(method: str, what: str, environment: Mapping[str, str], text: str | None = None) -> Any:
    request = Request(
        f"{environment['GITHUB_API_URL']}/repos/{environment['GITHUB_REPOSITORY']}/{what}",
        data=None if text is None else json.dumps({"body": text}).encode(),
        method=method,
        headers={
            "Authorization": f"Bearer {environment['INPUT_TOKEN']}",
            "Accept": "application/vnd.github+json",
            "Content-Type": "application/json",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    with urlopen(request, timeout=30) as answer:
        return json.load(answer)


def reason(code: int) -> str:
    if code in (401, 403, 404):
        return "; the job needs the permission pull-requests: write, which runs for forks do not get"
    return ""
