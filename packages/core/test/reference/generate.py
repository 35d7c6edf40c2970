#!/usr/bin/python3
"""Writes the points that kernels are tested against: x, f(x) and f'(x), computed with 220 digits.

One file for each function and set of parameters, `<id>.json` or `<id>@<values>.json`. Every x is a
float32, f and f' are the nearest float64. Left out are kinks, where f' is a convention, and points
where f or f' passes the largest float64. A file that exists keeps its x; a new one draws its own.
Every f' is checked against a central difference of f.

Parameters are float64 numbers, as core holds them. One in quotes is the number that its float64
stands for: frameworks compute (x + 3) / 6. The constants of the formulas are exact, except 1.702 in
Quick GELU, which is its float64 in every implementation.

Needs mpmath. Run: packages/core/test/reference/generate.py [id...]
"""
import json
import math
import os
import random
import re
import struct
import sys

from mpmath import cos, erfc, exp, expm1, log1p, mp, mpf, nint, pi, sin, sqrt, tanh

mp.dps = 220


def sigmoid(x):
    return exp(x) / (1 + exp(x)) if x < 0 else 1 / (1 + exp(-x))


def sigmoid_slope(x):
    return sigmoid(x) * sigmoid(-x)


def tanh_slope(x):
    return 4 * sigmoid_slope(2 * x)


def softplus(x):
    return max(x, mpf(0)) + log1p(exp(-abs(x)))


def normal_below(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def normal_density(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def clamp(x, low, high):
    return min(max(x, low), high)


def swish(x, beta):
    return x * sigmoid(beta * x)


def swish_slope(x, beta):
    return sigmoid(beta * x) + beta * x * sigmoid_slope(beta * x)


def gelu_tanh_argument(x):
    return 2 * sqrt(2 / pi) * (x + mpf("0.044715") * x**3)


def gelu_tanh_argument_slope(x):
    return 2 * sqrt(2 / pi) * (1 + 3 * mpf("0.044715") * x**2)


def mish_slope(x):
    return tanh(softplus(x)) + x * sigmoid(x) * tanh_slope(softplus(x))


def elu(x, alpha):
    return x if x > 0 else alpha * expm1(x)


def elu_slope(x, alpha):
    return mpf(1) if x > 0 else alpha * exp(x)


def leaky_relu(x, slope):
    return x if x > 0 else slope * x


def leaky_relu_slope(x, slope):
    return mpf(1) if x > 0 else slope


def indicator(condition):
    return mpf(1 if condition else 0)


def xielu(x, alpha_p, alpha_n, beta, epsilon):
    if x > 0:
        return alpha_p * x * x + beta * x
    return alpha_n * (expm1(min(x, epsilon)) - x) + beta * x


def xielu_slope(x, alpha_p, alpha_n, beta, epsilon):
    if x > 0:
        return 2 * alpha_p * x + beta
    return alpha_n * (expm1(x) if x <= epsilon else mpf(-1)) + beta


QUICK_GELU = mpf(1.702)

# id: (f, f', kinks), each of x and the parameters in the order of the record.
FUNCTIONS = {
    "celu": (lambda x, a: x if x > 0 else a * expm1(x / a), lambda x, a: mpf(1) if x > 0 else exp(x / a)),
    "elu": (elu, elu_slope, lambda a: [] if a == 1 else [0]),
    "exponential": (exp, exp),
    "gaussian": (lambda x: exp(-x * x), lambda x: -2 * x * exp(-x * x)),
    "gelu": (lambda x: x * normal_below(x), lambda x: normal_below(x) + x * normal_density(x)),
    "gelu-tanh": (
        lambda x: x * sigmoid(gelu_tanh_argument(x)),
        lambda x: sigmoid(gelu_tanh_argument(x))
        + x * gelu_tanh_argument_slope(x) * sigmoid_slope(gelu_tanh_argument(x)),
    ),
    "hard-shrink": (
        lambda x, l: x if abs(x) > l else mpf(0),
        lambda x, l: indicator(abs(x) > l),
        lambda l: [-l, l],
    ),
    "hard-sigmoid": (
        lambda x, a, b: clamp(a * x + b, 0, 1),
        lambda x, a, b: a * indicator(0 < a * x + b < 1),
        lambda a, b: [float(-b / a), float((1 - b) / a)],
    ),
    "hard-swish": (
        lambda x: x * clamp((x + 3) / 6, 0, 1),
        lambda x: mpf(0) if x <= -3 else mpf(1) if x >= 3 else (2 * x + 3) / 6,
        lambda: [-3, 3],
    ),
    "hard-tanh": (clamp, lambda x, a, b: indicator(a < x < b), lambda a, b: [a, b]),
    "identity": (lambda x: x, lambda x: mpf(1)),
    "laplace": (
        lambda x, m, s: normal_below((x - m) / s),
        lambda x, m, s: normal_density((x - m) / s) / s,
    ),
    "leaky-relu": (leaky_relu, leaky_relu_slope, lambda a: [0]),
    "lisht": (lambda x: x * tanh(x), lambda x: tanh(x) + x * tanh_slope(x)),
    "log-sigmoid": (lambda x: -softplus(-x), lambda x: sigmoid(-x)),
    "mish": (lambda x: x * tanh(softplus(x)), mish_slope),
    "prelu": (leaky_relu, leaky_relu_slope, lambda a: [0]),
    "quick-gelu": (lambda x: swish(x, QUICK_GELU), lambda x: swish_slope(x, QUICK_GELU)),
    # At 0 the slope is the plain fact that everybody takes 0.
    "relu": (lambda x: max(x, 0), lambda x: indicator(x > 0)),
    "relu6": (lambda x: clamp(x, 0, 6), lambda x: indicator(0 < x < 6), lambda: [0, 6]),
    "rrelu": (
        lambda x, l, u: leaky_relu(x, (l + u) / 2),
        lambda x, l, u: leaky_relu_slope(x, (l + u) / 2),
        lambda l, u: [0],
    ),
    "scaled-tanh": (lambda x, a, b: a * tanh(b * x), lambda x, a, b: a * b * tanh_slope(b * x)),
    "selu": (lambda x, s, a: s * elu(x, a), lambda x, s, a: s * elu_slope(x, a), lambda s, a: [0]),
    "sigmoid": (sigmoid, sigmoid_slope),
    "silu": (lambda x: swish(x, 1), lambda x: swish_slope(x, 1)),
    "snake": (lambda x, a: x + sin(a * x) ** 2 / a, lambda x, a: 1 + sin(2 * a * x)),
    "soft-shrink": (
        lambda x, l: x - clamp(x, -l, l),
        lambda x, l: indicator(abs(x) > l),
        lambda l: [-l, l],
    ),
    "softplus": (lambda x, b: softplus(b * x) / b, lambda x, b: sigmoid(b * x)),
    "softsign": (lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2),
    "sparse-plus": (
        lambda x: mpf(0) if x <= -1 else x if x >= 1 else (x + 1) ** 2 / 4,
        lambda x: clamp((x + 1) / 2, 0, 1),
    ),
    "sparse-sigmoid": (
        lambda x: clamp((x + 1) / 2, 0, 1),
        lambda x: indicator(-1 < x < 1) / 2,
        lambda: [-1, 1],
    ),
    "squared-relu": (lambda x: max(x, 0) ** 2, lambda x: 2 * max(x, 0)),
    "squareplus": (
        lambda x, b: (x + sqrt(x * x + b)) / 2,
        lambda x, b: (1 + x / sqrt(x * x + b)) / 2,
    ),
    "swish": (swish, swish_slope),
    "tanh": (tanh, tanh_slope),
    "tanh-shrink": (lambda x: x - tanh(x), lambda x: tanh(x) ** 2),
    "threshold": (
        lambda x, t, v: x if x > t else v,
        lambda x, t, v: indicator(x > t),
        lambda t, v: [t],
    ),
    "xielu": (xielu, xielu_slope, lambda p, n, b, e: [0, e]),
}

# The defaults first; values that float32 holds where they are ours to choose.
PARAMETERS = {
    "celu": [{"alpha": 1}, {"alpha": 2}],
    "elu": [{"alpha": 1}, {"alpha": 0.5}],
    "hard-shrink": [{"lambda": 0.5}, {"lambda": 1.5}],
    "hard-sigmoid": [{"slope": "1/6", "offset": 0.5}, {"slope": 0.25, "offset": 0.375}],
    "hard-tanh": [{"min": -1, "max": 1}, {"min": -2, "max": 0.5}],
    "laplace": [{"mu": 0.707107, "sigma": 0.282095}, {"mu": -0.5, "sigma": 2}],
    "leaky-relu": [{"slope": 0.01}, {"slope": 0.2}],
    "prelu": [{"alpha": 0.25}, {"alpha": -0.5}],
    "rrelu": [{"lower": 1 / 8, "upper": 1 / 3}, {"lower": 0.25, "upper": 0.5}],
    "scaled-tanh": [{"alpha": 1.7159, "beta": 2 / 3}, {"alpha": 2, "beta": 0.25}],
    "selu": [
        {
            "scale": "1.0507009873554804934193349852946",
            "alpha": "1.6732632423543772848170429916717",
        },
        {"scale": 1.5, "alpha": 0.5},
    ],
    "snake": [{"frequency": 1}, {"frequency": 2.5}],
    "soft-shrink": [{"lambda": 0.5}, {"lambda": 1.5}],
    "softplus": [{"beta": 1}, {"beta": 2}],
    "squareplus": [{"b": 4}, {"b": 0.25}],
    "swish": [{"beta": 1}, {"beta": 1.5}],
    "threshold": [{"threshold": 1, "value": 0}, {"threshold": -0.5, "value": 3}],
    "xielu": [
        {"alphaP": 0.8, "alphaN": 0.8, "beta": 0.5, "epsilon": -1e-6},
        {"alphaP": 1.25, "alphaN": 0.5, "beta": 0.25, "epsilon": -0.125},
    ],
}

# Signs of zero, both ends of exp in either float type, subnormals, and where known implementations
# lose every digit (erf at 5.5 and 8.3, sigmoid at 17 and 37, normal tails at 13, 14 and 38).
LANDMARKS = [0.0, 0.5, 1, 3, 5.4, 5.6, 6, 8, 9.2, 10, 13, 14.2, 20, 27.2, 36.9, 37.5, 38.5, 50]
LANDMARKS += [88, 88.72, 103, 103.9, 104, 300, 709, 745, 1e4, 3e38]
LANDMARKS += [2**-149, 2**-126, 1e-20, 1e-8, 1e-4]
COUNT = 600


def float32(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def draw(title, kinks):
    """Landmarks, both sides of each kink, then near, around and far from 0 in turn."""
    source = random.Random(title)
    points = [sign * x for x in LANDMARKS for sign in (1, -1)]
    points += [k + sign * 2.0**-power for k in kinks for power in range(2, 23) for sign in (1, -1)]
    kinds = [
        lambda: source.uniform(-4, 4),
        lambda: source.uniform(-10, 10),
        lambda: source.choice((1, -1)) * 10 ** source.uniform(-12, 0),
        lambda: source.uniform(-110, 110),
    ]
    while len(points) < COUNT:
        points.append(kinds[len(points) % len(kinds)]())
    return [float32(x) for x in points]


def nearest(value):
    """The nearest float64: mpmath rounds subnormals twice."""
    if abs(value) >= mpf(2) ** -1022 or value == 0:
        return float(value)
    return math.copysign(math.ldexp(int(nint(abs(value) * mpf(2) ** 1074)), -1074), value)


def check_slope(title, f, x, value, slope):
    """Against the differences on both sides, wherever 220 digits leave them any."""
    step = mpf(10) ** -70
    if abs(x) > 1000:
        return
    right, left = (f(x + step) - value) / step, (value - f(x - step)) / step
    allowed = abs(right - left) + abs(slope) * mpf(10) ** -40 + max(1, abs(value)) * mpf(10) ** -130
    assert abs((right + left) / 2 - slope) <= allowed, (title, float(x), float(slope), float(right))


def row(title, f, df, x):
    exact = mpf(x)
    value, slope = mpf(f(exact)), mpf(df(exact))
    check_slope(title, f, exact, value, slope)
    return [x, nearest(value), nearest(slope)]


def literal(value):
    """JSON as the formatter leaves it: exponents without plus and zeros."""
    return re.sub(r"e\+?(-?)0*", r"e\1", json.dumps(value))


def write(folder, name, parameters, is_default):
    f, df, *rest = FUNCTIONS[name]
    numbers = [mpf(value) for value in parameters.values()]
    held = {key: float(mpf(v)) if isinstance(v, str) else v for key, v in parameters.items()}
    kinks = [mpf(k) for k in rest[0](*numbers)] if rest else []
    values = ",".join(f"{value:.6g}" for value in held.values())
    title = name if is_default else f"{name}@{values}"
    path = os.path.join(folder, f"{title}.json")
    if os.path.exists(path):
        with open(path) as file:
            xs = [read[0] for read in json.load(file)["rows"]]
    else:
        # A kink of rounded parameters is as near to a float32 as they are to what they stand for.
        on_kink = lambda x: any(abs(x - k) <= abs(k) * mpf(2) ** -50 for k in kinks)
        xs = [x for x in draw(title, [float(k) for k in kinks]) if not on_kink(mpf(x))]
    at = lambda g: lambda x: g(x, *numbers)
    rows = [row(title, at(f), at(df), x) for x in xs]
    rows = [each for each in rows if all(math.isfinite(number) for number in each)]
    named = ", ".join(f'"{key}": {literal(value)}' for key, value in held.items())
    lines = ",\n".join(f"    {literal(each)}" for each in rows)
    with open(path, "w") as file:
        file.write(
            f'{{\n  "function": "{name}",\n  "parameters": {{{f" {named} " if named else ""}}},\n'
            f'  "columns": ["x", "f", "df"],\n  "rows": [\n{lines}\n  ]\n}}\n'
        )
    print(f"{title}: {len(rows)} points")


if __name__ == "__main__":
    folder = os.path.dirname(os.path.abspath(__file__))
    for name in sys.argv[1:] or FUNCTIONS:
        for index, parameters in enumerate(PARAMETERS.get(name, [{}])):
            write(folder, name, parameters, index == 0)
