"""A minidump builder that shares nothing with the program.

Every layout is spelled out here by hand, from the published structures, so that a mistake in the
program's records cannot confirm itself. It can also build what the program never writes: padded
counts, odd entry sizes, strings without a terminator, directories at the end of the file.
"""

import struct

THREAD_LIST, MODULE_LIST, MEMORY_LIST, EXCEPTION, SYSTEM_INFO = 3, 4, 5, 6, 7
MEMORY64_LIST, COMMENT_A, COMMENT_W, HANDLES = 9, 10, 11, 12
UNLOADED, MISC_INFO, MEMORY_INFO, THREAD_INFO = 14, 15, 16, 17


class Synth:
    """Collects bytes, remembers where they went, and puts the directory at the end."""

    def __init__(self, flags=0, stamp=0x5F000000):
        self.bytes = bytearray(32)
        self.flags = flags
        self.stamp = stamp
        self.entries = []

    def put(self, data, align=1):
        """Append bytes; return their offset."""
        self.bytes += bytes(-len(self.bytes) % align)
        offset = len(self.bytes)
        self.bytes += data
        return offset

    def text(self, text, nul=True, length=None):
        """Append a MINIDUMP_STRING; return its offset."""
        data = text.encode("utf-16-le", "surrogatepass")
        said = len(data) if length is None else length
        return self.put(struct.pack("<I", said) + data + (b"\0\0" if nul else b""))

    def utf8(self, text):
        """Append a MinidumpUTF8String; return its offset."""
        data = text.encode()
        return self.put(struct.pack("<I", len(data)) + data + b"\0")

    def stream(self, kind, data, align=1):
        """Append a stream; return its offset."""
        offset = self.put(data, align)
        self.entries.append((kind, len(data), offset))
        return offset

    def entry(self, kind, size, offset):
        """Add a directory entry that may lie."""
        self.entries.append((kind, size, offset))

    def build(self, tail=b""):
        """Finish: directory, header, and *tail*."""
        directory = self.put(b"".join(struct.pack("<III", *entry) for entry in self.entries))
        self.bytes[:32] = struct.pack(
            "<4sHHIIIIQ", b"MDMP", 0xA793, 0xA05D, len(self.entries), directory, 0, self.stamp,
            self.flags,
        )  # fmt: skip
        return bytes(self.bytes) + tail

    # ------------------------------------------------------------------------------- whole streams

    def counted(self, kind, entries, pad=False):
        """Add a list stream: 32-bit count, perhaps four bytes of padding, entries."""
        count = struct.pack("<I", len(entries)) + (b"\xcc" * 4 if pad else b"")
        return self.stream(kind, count + b"".join(entries))

    def stepped(self, kind, head, entries, head_size, entry_size):
        """Add a list stream whose head gives sizes; *head* formats (head, entry, count)."""
        start = struct.pack(head, head_size, entry_size, len(entries)).ljust(head_size, b"\xee")
        return self.stream(kind, start + b"".join(e.ljust(entry_size, b"\xee") for e in entries))

    def system_info(self, arch=9, platform=0x8201, csd="Linux 6.1.0", cpus=2):
        """Add SystemInfo."""
        rva = self.text(csd)
        cpu = b"GenuineIntel".ljust(24, b"\0")
        return self.stream(
            SYSTEM_INFO,
            struct.pack("<HHHBBIIIIIHH", arch, 6, 0x3A09, cpus, 1, 6, 1, 0, platform, rva, 0, 0)
            + cpu,
        )

    def misc_info(self, pid=4711, size=24, flags=1):
        """Add MiscInfo of any version."""
        return self.stream(MISC_INFO, struct.pack("<III", size, flags, pid).ljust(size, b"\0"))


def thread(tid, stack=(0, 0, 0), context=(0, 0), teb=0):
    """MINIDUMP_THREAD: stack (address, size, rva), context (size, rva)."""
    return struct.pack("<IIIIQQIIII", tid, 1, 0x20, 9, teb, *stack, *context)


def module(base, size, name_rva, cv=(0, 0), misc=(0, 0), version=(0,) * 13, reserved=(0, 0)):
    """MINIDUMP_MODULE: cv and misc (size, rva)."""
    head = struct.pack("<QIIII", base, size, 0x1111, 0x2222, name_rva)
    tail = struct.pack("<IIIIQQ", *cv, *misc, *reserved)
    return head + struct.pack("<13I", *version) + tail


def range32(address, size, rva):
    """MINIDUMP_MEMORY_DESCRIPTOR."""
    return struct.pack("<QII", address, size, rva)


def memory64(ranges, base):
    """A Memory64List body of (address, size)."""
    body = b"".join(struct.pack("<QQ", *pair) for pair in ranges)
    return struct.pack("<QQ", len(ranges), base) + body


def region(base, size, state=0x1000, protect=4, kind=0x20000):
    """MINIDUMP_MEMORY_INFO."""
    return struct.pack("<QQIIQIIII", base, base, protect, 0, size, state, protect, kind, 0)


def context_amd64(rip=0x401000, rsp=0x7FFF0000, flags=0x10000B):
    """An AMD64 CONTEXT with two registers set."""
    data = bytearray(1232)
    struct.pack_into("<I", data, 48, flags)
    struct.pack_into("<Q", data, 152, rsp)
    struct.pack_into("<Q", data, 248, rip)
    return bytes(data)


def context_arm64_old(pc=0x5000, sp=0x6000):
    """Breakpad's context of ARM64 from before Windows had one (796 bytes)."""
    data = bytearray(796)
    struct.pack_into("<Q", data, 0, 0x80000007)
    struct.pack_into("<QQ", data, 256, sp, pc)
    return bytes(data)


def context_arm(pc=0x5000, sp=0x6000):
    """Breakpad's context of 32-bit ARM (368 bytes)."""
    data = bytearray(368)
    struct.pack_into("<I", data, 0, 0x40000006)
    struct.pack_into("<III", data, 56, sp, 0x7777, pc)
    return bytes(data)


def crashpad_info(synth, size=64, annotations=(), modules=()):
    """Add CrashpadInfo; a module is (index, list of texts, pairs, annotation objects).

    An annotation object is (name, type, text).
    """
    links = []
    for index, texts, pairs, objects in modules:
        parts = [
            [struct.pack("<I", synth.utf8(text)) for text in texts],
            [struct.pack("<II", synth.utf8(key), synth.utf8(value)) for key, value in pairs],
            [
                struct.pack("<IHHI", synth.utf8(name), kind, 0, synth.utf8(value))
                for name, kind, value in objects
            ],
        ]
        body = struct.pack("<I", 1)
        for part in parts:
            data = struct.pack("<I", len(part)) + b"".join(part)
            body += struct.pack("<II", len(data), synth.put(data, 4)) if part else bytes(8)
        links.append(struct.pack("<III", index, len(body), synth.put(body, 4)))
    listed = struct.pack("<I", len(links)) + b"".join(links)
    pairs = [struct.pack("<II", synth.utf8(key), synth.utf8(value)) for key, value in annotations]
    simple = struct.pack("<I", len(pairs)) + b"".join(pairs)
    head = struct.pack("<I", 1) + bytes(range(16)) + bytes(16)
    head += struct.pack("<II", len(simple), synth.put(simple, 4))
    head += struct.pack("<II", len(listed), synth.put(listed, 4))
    return synth.stream(0x43500001, head.ljust(64, b"\0")[:size])


def assertion_info(synth, expression, function, file, line, kind=0):
    """Add BreakpadAssertionInfo."""
    texts = b"".join(
        text.encode("utf-16-le").ljust(256, b"\0") for text in (expression, function, file)
    )
    return synth.stream(0x47670002, texts + struct.pack("<II", line, kind))


def exception(synth, tid, code, flags=0, address=0, parameters=(), context=(0, 0)):
    """Add an ExceptionStream; context (size, rva)."""
    padded = (*parameters, *(0,) * (15 - len(parameters)))
    return synth.stream(
        EXCEPTION,
        struct.pack(
            "<IIIIQQII15QII", tid, 0, code, flags, 0, address, len(parameters), 0, *padded, *context
        ),
    )


def crashed_dump(
    platform=2, code=0xE06D7363, parameters=(0x19930520, 0x7FFF0000, 0x401010, 0x400000)
):
    """A dump of a crash, with all that other writers add to say what happened."""
    made = Synth()
    made.system_info(platform=platform)
    made.misc_info(size=1364, flags=3)
    stack = made.put(bytes(1024), 16)
    handler = made.put(context_amd64(), 16)
    crash = made.put(context_amd64(rip=0x401800, rsp=0x7FFF0100), 16)
    made.counted(THREAD_LIST, [thread(7, stack=(0x7FFF0000, 1024, stack), context=(1232, handler))])
    name = made.text("C:\\it.exe")
    made.counted(MODULE_LIST, [module(0x400000, 0x3000, name, version=(0xFEEF04BD,) + (1,) * 12)])
    image = bytearray(512)
    struct.pack_into("<IIII", image, 0x10, 0, 0, 0, 0x1020)
    struct.pack_into("<II", image, 0x20, 1, 0x1030)
    struct.pack_into("<II", image, 0x30, 0, 0x1040)
    image[0x50:0x69] = b".?AVruntime_error@std@@\0\0"
    memory = [range32(0x7FFF0000, 1024, stack), range32(0x401000, 512, made.put(image, 16))]
    made.counted(MEMORY_LIST, memory)
    exception(made, 7, code, 1, 0x401800, parameters, (1232, crash))
    crashpad_info(made, 52, [("a", "b")], [(0, ["said"], [("k", "v")], [("n", 1, "t")])])
    assertion_info(made, "size", "process", "it.cc", 42)
    record = bytes(40) + b"/usr/lib/it\0abort() called\0\0\0\0"
    link = struct.pack("<II", len(record), made.put(record, 8))
    made.stream(0x4D7A0001, struct.pack("<III", 0x4D7A0001, 1, 40) + link.ljust(160, b"\0"))
    made.stream(0x10000, "<text/>".encode("utf-16-le"))
    return made.build()


def plain_dump():
    """A small but complete dump of a Linux process, the way Breakpad lays it out."""
    synth = Synth(flags=0x1000)
    synth.system_info()
    synth.misc_info()
    stack = synth.put(bytes(range(256)) * 4, 16)
    context = synth.put(context_amd64(), 16)
    synth.counted(
        THREAD_LIST,
        [
            thread(100, stack=(0x7FFF0000, 1024, stack), context=(1232, context)),
            thread(101, context=(1232, 0)),
        ],
    )
    build_id = struct.pack("<I", 0x4270454C) + bytes(range(20))
    cv = synth.put(build_id, 4)
    names = [synth.text(name) for name in ("/usr/bin/demo", "/lib/libc.so.6")]
    synth.counted(
        MODULE_LIST,
        [
            module(0x400000, 0x3000, names[0], cv=(len(build_id), cv)),
            module(0x7F0000000000, 0x1D5000, names[1]),
        ],
    )
    window = synth.put(b"\x90" * 256)
    synth.counted(MEMORY_LIST, [range32(0x7FFF0000, 1024, stack), range32(0x400F80, 256, window)])
    synth.stepped(
        MEMORY_INFO,
        "<IIQ",
        [region(0x400000, 0x3000, protect=0x20), region(0x7FFF0000, 0x21000)],
        16,
        48,
    )
    comm = synth.text("worker")
    synth.counted(24, [struct.pack("<IQ", 101, comm)])
    file_name, type_name = synth.text("/dev/null"), synth.text("CharDevice")
    synth.stepped(
        HANDLES,
        "<III4x",
        [struct.pack("<QIIIIII", 3, type_name, file_name, 0o20666, 2, 1, 0)],
        16,
        32,
    )
    synth.stream(0x47670009, b"00400000-00403000 r-xp 00000000 08:01 42 /usr/bin/demo\n")
    synth.stream(0x10000, b"user bytes")
    synth.stream(0x4D7A0004, b'[{"stage":"threads","error":"gone"}]')
    synth.entry(0, 0, 0)
    return synth.build()
