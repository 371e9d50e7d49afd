/* dontdump: memory that the program asked to keep out of dumps, beside ordinary memory. */

#define _GNU_SOURCE
#include "target.h"

#include <string.h>
#include <sys/mman.h>

enum { SIZE = 64 * 1024, STEP = 64 };

static char *map(const char *text)
{
    char *area = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED)
        exit(3);
    for (int at = 0; at < SIZE; at += STEP)
        strcpy(area + at, text);
    return area;
}

int main(void)
{
    char *kept_out = map("KEEP-THIS-OUT-OF-DUMPS");
    char *plain = map("ordinary-memory");
    if (madvise(kept_out, SIZE, MADV_DONTDUMP) != 0)
        return 3;
    say_ready("secret=%p plain=%p size=%d", (void *)kept_out, (void *)plain, SIZE);
    parked_main();
    return 0;
}
