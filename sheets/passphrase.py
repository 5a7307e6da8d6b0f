"""One pass-phrase a role, for forums without accounts: kept only as a salted scrypt hash, tried only so often.

A phrase is compared without case and with single spaces, so that a phone's capital letter does not lock anybody out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass, replace

COST, BLOCK, LANES = 2**14, 8, 1
HIGHEST_COST = 2**17
SALT_BYTES, HASH_BYTES = 16, 32
SHORTEST = 12
FORGET = 900.0


def hashed(phrase: str, salt: bytes | None = None) -> str:
    """`scrypt$16384$8$1$salt$hash`: what the secrets hold instead of the phrase."""
    salt = secrets.token_bytes(SALT_BYTES) if salt is None else salt
    made = _scrypt(phrase, salt, COST, BLOCK, LANES)
    return "$".join(("scrypt", str(COST), str(BLOCK), str(LANES), b64encode(salt).decode(), b64encode(made).decode()))


def is_hash(line: object) -> bool:
    """Whether a line of the secrets is a hash that can be compared with; a phrase written there openly is not."""
    return _parsed(line) is not None


def fits(phrase: str, line: object) -> bool:
    """Whether a phrase is the one behind a hash; False for anything that is no hash. Compared in constant time."""
    parsed = _parsed(line)
    if parsed is None or not plain(phrase):
        return False
    (cost, block, lanes), salt, right = parsed
    return hmac.compare_digest(_scrypt(phrase, salt, cost, block, lanes), right)


def opened(phrase: str, lines: Mapping[str, object]) -> str | None:
    """The role that a phrase opens, the last one where it fits several. Every line is compared, whichever fits."""
    fitting = [role for role, line in lines.items() if fits(phrase, line)]
    return fitting[-1] if fitting else None


def too_short(phrase: str) -> bool:
    """Whether a phrase is too easily guessed: fewer than 12 letters."""
    return len(plain(phrase)) < SHORTEST


def plain(phrase: str) -> str:
    """The phrase as it is compared."""
    return " ".join(unicodedata.normalize("NFKC", phrase).casefold().split())


def _parsed(line: object) -> tuple[tuple[int, int, int], bytes, bytes] | None:
    try:
        name, cost, block, lanes, salt, right = str(line).strip().split("$")
        numbers = int(cost), int(block), int(lanes)
        parsed = numbers, b64decode(salt, validate=True), b64decode(right, validate=True)
    except (ValueError, Base64Error):
        return None
    sane = name == "scrypt" and numbers[0] <= HIGHEST_COST and numbers[1:] == (BLOCK, LANES)
    power_of_two = numbers[0] > 1 and numbers[0] & (numbers[0] - 1) == 0
    return parsed if sane and power_of_two and len(parsed[1]) >= 8 and len(parsed[2]) == HASH_BYTES else None


def _scrypt(phrase: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    memory = 128 * block * (cost + lanes + 2) * 2
    return hashlib.scrypt(plain(phrase).encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=memory, dklen=HASH_BYTES)


@dataclass(frozen=True)
class Tries:
    """Failed tries of one session: after `free` ones each next has to wait twice as long.

    Times are seconds of any one clock; a quarter of an hour without a failure forgets them all.
    """

    free: int
    longest: float
    failures: int = 0
    last: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next try is looked at; 0 when it may be made now."""
        if self.failures < self.free or now - self.last > FORGET:
            return 0.0
        pause = min(self.longest, 2.0 ** min(self.failures - self.free + 1, 30))
        return max(0.0, self.last + pause - now)

    def failed(self, now: float) -> Tries:
        """These tries and one more failure."""
        before = 0 if now - self.last > FORGET else self.failures
        return Tries(self.free, self.longest, before + 1, now)


def session_tries() -> Tries:
    """The measure for one visitor: three tries, then 2, 4, 8 … seconds, at most five minutes."""
    return Tries(free=3, longest=300.0)


@dataclass(frozen=True)
class AllTries:
    """Failed tries of all visitors together: `free` of them at once, and one more for every `pause` that passes.

    So many guesses take long over any number of sessions, and a slow trickle of slips holds nobody up.
    """

    free: int
    pause: float
    spent: float = 0.0
    last: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next try is looked at; 0 when it may be made now."""
        return max(0.0, (self._left(now) - self.free + 1) * self.pause)

    def failed(self, now: float) -> AllTries:
        """These tries and one more failure."""
        return replace(self, spent=self._left(now) + 1, last=now)

    def _left(self, now: float) -> float:
        return max(0.0, self.spent - (now - self.last) / self.pause)


def process_tries() -> AllTries:
    """The measure for all visitors, who may be one machine with many sessions: 20 at once, then one every 20 s."""
    return AllTries(free=20, pause=20.0)
