"""EPC codes there and back: 100,000 of each scheme and of tag numbers. Run: python3 dev.py bench epc [COUNT]"""

from __future__ import annotations

import random
import sys
import time

from app.domain.epc import Epc, Scheme, decode, encode
from app.domain.numbering import tag_number
from app.domain.tag_scheme import TagScheme, epc_of, tag_numbers_of

SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
BITS = {12: 42, 11: 45, 10: 48, 9: 52, 8: 55, 7: 58, 6: 62}


def code(scheme: Scheme, chance: random.Random) -> Epc:
    length = chance.randint(6, 12)
    prefix = "".join(chance.choices("0123456789", k=length))
    if scheme is Scheme.GIAI_96:
        reference = str(chance.getrandbits(chance.randint(1, BITS[length])))
    elif scheme is Scheme.GRAI_96:
        type_ = "".join(chance.choices("0123456789", k=12 - length))
        reference = f"{type_}.{chance.getrandbits(chance.randint(1, 38))}"
    else:
        reference = "".join(chance.choices(SET_82, k=chance.randint(1, 30 - length)))
    return Epc(scheme, prefix, reference, chance.randint(0, 7))


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    chance = random.Random(7)
    wrong = 0
    for scheme in Scheme:
        codes = [code(scheme, chance) for _ in range(count)]
        begun = time.perf_counter()
        wrong += sum(decode(encode(it)) != it for it in codes)
        seconds = time.perf_counter() - begun
        print(f"{scheme:10} {count:,} round trips, {count / seconds:,.0f}/s")
    numbers = [
        tag_number(f"{chance.randrange(1_000_000):06d}", chance.randint(1, 99), chance.randint(1, 9_999_999))
        for _ in range(count)
    ]
    prefixes = ["", *("".join(chance.choices("0123456789", k=length)) for length in BITS)]
    begun = time.perf_counter()
    for at, number in enumerate(numbers):
        prefix = prefixes[at % len(prefixes)]
        epc, _ = epc_of(number, TagScheme(prefix))
        wrong += tag_numbers_of(epc, [prefix], [number[:6]]) != (number,)
    seconds = time.perf_counter() - begun
    print(f"{'tag number':10} {count:,} round trips, {count / seconds:,.0f}/s")
    print(f"{wrong} errors")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
