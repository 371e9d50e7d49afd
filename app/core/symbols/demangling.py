"""Names as their authors wrote them: C++, Rust, Swift and what Microsoft's compilers make of C++.

The library is pure Python and bounds its work, so that a hostile name costs nothing but itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_LANGUAGES: Final = {
    **dict.fromkeys(("_Z", "__Z"), ("itanium", "rust")),
    "_R": ("rust",),
    "?": ("msvc",),
    **dict.fromkeys(("$s", "_$s", "$S"), ("swift",)),
}
"""How names begin → whose they may be. Each language is imported when the first of its names is."""
_MOST_NAME: Final = 4096
"""Characters of a name that are shown, and of one that is worth the work."""


@lru_cache(4096)
def demangled(name: str) -> str:
    """Give the readable spelling of *name*; what is none of a compiler's, or unknown, as it is."""
    begin = next((begin for begin in _LANGUAGES if name.startswith(begin)), None)
    if begin is None or len(name) > _MOST_NAME:
        return name[:_MOST_NAME]
    try:
        import demangle
    except ImportError:  # whoever packages us may do without
        return name
    readable: str = demangle.demangle(name, language=_LANGUAGES[begin])
    return readable[:_MOST_NAME]
