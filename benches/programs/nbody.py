"""Float loops: the orbits of the outer planets, in lists of floats."""

PI = 3.141592653589793
SUN_MASS = 4.0 * PI * PI
DAYS = 365.24

# position, velocity (per day), mass (of the sun's)
SYSTEM = [
    ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 1.0),
    ([4.84, -1.16, -0.103], [0.00166, 0.0077, -0.000069], 0.00095),
    ([8.34, 4.12, -0.403], [-0.00277, 0.005, 0.000023], 0.00029),
    ([12.89, -15.11, -0.223], [0.00296, 0.00238, -0.00003], 0.000044),
    ([15.38, -25.92, 0.179], [0.00268, 0.00163, -0.000095], 0.000052),
]


def load():
    bodies = []
    for place, speed, mass in SYSTEM:
        bodies.append((list(place), [v * DAYS for v in speed], mass * SUN_MASS))
    return bodies


def pairs_of(bodies):
    pairs = []
    for i in range(len(bodies)):
        for j in range(i + 1, len(bodies)):
            pairs.append((bodies[i], bodies[j]))
    return pairs


def advance(bodies, pairs, dt, steps):
    for _ in range(steps):
        for (p, v, m), (q, w, n) in pairs:
            dx = p[0] - q[0]
            dy = p[1] - q[1]
            dz = p[2] - q[2]
            square = dx * dx + dy * dy + dz * dz
            pull = dt / (square * square ** 0.5)
            mine = n * pull
            yours = m * pull
            v[0] -= dx * mine
            v[1] -= dy * mine
            v[2] -= dz * mine
            w[0] += dx * yours
            w[1] += dy * yours
            w[2] += dz * yours
        for p, v, m in bodies:
            p[0] += dt * v[0]
            p[1] += dt * v[1]
            p[2] += dt * v[2]


def energy(bodies, pairs):
    e = 0.0
    for p, v, m in bodies:
        e += 0.5 * m * (v[0] * v[0] + v[1] * v[1] + v[2] * v[2])
    for (p, v, m), (q, w, n) in pairs:
        dx, dy, dz = p[0] - q[0], p[1] - q[1], p[2] - q[2]
        e -= m * n / (dx * dx + dy * dy + dz * dz) ** 0.5
    return e


def main():
    bodies = load()
    pairs = pairs_of(bodies)
    before = energy(bodies, pairs)
    advance(bodies, pairs, 0.01, 90_000)
    after = energy(bodies, pairs)
    print("nbody", round(before, 9), round(after, 9))


main()
