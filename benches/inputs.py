#!/usr/bin/env python3
"""The inputs of the measurements, the same bytes every time.

    python3 benches/inputs.py FOLDER [--small]

formulas.txt  W3: a formula a line, sums such as people write, brackets up to two deep
pairs.tsv     W6: 0 or 1, tab, a formula, tab, another way to write it (1) or one that is a little off (0)
NAME.csv      W4: rows of integers; the name says how large the values of the formula get
"""

import random
import sys
from fractions import Fraction
from pathlib import Path

VARIABLES = "LhVndksa"
MOST_TERMS = 120

# Bits of the columns, so that the values pass 2^63, 2^64 or 2^128.
WIDTHS = {
    "i64": {"L": 7, "h": 14, "V": 18, "": 14},
    "x64": {"L": 20, "h": 32, "V": 30, "": 30},
    "x128": {"L": 30, "h": 56, "V": 60, "": 50},
}


# Polynomials: {sorted pairs of variable and exponent: coefficient}.
def times(a, b):
    product = {}
    for left, x in a.items():
        for right, y in b.items():
            powers = dict(left)
            for variable, exponent in right:
                powers[variable] = powers.get(variable, 0) + exponent
            monomial = tuple(sorted(powers.items()))
            product[monomial] = product.get(monomial, 0) + x * y
    return product


def plus(a, b, sign=1):
    total = dict(a)
    for monomial, coefficient in b.items():
        total[monomial] = total.get(monomial, 0) + sign * coefficient
    return {monomial: coefficient for monomial, coefficient in total.items() if coefficient}


def term(source, depth):
    """The text and the value of a product: a number, one or two powers, a bracket."""
    factors, value = [], {(): Fraction(1)}
    if source.random() < 0.7:
        number = Fraction(source.randint(2, 12 if source.random() < 0.7 else 4096))
        if source.random() < 0.2:
            number = Fraction(source.randint(1, 9), source.randint(2, 8))
        factors.append(str(number))
        value = {(): number}
    for _ in range(source.randint(1, 2)):
        variable = source.choice(VARIABLES)
        exponent = source.randint(1, 4) if source.random() < 0.35 else 1
        factors.append(variable if exponent == 1 else f"{variable}^{exponent}")
        value = times(value, {((variable, exponent),): Fraction(1)})
    if depth and source.random() < 0.4:
        inner, inside = total(source, source.randint(2, 3), depth - 1)
        exponent = source.randint(2, 3) if source.random() < 0.25 else 1
        factors.append(f"({inner})" if exponent == 1 else f"({inner})^{exponent}")
        for _ in range(exponent):
            value = times(value, inside)
    return "*".join(factors), value


def total(source, terms, depth):
    text, value = "", {}
    for place in range(terms):
        sign = -1 if place and source.random() < 0.25 else 1
        factor, worth = term(source, depth)
        text += ("" if place == 0 else "-" if sign < 0 else "+") + factor
        value = plus(value, worth, sign)
    return text, value


def formula(source):
    while True:
        text, value = total(source, source.randint(3, 8), 2)
        if 2 <= len(value) <= MOST_TERMS:
            return text, value


def written(monomial, coefficient):
    size = abs(coefficient)
    factors = [str(size)] if size != 1 or not monomial else []
    factors += [name if power == 1 else f"{name}^{power}" for name, power in monomial]
    return ("-" if coefficient < 0 else "+") + "*".join(factors)


def another_way(source, value):
    """The same polynomial multiplied out, in another order, some terms grouped by a variable."""
    terms = list(value.items())
    source.shuffle(terms)
    alone, groups = "", {}
    for monomial, coefficient in terms:
        if monomial and source.random() < 0.6:
            variable = source.choice(monomial)[0]
            rest = tuple((name, power - (name == variable)) for name, power in monomial)
            rest = tuple(pair for pair in rest if pair[1])
            groups[variable] = groups.get(variable, "") + written(rest, coefficient)
        else:
            alone += written(monomial, coefficient)
    for variable, inside in groups.items():
        alone += f"+{variable}*({inside.removeprefix('+')})"
    return alone.removeprefix("+")


def a_little_off(source, value):
    """One coefficient, one exponent or one sign is another."""
    off = dict(value)
    monomial = source.choice(sorted(off))
    coefficient = off.pop(monomial)
    kind = source.randrange(3)
    if kind == 0:
        coefficient += Fraction(1, coefficient.denominator)
    elif kind == 1:
        powers = dict(monomial)
        variable = source.choice(VARIABLES)
        powers[variable] = powers.get(variable, 0) + 1
        monomial = tuple(sorted(powers.items()))
    else:
        coefficient = -coefficient
    return plus(off, {monomial: coefficient})


def write(folder, formulas=10_000, pairs=5_000, rows=1_000_000):
    source = random.Random(20261126)
    lines = [formula(source)[0] for _ in range(formulas)]
    (folder / "formulas.txt").write_text("\n".join(lines) + "\n")
    lines = []
    while len(lines) < pairs:
        text, value = formula(source)
        same = len(lines) % 2
        other = value if same else a_little_off(source, value)
        if other and (other == value) == bool(same):
            lines.append(f"{same}\t{text}\t{another_way(source, other)}")
    (folder / "pairs.tsv").write_text("\n".join(lines) + "\n")
    for width, bits in WIDTHS.items():
        for name, columns in (("small", VARIABLES[:3]), ("big", VARIABLES)):
            lines = [",".join(columns)]
            for _ in range(rows):
                values = (source.getrandbits(bits.get(c, bits[""])) + 1 for c in columns)
                lines.append(",".join(map(str, values)))
            (folder / f"{name}-{width}.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if "--small" in sys.argv:
        write(folder, 200, 100, 700)
    else:
        write(folder)
