"""Read a dump with the package `minidump`: `read_minidump.py DUMP`, samples on standard input.

Samples are JSON [[address, size], …]; the answer is JSON {threads, modules, memory}.
"""

import json
import logging
import sys

from minidump.minidumpfile import MinidumpFile

logging.disable()  # it looks for a PEB, which no Linux process has, and logs the disappointment
dump = MinidumpFile.parse(sys.argv[1])
reader = dump.get_reader()
json.dump(
    {
        "threads": [thread.ThreadId for thread in dump.threads.threads],
        "modules": [[m.baseaddress, m.size, m.name] for m in dump.modules.modules],
        "memory": [reader.read(*sample).hex() for sample in json.load(sys.stdin)],
    },
    sys.stdout,
)
