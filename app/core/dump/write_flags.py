"""What rules call the write flags of modules and threads (docs, recipes, the command line)."""

from __future__ import annotations

from typing import Final

from ..minidump.constants import MODULE_WRITE_FLAGS, THREAD_WRITE_FLAGS

MODULE_FLAG_NAMES: Final[dict[str, MODULE_WRITE_FLAGS]] = {
    "record": MODULE_WRITE_FLAGS.ModuleWriteModule,
    "data": MODULE_WRITE_FLAGS.ModuleWriteDataSeg,
    "misc": MODULE_WRITE_FLAGS.ModuleWriteMiscRecord,
    "codeview": MODULE_WRITE_FLAGS.ModuleWriteCvRecord,
    "referenced": MODULE_WRITE_FLAGS.ModuleReferencedByMemory,
    "tls": MODULE_WRITE_FLAGS.ModuleWriteTlsData,
    "code": MODULE_WRITE_FLAGS.ModuleWriteCodeSegs,
}
THREAD_FLAG_NAMES: Final[dict[str, THREAD_WRITE_FLAGS]] = {
    "record": THREAD_WRITE_FLAGS.ThreadWriteThread,
    "stack": THREAD_WRITE_FLAGS.ThreadWriteStack,
    "context": THREAD_WRITE_FLAGS.ThreadWriteContext,
    "backing": THREAD_WRITE_FLAGS.ThreadWriteBackingStore,
    "code": THREAD_WRITE_FLAGS.ThreadWriteInstructionWindow,
    "data": THREAD_WRITE_FLAGS.ThreadWriteThreadData,
    "info": THREAD_WRITE_FLAGS.ThreadWriteThreadInfo,
}
