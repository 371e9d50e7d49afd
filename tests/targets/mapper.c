/* mapper: maps what it is told to, as any loader might. Each line of its standard input is one of
 *     file ADDRESS SIZE OFFSET PROTECTION PATH      shared where PROTECTION has an s
 *     anonymous ADDRESS SIZE PROTECTION
 *     copy ADDRESS SIZE OFFSET PATH                 reads the file into memory mapped before
 *     protect ADDRESS SIZE PROTECTION
 *     unmap ADDRESS SIZE
 *     stripes COUNT                                 COUNT mappings of a page, one beside the other
 *     touch ADDRESS SIZE                            reads a byte of each page
 * with numbers in hexadecimal and 0 for any address. Each is answered with "at ADDRESS", or with
 * "errno NUMBER". */

#define _GNU_SOURCE
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

static int protection(const char *text)
{
    return (strchr(text, 'r') ? PROT_READ : 0) | (strchr(text, 'w') ? PROT_WRITE : 0) |
           (strchr(text, 'x') ? PROT_EXEC : 0);
}

int main(void)
{
    static char line[8192], rights[8], path[4096];
    unsigned long address, size, offset;
    say_ready("pid=%d", getpid());
    while (fgets(line, sizeof line, stdin) != NULL) {
        long result = -1;
        errno = EINVAL;
        if (sscanf(line, "file %lx %lx %lx %7s %4095[^\n]", &address, &size, &offset, rights,
                   path) == 5) {
            int file = open(path, O_RDONLY | O_CLOEXEC);
            int flags = strchr(rights, 's') ? MAP_SHARED : MAP_PRIVATE;
            if (file >= 0)
                result = (long)mmap((void *)address, size, protection(rights),
                                    flags | (address ? MAP_FIXED : 0), file, (off_t)offset);
            close(file);
        } else if (sscanf(line, "anonymous %lx %lx %7s", &address, &size, rights) == 3) {
            int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (address ? MAP_FIXED : 0);
            result = (long)mmap((void *)address, size, protection(rights), flags, -1, 0);
        } else if (sscanf(line, "copy %lx %lx %lx %4095[^\n]", &address, &size, &offset, path) == 4) {
            int file = open(path, O_RDONLY | O_CLOEXEC);
            if (file >= 0 && pread(file, (void *)address, size, (off_t)offset) >= 0)
                result = (long)address;
            close(file);
        } else if (sscanf(line, "protect %lx %lx %7s", &address, &size, rights) == 3) {
            if (mprotect((void *)address, size, protection(rights)) == 0)
                result = (long)address;
        } else if (sscanf(line, "touch %lx %lx", &address, &size) == 2) {
            for (unsigned long at = address; at < address + size; at += 4096)
                (void)*(volatile char *)at;
            result = (long)address;
        } else if (sscanf(line, "stripes %lx", &size) == 1) {
            char *pages = mmap(NULL, size * 4096, PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            result = (long)pages;
            for (unsigned long at = 0; at < size && result != -1; at++) {
                pages[at * 4096] = (char)at;
                if (at % 2 && mprotect(pages + at * 4096, 4096, PROT_READ) != 0)
                    result = -1;
            }
        } else if (sscanf(line, "unmap %lx %lx", &address, &size) == 2) {
            if (munmap((void *)address, size) == 0)
                result = (long)address;
        }
        if (result == -1)
            printf("errno %d\n", errno);
        else
            printf("at %lx\n", result);
        fflush(stdout);
    }
    parked_main();
    return 0;
}
