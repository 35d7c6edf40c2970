#!/usr/bin/python3
"""Writes rows.json: rows of float32 numbers with their softmax, softmin, log-softmax, sparsemax and
glu values and the gradients for given dy, computed with 200 digits and rounded once to float64.
Needs mpmath. Run: test/row-reference/generate.py
"""
import json
import random
import struct
from pathlib import Path
from mpmath import mp, mpf, exp, log, erfc, sqrt, pi

mp.dps = 200
random.seed(20261123)


def float32(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def softmax(x):
    shares = [exp(a) for a in x]
    return [share / sum(shares) for share in shares]


def softmax_gradient(x, dy):
    s = softmax(x)
    mean = sum(a * b for a, b in zip(s, dy))
    return [a * (b - mean) for a, b in zip(s, dy)]


def sparsemax_threshold(x):
    descending = sorted(x, reverse=True)
    for k in range(len(x), 0, -1):
        threshold = (sum(descending[:k]) - 1) / k
        if descending[k - 1] > threshold:
            return threshold


def sparsemax_gradient(x, dy):
    threshold = sparsemax_threshold(x)
    inside = [b for a, b in zip(x, dy) if a > threshold]
    return [b - sum(inside) / len(inside) if a > threshold else mpf(0) for a, b in zip(x, dy)]


def logistic(g):
    return 1 / (1 + exp(-g))


GATES = {
    "glu": (logistic, lambda g: logistic(g) * logistic(-g)),
    "reglu": (lambda g: max(g, mpf(0)), lambda g: mpf(1 if g > 0 else 0)),
    "bilinear": (lambda g: g, lambda g: mpf(1)),
    "swiglu": (lambda g: g * logistic(g), lambda g: logistic(g) * (1 + g * logistic(-g))),
    "geglu": (
        lambda g: g * erfc(-g / sqrt(2)) / 2,
        lambda g: erfc(-g / sqrt(2)) / 2 + g * exp(-g * g / 2) / sqrt(2 * pi),
    ),
}

ROWWISE = {
    "softmax": (softmax, softmax_gradient),
    "softmin": (
        lambda x: softmax([-a for a in x]),
        lambda x, dy: [-a for a in softmax_gradient([-a for a in x], dy)],
    ),
    "log-softmax": (
        lambda x: [a - log(sum(exp(b) for b in x)) for a in x],
        lambda x, dy: [b - s * sum(dy) for s, b in zip(softmax(x), dy)],
    ),
    "sparsemax": (
        lambda x: [max(a - sparsemax_threshold(x), mpf(0)) for a in x],
        sparsemax_gradient,
    ),
}


def numbers(length, scale):
    return [float32(random.uniform(-1, 1) * scale) for _ in range(length)]


def floats(values):
    # What 200 digits leave of an exact 0 is 0.
    return [float(value) if abs(value) > mpf(10) ** -150 else 0.0 for value in values]


def row_cases():
    for length in [1, 2, 3, 4, 5, 8, 17, 32, 33]:
        for scale in [1e-3, 1, 10, 90]:
            yield numbers(length, scale), numbers(length, 1)


def main():
    cases = []
    for x, dy in row_cases():
        exact_x, exact_dy = [mpf(a) for a in x], [mpf(a) for a in dy]
        for name, (value, gradient) in ROWWISE.items():
            y, dx = value(exact_x), gradient(exact_x, exact_dy)
            cases.append({"function": name, "x": x, "dy": dy, "y": floats(y), "dx": floats(dx)})
    for half in [1, 2, 3, 5, 8, 33]:
        for scale in [1, 10]:
            v, g, dy = numbers(half, scale), numbers(half, scale), numbers(half, 1)
            for name, (gate, slope) in GATES.items():
                y = [mpf(a) * gate(mpf(b)) for a, b in zip(v, g)]
                dv = [mpf(d) * gate(mpf(b)) for d, b in zip(dy, g)]
                dg = [mpf(d) * mpf(a) * slope(mpf(b)) for d, a, b in zip(dy, v, g)]
                case = {"function": name, "x": v + g, "dy": dy, "y": floats(y)}
                cases.append({**case, "dx": floats(dv + dg)})
    Path(__file__).with_name("rows.json").write_text(json.dumps(cases, separators=(",", ":")))


if __name__ == "__main__":
    main()
