#!/usr/bin/env python3
"""Checks what every header below include/ keeps to: floors, includes, words.

usage: check_layers.py [--list all|core|simdjson]

--list prints the headers instead: all, those that reach simdjson.h, or those that do not (core).
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INCLUDE = ROOT / "include"
LIBRARY = "connectparticipant"

# A header includes only from its own floor or from those before it.
FLOORS = ["base", "shape", "model", "operation", "json", "content", "http", "websocket", "session"]
TOP = {"client.hpp": 10, "encode.hpp": 11, "decode.hpp": 11, "connectparticipant.hpp": 12}

BANNED_INCLUDES = {
    "no input or output": "iostream istream ostream sstream fstream iomanip ios streambuf syncstream "
    "strstream filesystem",
    "no threads": "thread mutex shared_mutex condition_variable future semaphore latch barrier",
    "no clock, locale or random source of its own": "chrono random locale regex ctime",
    "no network": "netdb.h poll.h socket.h unistd.h winsock2.h ws2tcpip.h windows.h curl/curl.h",
    "no RTTI": "typeinfo typeindex any",
    "no intrinsics": "immintrin.h x86intrin.h emmintrin.h smmintrin.h nmmintrin.h arm_neon.h",
}
BANNED_WORDS = {
    "throw": "no exceptions",
    "try": "no exceptions",
    "catch": "no exceptions",
    "typeid": "no RTTI",
    "dynamic_cast": "no RTTI",
}
# What reaches the system; a call of our own may have such a name only behind "." or "->".
BANNED_CALLS = {
    "no network": "socket socketpair getaddrinfo gethostbyname getpeername recvfrom sendto ioctl",
    "no input or output": "fopen freopen tmpfile popen printf puts putchar fwrite fputs",
    "no clock": "time clock clock_gettime gettimeofday timespec_get localtime gmtime sleep usleep "
    "nanosleep sleep_for sleep_until",
    "no random source": "rand srand rand_r drand48 lrand48 arc4random getrandom getentropy "
    "RAND_bytes",
    "no environment": "getenv setenv system",
}
BANNED_NAMES = {
    "no clock": r"(?:system|steady|high_resolution|utc|tai|gps|file)_clock|chrono|__rdtsc|_rdtsc"
    r"|__DATE__|__TIME__",
    "no random source": r"random_device|mt19937\w*|default_random_engine|minstd_rand0?",
    "no network": r"sockaddr\w*|INADDR_\w+|AF_INET6?|SOCK_STREAM",
}
BANNED_CODE = [
    (re.compile(rf"(?<![\w.>])(?:{'|'.join(names.split())})[ ]*\("), why)
    for why, names in BANNED_CALLS.items()
] + [(re.compile(rf"\b(?:{names})\b"), why) for why, names in BANNED_NAMES.items()]
BANNED = {name: why for why, names in BANNED_INCLUDES.items() for name in names.split()}

INCLUDED = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
NOT_CODE = re.compile(
    r"""
    //[^\n]*
  | /\*.*?\*/
  | (?:u8|[uUL])?R"(?P<d>[^()\\\s]*)\(.*?\)(?P=d)"
  | "(?:\\.|[^"\\\n])*"
  | (?<![0-9a-zA-Z_])(?:u8|[uUL])?'(?:\\.|[^'\\\n])+'
    """,
    re.VERBOSE | re.DOTALL,
)


def headers():
    return sorted(INCLUDE.rglob("*.hpp"))


def without_comments(text):
    """The text with comments blanked; strings stay, for an include may be one."""
    keep = lambda m: m.group() if m.group()[0] != "/" else re.sub(r"[^\n]", " ", m.group())
    return NOT_CODE.sub(keep, text)


def code_only(text):
    return NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def resolve(header, quoted, name):
    """The header of ours that an include names, or None."""
    if quoted and (header.parent / name).is_file():
        return (header.parent / name).resolve()
    if (INCLUDE / name).is_file():
        return (INCLUDE / name).resolve()
    return None


def includes(header):
    """(line, name, our header or None) of each include."""
    text = without_comments(header.read_text(encoding="utf-8"))
    for m in INCLUDED.finditer(text):
        yield text.count("\n", 0, m.start(1)) + 1, m[2], resolve(header, m[1] == '"', m[2])


def names_simdjson(name):
    return name == "simdjson.h" or name.startswith("simdjson/")


def reach_simdjson():
    graph = {h: list(includes(h)) for h in headers()}
    reached = {h for h, inc in graph.items() if any(names_simdjson(n) for _, n, _ in inc)}
    while True:
        more = {h for h, inc in graph.items() if h not in reached and any(o in reached for *_, o in inc)}
        if not more:
            return reached
        reached |= more


def floor(header):
    """The number of a header's floor, or None where it has none."""
    parts = header.relative_to(INCLUDE).parts
    if parts[0] != LIBRARY or len(parts) < 2:
        return None
    if len(parts) == 2:
        return TOP.get(parts[1])
    return FLOORS.index(parts[1]) if parts[1] in FLOORS else None


def check():
    wrong = []
    with_simdjson = []
    for header in headers():
        at = header.relative_to(ROOT)
        text = header.read_text(encoding="utf-8")
        mine = floor(header)
        if mine is None:
            wrong.append(f"{at}: stands on no floor ({', '.join(FLOORS)}, {', '.join(TOP)})")
            continue
        if "detail" in header.relative_to(INCLUDE).parts:
            wrong.append(f"{at}: no folder detail/")
        if not re.search(r"^#pragma once$", text, re.MULTILINE):
            wrong.append(f"{at}: #pragma once is missing")
        for line, name, ours in includes(header):
            if name in BANNED or name.startswith(("sys/", "arpa/", "netinet/", "linux/")):
                wrong.append(f"{at}:{line}: <{name}>: {BANNED.get(name, 'no system interfaces')}")
            if names_simdjson(name):
                with_simdjson.append(f"{at}:{line}")
            if ours is None:
                if name.startswith(LIBRARY + "/"):
                    wrong.append(f"{at}:{line}: {name} does not exist")
                continue
            if not name.startswith(LIBRARY + "/"):
                wrong.append(f"{at}:{line}: include it as <{ours.relative_to(INCLUDE)}>")
            theirs = floor(ours)
            if theirs is not None and theirs > mine:
                wrong.append(f"{at}:{line}: {name} stands on a later floor")
        for number, line in enumerate(code_only(text).split("\n"), 1):
            for word, why in BANNED_WORDS.items():
                if re.search(rf"\b{word}\b", line):
                    wrong.append(f"{at}:{number}: {word}: {why}")
            for pattern, why in BANNED_CODE:
                if found := pattern.search(line):
                    wrong.append(f"{at}:{number}: {found[0]}: {why}")
    if headers() and len(with_simdjson) != 1:
        where = ", ".join(with_simdjson) or "none"
        wrong.append(f"include/: exactly one header includes simdjson.h, not {where}")
    reached = reach_simdjson()
    for header in (INCLUDE / LIBRARY / "encode.hpp",):
        if header in reached:
            wrong.append(f"{header.relative_to(ROOT)}: must not reach simdjson.h")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--list", choices=["all", "core", "simdjson"])
    args = parser.parse_args()
    if args.list:
        reached = reach_simdjson()
        for header in headers():
            if args.list == "all" or (header in reached) == (args.list == "simdjson"):
                print(header.relative_to(INCLUDE).as_posix())
        return 0
    wrong = check()
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(headers())} headers, {len(wrong)} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
