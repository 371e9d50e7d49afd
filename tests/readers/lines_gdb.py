"""Run inside gdb that is attached to a process: one line for each frame, inlined ones too.

"LINE thread pc file:line"; a file is told by its name alone. Frames of tail calls are left out.
"""

import gdb

gdb.execute("set backtrace past-main on")
for thread in gdb.selected_inferior().threads():
    thread.switch()
    frame = gdb.newest_frame()
    while frame is not None:
        if frame.type() != gdb.TAILCALL_FRAME:
            place = frame.find_sal()
            name = place.symtab.filename.rpartition("/")[2] if place.symtab else ""
            gdb.write(f"LINE {thread.ptid[1]} {frame.pc():#x} {name}:{place.line}\n")
        frame = frame.older()
