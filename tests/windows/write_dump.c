/* write_dump FILE TYPE: dumps itself with MiniDumpWriteDump; says its process and thread id and the
 * address of main. */

#include <windows.h>
#include <dbghelp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    HANDLE file =
        CreateFileA(argv[1], GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    MINIDUMP_TYPE type = (MINIDUMP_TYPE)strtoul(argv[2], NULL, 0);
    if (!MiniDumpWriteDump(GetCurrentProcess(), GetCurrentProcessId(), file, type, NULL, NULL, NULL))
        return 3;
    printf("%lu %lu %llu\n", GetCurrentProcessId(), GetCurrentThreadId(),
           (unsigned long long)(uintptr_t)main);
    return 0;
}
