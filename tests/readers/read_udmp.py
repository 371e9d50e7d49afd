"""Read a dump with `udmp-parser`: `read_udmp.py DUMP`, samples on standard input.

Samples are JSON [[address, size], …]; the answer is JSON {threads, modules, memory}. Of memory it
knows only what a Memory64List tells.
"""

import json
import sys

import udmp_parser

dump = udmp_parser.UserDumpParser()
if not dump.Parse(sys.argv[1]):
    sys.exit("udmp-parser refuses it")
json.dump(
    {
        "threads": list(dump.Threads()),
        "modules": [
            [module.BaseOfImage, module.SizeOfImage, module.ModuleName]
            for module in dump.Modules().values()
        ],
        "memory": [bytes(dump.ReadMemory(*sample) or b"").hex() for sample in json.load(sys.stdin)],
    },
    sys.stdout,
)
