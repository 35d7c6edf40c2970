#!/usr/bin/python3
"""Prints the polynomial coefficients that the kernels in assembly/lanes use, with their error.

Each polynomial interpolates its target at Chebyshev nodes with 60 digits, which comes within a
small factor of the minimax polynomial; coefficients are then rounded once to the lane type.
Needs mpmath. Run: scripts/polynomial.py
"""
import struct
from mpmath import atanh, cos, erfc, exp, expm1, log, lu_solve, matrix, mp, mpf, pi, polyval, sin, sqrt, tanh

mp.dps = 60
TINY = mpf(10) ** -20  # a node of an odd count may fall on 0, or on its rounding, where the limit stands


def chebyshev_fit(target, degree, low, high):
    count = degree + 1
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    system = matrix(count, count)
    for row, node in enumerate(nodes):
        for column in range(count):
            system[row, column] = node**column
    return list(lu_solve(system, matrix([target(node) for node in nodes])))


def rounded(value, lane):
    return struct.unpack("<f", struct.pack("<f", float(value)))[0] if lane == "f32" else float(value)


def decimal(value, lane):
    """The shortest decimal number that the lane type rounds to the value."""
    digits = next(d for d in range(1, 18) if rounded(mpf(f"{value:.{d}g}"), lane) == value)
    return f"{value:.{digits}g}"


def rational_fit(target, upper_degree, lower_degree, high, center):
    """P and Q with P/Q = target on [0, high] at Chebyshev nodes of v where x = center (1 + v) / (1 - v)."""
    count = upper_degree + lower_degree + 1
    v_high = (high - center) / (high + center)
    nodes = [(v_high - 1) / 2 + (v_high + 1) / 2 * cos(pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    system, right = matrix(count, count), matrix([1] * count)
    for row, v in enumerate(nodes):
        x = center * (1 + v) / (1 - v)
        for column in range(upper_degree + 1):
            system[row, column] = x**column / target(x)
        for column in range(1, lower_degree + 1):
            system[row, upper_degree + column] = -(x**column)
    solution = list(lu_solve(system, right))
    return solution[: upper_degree + 1], [mpf(1)] + solution[upper_degree + 1 :]


def show_rational(name, target, upper_degree, lower_degree, high, center, result):
    high, center = mpf(high), mpf(center)
    fit = rational_fit(target, upper_degree, lower_degree, high, center)
    upper, lower = ([rounded(c, "f64") for c in side] for side in fit)
    points = [high * ((k + mpf("0.37")) / 1000) ** 2 for k in range(1000)]
    quotient = lambda x: polyval([mpf(c) for c in reversed(upper)], x) / polyval([mpf(c) for c in reversed(lower)], x)
    worst = max(abs(quotient(x) / target(x) - 1) for x in points)
    bits = 24 if result == "f32" else 53
    print(f"{name}, f64 lanes, {result} result: degrees {upper_degree}/{lower_degree} on [0, {mp.nstr(high, 6)}],")
    print(f"  error {mp.nstr(worst * 2**bits, 3)} ULP")
    for side in (upper, lower):
        print("  " + ", ".join(decimal(c, "f64") for c in side))


def show(name, target, relative_error, degree, low, high, lane, result):
    """`relative_error(r, p)` is that of the whole function where the polynomial gives p at r."""
    low, high = mpf(low), mpf(high)
    coefficients = [rounded(c, lane) for c in chebyshev_fit(target, degree, low, high)]
    points = [low + (high - low) * (k + mpf("0.37")) / 1000 for k in range(1000)]
    exact = [mpf(c) for c in reversed(coefficients)]
    worst = max(abs(relative_error(r, polyval(exact, r))) for r in points)
    bits = 24 if result == "f32" else 53
    print(f"{name}, {lane} lanes, {result} result: degree {degree} on [{mp.nstr(low, 6)}, {mp.nstr(high, 6)}],")
    print(f"  error {mp.nstr(worst * 2**bits, 3)} ULP")
    print("  " + ", ".join(decimal(c, lane) for c in coefficients))


def expm1_rest(r):
    """e^r - 1 = r + r² q(r)"""
    return mpf(1) / 2 if abs(r) < TINY else (expm1(r) - r) / r**2


def atanh_rest(z):
    """atanh(s) = s + s z q(z), z = s²"""
    return mpf(1) / 3 if z < TINY else (atanh(sqrt(z)) / sqrt(z) - 1) / z


def tanh_shrink_ratio(z):
    """x - tanh(x) = x z q(z), z = x²"""
    return mpf(1) / 3 if z < TINY else (sqrt(z) - tanh(sqrt(z))) / sqrt(z) ** 3


def square_of_sine(z):
    """sin²(r) = z q(z), z = r²"""
    return mpf(1) if z < TINY else (sin(sqrt(z)) / sqrt(z)) ** 2


def mills_ratio(a):
    """Φ(-a) / e^(-a²/2) of the normal distribution function Φ"""
    if a < 50:
        return erfc(a / sqrt(mpf(2))) * exp(a * a / 2) / 2
    # erfc underflows no faster than mpmath can follow, but the asymptotic series is exact here.
    term, total, k = mpf(1), mpf(1), 0
    while abs(term) > mpf(10) ** -58:
        k += 1
        term *= -(2 * k - 1) / a**2
        total += term
    return total / (a * sqrt(2 * pi))


def mills_flat(v):
    """(a + 1) mills_ratio(a) with v = (a - 6) / (a + 6), which hardly depends on v"""
    if 1 - v < TINY:
        return 1 / sqrt(2 * pi)
    a = 6 * (1 + v) / (1 - v)
    return (a + 1) * mills_ratio(a)


HALF_LN2 = log(2) / 2 * mpf("1.001")  # the rounded product may pass ln2/2 by a little
QUARTER_PI_SQUARED = (pi / 4 * mpf("1.001")) ** 2

if __name__ == "__main__":
    for degree, lane, result in ((4, "f32", "f32"), (5, "f32", "f32"), (5, "f64", "f32"), (10, "f64", "f64")):
        show("(expm1(r) - r) / r²", expm1_rest, lambda r, p: (r + r**2 * p) / expm1(r) - 1, degree, -HALF_LN2, HALF_LN2, lane, result)
    show("2^f", lambda f: 2**f, lambda f, p: p / 2**f - 1, 6, mpf("-0.5005"), mpf("0.5005"), "f64", "f32")
    # log1p(e) = 2 atanh(s) with s = e / (2 + e) <= 1/3
    for degree, result in ((4, "f32"), (10, "f64")):
        show("(atanh(s)/s - 1) / s² in s²", atanh_rest, lambda z, p: (1 + z * p) * sqrt(z) / atanh(sqrt(z)) - 1, degree, 0, mpf(1) / 9, "f64", result)
    for degree, high, result in ((5, mpf(1) / 4, "f32"), (15, 1, "f64")):
        show("(x - tanh x) / x³ in x²", tanh_shrink_ratio, lambda z, p: p / tanh_shrink_ratio(z) - 1, degree, 0, high, "f64", result)
    for degree, result in ((4, "f32"), (7, "f64")):
        show("(sin r / r)² in r²", square_of_sine, lambda z, p: p / square_of_sine(z) - 1, degree, 0, QUARTER_PI_SQUARED, "f64", result)
    # float32 results are 0 from a = 14.5
    show_rational("Φ(-a) / e^(-a²/2)", mills_ratio, 4, 5, "14.5", 3, "f32")
    show("(a + 1) Φ(-a) / e^(-a²/2) in (a - 6) / (a + 6)", mills_flat, lambda v, p: p / mills_flat(v) - 1, 23, -1, 1, "f64", "f64")
