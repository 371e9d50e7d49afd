/* The MiniDumpWriteDump call for x64, declared by us from its documentation: the header that comes
 * with mingw-w64 differs from what DbgHelp uses. */
#pragma once

#include <stdint.h>
#include <windows.h>

#pragma pack(push, 4)

typedef struct {
    uint64_t BaseAddress, AllocationBase;
    uint32_t AllocationProtect, padding1;
    uint64_t RegionSize;
    uint32_t State, Protect, Type, padding2;
} OUR_MEMORY_INFO;

/* A CONTEXT keeps its alignment of 16 whatever the packing. */
typedef struct {
    uint32_t ThreadId;
    void *ThreadHandle;
    uint32_t padding;
    unsigned char Context[1232];
    uint32_t SizeOfContext;
    uint64_t StackBase, StackEnd;
    unsigned char filling[12];
} OUR_THREAD_CALLBACK;

typedef struct {
    uint32_t ThreadId;
    void *ThreadHandle;
    uint32_t padding;
    unsigned char Context[1232];
    uint32_t SizeOfContext;
    uint64_t StackBase, StackEnd, BackingStoreBase, BackingStoreEnd;
    unsigned char filling[12];
} OUR_THREAD_EX_CALLBACK;

typedef struct {
    const WCHAR *FullPath;
    uint64_t BaseOfImage;
    uint32_t SizeOfImage, CheckSum, TimeDateStamp;
    VS_FIXEDFILEINFO VersionInfo;
    const void *CvRecord;
    uint32_t SizeOfCvRecord;
    const void *MiscRecord;
    uint32_t SizeOfMiscRecord;
} OUR_MODULE_CALLBACK;

typedef struct {
    HANDLE Handle;
    uint64_t Offset;
    const void *Buffer;
    uint32_t BufferBytes;
} OUR_IO_CALLBACK;

typedef struct {
    uint64_t Offset;
    uint32_t Bytes;
    int32_t FailureStatus;
} OUR_READ_MEMORY_FAILURE_CALLBACK;

typedef struct {
    uint64_t Offset;
    void *Buffer;
    uint32_t Size;
} OUR_VM_PRE_READ_CALLBACK;

typedef struct {
    uint64_t Offset;
    void *Buffer;
    uint32_t Size, Completed;
    int32_t Status;
} OUR_VM_POST_READ_CALLBACK;

typedef struct {
    uint32_t ProcessId;
    HANDLE ProcessHandle;
    uint32_t CallbackType;
    union {
        int32_t Status;
        OUR_THREAD_CALLBACK Thread;
        OUR_THREAD_EX_CALLBACK ThreadEx;
        OUR_MODULE_CALLBACK Module;
        struct {
            uint32_t ThreadId;
        } IncludeThread;
        struct {
            uint64_t BaseOfImage;
        } IncludeModule;
        OUR_IO_CALLBACK Io;
        OUR_READ_MEMORY_FAILURE_CALLBACK ReadMemoryFailure;
        uint32_t SecondaryFlags;
        struct {
            uint64_t Offset;
        } VmQuery;
        OUR_VM_PRE_READ_CALLBACK VmPreRead;
        OUR_VM_POST_READ_CALLBACK VmPostRead;
    } u;
} OUR_CALLBACK_INPUT;

typedef union {
    uint32_t ModuleWriteFlags, ThreadWriteFlags, SecondaryFlags, Status;
    HANDLE Handle;
    struct {
        uint64_t MemoryBase;
        uint32_t MemorySize;
    };
    struct {
        BOOL CheckCancel, Cancel;
    };
    struct {
        OUR_MEMORY_INFO VmRegion;
        BOOL Continue;
    };
    struct {
        uint32_t VmQueryStatus;
        OUR_MEMORY_INFO VmQueryResult;
    };
    struct {
        uint32_t VmReadStatus, VmReadBytesCompleted;
    };
} OUR_CALLBACK_OUTPUT;

typedef BOOL(CALLBACK *OUR_CALLBACK_ROUTINE)(void *, const OUR_CALLBACK_INPUT *,
                                             OUR_CALLBACK_OUTPUT *);

typedef struct {
    OUR_CALLBACK_ROUTINE CallbackRoutine;
    void *CallbackParam;
} OUR_CALLBACK_INFORMATION;

typedef struct {
    uint32_t ThreadId;
    EXCEPTION_POINTERS *ExceptionPointers;
    BOOL ClientPointers;
} OUR_EXCEPTION_INFORMATION;

typedef struct {
    uint32_t Type, BufferSize;
    void *Buffer;
} OUR_USER_STREAM;

typedef struct {
    uint32_t UserStreamCount;
    OUR_USER_STREAM *UserStreamArray;
} OUR_USER_STREAM_INFORMATION;

#pragma pack(pop)
