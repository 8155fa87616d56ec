#!/usr/bin/env python3
"""The same work here and in the other systems that are installed, in turn, as one Markdown table.

    python3 benches/side_by_side.py [--rounds 5] [--small] [W1 W2 W3 W5 W6 W7]

Others: python-flint and symbolica in the Python that runs this, form on the path. Those that are missing
are left out. All times are CPU seconds (user + system) of the work alone, the median of the rounds; each
system takes its turn in each round, so that a busy machine weighs on all alike. Ratios are to the fastest
of the others; below 1 this program is ahead.
"""

import argparse
import importlib.util
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VARIABLES = "LhVndksa"


def formula(random, depth=2):
    """A sum of three to eight terms such as people write, brackets up to two deep."""
    terms = []
    for _ in range(random.randint(3, 8) if depth == 2 else random.randint(2, 3)):
        factors = []
        if random.random() < 0.7:
            number = str(random.randint(2, 12 if random.random() < 0.7 else 4096))
            factors.append(f"{number}/{random.randint(2, 8)}" if random.random() < 0.2 else number)
        for variable in random.sample(VARIABLES, random.randint(1, 2)):
            factors.append(variable if random.random() < 0.65 else f"{variable}^{random.randint(2, 4)}")
        if depth and random.random() < 0.4:
            power = random.choice(["", "", "", "^2"])
            factors.append(f"({formula(random, depth - 1)}){power}")
        terms.append("*".join(factors))
    signs = ["", *random.choices("+-", [3, 1], k=len(terms) - 1)]
    return "".join(sign + term for sign, term in zip(signs, terms))


def write_inputs(folder, formulas, pairs):
    source = random.Random(20261123)
    w3 = [formula(source) for _ in range(formulas)]
    w6 = []
    for number in range(pairs):
        left = formula(source)
        # The same terms in brackets of their own and another order; every second one a little off.
        off = "" if number % 2 else "+" + source.choice(VARIABLES)
        w6.append(f"{number % 2}\t{left}\t0-({'-'.join(['a', 'a'])}-({left}){off})")
    (folder / "w3.txt").write_text("\n".join(w3) + "\n")
    (folder / "w6.txt").write_text("\n".join(w6) + "\n")


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command, text=None):
    """Standard output of a command and its CPU seconds."""
    before = children()
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
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


def start(command):
    def once(*_):
        return run(command)[1]

    return once


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--small", action="store_true", help="small cases only")
    arguments.add_argument("work", nargs="*", default=["W1", "W1u", "W2", "W3", "W5", "W6", "W7"])
    options = arguments.parse_args()
    run(["cargo", "build", "--release", "--manifest-path", str(ROOT / "Cargo.toml"), "--example", "peers"])
    run(["cargo", "build", "--release", "--manifest-path", str(ROOT / "Cargo.toml")])
    global EXAMPLE
    EXAMPLE = str(ROOT / "target/release/examples/peers")
    program = str(ROOT / "target/release/longhand")
    found = {"FLINT": flint} if importlib.util.find_spec("flint") else {}
    if importlib.util.find_spec("symbolica"):
        found["Symbolica"] = symbolica
    lines = {"FORM": form} if shutil.which("form") else {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        write_inputs(folder, 500 if options.small else 10_000, 500 if options.small else 5_000)
        (folder / "start.frm").write_text("#-\nOff Statistics;\nSymbols a,b;\nLocal F=(a+b)^3;\nPrint;\n.end\n")
        jobs = []
        for work, cases in {"W1": [12, 16, 20], "W1u": [12, 16, 20], "W2": [8, 10, 12]}.items():
            for case in cases[:1] if options.small else cases:
                for threads in (1, 2):
                    others = {name: one for name, one in found.items() if threads == 1 or name == "FLINT"}
                    jobs.append((work, case, threads, {"longhand": ours, **others}))
        for work in ("W3", "W6"):
            jobs.append((work, folder / f"{work.lower()}.txt", 1, {"longhand": ours, **lines}))
        cold = {"longhand": start([program, "expand", "(a+b)^3"])}
        if lines:
            cold["FORM"] = start(["form", str(folder / "start.frm")])
        jobs.append(("W5", "expand (a+b)^3", 1, cold))
        jobs.append(("W7", "derive transformer", 1, {"longhand": start([program, "derive", "transformer"])}))
        print("| work | case | threads | longhand, ms | others, ms | ratio |\n|---|---|---:|---:|---|---:|")
        for work, case, threads, systems in jobs:
            if work not in options.work:
                continue
            times = {name: [] for name in systems}
            for _ in range(options.rounds):
                for name, system in systems.items():
                    times[name].append(system(work, case, threads) * 1000)
            median = {name: statistics.median(taken) for name, taken in times.items()}
            own = median.pop("longhand")
            others = ", ".join(f"{name} {taken:.4g}" for name, taken in sorted(median.items(), key=lambda m: m[1]))
            ratio = f"{own / min(median.values()):.2f}" if median else ""
            case = f"n = {case}" if isinstance(case, int) else "lines" if isinstance(case, Path) else case
            print(f"| {work} | {case} | {threads} | {own:.4g} | {others} | {ratio} |", flush=True)


main()
