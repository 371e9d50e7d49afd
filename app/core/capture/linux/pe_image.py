"""A PE image in a process of Linux: mapped by Wine as its sections say, by mono and .NET flat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import InvalidImageError
from ..pe import read_image
from .image import PAGE, ImageFacts

if TYPE_CHECKING:
    from .image import Place


def read_pe(place: Place) -> ImageFacts | None:
    """Read the image at *place*; None when it is only a file that somebody looks at.

    A file that lies flat is in use when it holds code of .NET: nobody else runs it like that.
    Raises InvalidImageError when its headers cannot be true.
    """
    mapping = place.mapping
    image = read_image(place.start, place.read, mapping.end - mapping.start)
    if image is None:
        raise InvalidImageError("its PE header ends in the middle of something")
    if not image.size:
        raise InvalidImageError("it says that it takes no memory")
    is_loaded = image.is_flat and image.is_managed
    if not is_loaded and (image.is_flat or mapping.permissions[3:] == b"s"):
        return None
    return ImageFacts(
        base=place.start,
        end=-(-(place.start + image.size) // PAGE) * PAGE,
        entry=image.entry,
        segments=image.sections,
        headers=image.headers,
        # Exactly: what does not begin with a page of the file can only have been copied.
        loads=tuple((place.start + rva, position) for rva, position in image.stored),
        is_loaded=is_loaded,
        is_copied=True,
        cv_record=image.cv_record,
        misc_record=image.misc_record,
        check_sum=image.check_sum,
        time_date_stamp=image.time_date_stamp,
        version=image.version,
    )
