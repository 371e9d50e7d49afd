/* A MiniDumpWriteDump that makes every callback, in the order and with the outputs on entry that
 * Microsoft's was seen to have, and obeys the answers by the same rules. It looks at no process:
 * threads, modules and regions are made up. FakeLog() gives what it was passed and answered, a
 * line for each event.
 *
 * Bits of DumpType choose what a healthy x64 process never shows, or not in time: 0x400000 makes the
 * thread callbacks those of Itanium, 0x800000 has a read fail, 0x4000 writes a dump that readers
 * accept (one region of 1 MiB, in pieces of 64 KiB), 0x8000 makes that a region of 1 GiB which is
 * written slowly and without a question whether to go on. */
#include <stdarg.h>
#include <stdio.h>

#include "minidump_abi.h"

enum {
    Module, Thread, ThreadEx, IncludeThread, IncludeModule, Memory, Cancel, WriteKernelMinidump,
    KernelMinidumpStatus, RemoveMemory, IncludeVmRegion, IoStart, IoWriteAll, IoFinish,
    ReadMemoryFailure, SecondaryFlags, IsProcessSnapshot, VmStart, VmQuery, VmPreRead, VmPostRead,
};

#define NOT_IMPLEMENTED 0x80004001u
#define FAILED_ 0x80004005u
#define WITH_FULL_MEMORY 0x2u
#define AS_ITANIUM 0x400000u
#define READ_FAILS 0x800000u
#define WHOLE_DUMP 0x4000u
#define HUGE_REGION 0x8000u
#define A_SNAPSHOT ((HANDLE)(uintptr_t)0x5055)
#define VALID 0x1ffffffu
#define THREADS 3
#define MODULES 2
#define REGIONS 3

static char text[1 << 20];
static size_t length;

static void note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(text + length, sizeof text - length, format, arguments);
    va_end(arguments);
    if (written > 0 && length + (size_t)written < sizeof text)
        length += (size_t)written;
}

__declspec(dllexport) const char *FakeLog(void)
{
    return text;
}

typedef struct {
    OUR_CALLBACK_INFORMATION *callback;
    uint32_t pid, type;
    HANDLE process, file;
    BOOL check_cancel, own_io, vm;
    OUR_CALLBACK_INPUT in;
    OUR_CALLBACK_OUTPUT out;
} Dump;

/* Make one callback. All of in.u and out was set by begin() and the caller. */
static BOOL call(Dump *d)
{
    if (!d->callback || !d->callback->CallbackRoutine)
        return TRUE;
    return d->callback->CallbackRoutine(d->callback->CallbackParam, &d->in, &d->out);
}

static void begin(Dump *d, uint32_t kind, BOOL pid, BOOL handle)
{
    memset(&d->in, 0xCC, sizeof d->in);
    memset(&d->out, 0xCC, sizeof d->out);
    d->in.ProcessId = pid ? d->pid : 0;
    d->in.ProcessHandle = handle ? d->process : 0;
    d->in.CallbackType = kind;
}

static BOOL cancelled(Dump *d)
{
    if (!d->check_cancel)
        return FALSE;
    begin(d, Cancel, TRUE, TRUE);
    memset(&d->out, 0, sizeof d->out);
    BOOL answer = call(d);
    note("Cancel %d check=%d cancel=%d\n", answer, d->out.CheckCancel, d->out.Cancel);
    d->check_cancel = d->out.CheckCancel;
    return answer && d->out.Cancel;
}

static BOOL failed(uint32_t hresult)
{
    note("failed %08x\n", hresult);
    SetLastError(1); /* what it stands for is lost, as in 10.0.22621 */
    return FALSE;
}

static uint32_t start(Dump *d, uint32_t kind, const char *name, BOOL handle)
{
    begin(d, kind, FALSE, handle);
    d->in.u.Io.Handle = d->file;
    d->out.Status = NOT_IMPLEMENTED;
    BOOL answer = call(d);
    note("%s %d status=%08x\n", name, answer, d->out.Status);
    return answer ? d->out.Status : NOT_IMPLEMENTED;
}

static void ranges(Dump *d, uint32_t kind, const char *name)
{
    for (;;) {
        begin(d, kind, TRUE, TRUE);
        memset(&d->out, 0, sizeof d->out);
        BOOL answer = call(d);
        note("%s %d base=%llx size=%x\n", name, answer, (unsigned long long)d->out.MemoryBase,
             d->out.MemorySize);
        if (!answer || !d->out.MemorySize)
            return;
    }
}

static void region_pass(Dump *d, const OUR_MEMORY_INFO *regions)
{
    BOOL asking = TRUE;
    note("pass");
    for (int i = 0; i < REGIONS; i++) {
        OUR_MEMORY_INFO rest = regions[i];
        while (rest.RegionSize) {
            OUR_MEMORY_INFO kept = rest;
            if (asking) {
                begin(d, IncludeVmRegion, TRUE, TRUE);
                d->out.VmRegion = rest;
                d->out.Continue = FALSE;
                BOOL answer = call(d);
                OUR_MEMORY_INFO said = d->out.VmRegion;
                if (!answer || !d->out.Continue || said.BaseAddress < rest.BaseAddress ||
                    said.BaseAddress + said.RegionSize > rest.BaseAddress + rest.RegionSize)
                    asking = FALSE;
                else
                    kept = said;
            }
            if (kept.RegionSize)
                note(" %llx+%llx", (unsigned long long)kept.BaseAddress,
                     (unsigned long long)kept.RegionSize);
            uint64_t end = rest.BaseAddress + rest.RegionSize;
            uint64_t new_end = kept.BaseAddress + kept.RegionSize;
            rest.BaseAddress = new_end;
            rest.RegionSize = kept.RegionSize && new_end < end ? end - new_end : 0;
        }
    }
    note("\n");
}

static void virtual_memory(Dump *d)
{
    static char memory[16] = "0123456789abcde";
    begin(d, VmQuery, TRUE, TRUE);
    d->in.u.VmQuery.Offset = 0x7000;
    d->out.VmQueryStatus = NOT_IMPLEMENTED;
    BOOL answer = call(d);
    note("VmQuery %d status=%08x base=%llx size=%llx\n", answer, d->out.VmQueryStatus,
         (unsigned long long)d->out.VmQueryResult.BaseAddress,
         (unsigned long long)d->out.VmQueryResult.RegionSize);

    for (int i = 0; i < 2; i++) {
        begin(d, VmPreRead, TRUE, TRUE);
        OUR_VM_PRE_READ_CALLBACK pre = {0x7000 + 16 * i, memory, sizeof memory};
        d->in.u.VmPreRead = pre;
        d->out.VmReadStatus = NOT_IMPLEMENTED;
        answer = call(d);
        note("VmPreRead %d status=%08x done=%x bytes=%.15s\n", answer, d->out.VmReadStatus,
             d->out.VmReadStatus ? 0 : d->out.VmReadBytesCompleted, memory);
        if (answer && d->out.VmReadStatus == 0)
            continue;
        begin(d, VmPostRead, TRUE, TRUE);
        OUR_VM_POST_READ_CALLBACK post = {0x7000 + 16 * i, memory, sizeof memory, 16, 0};
        d->in.u.VmPostRead = post;
        d->out.VmReadStatus = NOT_IMPLEMENTED;
        answer = call(d);
        note("VmPostRead %d status=%08x done=%x bytes=%.15s\n", answer, d->out.VmReadStatus,
             d->out.VmReadStatus ? 0 : d->out.VmReadBytesCompleted, memory);
    }
}

static uint32_t io(Dump *d, uint32_t kind, const char *name, uint64_t offset, const void *data,
                   uint32_t size)
{
    begin(d, kind, TRUE, TRUE);
    OUR_IO_CALLBACK given = {d->file, offset, data, size};
    d->in.u.Io = given;
    d->out.Status = FAILED_;
    BOOL answer = call(d);
    note("%s %d status=%08x\n", name, answer, d->out.Status);
    return answer ? d->out.Status : FAILED_;
}

static uint32_t put(Dump *d, uint64_t offset, const void *data, uint32_t size)
{
    if (d->own_io)
        return io(d, IoWriteAll, "IoWriteAll", offset, data, size);
    OVERLAPPED at = {.Offset = (DWORD)offset};
    DWORD written;
    return WriteFile(d->file, data, size, &written, &at) ? 0 : 0x80070006u;
}

/* The header first and the directory last, as Microsoft's does. */
static uint32_t write_dump(Dump *d)
{
    static const uint32_t header[8] = {0x504d444d, 0xa793, 1, 32}, directory[3] = {5, 20, 44};
    static char piece[65536];
    uint32_t pieces = d->type & HUGE_REGION ? 16384 : 16;
    uint32_t memory[5] = {1, 0x10000, 0, pieces * sizeof piece, 64};
    uint32_t hresult = put(d, 0, header, sizeof header);
    if (!hresult)
        hresult = put(d, 44, memory, sizeof memory);
    for (uint32_t i = 0; i < pieces && !hresult; i++) {
        memset(piece, (char)i, sizeof piece);
        hresult = put(d, 64 + (uint64_t)i * sizeof piece, piece, sizeof piece);
        if (pieces > 16)
            Sleep(1);
    }
    return hresult ? hresult : put(d, 32, directory, sizeof directory);
}

static uint32_t write_file(Dump *d)
{
    static char body[65536];
    memset(body, 'b', sizeof body);
    uint32_t hresult;
    if (d->type & WHOLE_DUMP) {
        hresult = write_dump(d);
    } else {
        hresult = put(d, 4, body, sizeof body);
        if (!hresult)
            hresult = put(d, 0, "MDMP", 4);
    }
    if (d->own_io) {
        uint32_t finished = io(d, IoFinish, "IoFinish", 0, NULL, 0);
        if (!hresult)
            hresult = finished;
    }
    return hresult;
}

static void note_arguments(const OUR_EXCEPTION_INFORMATION *exception,
                           const OUR_USER_STREAM_INFORMATION *streams)
{
    if (exception) {
        const EXCEPTION_RECORD *r = exception->ExceptionPointers->ExceptionRecord;
        const CONTEXT *c = exception->ExceptionPointers->ContextRecord;
        note("exception thread=%u code=%08lx address=%p parameters=%lu last=%llx aligned=%d "
             "rip=%llx client=%d\n",
             exception->ThreadId, r->ExceptionCode, r->ExceptionAddress, r->NumberParameters,
             (unsigned long long)r->ExceptionInformation[r->NumberParameters - 1],
             (uintptr_t)c % 16 == 0, (unsigned long long)c->Rip, exception->ClientPointers);
    }
    for (uint32_t i = 0; streams && i < streams->UserStreamCount; i++)
        note("stream type=%x size=%u bytes=%.*s\n", streams->UserStreamArray[i].Type,
             streams->UserStreamArray[i].BufferSize,
             (int)streams->UserStreamArray[i].BufferSize,
             (char *)streams->UserStreamArray[i].Buffer);
}

__declspec(dllexport) BOOL WINAPI MiniDumpWriteDump(HANDLE process, DWORD pid, HANDLE file,
                                                    DWORD type,
                                                    const OUR_EXCEPTION_INFORMATION *exception,
                                                    const OUR_USER_STREAM_INFORMATION *streams,
                                                    OUR_CALLBACK_INFORMATION *callback)
{
    Dump dump = {.callback = callback, .pid = pid, .type = type, .process = process, .file = file,
                 .check_cancel = callback != NULL};
    Dump *d = &dump;
    BOOL full = (type & WITH_FULL_MEMORY) != 0;
    BOOL thread_in[THREADS], module_in[MODULES];
    length = 0;
    text[0] = 0;
    note_arguments(exception, streams);

    /* Whether the handle is a snapshot's is for the callback to say. */
    if ((start(d, IsProcessSnapshot, "IsProcessSnapshot", TRUE) == 1) != (process == A_SNAPSHOT))
        return failed(0x80070057u);
    d->vm = start(d, VmStart, "VmStart", TRUE) == 1;
    d->own_io = start(d, IoStart, "IoStart", FALSE) == 1;
    if (type & ~VALID)
        return failed(0x80070057u);

    begin(d, SecondaryFlags, TRUE, TRUE);
    d->in.u.SecondaryFlags = 0;
    memset(&d->out, 0, sizeof d->out);
    BOOL answer = call(d);
    note("SecondaryFlags %d flags=%x\n", answer, d->out.SecondaryFlags);
    if (cancelled(d))
        return failed(0x800704c7u);

    for (uint32_t i = 0; i < THREADS; i++) {
        begin(d, IncludeThread, TRUE, TRUE);
        d->in.u.IncludeThread.ThreadId = 100 * (i + 1);
        memset(&d->out, 0, sizeof d->out);
        d->out.ThreadWriteFlags = full ? 0x5 : 0x17;
        answer = call(d);
        note("IncludeThread %d thread=%u flags=%x\n", answer, 100 * (i + 1),
             d->out.ThreadWriteFlags);
        thread_in[i] = answer && d->out.ThreadWriteFlags & 1;
        if (cancelled(d))
            return failed(0x800704c7u);
    }
    for (uint64_t i = 0; i < MODULES; i++) {
        begin(d, IncludeModule, TRUE, TRUE);
        d->in.u.IncludeModule.BaseOfImage = 0x140000000 + (i << 32);
        memset(&d->out, 0, sizeof d->out);
        d->out.ModuleWriteFlags = 0xd;
        answer = call(d);
        note("IncludeModule %d base=%llx flags=%x\n", answer,
             (unsigned long long)(0x140000000 + (i << 32)), d->out.ModuleWriteFlags);
        module_in[i] = answer && d->out.ModuleWriteFlags & 1;
        if (cancelled(d))
            return failed(0x800704c7u);
    }

    for (uint64_t i = 0; i < MODULES; i++) {
        if (!module_in[i])
            continue;
        /* On the stack and in buffers that are overwritten, as Microsoft's die with the call. */
        WCHAR path[64];
        char record[24] = "RSDS";
        lstrcpyW(path, i ? L"C:\\lib\\\u00e4\u20ac.dll" : L"C:\\app\\main.exe");
        begin(d, Module, TRUE, TRUE);
        memset(&d->in.u.Module, 0, sizeof d->in.u.Module);
        d->in.u.Module.FullPath = path;
        d->in.u.Module.BaseOfImage = 0x140000000 + (i << 32);
        d->in.u.Module.SizeOfImage = 0x9000;
        d->in.u.Module.CheckSum = 0x1111;
        d->in.u.Module.TimeDateStamp = 0x2222;
        if (i) {
            d->in.u.Module.VersionInfo.dwSignature = 0xFEEF04BD;
            d->in.u.Module.VersionInfo.dwFileVersionMS = 0x00020003;
            d->in.u.Module.VersionInfo.dwFileVersionLS = 0x00040005;
        }
        d->in.u.Module.CvRecord = record;
        d->in.u.Module.SizeOfCvRecord = sizeof record;
        memset(&d->out, 0, sizeof d->out);
        d->out.ModuleWriteFlags = 0xd;
        answer = call(d);
        memset(path, 'x', sizeof path);
        memset(record, 'x', sizeof record);
        note("Module %d base=%llx flags=%x\n", answer,
             (unsigned long long)(0x140000000 + (i << 32)), d->out.ModuleWriteFlags);
        if (!answer)
            return failed(0x80004004u);
    }
    for (uint32_t i = 0; i < THREADS; i++) {
        if (!thread_in[i])
            continue;
        BOOL itanium = (type & AS_ITANIUM) != 0;
        begin(d, itanium ? ThreadEx : Thread, TRUE, TRUE);
        OUR_THREAD_EX_CALLBACK *t = &d->in.u.ThreadEx;
        t->ThreadId = 100 * (i + 1);
        t->ThreadHandle = (HANDLE)(uintptr_t)0x44;
        memset(t->Context, 0xA0 + i, sizeof t->Context);
        t->SizeOfContext = sizeof t->Context;
        t->StackBase = 0x20000 * (i + 1);
        t->StackEnd = 0x20000 * (i + 1) - 0x800;
        memset(&d->out, 0, sizeof d->out);
        d->out.ThreadWriteFlags = full ? 0x5 : 0x17;
        answer = call(d);
        note("%s %d thread=%u flags=%x\n", itanium ? "ThreadEx" : "Thread", answer,
             100 * (i + 1), d->out.ThreadWriteFlags);
        if (!answer)
            return failed(0x80004004u);
    }
    if (d->vm)
        virtual_memory(d);
    if (cancelled(d))
        return failed(0x800704c7u);

    if (full) {
        static const OUR_MEMORY_INFO regions[REGIONS] = {
            {0x140000000, 0x140000000, 0x80, 0, 0x9000, 0x1000, 0x20, 0x1000000, 0},
            {0x240000000, 0x240000000, 0x80, 0, 0x9000, 0x1000, 0x02, 0x1000000, 0},
            {0x500000000, 0x500000000, 0x04, 0, 0x40000, 0x1000, 0x04, 0x20000, 0},
        };
        region_pass(d, regions);
        region_pass(d, regions);
    } else {
        ranges(d, Memory, "Memory");
        ranges(d, RemoveMemory, "RemoveMemory");
    }
    if (type & READ_FAILS) {
        begin(d, ReadMemoryFailure, TRUE, TRUE);
        OUR_READ_MEMORY_FAILURE_CALLBACK failure = {0x600000000, 0x2000, (int32_t)0x8007012b};
        d->in.u.ReadMemoryFailure = failure;
        d->out.Status = 1;
        answer = call(d);
        note("ReadMemoryFailure %d status=%08x\n", answer, d->out.Status);
        if (!answer || d->out.Status)
            return failed(0x8007012bu);
    }
    if (cancelled(d))
        return failed(0x800704c7u);

    uint32_t hresult = write_file(d);
    if (hresult)
        return failed(hresult);

    begin(d, WriteKernelMinidump, FALSE, FALSE);
    memset(&d->out, 0, sizeof d->out);
    answer = call(d);
    note("WriteKernelMinidump %d handle=%p\n", answer, d->out.Handle);
    if (answer && d->out.Handle) {
        begin(d, KernelMinidumpStatus, TRUE, TRUE);
        d->in.u.Status = (int32_t)0xD0000002;
        memset(&d->out, 0, sizeof d->out);
        answer = call(d);
        note("KernelMinidumpStatus %d\n", answer);
    }
    SetLastError(0x7e); /* leftovers after success were seen */
    return TRUE;
}
