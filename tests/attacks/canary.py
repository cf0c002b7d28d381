"""Secrets that are planted where a submission must not look, and the disguises in which one could come out."""

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Canary:
    """A secret, and the place that it betrays when it is seen."""

    place: str
    digits: str

    @classmethod
    def of(cls, place: str) -> "Canary":
        # The first digit is not 0, so that the number has as many.
        return cls(place, "abcdef"[secrets.randbelow(6)] + secrets.token_hex(6)[1:])

    @property
    def text(self) -> str:
        return f"canary-{self.digits}"

    @property
    def number(self) -> int:
        """The same as an input of a check; exact also as a float."""
        return int(self.digits, 16)

    def seen_in(self, text: str) -> bool:
        """Whether the secret stands in a text, as it is or disguised."""
        lowered = text.lower()
        return any(form in lowered for form in self.plain()) or any(form in text for form in self.encoded())

    def plain(self) -> Iterator[str]:
        """Yields what can be recognised whatever the case: the digits, backwards, as a number and as bytes in hex."""
        for form in (self.digits, str(self.number)):
            yield form
            yield form[::-1]
            yield form.encode().hex()

    def encoded(self) -> Iterator[str]:
        """Yields the middle of the base64 of the digits, wherever in a text they begin."""
        for form in (self.digits, str(self.number)):
            for shift in range(3):
                encoded = base64.b64encode(b" " * shift + form.encode() + b" " * 3).decode()
                yield encoded[4 if shift else 0 : (shift + len(form)) * 4 // 3 - 1]


PLACES = ("hidden checks", "exercise.toml", "notes beside", "environment", "other submission", "earlier results")


def plant() -> dict[str, Canary]:
    """Returns a canary for each place."""
    return {place: Canary.of(place) for place in PLACES}
