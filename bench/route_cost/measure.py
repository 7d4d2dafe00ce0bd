#!/usr/bin/env python3
"""Measures what one more route costs the compiler, at -O2.

    bench/route_cost/measure.py [ROUNDS]      (5 unless given; needs a configured and built preset dev)

Compiles a file of 4 routes and one of 24, alternately, with the flags of market's routes, and prints the
median of the differences divided by 20: once where every route brings a question and an answer of its
own, each of eight bounded members, and once where the routes use types that are described already.
"""
import json
import pathlib
import resource
import shlex
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATABASE = ROOT / "build" / "dev" / "compile_commands.json"
MODEL = "src/module/market/src/routes.cpp"
FEW, MANY = 4, 24
MEMBERS = [("Text<1, 200>", "title"), ("Text<0, 4000>", "problem"), ("Whole<1, 9>", "readiness"),
           ("Items<Text<1, 40>, 10>", "fields"), ("std::optional<Date>", "deadline"),
           ("std::optional<Whole<0, 1000>>", "budget"), ("bool", "open"), ("ItemId", "item")]


def struct(name):
    members = "".join(f"  {kind} {member}{{}};\n" for kind, member in MEMBERS)
    names = ", ".join(member for _, member in MEMBERS)
    return f"struct {name} {{\n{members}}};\nSHUNIU_DESCRIBE({name}, {names})\n"


def source(count, own_types):
    types = range(count if own_types else 1)
    text = '#include "shuniu/http/router.h"\n#include "shuniu/market/content.h"\n'
    text += "namespace shuniu::market {\nusing ItemId = Id<struct ItemTag>;\n"
    text += "".join(struct(f"Question{i}") + struct(f"Answer{i}") for i in types)
    number = (lambda i: i) if own_types else (lambda i: 0)
    text += "struct Service {\n" + "".join(
        f"  Result<Answer{number(i)}> answer{i}(const Actor&, const Question{number(i)}&);\n"
        for i in range(count)) + "};\n"
    text += "void add(http::Router& router, Service& service) {\n" + "".join(
        f'  router.post("/v1/route{i}/{{item}}", "x", &Service::answer{i}, service,'
        ' {http::Access::member, "."});\n' for i in range(count)) + "}\n}\n"
    return text


def command():
    for entry in json.loads(DATABASE.read_text(encoding="utf-8")):
        if entry["file"].endswith(MODEL):
            words = shlex.split(entry["command"])
            words = words[next(i for i, word in enumerate(words) if word.endswith("c++")):]
            if "-include" in words:  # what was precompiled was so for -O1
                del words[words.index("-include"):words.index("-include") + 2]
            return [{"-O1": "-O2"}.get(word, word) for word in words], entry["directory"]
    sys.exit(f"{DATABASE} does not know {MODEL}")


def seconds(text, words, directory, folder):
    file = pathlib.Path(folder) / "routes.cpp"
    file.write_text(text, encoding="utf-8")
    output = words.index("-o")
    words = words[:output + 1] + [str(pathlib.Path(folder) / "routes.o"), "-c", str(file)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, cwd=directory, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    words, directory = command()
    for own_types, what in ((True, "with two new types of 8 members each"), (False, "on types that exist")):
        costs = []
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(rounds):
                few = seconds(source(FEW, own_types), words, directory, folder)
                many = seconds(source(MANY, own_types), words, directory, folder)
                costs.append((many - few) / (MANY - FEW))
        print(f"one route {what}: {statistics.median(costs):.3f} s of the compiler"
              f" ({min(costs):.3f} to {max(costs):.3f}, {rounds} rounds)")


if __name__ == "__main__":
    main()
