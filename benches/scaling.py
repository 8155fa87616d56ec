#!/usr/bin/env python3
"""Cost against size: W1 to W4 from small cases to the largest that fit, as a Markdown table.

    python3 benches/scaling.py [--most 4] [--seconds 5]

One thread. `--most` is the memory in GB that a case may take; the cases of a piece of work end before it, and
behind one that takes longer than `--seconds`. Time is CPU time of the work alone, memory is what the whole
process held at most.
"""

import argparse
import subprocess
import sys
import tempfile
from math import comb
from pathlib import Path

import inputs

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "target/release/examples/peers"


def measured(arguments):
    """The row of the result, and the most memory in bytes."""
    code = (
        "import resource, subprocess, sys\n"
        "out = subprocess.run(sys.argv[1:], capture_output=True, text=True, check=True).stdout\n"
        "print(out, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, sep='\\n')"
    )
    command = [sys.executable, "-c", code, str(EXAMPLE), *map(str, arguments)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    rows = [line.split("\t") for line in lines if line.startswith("RESULT")]
    return rows[-1], int(lines[-2]) * 1024


def row(work, size, seconds, units, unit, memory, per):
    print(
        f"| {work} | {size} | {seconds * 1000:.4g} | {seconds / units * 1e9:.3g} ns a {unit} "
        f"| {memory / 1e6:,.0f} | {per} |",
        flush=True,
    )


def products(work, n):
    """How many pairs of terms are multiplied."""
    terms = comb(n + (4 if work == "W1" else 5), n)
    return terms * terms


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--most", type=float, default=4, help="memory in GB")
    arguments.add_argument("--seconds", type=float, default=5, help="the longest case but the last of each work")
    arguments = arguments.parse_args()
    most = arguments.most * 1e9
    build = ["cargo", "build", "--release", "--quiet", "--example", "peers", "--manifest-path", str(ROOT / "Cargo.toml")]
    subprocess.run(build, check=True)
    print("| work | size | CPU ms | cost | memory, MB | memory a term or row |\n|---|---|---:|---:|---:|---:|")
    for work, cases in {"W1": range(8, 41, 4), "W2": range(4, 21, 2)}.items():
        for n in cases:
            found, memory = measured([work, n])
            terms = int(found[5].removeprefix("terms="))
            size = f"n = {n}, {terms:,} terms"
            row(work, size, float(found[4]), products(work, n), "product", memory, f"{memory / terms:.0f} bytes")
            if memory * 2.5 > most or float(found[4]) > arguments.seconds:
                break
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for count in (100, 1_000, 10_000, 50_000):
            inputs.write(folder, count, 0, 0)
            found, memory = measured(["W3", folder / "formulas.txt"])
            row("W3", f"{count:,} formulas", float(found[4]), count, "formula", memory, "")
        for count in (1_000, 10_000, 100_000, 1_000_000, 4_000_000):
            inputs.write(folder, 0, 0, count)
            for width in inputs.WIDTHS:
                found, memory = measured(["W4", folder / f"big-{width}.csv"])
                held = f"{memory / count:.0f} bytes" if count > 100_000 else ""
                row("W4", f"{width}, {count:,} rows", float(found[4]), count, "row", memory, held)


main()
