"""How an on-disk record is declared: one class, each field annotated with its binary format.

A record is an immutable tuple with named fields and one prebuilt little-endian ``struct.Struct``
without any padding but the fields themselves, since every structure of the format is packed to 4
bytes and its holes are named (``alignment1``). Fields may be numbers, byte strings, arrays of
numbers, or other records.

ctypes was not used because its attribute access is slower and it is not wanted below ``capture``;
plain ``typing.NamedTuple`` cannot carry the class attributes and nested records.
"""

import struct
from collections import namedtuple
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Self, dataclass_transform, get_origin

U8 = Annotated[int, "B"]
U16 = Annotated[int, "H"]
I32 = Annotated[int, "i"]
U32 = Annotated[int, "I"]
U64 = Annotated[int, "Q"]

_Buffer = bytes | bytearray | memoryview


class _Field:
    """Where a field lies among the flat values of its record."""

    def __init__(self, annotation: Any) -> None:  # noqa: ANN401 - a type form has no type
        self.record: type[Record] | None = None
        if isinstance(annotation, type) and issubclass(annotation, Record):
            self.record = annotation
            self.format = annotation.FORMAT
            self.count = annotation.COUNT
            self.is_single = False
        else:
            self.format = annotation.__metadata__[0]
            self.count = len(struct.unpack("<" + self.format, bytes(struct.calcsize(self.format))))
            self.is_single = get_origin(annotation.__origin__) is not tuple


@dataclass_transform(frozen_default=True)
class Record(tuple[Any, ...]):
    """Base of all on-disk records: subclass it and annotate the fields in file order."""

    __slots__ = ()

    FORMAT: ClassVar[str]
    SIZE: ClassVar[int]
    """Bytes the record takes in the file."""
    COUNT: ClassVar[int]
    """Plain values the record consists of, nested ones counted."""
    _STRUCT: ClassVar[struct.Struct]
    LAYOUT: ClassVar[tuple[_Field, ...] | None]
    _fields: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls) -> None:
        """Build the ``Struct`` and the named-tuple machinery from the annotations."""
        annotations = cls.__annotations__
        names = tuple(annotations)
        layout = tuple(_Field(annotation) for annotation in annotations.values())
        defaults = [cls.__dict__[name] for name in names if name in cls.__dict__]
        # The functional form is the point: names come from the annotations of the subclass.
        base: Any = namedtuple(cls.__name__, names, defaults=defaults)  # type: ignore[misc]  # noqa: PYI024
        shared = ("__new__", "__getnewargs__", "__repr__", "_asdict", "_field_defaults")
        for name in (*names, *shared):
            setattr(cls, name, base.__dict__[name])
        cls._fields = names
        cls.FORMAT = "".join(field.format for field in layout)
        cls.COUNT = sum(field.count for field in layout)
        cls.LAYOUT = None if all(field.is_single for field in layout) else layout
        cls._STRUCT = struct.Struct("<" + cls.FORMAT)
        cls.SIZE = cls._STRUCT.size

    def pack(self) -> bytes:
        """Return the ``SIZE`` bytes of the record."""
        return self._STRUCT.pack(*(self if self.LAYOUT is None else self.flat_values()))

    @classmethod
    def unpack(cls, data: _Buffer, offset: int = 0) -> Self:
        """Read a record at *offset* bytes into *data*, which must hold ``SIZE`` bytes there."""
        return cls.from_values(cls._STRUCT.unpack_from(data, offset))

    @classmethod
    def unpack_many(cls, data: _Buffer) -> Iterator[Self]:
        """Read the records that fill *data*, whose length is a multiple of ``SIZE``."""
        return map(cls.from_values, cls._STRUCT.iter_unpack(data))

    def _replace(self, **changes: Any) -> Self:  # noqa: ANN401 - as namedtuple declares it
        """Return a copy with some fields changed."""
        return type(self)(**(dict(zip(self._fields, self, strict=True)) | changes))

    @classmethod
    def from_values(cls, values: tuple[Any, ...]) -> Self:
        """Build the record from its plain values in file order."""
        if cls.LAYOUT is None:
            return tuple.__new__(cls, values)
        fields: list[Any] = []
        start = 0
        for field in cls.LAYOUT:
            part = values[start : start + field.count]
            start += field.count
            if field.is_single:
                fields.append(part[0])
            elif field.record is not None:
                fields.append(field.record.from_values(part))
            else:
                fields.append(part)
        return tuple.__new__(cls, fields)

    def flat_values(self) -> list[Any]:
        """List the plain values in file order, those of nested records in place."""
        values: list[Any] = []
        for field, value in zip(self.LAYOUT or (), self, strict=True):
            if field.is_single:
                values.append(value)
            elif isinstance(value, Record) and value.LAYOUT is not None:
                values.extend(value.flat_values())
            else:
                values.extend(value)
        return values
