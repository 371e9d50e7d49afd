/* walk_streams FILE: asks dbghelp's MiniDumpReadDumpStream for every stream of a dump.
 *
 * Prints "TYPE SIZE RVA COUNT" of each directory entry as the library found it, or "TYPE missing".
 * COUNT is the number of threads, modules, ranges, handles … of a stream that is a list, else 0.
 * A stream type that stands twice in the directory is the library's first one both times. */

#include <windows.h>
#include <dbghelp.h>
#include <stdio.h>

/* The entries of a list, by the structures of dbghelp.h. */
static ULONG64 count_of(ULONG type, const void *stream)
{
    switch (type) {
    case ThreadListStream: return ((const MINIDUMP_THREAD_LIST *)stream)->NumberOfThreads;
    case ModuleListStream: return ((const MINIDUMP_MODULE_LIST *)stream)->NumberOfModules;
    case MemoryListStream: return ((const MINIDUMP_MEMORY_LIST *)stream)->NumberOfMemoryRanges;
    case Memory64ListStream: return ((const MINIDUMP_MEMORY64_LIST *)stream)->NumberOfMemoryRanges;
    case HandleDataStream:
        return ((const MINIDUMP_HANDLE_DATA_STREAM *)stream)->NumberOfDescriptors;
    case MemoryInfoListStream:
        return ((const MINIDUMP_MEMORY_INFO_LIST *)stream)->NumberOfEntries;
    case ThreadInfoListStream:
        return ((const MINIDUMP_THREAD_INFO_LIST *)stream)->NumberOfEntries;
    default: return 0;
    }
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    HANDLE file = CreateFileA(argv[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    HANDLE mapping = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, NULL);
    char *base = MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0);
    if (base == NULL)
        return 3;

    const MINIDUMP_HEADER *header = (const MINIDUMP_HEADER *)base;
    const MINIDUMP_DIRECTORY *directory =
        (const MINIDUMP_DIRECTORY *)(base + header->StreamDirectoryRva);
    int missing = 0;
    for (ULONG32 i = 0; i < header->NumberOfStreams; i++) {
        ULONG type = directory[i].StreamType, size = 0;
        MINIDUMP_DIRECTORY *found = NULL;
        void *stream = NULL;
        if (type == UnusedStream)
            continue;
        if (MiniDumpReadDumpStream(base, type, &found, &stream, &size)) {
            printf("%lu %lu %lu %llu\n", type, size, (ULONG)((char *)stream - base),
                   count_of(type, stream));
        } else {
            printf("%lu missing\n", type);
            missing = 1;
        }
    }
    return missing;
}
