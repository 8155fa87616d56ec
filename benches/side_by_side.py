#!/usr/bin/env python3
"""The same work here and in the other systems that are installed, in turn, as one Markdown table.

    python3 benches/side_by_side.py [--rounds 5] [--small] [W1 W1u W2 W3 W4 W5 W6 W7]

Others: python-flint, symbolica and duckdb in the Python that runs this, form and gp on the path. Those that
are missing are left out. With one thread times are CPU seconds (user + system) of the work alone, with two
the time on the clock; each system takes its turn in each round, so that a busy machine weighs on all alike,
and the best of the rounds counts. Ratios are to the fastest of the others; below 1 this program is ahead.
"""

import argparse
import importlib.util
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import inputs

ROOT = Path(__file__).resolve().parent.parent
VARIABLES = inputs.VARIABLES


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command, text=None):
    """Standard output of a command and its CPU seconds."""
    before = children()
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout, children() - before


def ours(work, case, threads):
    out, _ = run([EXAMPLE, work, str(case), "--threads", str(threads)])
    rows = [line.split("\t") for line in out.splitlines()]
    clock = "WALL" if threads > 1 else "RESULT"
    rows = [row for row in rows if row[0] == clock and not row[3].endswith("pow")]
    return float(rows[-1][4])


PRODUCTS = {
    "W1": ("xyzt", "(1+x+y+z+t)", None),
    "W1u": ("xyzt", "(1+x+y+z+t)", "(1+2*x+y+3*z+t)"),
    "W2": ("xyztu", "(1+x+y+2*z**2+3*t**3+5*u**5)", "(1+u+t+2*z**2+3*y**3+5*x**5)"),
}


def flint(work, case, threads):
    names, f, g = PRODUCTS[work]
    clock = "perf_counter" if threads > 1 else "process_time"
    code = f"""
import flint
from time import {clock} as now
flint.ctx.threads = {threads}
{','.join(names)} = flint.fmpz_mpoly_ctx.get(list({names!r}), flint.Ordering.lex).gens()
f = {f}**{case}
g = {f'{g}**{case}' if g else 'f + 1'}
start = now(); product = f * g; print(now() - start)
"""
    return float(run([sys.executable, "-c", code])[0])


def symbolica(work, case, threads):
    names, f, g = PRODUCTS[work]
    f, g = f.replace("**", "^"), (g or "").replace("**", "^")
    code = f"""
import symbolica as s
from time import process_time as now
v = [s.S(c) for c in {names!r}]
f = s.E({f!r}).to_polynomial(vars=v)**{case}
g = {f's.E({g!r}).to_polynomial(vars=v)**{case}' if g else 'f + 1'}
start = now(); product = f * g; print('TIME', now() - start)
"""
    return float(re.search(r"TIME (\S+)", run([sys.executable, "-c", code])[0])[1])


def form(work, case, threads):
    head = f"#-\nOff Statistics;\nFormat 255;\nSymbols {','.join(VARIABLES)};\n"
    rows = Path(case).read_text().splitlines()
    if work == "W6":
        rows = ["({})-({})".format(*row.split("\t")[1:]) for row in rows]
    body = "".join(f"Local F{place}={row};\n" for place, row in enumerate(rows))
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder, "empty.frm"), Path(folder, "full.frm")
        empty.write_text(head + ".end\n")
        full.write_text(head + body + "Print;\n.end\n")
        return run(["form", str(full)])[1] - run(["form", str(empty)])[1]


def pari(work, case, threads):
    head = ";".join(VARIABLES) + ";\n"
    rows = Path(case).read_text().splitlines()
    if work == "W6":
        body = "".join("print(({})-({})==0)\n".format(*row.split("\t")[1:]) for row in rows)
    else:
        body = "".join(f"print({row})\n" for row in rows)
    command = ["gp", "-q", "-f"]
    return run(command, head + body)[1] - run(command, head)[1]


FORMULAS = {
    "small": "L*(12*h^2+4*h)+V*h+2*h",
    "big": "V*h+s*h+2*h+L*(12*h^2+13*h+4*h*d+n*k*d+2*a*h*k+3*s*n*d+5*a^2*s+7*d^2*k+6*n^2)",
}


def duckdb(work, case, threads):
    """A column of the values made from columns of HUGEINT; nothing where they do not fit."""
    formula = FORMULAS[case.stem.split("-")[0]]
    formula = re.sub(r"([A-Za-z])\^2", r"\1*\1", formula)
    # The names of the columns would be the same in capital and small letters.
    formula = re.sub(r"[A-Za-z]", lambda name: f"c{VARIABLES.index(name[0])}", formula)
    clock = "perf_counter" if threads > 1 else "process_time"
    code = f"""
import duckdb
from time import {clock} as now
names = open({str(case)!r}).readline().strip().split(',')
columns = ','.join('c' + str({VARIABLES!r}.index(name)) + ' HUGEINT' for name in names)
database = duckdb.connect(config={{'threads': {threads}}})
database.execute(f'create table cells({{columns}})')
database.execute("copy cells from {str(case)!r} (header true)")
times = []
for _ in range(3):
    start = now()
    try:
        database.execute('create or replace temp table answer as select {formula} as value from cells')
    except duckdb.OutOfRangeException:
        break
    times.append(now() - start)
print(min(times, default='inf'))
"""
    return float(run([sys.executable, "-c", code])[0])


def python(work, case, threads):
    """Integers of any size, row by row."""
    formula = FORMULAS[case.stem.split("-")[0]].replace("^", "**")
    code = f"""
from time import process_time as now
lines = open({str(case)!r}).read().split()
names = lines[0]
columns = list(zip(*(map(int, line.split(',')) for line in lines[1:])))
work = eval(f'lambda columns: [{formula} for {{names}} in zip(*columns)]')
start = now(); values = work(columns); print(now() - start)
"""
    return float(run([sys.executable, "-c", code])[0])


def start(command):
    def once(*_):
        return run(command)[1]

    return once


def jobs(folder, program, small):
    """Work, case, threads, and what does it."""
    has = lambda module: importlib.util.find_spec(module) is not None
    flint_too = {"FLINT": flint} if has("flint") else {}
    symbolica_too = {"Symbolica": symbolica} if has("symbolica") else {}
    lines = {"FORM": form} if shutil.which("form") else {}
    lines |= {"PARI": pari} if shutil.which("gp") else {}
    for work, cases in {"W1": [12, 16, 20], "W1u": [12, 16, 20], "W2": [8, 10, 12]}.items():
        for case in cases[:1] if small else cases:
            yield work, case, 1, {"longhand": ours} | flint_too | symbolica_too
            yield work, case, 2, {"longhand": ours} | flint_too
    yield "W3", folder / "formulas.txt", 1, {"longhand": ours} | lines
    yield "W3", folder / "formulas.txt", 2, {"longhand": ours}
    for name in ("small", "big"):
        for width in inputs.WIDTHS:
            table = folder / f"{name}-{width}.csv"
            database = {"DuckDB": duckdb} if has("duckdb") and width != "x128" else {}
            yield "W4", table, 1, {"longhand": ours, "Python": python} | database
            if database:
                yield "W4", table, 2, {"longhand": ours} | database
    cold = {"longhand": start([program, "expand", "(a+b)^3"])}
    if shutil.which("form"):
        (folder / "start.frm").write_text("#-\nOff Statistics;\nSymbols a,b;\nLocal F=(a+b)^3;\nPrint;\n.end\n")
        cold["FORM"] = start(["form", str(folder / "start.frm")])
    if shutil.which("gp"):
        (folder / "start.gp").write_text("print((a+b)^3)\n")
        cold["PARI"] = start(["gp", "-q", "-f", str(folder / "start.gp")])
    yield "W5", "expand (a+b)^3", 1, cold
    yield "W6", folder / "pairs.tsv", 1, {"longhand": ours} | lines
    yield "W6", folder / "pairs.tsv", 2, {"longhand": ours}
    yield "W7", "derive transformer", 1, {"longhand": start([program, "derive", "transformer"])}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--small", action="store_true", help="small cases only")
    arguments.add_argument("work", nargs="*", default=["W1", "W1u", "W2", "W3", "W4", "W5", "W6", "W7"])
    options = arguments.parse_args()
    run(["cargo", "build", "--release", "--manifest-path", str(ROOT / "Cargo.toml"), "--example", "peers"])
    run(["cargo", "build", "--release", "--manifest-path", str(ROOT / "Cargo.toml")])
    global EXAMPLE
    EXAMPLE = str(ROOT / "target/release/examples/peers")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        inputs.write(folder, *((500, 500, 50_000) if options.small else ()))
        print("| work | case | threads | longhand, ms | others, ms | ratio |\n|---|---|---:|---:|---|---:|")
        for work, case, threads, systems in jobs(folder, str(ROOT / "target/release/longhand"), options.small):
            if work not in options.work:
                continue
            best = {name: float("inf") for name in systems}
            for _ in range(options.rounds):
                for name, system in systems.items():
                    best[name] = min(best[name], system(work, case, threads) * 1000)
            own = best.pop("longhand")
            others = ", ".join(f"{name} {taken:.4g}" for name, taken in sorted(best.items(), key=lambda m: m[1]))
            ratio = f"{own / min(best.values()):.2f}" if best else ""
            case = f"n = {case}" if isinstance(case, int) else case.stem if isinstance(case, Path) else case
            print(f"| {work} | {case} | {threads} | {own:.4g} | {others} | {ratio} |", flush=True)


main()
