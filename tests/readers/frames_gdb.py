"""Run inside gdb on a process or a core file: one line for each frame of each thread.

"FRAME thread pc call|inline function"; frames of inlined functions come before the one they are in.
Frames that gdb makes up for calls that were jumps (tail calls) are left out.
"""

import gdb

gdb.execute("set backtrace past-main on")
for thread in sorted(gdb.selected_inferior().threads(), key=lambda thread: thread.ptid[1]):
    thread.switch()
    frame = gdb.newest_frame()
    while frame is not None:
        if frame.type() != gdb.TAILCALL_FRAME:
            kind = "inline" if frame.type() == gdb.INLINE_FRAME else "call"
            line = f"FRAME {thread.ptid[1]} {frame.pc():#x} {kind} {frame.name() or ''}"
            gdb.write(line + "\n")
        frame = frame.older()
