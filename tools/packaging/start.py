"""What a packaged program runs: one of its own processes, or what its user asked for."""

import sys

from app.core import child

child.keep_bundle_to_us()
if child.is_child(sys.argv[1:]):
    sys.exit(child.run(sys.argv[1:]))

from app.__main__ import main  # noqa: E402 - a child does not pay for it

sys.exit(main())
