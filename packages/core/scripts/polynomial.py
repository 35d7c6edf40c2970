#!/usr/bin/python3
"""Prints the polynomial coefficients that the kernels in assembly/lanes use, with their error.

Each polynomial interpolates its target at Chebyshev nodes with 60 digits, which comes within a
small factor of the minimax polynomial, and coefficients are then rounded once to the lane type; for
float32 lanes the fit itself is minimax.
Needs mpmath and numpy. Run: scripts/polynomial.py
"""
import struct
import numpy
from mpmath import atanh, cos, erfc, exp, expm1, findroot, log, lu_solve, matrix, mp, mpf, pi, polyval, sin, sqrt, tanh

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


def minimax_fit(target, weight, degree, low, high):
    """
    The polynomial with the least |error| · weight, by Lawson's reweighted least squares, for float32
    coefficients: each is rounded in turn, from the constant on, and the rest fitted again.
    """
    grid = [(low + high) / 2 + (high - low) / 2 * cos(pi * (k + mpf("0.5")) / 400) for k in range(400)]
    x = numpy.array([float(point) for point in grid])
    left = numpy.array([float(target(point)) for point in grid])
    allowed = numpy.array([float(weight(point)) for point in grid])
    coefficients = []
    for first in range(degree + 1):
        powers = numpy.stack([x**k for k in range(first, degree + 1)], 1)
        shares, best = numpy.ones_like(x), (numpy.inf, None)
        for _ in range(80):
            scale = numpy.sqrt(shares) * allowed
            solution = numpy.linalg.lstsq(powers * scale[:, None], left * scale, rcond=None)[0]
            errors = numpy.abs(powers @ solution - left) * allowed
            best = min(best, (errors.max(), solution[0]))
            shares *= errors / errors.max() + 1e-6
            shares /= shares.sum()
        coefficients.append(mpf(rounded(best[1], "f32")))
        left = left - float(coefficients[-1]) * x**first
    return coefficients


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


def show_rational(name, target, upper_degree, lower_degree, high, center, result, monic=False):
    """With `monic` the last coefficient of Q is 1, which saves a multiplication."""
    high, center = mpf(high), mpf(center)
    fit = rational_fit(target, upper_degree, lower_degree, high, center)
    unit = fit[1][-1] if monic else 1
    upper, lower = ([rounded(c / unit, "f64") for c in side] for side in fit)
    points = [high * ((k + mpf("0.37")) / 1000) ** 2 for k in range(1000)]
    quotient = lambda x: polyval([mpf(c) for c in reversed(upper)], x) / polyval([mpf(c) for c in reversed(lower)], x)
    worst = max(abs(quotient(x) / target(x) - 1) for x in points)
    bits = 24 if result == "f32" else 53
    print(f"{name}, f64 lanes, {result} result: degrees {upper_degree}/{lower_degree} on [0, {mp.nstr(high, 6)}],")
    print(f"  error {mp.nstr(worst * 2**bits, 3)} ULP")
    for side in (upper, lower):
        print("  " + ", ".join(decimal(c, "f64") for c in side))


def show(name, target, relative_error, degree, low, high, lane, result, weight=None):
    """
    `relative_error(r, p)` is that of the whole function where the polynomial gives p at r; with its
    derivative by p as `weight` the fit is minimax.
    """
    low, high = mpf(low), mpf(high)
    fit = minimax_fit(target, weight, degree, low, high) if weight else chebyshev_fit(target, degree, low, high)
    coefficients = [rounded(c, lane) for c in fit]
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


def atanh_ratio(z):
    """2 atanh(s) = s q(z), z = s²"""
    return 2 * (1 + z * atanh_rest(z))


def tanh_ratio(z):
    """tanh(f ln2 / 2) = f q(z), z = f²: O / E where 2^f = (E + O) / (E - O)"""
    return log(2) / 2 if z < TINY else tanh(sqrt(z) * log(2) / 2) / sqrt(z)


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


K = mpf("1.38629150390625")  # 2 ln 2 to 15 bits: its multiples up to 150 K are exact in float32
CORRECTION = log(2) / K - mpf(1) / 2  # e^(-a²/2) = 2^(-a²/K) e^(CORRECTION a²)
REACH = mpf("14.4")  # float32 results are 0 from here


def tail_ratio(a):
    """Φ(-a) / 2^(-a²/K)"""
    return mills_ratio(a) * exp(CORRECTION * a**2)


def bell_ratio(a):
    """a φ(a) / 2^(-a²/K)"""
    return a / sqrt(2 * pi) * exp(CORRECTION * a**2)


TURN = findroot(lambda a: tail_ratio(a) - bell_ratio(a), mpf("0.75"))  # where the slope of x Φ(x) is 0, at -TURN


def turn_ratio(a):
    """(Φ(-a) - a φ(a)) / 2^(-a²/K) / (TURN - a)"""
    a += TINY
    return (tail_ratio(a) - bell_ratio(a)) / (TURN - a)


def show_bend(name, ratio, c, unit, high, weight):
    """`ratio` falls with a; it is `unit` · (1 + u), and u is fitted as a polynomial in v = a / (a + c) - center without a constant term."""
    c, low, top = mpf(rounded(c, "f32")), mpf(1) / 100, mpf(14)
    for _ in range(100):
        middle = (low + top) / 2
        low, top = (middle, top) if ratio(middle, c) > unit else (low, middle)
    center = mpf(rounded(low / (low + c), "f32"))
    a = lambda v: c * (v + center) / (1 - v - center)
    u = lambda v: ratio(a(v), c) / unit - 1
    away = lambda v: v if abs(v) > TINY else mpf(10) ** -15
    print(f"C = {decimal(float(c), 'f32')}, center = {decimal(float(center), 'f32')} for")
    show(name, lambda v: u(away(v)) / away(v), lambda v, p: (1 + v * p) / (1 + u(v)) - 1, 7, -center, high / (high + c) - center, "f32", "f32", lambda v: weight(a(v)) * abs(v) / (1 + u(v)))


HALF_LN2 = log(2) / 2 * mpf("1.001")  # the rounded product may pass ln2/2 by a little
QUARTER_PI_SQUARED = (pi / 4 * mpf("1.001")) ** 2

if __name__ == "__main__":
    # The second for float32 results near zero, which need more bits
    for degree, lane, result in ((5, "f64", "f32"), (8, "f64", "f64"), (10, "f64", "f64")):
        show("(expm1(r) - r) / r²", expm1_rest, lambda r, p: (r + r**2 * p) / expm1(r) - 1, degree, -HALF_LN2, HALF_LN2, lane, result)
    # Of e^x = 1 + expm1(x) and of expm1(x) itself
    show("(expm1(-r) + r) / r²", lambda r: expm1_rest(-r), lambda r, p: (1 - r + r**2 * p) / exp(-r) - 1, 4, -HALF_LN2, HALF_LN2, "f32", "f32", lambda r: r**2 / exp(-r))
    show("(expm1(r) - r) / r²", expm1_rest, lambda r, p: (r + r**2 * p) / expm1(r) - 1, 5, -HALF_LN2, HALF_LN2, "f32", "f32", lambda r: r**2 / abs(expm1(r)))
    show("(expm1(2r) - 2r) / r²", lambda r: 4 * expm1_rest(2 * r), lambda r, p: (2 * r + r**2 * p) / expm1(2 * r) - 1, 5, -HALF_LN2 / 2, HALF_LN2 / 2, "f32", "f32", lambda r: r**2 / abs(expm1(2 * r)))
    share = log(2) / K
    show("expm1(-z ln2 / K) / z", lambda z: -share if abs(z) < TINY else expm1(-share * z) / z, lambda z, p: (1 + z * p) / exp(-share * z) - 1, 5, -2 * HALF_LN2, 2 * HALF_LN2, "f32", "f32", lambda z: abs(z) / exp(-share * z))
    # Of e^-u in GELU (tanh), f in units of x³ + x / 0.044715; the kernel has all of them times 2^40
    share = 2 * sqrt(2 / pi) * mpf("0.044715")
    show("expm1(-f share) / f", lambda f: -share if abs(f) < TINY else expm1(-share * f) / f, lambda f, p: (1 + f * p) / exp(-share * f) - 1, 5, -HALF_LN2 / share, HALF_LN2 / share, "f32", "f32", lambda f: abs(f) / exp(-share * f))
    show("2^f", lambda f: 2**f, lambda f, p: p / 2**f - 1, 6, mpf("-0.5005"), mpf("0.5005"), "f64", "f32")
    # log1p(e) = 2 atanh(s) with s = e / (2 + e) <= 1/3
    show("(atanh(s)/s - 1) / s² in s²", atanh_rest, lambda z, p: (1 + z * p) * sqrt(z) / atanh(sqrt(z)) - 1, 10, 0, mpf(1) / 9, "f64", "f64")
    show("2 atanh(s)/s in s²", atanh_ratio, lambda z, p: p / atanh_ratio(z) - 1, 5, 0, mpf(1) / 9, "f64", "f32")
    show("(x - tanh x) / x³ in x²", tanh_shrink_ratio, lambda z, p: p / tanh_shrink_ratio(z) - 1, 15, 0, 1, "f64", "f64")
    # From x = 9.2 tanh rounds to 1.
    show_rational("(x - tanh x) / x³ in x²", tanh_shrink_ratio, 4, 5, mpf("9.2") ** 2, 48, "f32", monic=True)
    show_rational("tanh(f ln2 / 2) / f in f²", tanh_ratio, 1, 1, mpf("0.5005") ** 2, 10, "f32", monic=True)
    for degree, result in ((4, "f32"), (7, "f64")):
        show("(sin r / r)² in r²", square_of_sine, lambda z, p: p / square_of_sine(z) - 1, degree, 0, QUARTER_PI_SQUARED, "f64", result)
    # Over half a period, as a part of a sum
    show("(sin r / r)² in r²", square_of_sine, lambda z, p: z * (p - square_of_sine(z)), 6, 0, 4 * QUARTER_PI_SQUARED, "f64", "f32")
    # Small a, where w rounds most, gets more of the precision, and subnormal results, which end in fewer bits, less.
    subnormal = lambda a, start: 2 ** (-9 * max(a - start, mpf(0)))
    show_bend("a Φ(-a) (a + C) / a = 1 + u", lambda a, c: tail_ratio(a) * (a + c), "3.9547715", 1, REACH, lambda a: 4 if a < 0.6 else subnormal(a, 13.2))
    print(f"TURN = {mp.nstr(TURN, 20)}")
    show_bend("(Φ(-a) - a φ(a)) / (TURN - a) = ½ (1 + u)", lambda a, c: turn_ratio(a), "5.94", mpf(1) / 2, mpf("14.8"), lambda a: subnormal(a, 13.4))
    unit = sqrt(log(2) * 2)
    show_rational("Φ(-a) / 2^(-w²) in w = a √(log2(e) / 2)", lambda w: mills_ratio(w * unit), 4, 5, mpf("14.5") / unit, 3 / unit, "f32", monic=True)
    show("(a + 1) Φ(-a) / e^(-a²/2) in (a - 6) / (a + 6)", mills_flat, lambda v, p: p / mills_flat(v) - 1, 23, -1, 1, "f64", "f64")
