"""The package ``app`` of this checkout under the name that it is installed by."""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location

_APP = os.path.normpath(f"{os.path.realpath(__file__)}/../../../../app")
_spec = spec_from_file_location(
    __name__,
    f"{_APP}/__init__.py",
    submodule_search_locations=[_APP],
)
if _spec is None or _spec.loader is None:
    raise ImportError(f"{_APP} is missing.")
sys.modules[__name__] = module_from_spec(_spec)
_spec.loader.exec_module(sys.modules[__name__])
