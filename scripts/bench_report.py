#!/usr/bin/env python3
"""Tables and plots of the benchmarks; what scripts/bench calls.

usage: bench_report.py report RESULTS      writes docs/performance.md and its plots
       bench_report.py compile OUT [--quick]
       bench_report.py instructions PROGRAM [--update]
"""

import argparse
import collections
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/performance.md"
BASELINE = ROOT / "benchmarks/instructions.txt"

OURS, SMALL = "connectparticipant", "connectparticipant_small"
DECODERS = [OURS, SMALL, "simdjson_ondemand", "simdjson_ondemand_simple", "simdjson_dom",
            "rapidjson_insitu", "rapidjson", "boost_json", "cjson", "nlohmann", "limit_stage1",
            "limit_memcpy"]
ENCODERS = [OURS, "rapidjson", "boost_json", "boost_json_pieces", "cjson", "nlohmann",
            "limit_memcpy"]
# Those whose way of writing is the one that their documentation shows.
ENCODING_PEERS = ["rapidjson", "boost_json", "cjson", "nlohmann"]
DECODES = ["decode_transcript/10", "decode_transcript/100", "decode_transcript/1000",
           "decode_transcript_owned/100", "decode_frames/1000"]
TEXTS = ["ascii_20", "ascii_1k", "ascii_12k", "escapes_1k", "escapes_12k", "sparse_12k"]
SCALES = [10, 100, 1000, 10000, 100000]
VARIANTS = {
    "base": "g++ -O3",
    "native": "g++ -O3 -march=native",
    "clang": "clang -O3",
}


class Run:
    """One run of the benchmarks: medians by name."""

    def __init__(self, path):
        data = json.loads(path.read_text(encoding="utf-8"))
        self.context = data["context"]
        samples = collections.defaultdict(list)
        for one in data["benchmarks"]:
            if one.get("run_type") == "iteration" and not one.get("error_occurred"):
                samples[one["run_name"]].append(one)
        self.repetitions = max((len(all) for all in samples.values()), default=0)
        unit = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
        self.times = {
            name: statistics.median(one["cpu_time"] * unit[one["time_unit"]] for one in all)
            for name, all in samples.items()
        }
        self.bytes = {name: statistics.median(one.get("bytes_per_second", 0) for one in all)
                      for name, all in samples.items()}
        self.allocs = {name: max(one.get("allocs", 0) for one in all)
                       for name, all in samples.items()}

    def ratio(self, above, below):
        if above not in self.times or below not in self.times:
            return None
        return self.times[above] / self.times[below]

    def best_peer(self, matter):
        found = [f"{matter}/{peer}" for peer in ENCODING_PEERS if f"{matter}/{peer}" in self.times]
        return min(found, key=self.times.get, default=None)

    def per_item(self, items):
        time = self.times.get(f"decode_transcript_scaling/{items}/{OURS}")
        return None if time is None else time / items


def goals(run):
    """(what, goal, value, whether it is met) of each goal; a value of None was not measured."""

    def at_least(what, value, goal):
        return (what, None if goal is None else f"≥ {goal:g} ×", value,
                value is not None and goal is not None and value >= goal)

    def at_most(what, value, goal):
        return (what, f"≤ {goal:g} ×", value, value is not None and value <= goal)

    page, frame, send = "decode_transcript/100", "decode_frames/1000", "encode_send_message"
    yield at_least("page of 100 items, against simdjson On-Demand into views",
                   run.ratio(f"{page}/simdjson_ondemand", f"{page}/{OURS}"), 2.0)
    yield at_least("the same, against On-Demand as its tutorial has it",
                   run.ratio(f"{page}/simdjson_ondemand_simple", f"{page}/{OURS}"), None)
    yield at_least("the same, against cJSON copied into strings",
                   run.ratio(f"{page}/cjson", f"{page}/{OURS}"), 15)
    owned = "decode_transcript_owned/100"
    yield at_least("page of 100 items into owned memory, against On-Demand into strings",
                   run.ratio(f"{owned}/simdjson_ondemand", f"{owned}/{OURS}"), 1.5)
    yield at_least("page of 100 items, `small_reader` against RapidJSON in situ",
                   run.ratio(f"{page}/rapidjson_insitu", f"{page}/{SMALL}"), 1.0)
    yield at_least("1,000 chat frames, against two passes of On-Demand",
                   run.ratio(f"{frame}/simdjson_ondemand", f"{frame}/{OURS}"), 2.0)
    for text, what, goal in [("escapes_1k", "1 KB, 5 of 12 octets escaped", 3),
                             ("escapes_12k", "12 KB, 5 of 12 octets escaped", 3),
                             ("sparse_12k", "12 KB, 1 of 40 octets escaped", 2),
                             ("ascii_20", "20 octets", 2)]:
        peer = run.best_peer(f"{send}/{text}")
        by = f" ({peer.rsplit('/', 1)[1]})" if peer else ""
        yield at_least(f"SendMessage, {what}, against the best peer{by}",
                       run.ratio(peer, f"{send}/{text}/{OURS}"), goal)
    yield at_least("SendMessage, 20 octets, against Boost.JSON's strings in a frame written by hand",
                   run.ratio(f"{send}/ascii_20/boost_json_pieces", f"{send}/ascii_20/{OURS}"), None)
    yield at_most("SendMessage, 12 KB of plain text, against memcpy",
                  run.ratio(f"{send}/ascii_12k/{OURS}", f"{send}/ascii_12k/limit_memcpy"), 3)
    for matter, what, goal in [("mask/64k", "masking 64 KB", 2),
                               ("decode_websocket/1k", "masked frame of 1 KB, decoded and checked", 8),
                               ("validate/12k", "validating a SendMessage of 12 KB", 8)]:
        yield at_most(f"{what}, against memcpy",
                      run.ratio(f"{matter}/{OURS}", f"{matter}/limit_memcpy"), goal)
    costs = [cost for cost in map(run.per_item, SCALES) if cost is not None]
    yield at_most("cost of an item, dearest against cheapest, 10 to 100,000 items",
                  max(costs) / min(costs) if len(costs) == len(SCALES) else None, 1.5)
    ours = [name for name in run.allocs
            if name.endswith((f"/{OURS}", f"/{SMALL}")) and "_owned" not in name]
    most = max((run.allocs[name] for name in ours), default=None)
    yield ("allocations, decoding into views and encoding", "0", most, most == 0)


def cell(value, digits=2):
    return "–" if value is None else f"{value:.{digits}f}"


def goal_table(run):
    lines = ["| | goal | reached | |", "|---|---|---|---|"]
    for what, goal, value, met in goals(run):
        verdict = "" if goal is None else "not measured" if value is None else "pass" if met else "miss"
        shown = cell(value, 0) if goal == "0" else cell(value) + (" ×" if value is not None else "")
        lines.append(f"| {what} | {goal or '–'} | {shown} | {verdict} |")
    return lines


def allocs_of(run, name):
    made = run.allocs.get(name, 0)
    return f" ({made:,.0f})" if made >= 0.5 else ""


def decode_table(run):
    lines = ["| MB/s (allocations) | " + " | ".join(f"`{name}`" for name in DECODES) + " |",
             "|---|" + "---|" * len(DECODES)]
    for peer in DECODERS:
        row = []
        for matter in DECODES:
            name = f"{matter}/{peer}"
            row.append(f"{run.bytes[name] / 1e6:,.0f}{allocs_of(run, name)}"
                       if name in run.times else "–")
        if any(one != "–" for one in row):
            lines.append(f"| `{peer}` | " + " | ".join(row) + " |")
    return lines


def encode_table(run):
    lines = ["| ns (allocations) | " + " | ".join(f"`{text}`" for text in TEXTS) + " |",
             "|---|" + "---|" * len(TEXTS)]
    rows = [("encode_send_message", peer) for peer in ENCODERS] + [("encode_request", OURS)]
    for matter, peer in rows:
        names = [f"{matter}/{text}/{peer}" for text in TEXTS]
        if not any(name in run.times for name in names):
            continue
        label = f"`{peer}`" + (", whole HTTP request" if matter == "encode_request" else "")
        lines.append(f"| {label} | " + " | ".join(
            f"{run.times[name]:,.0f}{allocs_of(run, name)}" if name in run.times else "–"
            for name in names) + " |")
    return lines


def other_table(run):
    lines = ["| ns | " + OURS + " | memcpy |", "|---|---|---|"]
    for matter in ["mask/64k", "mask_copy/64k", "decode_websocket/1k", "decode_websocket/1k_unicode",
                   "validate/12k"]:
        ours = run.times.get(f"{matter}/{OURS}")
        memcpy = run.times.get(f"{matter.replace('_copy', '')}/limit_memcpy")
        if ours is not None:
            lines.append(f"| `{matter}` | {ours:,.0f} | {cell(memcpy, 0)} |")
    return lines


def section(name, run):
    context = run.context
    note = (f"{VARIANTS[name]}; simdjson's kernel is {context.get('simdjson', 'unknown')}; "
            f"{context['num_cpus']} CPUs at {context['mhz_per_cpu']} MHz, {platform.machine()}; "
            f"medians of {run.repetitions} repetitions, {context['date'][:10]}.")
    blocks = [[note], goal_table(run), decode_table(run), encode_table(run), other_table(run)]
    return "\n\n".join("\n".join(block) for block in blocks)


def compile_section(data):
    times = {unit: statistics.median(all) for unit, all in data["times"].items()}
    lines = ["| unit | seconds | against | goal | reached | |", "|---|---|---|---|---|---|"]
    for unit, (what, against, goal) in UNITS_SHOWN.items():
        ratio = times[unit] / times[against] if against else None
        verdict = "" if goal is None else "pass" if ratio <= goal else "miss"
        lines.append(f"| {what} | {times[unit]:.2f} | {UNITS_SHOWN[against][0] if against else '–'} | "
                     f"{f'≤ {goal:g} ×' if goal else '–'} | {cell(ratio)}{' ×' if ratio else ''} | "
                     f"{verdict} |")
    runs = max(len(all) for all in data["times"].values())
    return f"{data['compiler']} -O2 -c, CPU time, medians of {runs}.\n\n" + "\n".join(lines)


def replace(page, name, text):
    start, end = f"<!-- bench:{name} -->", f"<!-- bench:{name} end -->"
    if start not in page:
        page = page.rstrip("\n") + f"\n\n## {TITLES[name]}\n\n{start}\n{end}\n"
    head, rest = page.split(start, 1)
    tail = rest.split(end, 1)[1]
    return f"{head}{start}\n{text}\n{end}{tail}"


TITLES = {
    "base": "No special flags",
    "plots": "Plots",
    "native": "With -march=native",
    "clang": "With clang",
    "compile": "Compile time",
}
INTRODUCTION = """# Performance

`scripts/bench all` measures everything on this page again and writes what stands between its markers; the rest is written by hand.
Ratios are within one run, from medians of CPU time. All implementations have the same flags, and each result is compared, member by member, with what the generator put in before anything is timed.

## What is compared

A page has a NextToken of 500 characters and items of a chat: plain, escaped and multilingual texts, interactive messages as JSON in strings, events, attachments, receipts; items differ in which members they have. Every implementation delivers all members.

| name | used how |
|---|---|
| `connectparticipant` | `simdjson_reader`, arena reset for each document |
| `connectparticipant_small` | the same with `small_reader` |
| `simdjson_ondemand` | parser used again, padded input, raw keys told apart by one switch and one memcmp, views into the parser's buffer, lists in vectors used again; a frame's content is parsed where it was unescaped, without a copy |
| `simdjson_ondemand_simple` | as its tutorial has it: unescaped keys compared in turn, a vector in each item |
| `simdjson_dom` | parser used again, padded input, views |
| `rapidjson_insitu` | SAX in place with SIMD, views; the fresh copy of the input that it destroys is made outside of the timed region |
| `rapidjson` | tree in memory used again, views; strings of one's own by SAX; `Writer` into a `StringBuffer` used again |
| `boost_json` | parser used again, tree in a `monotonic_resource`, views; an object in a `monotonic_resource` and a serializer used again; compiled from its sources with the same flags |
| `boost_json_pieces` | the serializer for each string, what stands between them written by hand |
| `cjson` | tree, copied into structures of `std::string`; `cJSON_PrintPreallocated` with references to strings; Debian's binary |
| `nlohmann` | SAX into structures of `std::string`; `ordered_json::dump` |
| `limit_stage1` | simdjson's first stage alone: structural index and UTF-8 |
| `limit_memcpy` | the input copied |

Peers read into plain structures in which an absent text is an empty one and enums stay texts. On-Demand leaves unchecked what it does not touch; RapidJSON does not check UTF-8.
"""


def new_page():
    page = INTRODUCTION
    for name in TITLES:
        page = replace(page, name, "Not measured yet.")
    return page


def svg(width, height, parts):
    style = ("text{font:12px sans-serif;fill:#333}.t{font-weight:bold}.a{stroke:#999}.g{stroke:#ddd}"
             ".o{fill:#1a7f5a;stroke:#1a7f5a}.p{fill:#8fa3b8}.l{fill:#d9d9d9}.n{fill:none}"
             "@media(prefers-color-scheme:dark){text{fill:#ccc}.g{stroke:#444}.l{fill:#555}}")
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img"><style>{style}</style>\n'
            + "\n".join(parts) + "\n</svg>\n")


def bars(run):
    """Throughput of the decoders: one group a matter."""
    parts, y = [], 10
    for matter in ["decode_transcript/100", "decode_transcript_owned/100", "decode_frames/1000"]:
        names = [p for p in DECODERS if f"{matter}/{p}" in run.times and p != "limit_memcpy"]
        shown = [p for p in names if p != "limit_stage1"]
        if not shown:
            continue
        most = max(run.bytes[f"{matter}/{p}"] for p in shown)
        y += 16
        parts.append(f'<text class="t" x="10" y="{y}">{matter}, MB/s</text>')
        for peer in sorted(shown, key=lambda p: -run.bytes[f"{matter}/{p}"]):
            speed = run.bytes[f"{matter}/{peer}"]
            y += 20
            style = "o" if peer in (OURS, SMALL) else "p"
            length = 380 * speed / most
            parts.append(f'<text x="190" y="{y}" text-anchor="end">{peer}</text>'
                         f'<rect class="{style}" x="198" y="{y - 11}" width="{length:.1f}" height="14"/>'
                         f'<text x="{204 + length:.1f}" y="{y}">{speed / 1e6:,.0f}</text>')
        y += 18
    return svg(660, y, parts)


def scaling(run):
    """What an item costs, by how many there are."""
    costs = [run.per_item(n) for n in SCALES]
    left, top, width, height = 60, 30, 520, 220
    most = max(costs) * 1.2
    parts = [f'<text class="t" x="10" y="16">decode_transcript_scaling: ns an item</text>']
    for k in range(5):
        y = top + height - height * k / 4
        parts.append(f'<line class="g" x1="{left}" x2="{left + width}" y1="{y}" y2="{y}"/>'
                     f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{most * k / 4:.0f}</text>')
    points = []
    for k, (n, cost) in enumerate(zip(SCALES, costs)):
        x = left + width * k / (len(SCALES) - 1)
        y = top + height * (1 - cost / most)
        points.append(f"{x:.1f},{y:.1f}")
        parts.append(f'<circle class="o" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
                     f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{cost:.0f}</text>'
                     f'<text x="{x:.1f}" y="{top + height + 18}" text-anchor="middle">{n:,}</text>')
    parts.append(f'<polyline class="o n" points="{" ".join(points)}" style="fill:none"/>')
    parts.append(f'<text x="{left + width / 2}" y="{top + height + 38}" text-anchor="middle">items</text>')
    return svg(640, top + height + 50, parts)


def report(results):
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else new_page()
    written = []
    for name in VARIANTS:
        path = results / f"{name}.json"
        if not path.exists():
            continue
        run = Run(path)
        page = replace(page, name, section(name, run))
        written.append(name)
        if name == "base":
            (PAGE.parent / "performance-decode.svg").write_text(bars(run), encoding="utf-8")
            plots = "![throughput of decoding](performance-decode.svg)"
            if all(run.per_item(n) is not None for n in SCALES):
                (PAGE.parent / "performance-scaling.svg").write_text(scaling(run), encoding="utf-8")
                plots += "\n\n![cost of an item](performance-scaling.svg)"
            page = replace(page, "plots", plots)
        print(f"== {VARIANTS[name]}")
        print("\n".join(goal_table(run)))
    path = results / "compile.json"
    if path.exists():
        text = compile_section(json.loads(path.read_text(encoding="utf-8")))
        page = replace(page, "compile", text)
        written.append("compile")
        print(text)
    if not written:
        sys.exit("bench_report: no results; run scripts/bench first")
    PAGE.write_text(page, encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}: {', '.join(written)}")


UNITS = {
    "std": """
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
""",
    "encode": """
#include <connectparticipant/http/encode_request.hpp>
#include <connectparticipant/operation/send_message.hpp>

using namespace connectparticipant;

result<http_request> encode_one(const send_message_request& request, std::span<char> memory) {
  return encode_request(request, memory);
}
""",
    "simdjson": """
#include <simdjson.h>
""",
    "decode": """
#include <connectparticipant/http/decode_response.hpp>
#include <connectparticipant/json/simdjson_reader.hpp>
#include <connectparticipant/operation/send_message.hpp>

using namespace connectparticipant;

bool decode_one(const http_response& response, simdjson_reader& reader, arena& memory) {
  return decode_response<send_message>(response, reader, memory).has_value();
}
""",
    "all": """
#include <connectparticipant/connectparticipant.hpp>
""",
}
# unit: (what it is, against which unit, at most so many times that)
UNITS_SHOWN = {
    "std": ("five headers of the standard library", None, None),
    "encode": ("encodes one operation", "std", 3.0),
    "simdjson": ("`simdjson.h` alone", None, None),
    "decode": ("decodes one operation", "simdjson", 1.4),
    "all": ("the whole library, included", "simdjson", None),
}


def compile_times(out, quick):
    compiler = os.environ.get("CXX", "g++")
    version = subprocess.run([compiler, "-dumpfullversion", "-dumpversion"], check=True, text=True,
                             stdout=subprocess.PIPE).stdout.split()[0]
    times = {unit: [] for unit in UNITS}
    environment = dict(os.environ, CCACHE_DISABLE="1")
    with tempfile.TemporaryDirectory() as folder:
        for unit, text in UNITS.items():
            (Path(folder) / f"{unit}.cpp").write_text(text, encoding="utf-8")
        for _ in range(1 if quick else 5):
            for unit in UNITS:
                before = os.times()
                subprocess.run([compiler, "-std=c++20", "-O2", f"-I{ROOT / 'include'}", "-c",
                                f"{folder}/{unit}.cpp", "-o", f"{folder}/{unit}.o"],
                               check=True, env=environment)
                after = os.times()
                times[unit].append(after.children_user - before.children_user
                                   + after.children_system - before.children_system)
    data = {"compiler": f"{compiler} {version}", "times": times}
    print(compile_section(data))
    if not quick:
        out.write_text(json.dumps(data), encoding="utf-8")


# libc chooses its memcpy by machine; without these every x86-64 takes the same.
PINNED = "glibc.cpu.hwcaps=" + ",".join(
    f"-{feature}" for feature in
    "AVX512F AVX512VL AVX512BW AVX2 AVX AVX_Fast_Unaligned_Load ERMS FSRM SSSE3 SSE4_2 RTM "
    "Prefer_No_VZEROUPPER".split())


def count_instructions(program):
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["valgrind", "--quiet", "--tool=callgrind",
                        f"--callgrind-out-file={folder}/out", str(program)],
                       check=True, env=dict(os.environ, GLIBC_TUNABLES=PINNED))
        for dump in Path(folder).iterdir():
            text = dump.read_text(encoding="utf-8", errors="replace")
            trigger = re.search(r"^desc: Trigger: Client Request: (\S+)$", text, re.MULTILINE)
            totals = re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)
            if trigger and totals:
                counts[trigger.group(1)] = int(totals.group(1))
    return counts


def instructions(program, update):
    version = subprocess.run(["g++", "-dumpversion"], check=True, text=True,
                             stdout=subprocess.PIPE).stdout.strip()
    build = f"g++ {version.split('.')[0]} -O3, {platform.machine()}"
    if platform.machine() != "x86_64":
        print(f"instructions: the baseline is of x86_64, this is {platform.machine()}; not compared")
        return 0
    if "avx2" not in Path("/proc/cpuinfo").read_text(encoding="utf-8"):
        print("instructions: the baseline is of a processor with AVX2; not compared")
        return 0
    counts = count_instructions(program)
    if not counts:
        sys.exit("bench_report: nothing was counted; are valgrind's headers installed?")
    if update:
        lines = ["# Instructions of the workloads in instructions.cpp; written by",
                 "# scripts/bench instructions --update.", f"# {build}"]
        lines += [f"{name} {count}" for name, count in sorted(counts.items())]
        BASELINE.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"wrote {BASELINE.relative_to(ROOT)}: {len(counts)} workloads")
        return 0
    if not BASELINE.exists():
        sys.exit("bench_report: no baseline; run scripts/bench instructions --update")
    text = BASELINE.read_text(encoding="utf-8")
    if f"# {build}\n" not in text:
        print(f"instructions: the baseline is of another compiler than {build}; not compared")
        return 0
    baseline = dict(line.split() for line in text.splitlines() if not line.startswith("#"))
    failed = []
    for name in sorted(baseline.keys() | counts.keys()):
        if name not in counts or name not in baseline:
            verdict = "not counted" if name in baseline else "not in the baseline"
            print(f"{name:36} {verdict}")
            failed.append(name)
            continue
        before, now = int(baseline[name]), counts[name]
        change = 100 * (now - before) / before
        worse = change > 3
        note = "  MORE" if worse else "  fewer: --update keeps it" if change < -3 else ""
        print(f"{name:36} {before:>12,} {now:>12,} {change:+7.2f} %{note}")
        failed += [name] * worse
    print(f"instructions: {len(counts)} workloads, {len(failed)} findings")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("report")
    command.add_argument("results", type=Path)
    command = commands.add_parser("compile")
    command.add_argument("out", type=Path)
    command.add_argument("--quick", action="store_true")
    command = commands.add_parser("instructions")
    command.add_argument("program", type=Path)
    command.add_argument("--update", action="store_true")
    args = parser.parse_args()
    if args.command == "report":
        return report(args.results)
    if args.command == "compile":
        return compile_times(args.out, args.quick)
    return instructions(args.program, args.update)


if __name__ == "__main__":
    sys.exit(main())
