"""The inverse of the normal distribution."""
import _statistics
import statistics

print(_statistics._normal_dist_inv_cdf, statistics._normal_dist_inv_cdf is _statistics._normal_dist_inv_cdf)
for args in (
    (0.5, 0, 1), (0.1, 0, 1), (0.01, 5, 2), (1e-20, 0, 1), (1e-300, 0, 1), (0.9999, 1, -1), (0.075, 0, 1), (0.0751, 0, 1), (0.925, 0, 1), (1 - 1e-16, 0, 1), (1e-11, 0, 1), (1.4e-11, 0, 1),
    (0, 0, 1), (1, 0, 1), (2, 0, 1), (-1, 0, 1), (float("nan"), 0, 1), (0.5,), ("a", 0, 1), (0.3, 1, 0), (True, 1, 2), (0.5, float("inf"), 1),
):
    try:
        print(args, _statistics._normal_dist_inv_cdf(*args))
    except Exception as why:
        print(args, type(why).__name__, why)
normal = statistics.NormalDist(100, 15)
print([normal.inv_cdf(i / 97) for i in range(1, 97)])
print(normal.quantiles(10), statistics.NormalDist.from_samples([1.5, 2.5, 4, 8]).inv_cdf(0.3))
