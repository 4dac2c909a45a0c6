/** `statistics` besides what is native: spread, quantiles, modes, other means. */
export const STATISTICS = `
def mode(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    if not counts:
        raise StatisticsError('no mode for empty data')
    return max(counts, key=counts.get)

def multimode(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    most = max(counts.values(), default=0)
    return [x for x, n in counts.items() if n == most]

def _spread(data, below):
    data = list(data)
    n = len(data)
    if all(isinstance(x, int) for x in data):
        total = n * sum(x * x for x in data) - sum(data) ** 2
        by = n * (n - below)
        return total // by if total % by == 0 else total / by
    middle = sum(data) / n
    return sum((x - middle) ** 2 for x in data) / (n - below)

def pvariance(data, mu=None):
    data = list(data)
    if not data:
        raise StatisticsError('pvariance requires at least one data point')
    return _spread(data, 0)

def variance(data, xbar=None):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError('variance requires at least two data points')
    return _spread(data, 1)

def harmonic_mean(data):
    data = list(data)
    return len(data) / sum(1 / x for x in data)

def geometric_mean(data):
    data = list(data)
    product = 1
    for x in data:
        product = product * x
    return product ** (1 / len(data))

def quantiles(data, *, n=4, method='exclusive'):
    data = sorted(data)
    if n < 1:
        raise StatisticsError('n must be at least 1')
    if len(data) < 2:
        raise StatisticsError('must have at least two data points')
    cuts = []
    if method == 'inclusive':
        m = len(data) - 1
        for i in range(1, n):
            j, rest = divmod(i * m, n)
            cuts.append((data[j] * (n - rest) + data[j + 1] * rest) / n)
        return cuts
    m = len(data) + 1
    for i in range(1, n):
        j = min(max(i * m // n, 1), len(data) - 1)
        rest = i * m - j * n
        cuts.append((data[j - 1] * (n - rest) + data[j] * rest) / n)
    return cuts

def stdev(data):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError('stdev requires at least two data points')
    return variance(data) ** 0.5

def pstdev(data):
    return pvariance(data) ** 0.5

def median_low(data):
    data = sorted(data)
    return data[(len(data) - 1) // 2]

def median_high(data):
    data = sorted(data)
    return data[len(data) // 2]
`
