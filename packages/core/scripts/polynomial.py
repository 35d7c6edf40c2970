#!/usr/bin/python3
"""Prints the polynomial coefficients that the kernels in assembly/lanes use, with their error.

Each polynomial interpolates its target at Chebyshev nodes with 60 digits, which comes within a
small factor of the minimax polynomial; coefficients are then rounded once to the lane type.
Needs mpmath. Run: scripts/polynomial.py
"""
import struct
from mpmath import mp, mpf, cos, pi, expm1, log, lu_solve, matrix

mp.dps = 60


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


def show(name, target, relative_to, degree, low, high, lane):
    """`relative_to(r, p)` turns the polynomial's value into the relative error that matters."""
    coefficients = [rounded(c, lane) for c in chebyshev_fit(target, degree, mpf(low), mpf(high))]
    worst = mpf(0)
    for step in range(2001):
        r = mpf(low) + (mpf(high) - mpf(low)) * step / 2000
        if r == 0:
            continue
        p = sum(mpf(c) * r**k for k, c in enumerate(coefficients))
        worst = max(worst, abs(relative_to(r, p)))
    bits = 24 if lane == "f32" else 53
    print(f"{name} {lane}: degree {degree} on [{mp.nstr(mpf(low), 6)}, {mp.nstr(mpf(high), 6)}], error {mp.nstr(worst * 2**bits, 3)} ULP")
    for k, c in enumerate(coefficients):
        digits = struct.pack(">f" if lane == "f32" else ">d", c).hex()
        print(f"  r^{k}: {c!r:26}  0x{digits}")


HALF_LN2 = log(2) / 2 * mpf("1.001")  # the rounded product may pass ln2/2 by a little


def expm1_target(r):
    # A node of an odd count falls on 0 (or on the rounding of it), where the limit is 1/2.
    return mpf(1) / 2 if abs(r) < mpf(10) ** -20 else (expm1(r) - r) / r**2


def expm1_error(r, p):
    return (r + r**2 * p) / expm1(r) - 1


if __name__ == "__main__":
    show("(expm1(r) - r) / r^2", expm1_target, expm1_error, 5, -HALF_LN2, HALF_LN2, "f32")
    show("(expm1(r) - r) / r^2", expm1_target, expm1_error, 10, -HALF_LN2, HALF_LN2, "f64")
