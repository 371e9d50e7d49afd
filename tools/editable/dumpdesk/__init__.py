"""The package ``app`` of this checkout under the name that it is installed by."""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location

_APP = os.path.join(os.path.realpath(__file__), *[os.pardir] * 4, "app")  # noqa: PTH118 - starts sooner
_APP = os.path.normpath(_APP)
_spec = spec_from_file_location(
    __name__,
    os.path.join(_APP, "__init__.py"),
    submodule_search_locations=[_APP],  # noqa: PTH118
)
if _spec is None or _spec.loader is None:
    raise ImportError(f"{_APP} is missing.")
sys.modules[__name__] = module_from_spec(_spec)
_spec.loader.exec_module(sys.modules[__name__])
