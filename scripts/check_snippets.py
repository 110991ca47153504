#!/usr/bin/env python3
"""Checks README.md and docs/ against what is compiled: every C++ snippet, and the table of codes.

usage: check_snippets.py [fix]

A fence of C++ stands behind a line "<!-- FILE NAME -->" and holds what FILE has between "// [NAME]"
and "// [/NAME]". "fix" writes the snippets anew. docs/reading.md has a line for each error code.
"""

import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"(?:^<!-- (\S+) (\w+) -->\n)?^```cpp\n(.*?)^```$", re.M | re.S)


def snippet(file, name):
    source = (ROOT / file).read_text(encoding="utf-8")
    found = re.search(rf"^ *// \[{name}\]\n(.*?)^ *// \[/{name}\]$", source, re.M | re.S)
    return textwrap.dedent(found[1]) if found else None


def check_page(page, fix):
    text = page.read_text(encoding="utf-8")
    wrong = []

    def compare(fence):
        file, name, given = fence.groups()
        line = text.count("\n", 0, fence.start()) + 1
        at = f"{page.relative_to(ROOT)}:{line}"
        if file is None:
            wrong.append(f"{at}: C++ without a source")
            return fence[0]
        wanted = snippet(file, name) if (ROOT / file).is_file() else None
        if wanted is None:
            wrong.append(f"{at}: {file} has no snippet {name}")
            return fence[0]
        if wanted != given and not fix:
            wrong.append(f"{at}: differs from {file} [{name}]")
        return f"<!-- {file} {name} -->\n```cpp\n{wanted}```"

    made = FENCE.sub(compare, text)
    if fix and made != text:
        page.write_text(made, encoding="utf-8")
    return wrong


def check_codes():
    header = (ROOT / "include/connectparticipant/base/error.hpp").read_text(encoding="utf-8")

    def enumerators(name):
        body = re.search(rf"enum class {name} .*?\{{(.*?)\}};", header, re.S)[1]
        return re.findall(r"^\s*(\w+)(?: = 0x(\w\w)\w\w)?,", body, re.M)

    groups = [name for name, _ in enumerators("error_group")]
    codes, group = [], None
    for name, number in enumerators("errc"):
        group = groups[int(number, 16)] if number else group
        if group:
            codes.append((name, group))
    page = (ROOT / "docs/reading.md").read_text(encoding="utf-8")
    table = page.partition("| code | group | meaning |")[2]
    listed = re.findall(r"^\| `(\w+)` \| (\w+) \|", table, re.M)
    return [f"docs/reading.md: no line for {c} of {g}" for c, g in codes if (c, g) not in listed] + [
        f"docs/reading.md: no such code: {c} of {g}" for c, g in listed if (c, g) not in codes
    ]


def check_links(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for link in re.findall(r"\]\((?!\w+:)([^)#\s]+)[^)]*\)", text):
        if not (page.parent / link).exists():
            yield f"{page.relative_to(ROOT)}: no such file: {link}"


def main():
    fix = sys.argv[1:] == ["fix"]
    if sys.argv[1:] and not fix:
        print(__doc__, file=sys.stderr)
        return 2
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    wrong = [w for page in pages for w in check_page(page, fix)]
    wrong += [w for page in pages for w in check_links(page)]
    wrong += check_codes()
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(pages)} pages, {len(wrong)} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
