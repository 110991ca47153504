#!/usr/bin/env python3
"""Checks the lists that both build files read: every source is listed, and every line is right.

usage: check_lists.py [--add] [--untested]

--add first lists the sources that are not, with "core" where they do not reach simdjson.h.
--untested also fails for a header below include/ that has no tests/<same path>_test.cpp.
"""

import argparse
import sys
from pathlib import Path

import check_layers

ROOT = Path(__file__).resolve().parent.parent

# list: (the sources it must name, the options a line may carry)
LISTS = {
    "tests/sources.txt": ("**/*_test.cpp", {"core", "alone"}),
    "tests/misuse/sources.txt": ("*.cpp", {"core", "clang"}),
    "examples/sources.txt": ("*.cpp", {"core", "run", "curl"}),
    "benchmarks/sources.txt": ("**/*.cpp", {"alone", "peer"}),
    "fuzz/targets.txt": ("*.cpp", {"core"}),
}
NOT_LISTED = {"fuzz/replay_main.cpp"}


def read(path):
    """(line number, path, options) of each line that is no comment."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.split()
        if words and not words[0].startswith("#"):
            yield number, words[0], words[1:]


def sources_of(name, pattern):
    """The sources on disk that a list must name."""
    folder = (ROOT / name).parent
    found = {p.relative_to(folder).as_posix() for p in folder.glob(pattern)}
    return found - {Path(p).name for p in NOT_LISTED if Path(p).parent == Path(name).parent}


def add(name, pattern):
    """Adds what is not listed, and sorts; comments stay at the top."""
    path = ROOT / name
    lines = {source: [source, *given] for _, source, given in read(path)}
    reached = check_layers.reach_simdjson()
    for source in sources_of(name, pattern) - lines.keys():
        needs = any(ours in reached for *_, ours in check_layers.includes(path.parent / source))
        lines[source] = [source] if needs or "core" not in LISTS[name][1] else [source, "core"]
    comments = [c for c in path.read_text(encoding="utf-8").splitlines() if c.startswith("#")]
    text = comments + [" ".join(words) for _, words in sorted(lines.items())]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def check_list(name, pattern, options):
    path = ROOT / name
    wrong, listed = [], []
    for number, source, given in read(path):
        at = f"{name}:{number}"
        if source in listed:
            wrong.append(f"{at}: {source} is listed twice")
        listed.append(source)
        if not (path.parent / source).is_file():
            wrong.append(f"{at}: {source} does not exist")
        for option in set(given) - options:
            wrong.append(f"{at}: no such option: {option}")
    if listed != sorted(listed):
        wrong.append(f"{name}: not sorted")
    for source in sorted(sources_of(name, pattern) - set(listed)):
        wrong.append(f"{name}: {source} is not listed")
    return wrong


def check_stems():
    """Stems name targets, so they differ where they share a namespace."""
    wrong, seen = [], {}
    for name in LISTS:
        for number, source, given in read(ROOT / name):
            if name == "tests/misuse/sources.txt" or name == "fuzz/targets.txt":
                continue
            if name in ("tests/sources.txt", "benchmarks/sources.txt") and "alone" not in given:
                continue
            stem = Path(source).stem
            if stem in seen:
                wrong.append(f"{name}:{number}: {stem} is already {seen[stem]}")
            seen[stem] = f"{name}:{number}"
    return wrong


def check_seeds():
    wrong = []
    for number, source, _ in read(ROOT / "fuzz/targets.txt"):
        seeds = ROOT / "fuzz/seeds" / Path(source).stem
        if not any(p.is_file() for p in seeds.rglob("*")):
            wrong.append(f"fuzz/targets.txt:{number}: no seeds in {seeds.relative_to(ROOT)}")
    return wrong


def untested():
    for header in sorted((ROOT / "include").rglob("*.hpp")):
        mirrored = header.relative_to(ROOT / "include/connectparticipant").with_suffix("")
        test = ROOT / "tests" / f"{mirrored}_test.cpp"
        if not test.is_file():
            yield f"{header.relative_to(ROOT)}: no {test.relative_to(ROOT)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--untested", action="store_true")
    args = parser.parse_args()
    if args.add:
        for name, (pattern, _) in LISTS.items():
            add(name, pattern)
    wrong = [w for name, (pattern, options) in LISTS.items() for w in check_list(name, pattern, options)]
    wrong += check_stems() + check_seeds()
    if args.untested:
        wrong += untested()
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(LISTS)} lists, {len(wrong)} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
