/** Python's `random` over the twister: which of its numbers are asked for, and in which order, decides what comes. */
export const RANDOM = `
import math as _math

from _twister import Twister as _Twister


def _missing(name):
    def refuse(*args, **kwargs):
        raise NotImplementedError('random.' + name + '() is not supported here yet')
    return refuse


class Random:
    def __init__(self, x=None):
        self._twister = _Twister()
        self.gauss_next = None
        if x is not None:
            self.seed(x)

    def seed(self, a=None, version=2):
        if version != 2:
            raise NotImplementedError('random.seed(version=1) is not supported here yet')
        self.gauss_next = None
        if a is None:
            self._twister = _Twister()
            return
        if isinstance(a, bytes):
            a = a.decode()
        if isinstance(a, str):
            a = int.from_bytes(a.encode() + self._twister.sha512(a), 'big')
        elif isinstance(a, float):
            # Python's hash of a number: its fraction in the field of 2 ** 61 - 1.
            n, d = abs(a).as_integer_ratio()
            prime = 2 ** 61 - 1
            a = (-1 if a < 0 else 1) * (n * pow(d, prime - 2, prime) % prime) % 2 ** 64
        elif not isinstance(a, int):
            raise TypeError('The only supported seed types are: None,\\nint, float, str, bytes, and bytearray.')
        self._twister.seed(abs(a))

    def random(self):
        return self._twister.random()

    def getrandbits(self, k):
        return self._twister.getrandbits(k)

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, 'little')

    def _below(self, n):
        k = n.bit_length()
        r = self.getrandbits(k)
        while r >= n:
            r = self.getrandbits(k)
        return r

    def randrange(self, start, stop=None, step=1):
        if stop is None:
            if start > 0:
                return self._below(start)
            raise ValueError('empty range for randrange()')
        width = stop - start
        if step == 1:
            if width > 0:
                return start + self._below(width)
            raise ValueError('empty range for randrange() (%d, %d, %d)' % (start, stop, width))
        if step == 0:
            raise ValueError('zero step for randrange()')
        n = (width + step - 1) // step if step > 0 else (width + step + 1) // step
        if n <= 0:
            raise ValueError('empty range for randrange()')
        return start + step * self._below(n)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError('Cannot choose from an empty sequence')
        return seq[self._below(len(seq))]

    def shuffle(self, x):
        for i in reversed(range(1, len(x))):
            j = self._below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        if counts is not None:
            raise NotImplementedError('random.sample(counts=…) is not supported here yet')
        if isinstance(population, (set, frozenset, dict)):
            raise TypeError('Population must be a sequence.  For dicts or sets, use sorted(d).')
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError('Sample larger than population or is negative')
        result = [None] * k
        setsize = 21
        if k > 5:
            setsize += 4 ** _math.ceil(_math.log(k * 3, 4))
        if n <= setsize:
            pool = list(population)
            for i in range(k):
                j = self._below(n - i)
                result[i] = pool[j]
                pool[j] = pool[n - i - 1]
        else:
            selected = set()
            for i in range(k):
                j = self._below(n)
                while j in selected:
                    j = self._below(n)
                selected.add(j)
                result[i] = population[j]
        return result

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                return [population[_math.floor(self.random() * n)] for _ in range(k)]
            cum_weights = []
            for weight in weights:
                cum_weights.append(weight + (cum_weights[-1] if cum_weights else 0))
        elif weights is not None:
            raise TypeError('Cannot specify both weights and cumulative weights')
        if len(cum_weights) != n:
            raise ValueError('The number of weights does not match the population')
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError('Total of weights must be greater than zero')
        found = []
        for _ in range(k):
            point = self.random() * total
            at = 0
            while at < n - 1 and point >= cum_weights[at]:
                at += 1
            found.append(population[at])
        return found

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        if high == low and mode is not None:
            return low
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u = 1.0 - u
            c = 1.0 - c
            low, high = high, low
        return low + (high - low) * _math.sqrt(u * c)

    def gauss(self, mu=0.0, sigma=1.0):
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            angle = self.random() * 2.0 * _math.pi
            radius = _math.sqrt(-2.0 * _math.log(1.0 - self.random()))
            z = _math.cos(angle) * radius
            self.gauss_next = _math.sin(angle) * radius
        return mu + z * sigma

    def normalvariate(self, mu=0.0, sigma=1.0):
        while True:
            u1 = self.random()
            u2 = 1.0 - self.random()
            z = 4 * _math.exp(-0.5) / _math.sqrt(2.0) * (u1 - 0.5) / u2
            if z * z / 4.0 <= -_math.log(u2):
                return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        return _math.exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        return -_math.log(1.0 - self.random()) / lambd


_here = Random()
seed = _here.seed
random = _here.random
getrandbits = _here.getrandbits
randbytes = _here.randbytes
randrange = _here.randrange
randint = _here.randint
choice = _here.choice
choices = _here.choices
sample = _here.sample
shuffle = _here.shuffle
uniform = _here.uniform
triangular = _here.triangular
gauss = _here.gauss
normalvariate = _here.normalvariate
lognormvariate = _here.lognormvariate
expovariate = _here.expovariate
betavariate = _missing('betavariate')
gammavariate = _missing('gammavariate')
paretovariate = _missing('paretovariate')
vonmisesvariate = _missing('vonmisesvariate')
weibullvariate = _missing('weibullvariate')
getstate = _missing('getstate')
setstate = _missing('setstate')
SystemRandom = _missing('SystemRandom')
`
