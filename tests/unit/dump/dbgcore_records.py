"""What dbgcore 10.0.22621 (x64) wrote of one process, and what that process was made of.

Figures of the observed files: five threads, nine modules, 52 MB of memory. Ranges are (address,
size in bytes).
"""

from __future__ import annotations

# What single flags were seen to add, over what a dump without flags has.
DATA = (
    *((0x7B086000, 7824), (0x7B088000, 7596), (0x7B0AB000, 10528)),
    *((0x7B0D3000, 18080), (0x7B0D8000, 1825032), (0x7B630000, 512)),
    *((0x7B631000, 7432), (0x7B63B000, 576), (0x7B64A000, 38540)),
    *((0x7B654000, 32256), (0x140009000, 32976), (0x140017000, 4448)),
    *((0x140019000, 2920), (0x14001A000, 96), (0x14001B000, 16)),
    *((0x170069000, 3712), (0x17006A000, 8192), (0x170086000, 13584)),
    *((0x17009D000, 24), (0x17009E000, 944), (0x1D8CB6000, 448)),
    *((0x1D8CB7000, 3632), (0x1D8CC3000, 3488), (0x1D8CCC000, 12536)),
    *((0x1D8CD0000, 968), (0x1EAF79000, 400), (0x1EAF7A000, 3824)),
    *((0x1EAF82000, 416), (0x1EAF88000, 4968), (0x2282EC000, 6208)),
    *((0x2282EE000, 5140), (0x228306000, 7264), (0x228316000, 6416)),
    *((0x228318000, 920), (0x2C74F4000, 6928), (0x2C74F6000, 14188)),
    *((0x2C7513000, 8384), (0x2C752F000, 6968), (0x2C7531000, 968)),
    *((0x36C333000, 65664), (0x36C34B000, 33040), (0x36C355000, 872)),
    *((0x36C356000, 88), (0x36C357000, 2088)),
)

CODE = (
    *((0x7B001000, 543792), (0x7B601000, 190608), (0x140001000, 32152)),
    *((0x170001000, 425856), (0x1D8C91000, 147888), (0x1EAF61000, 95648)),
    *((0x228281000, 438240), (0x2C7471000, 532624), (0x36C331000, 5096)),
)

HEADERS = (
    *((0x7B000000, 4224), (0x7B0A1000, 16908), (0x7B0AE000, 148699)),
    *((0x7B0D3000, 18080), (0x7B0D8000, 1825032), (0x7B296000, 428)),
    *((0x7B600000, 4224), (0x7B637000, 5928), (0x7B63C000, 56014)),
    *((0x7B64A000, 38540), (0x7B654000, 32256), (0x7B65C000, 48)),
    *((0x140000000, 1152), (0x140012480, 40), (0x140014000, 53)),
    *((0x140015000, 1272), (0x140019000, 2920), (0x14001C000, 160)),
    *((0x170000000, 4224), (0x17007E000, 13560), (0x17008A000, 76225)),
    *((0x17009D000, 24), (0x17009E000, 944), (0x17009F000, 356)),
    *((0x1D8C90000, 4224), (0x1D8CBF000, 4824), (0x1D8CC4000, 30182)),
    *((0x1D8CCC000, 12536), (0x1D8CD0000, 968), (0x1D8CD1000, 312)),
    *((0x1EAF60000, 4224), (0x1EAF80000, 3036), (0x1EAF83000, 18309)),
    *((0x1EAF88000, 4968), (0x1EAF8A000, 248), (0x228280000, 4224)),
    *((0x2282FC000, 17916), (0x228308000, 53415), (0x228316000, 6416)),
    *((0x228318000, 920), (0x228319000, 592), (0x2C7470000, 4224)),
    *((0x2C7508000, 20712), (0x2C7516000, 99627), (0x2C752F000, 6968)),
    *((0x2C7531000, 968), (0x2C7532000, 652), (0x36C330000, 1152)),
    *((0x36C347020, 40), (0x36C348000, 53), (0x36C349000, 468)),
    *((0x36C354000, 160), (0x36C355000, 872), (0x36C358000, 96)),
)

PRIVATE = (
    *((0x21000, 3141632), (0x340000, 196608), (0x830000, 1048576)),
    *((0xC80000, 65536), (0x10A0000, 65536), (0x14A0000, 8454144)),
    *((0x1CC0000, 65536), (0x1DE0000, 16384), (0x1DF0000, 65536)),
    *((0x1EE1000, 3141632), (0x21E1000, 3141632), (0x24E1000, 3141632)),
    *((0x27E1000, 3141632), (0x67FA0000, 393216)),
)

STACKS = {
    312: (0x21FCC8, 824),
    316: (0x20DFB28, 1240),
    320: (0x23DFB28, 1240),
    324: (0x26DFB28, 1240),
    328: (0x29DFB28, 1240),
}
INSTRUCTION_POINTERS = {312: 0x17000D664, **dict.fromkeys((316, 320, 324, 328), 0x17000EC64 - 0x80)}
POINTERS = {
    312: (0xC813B0, 0x67FF0000, 0x21FEA0),
    316: (0x3552B0, 0x20DFFD8),
    320: (0x23DFFD8,),
    324: (0x26DFFD8,),
    328: (0x29DFFD8,),
}
"""Words on the stacks that lead to memory outside modules."""
TEBS = {312: 0x67FE0000, 316: 0x67FD0000, 320: 0x67FC0000, 324: 0x67FB0000, 328: 0x67FA0000}
PEB = 0x67FF0000
FLS = {312: 0x340540, 316: 0x34A5C0, 320: 0x34AF00, 324: 0x34B840, 328: 0x34C3D0}
"""Where the data of TEB+0x17c8 began; of the last four, the sum of their overlapping ranges."""
THREAD_NAMES = {
    312: "main-thread", 316: "worker-ptr", 320: "worker-big", 324: "worker-idle", 328: "worker-mod",
}  # fmt: skip
MODULES = {
    0x140000000: ("target.exe", 0x1D000),
    0x170000000: ("ntdll.dll", 0xA0000),
    0x7B600000: ("kernel32.dll", 0x5D000),
    0x7B000000: ("kernelbase.dll", 0x297000),
    0x228280000: ("msvcrt.dll", 0x9A000),
    0x2C7470000: ("ucrtbase.dll", 0xC3000),
    0x1D8C90000: ("advapi32.dll", 0x42000),
    0x1EAF60000: ("sechost.dll", 0x2B000),
    0x36C330000: ("probe.dll", 0x29000),
}
FOLDERS = 20, 17
"""Characters of the folders of the system's modules, and of the two of the program."""
CODEVIEW = 25
"""Bytes of the CodeView records, of which the program's two modules have one."""
TLS = ((0x349D50, 2080), (0x35D2D0, 4176), (0x341000, 2080), (0x351000, 2080))
"""Storage of probe.dll. The last two lay somewhere in what is stored at FLS."""
VECTORS = dict(zip(FLS, (0x342000, 0x352000, 0x353000, 0x354000, 0x67FA0100), strict=True))
"""Where TEB+0x58 leads: in what is stored at FLS; of the last, not to be told."""
LOADER = 0x34B000
"""The loader's data, 88 bytes there as well."""
UNLOADED = 65536
UNLOADED_SIZE = 24 + 22
"""Modules that were said to have been unloaded, which Windows remembers 64 of; and what each took:
a record, and a name of 8 characters."""
REGIONS = 146
"""Of the whole address space, free ones among them."""
TOKEN = 744

WRITTEN = {
    0x0: (16898, 6296),
    0x1: (2228706, 2217400),
    0x8: (16898, 6296),
    0x40: (23346, 12696),
    0x80: (16550, 6296),
    0x100: (132994, 122264),
    0x200: (26090490, 26079744),
    0x800: (23934, 6296),
    0x1000: (17230, 6296),
    0x2000: (2428402, 2417688),
    0x10000: (26090490, 26079744),
    0x10200: (26090490, 26079744),
    0x40000: (17654, 6296),
    0x80000: (2572379, 2560913),
    0x100000: (16550, 6296),
    0x100001: (2228358, 2217400),
    0x100800: (23586, 6296),
    0x200000: (20837, 8144),
    0x2001: (4640210, 4628792),
    0x82001: (5242031, 5230101),
    0x20: (3031578, 6296),
    0x160: (3153338, 127896),
    0x1925: (5373162, 2339624),
    0x100024: (3031254, 6296),
    0xC1D25: (5908179, 2873133),
    0x61B65: (31325126, 28290848),
}
"""Flags → bytes of the file, and of memory in it."""
CONTEXT_WITH_XSTATE = 1647
"""Bytes of a thread's registers with MiniDumpWithAvxXStateContext."""
