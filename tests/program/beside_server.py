#!/usr/bin/env python3
"""Runs the commands that write on a hub without a server and beside a running one, and compares.

    tests/program/beside_server.py [PROGRAM]        (build/dev/shuniu unless given)

Both hubs are copies of one demonstration. Exit codes, standard output, standard error and exported files must
be equal; ids and times differ by their nature. Prints one line per check; exits 1 when one fails.
"""
import difflib
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/dev/shuniu").resolve())
HEADER = "title,problem,fields,region,modes\n"
GOOD = "储能电芯隔热垫,三元电芯热失控，需要厚度不超过一毫米的隔热材料。,06,310000,LIC\n"
FAULTY = ",x,99,310000,LIC\n"
failures = []


def check(what, good, seen=""):
    print(("passed  " if good else "FAILED  ") + what)
    if not good:
        failures.append(what)
        print(seen)


class Hub:
    """A folder with the hub in data/ and the files that the commands read."""

    def __init__(self, folder, base):
        self.folder = folder
        shutil.copytree(base, folder / "data")
        (folder / "good.csv").write_text(HEADER + GOOD * 3, encoding="utf-8")
        (folder / "mixed.csv").write_text(HEADER + GOOD + FAULTY + GOOD, encoding="utf-8")
        (folder / "table.exe").write_bytes(b"MZ\0\1")
        (folder / "large.csv").write_bytes(b"x" * (20 * 1024 * 1024 + 1))
        self.socket = folder / "data/hub.db.sock"
        self.server = None

    def start(self):
        self.server = subprocess.Popen(
            [PROGRAM, "serve", "--data", "data", "--http.port", "0", "--web", "", "--rulebook",
             str(ROOT / "rulebook")],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=open(self.folder / "log", "ab"), text=True)
        line = self.server.stdout.readline()
        if not line.startswith("Shuniu serves "):
            sys.exit("the server did not start: " + (self.folder / "log").read_text(encoding="utf-8"))

        self.address = line.split()[-1]

    def end(self, how):
        if self.server:
            self.server.send_signal(how)
            self.server.wait()
            self.server.stdout.close()
            self.server = None

    def run(self, *words, stdin=""):
        return self.finished(self.begin(*words), stdin)

    def begin(self, *words):
        return subprocess.Popen([PROGRAM, *words, "--data", "data", "--rulebook", str(ROOT / "rulebook")],
                                cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    @staticmethod
    def finished(process, stdin=""):
        out, err = process.communicate(stdin, timeout=120)
        return process.returncode, plain(out), plain(err)

    def exported(self):
        files = {}
        for file in sorted((self.folder / "out").rglob("*")):
            if file.is_file():
                files[file.name] = plain(file.read_bytes().decode("utf-8", "replace"))
        return files


def plain(text):
    """Without what differs from run to run: ids, times, and the log."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", text)
    text = re.sub(r"20\d\d-\d\d-\d\dT[\d:.]+Z", "TIME", text)
    return "".join(line for line in text.splitlines(True) if not line.startswith('{"at":'))


def commands(organisation):
    admin = ["admin", "--name", "李", "--password-file", "-"]
    imported = ["import", "--organisation", organisation]
    return [
        ("init", ["init"], 0),
        ("admin", [*admin, "--email", "first@hub.example"], 0),
        ("admin whose address is taken", [*admin, "--email", "first@hub.example"], 1),
        ("admin with faults", ["admin", "--name", "", "--email", "x", "--password-file", "-"], 1),
        ("admin with a role of no kind", [*admin, "--email", "b@hub.example", "--role", "king"], 2),
        ("admin without a password file", [*admin[:-1], "missing", "--email", "b@hub.example"], 1),
        ("import", [*imported, "good.csv"], 0),
        ("import with a faulty row", [*imported, "mixed.csv"], 1),
        ("import without the faulty row", [*imported, "mixed.csv", "--skip-faulty"], 0),
        ("import of no table", [*imported, "table.exe"], 1),
        ("import of a large file", [*imported, "large.csv"], 1),
        ("import of a missing file", [*imported, "missing.csv"], 1),
        ("import for nobody",
         ["import", "--organisation", "01900000-0000-7000-8000-000000000000", "good.csv"], 1),
        ("import for no id", ["import", "--organisation", "x", "good.csv"], 1),
        ("export", ["export", organisation, "--out", "out"], 0),
        ("export for nobody", ["export", "01900000-0000-7000-8000-000000000000", "--out", "none"], 1),
    ]


def compare(alone, beside, organisation):
    for name, words, code in commands(organisation):
        here = alone.run(*words, stdin="a long pass phrase\n")
        there = beside.run(*words, stdin="a long pass phrase\n")
        check(name, here == there and here[0] == code, f"alone:  {here}\nbeside: {there}")
    here, there = alone.exported(), beside.exported()
    titles = here.get("organisation.jsonl", "").count("储能电芯隔热垫")
    unlike = [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]
    for name in unlike:
        print(*difflib.unified_diff(here.get(name, "").splitlines(), there.get(name, "").splitlines(),
                                    "alone", "beside", lineterm="", n=0), sep="\n")
    is_whole = not unlike and titles >= 5
    check("both exports hold the same, with what was imported", is_whole, f"{titles} titles")


def refused_beside(hub):
    code, _, err = hub.run("demonstration", str(ROOT / "demonstration"))
    check("demonstration is refused", code == 1 and "control.server_runs" in err, err)
    code, out, err = hub.run("backup", "copy")
    check("backup works", code == 0, out + err)
    code, _, err = hub.run("restore", "copy")
    check("restore is refused", code == 1 and "control.server_runs" in err, err)


def at_once(hub, organisation):
    jobs = [hub.begin("admin", "--name", "n", "--password-file", "-", "--email", f"p{i}@hub.example")
            for i in range(4)]
    jobs += [hub.begin("import", "good.csv", "--organisation", organisation) for _ in range(3)]
    results = [hub.finished(job, "a long pass phrase\n") for job in jobs]
    check("seven commands at once", all(code == 0 for code, _, _ in results), results)


def not_on_the_network(hub):
    try:
        urllib.request.urlopen(hub.address + "/control/version", data=b"{}")
        check("the network does not reach it", False)
    except urllib.error.HTTPError as refusal:
        check("the network does not reach it", refusal.code == 404, refusal.code)


def socket_of(hub):
    mode = stat.S_IMODE(os.stat(hub.socket).st_mode)
    check("the socket is its owner's alone", mode == 0o600, oct(mode))
    hub.end(signal.SIGKILL)
    check("a killed server leaves its socket", hub.socket.exists())
    code, out, err = hub.run("init")
    check("a stale socket does not matter", code == 0, out + err)
    hub.start()
    code, out, err = hub.run("init")
    check("the next server replaces it", code == 0, out + err)
    hub.end(signal.SIGTERM)
    check("a server that ends removes it", not hub.socket.exists())


def main():
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        subprocess.run([PROGRAM, "demonstration", "--data", str(work / "base"), "--rulebook",
                        str(ROOT / "rulebook"), str(ROOT / "demonstration")], check=True,
                       stdout=subprocess.DEVNULL)
        for name in ("alone", "beside"):
            (work / name).mkdir()
        alone, beside = Hub(work / "alone", work / "base"), Hub(work / "beside", work / "base")
        beside.start()
        try:
            organisation = organisation_of(work / "base")
            compare(alone, beside, organisation)
            refused_beside(beside)
            at_once(beside, organisation)
            not_on_the_network(beside)
            socket_of(beside)
        finally:
            beside.end(signal.SIGKILL)
    sys.exit(1 if failures else 0)


def organisation_of(data):
    with sqlite3.connect(f"file:{data / 'hub.db'}?mode=ro", uri=True) as database:
        return database.execute("SELECT id FROM identity_organisation ORDER BY id").fetchone()[0]


if __name__ == "__main__":
    main()
