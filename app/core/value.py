"""How plain values are declared: dataclasses that take a program that starts less time to make.

The standard library compiles the comparison, hash and repr of each class anew, a fifth of a
millisecond; forty classes are loaded on the way to every dump, by both sides. Here those three are
functions that every class shares in all but the names of its fields.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, eq: bool = True, frozen: bool = False, **options: bool) -> Any:  # noqa: ANN401 - as the original
        """Do as :func:`dataclasses.dataclass` does, with the same options."""

        def declared(cls: type) -> type:
            own = set(cls.__dict__)
            made = dataclasses.dataclass(eq=False, repr=False, frozen=frozen, **options)(cls)
            for name, function in _shared(made, eq=eq, frozen=frozen).items():
                if name not in own:
                    setattr(made, name, function)
            return made

        return declared


def _shared(cls: type[Any], *, eq: bool, frozen: bool) -> dict[str, Any]:
    """Give the methods of *cls* that need nothing but the names of its fields."""
    fields = dataclasses.fields(cls)
    shown = [field.name for field in fields if field.repr]
    compared = [field.name for field in fields if field.compare]
    values: Any = attrgetter(*compared) if compared else lambda _: ()

    def as_text(self: Any) -> str:  # noqa: ANN401 - any value
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({told})"

    def equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: object) -> int:
        return hash(values(self))

    if not eq:
        return {"__repr__": as_text}
    return {"__repr__": as_text, "__eq__": equal, "__hash__": hashed if frozen else None}
