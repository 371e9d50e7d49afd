/* memory FILE: mappings of every kind, with known bytes where they can be read. FILE is made one
 * page long and mapped for three. */

#define _GNU_SOURCE
#include "target.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE 4096UL

static char *map(size_t size, int protection, int flags, int file)
{
    char *found = mmap(NULL, size, protection, flags, file, 0);
    if (found == MAP_FAILED)
        abort();
    return found;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    int file = open(argv[1], O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || ftruncate(file, PAGE) != 0)
        return 3;
    const int anonymous = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;

    char *reserved = map(1UL << 30, PROT_READ | PROT_WRITE, anonymous, -1);
    reserved[5 * PAGE] = 1;
    reserved[(1UL << 29) + 9] = 2;
    char *known = map(64 * PAGE, PROT_READ | PROT_WRITE, anonymous, -1);
    for (size_t i = 0; i < 64 * PAGE; i++)
        known[i] = (char)(i * 7 + i / PAGE);
    char *secret = map(4 * PAGE, PROT_READ | PROT_WRITE, anonymous, -1);
    memset(secret, 's', 4 * PAGE);
    if (madvise(secret, 4 * PAGE, MADV_DONTDUMP) != 0)
        return 4;
    char *hole = map(3 * PAGE, PROT_READ | PROT_WRITE, anonymous, -1);
    memset(hole, 'h', 3 * PAGE);
    if (mprotect(hole + PAGE, PAGE, PROT_NONE) != 0)
        return 5;
    char *past_end = map(3 * PAGE, PROT_READ, MAP_SHARED, file);
    char *shared = map(PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1);
    shared[0] = 'm';

    say_ready("reserved=%p known=%p secret=%p hole=%p past_end=%p shared=%p", (void *)reserved,
              (void *)known, (void *)secret, (void *)hole, (void *)past_end, (void *)shared);
    parked_main();
    return 0;
}
