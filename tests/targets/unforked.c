/* unforked: memory that a fork copies and memory that it does not, each with bytes of its own. For
 * every line on standard input all of it is overwritten, and "changed" is said. */

#define _GNU_SOURCE
#include "target.h"

#include <string.h>
#include <sys/mman.h>

enum { KINDS = 4, SIZE = 64 * 1024 };

int main(void)
{
    unsigned char *parts[KINDS];
    for (int i = 0; i < KINDS; i++) {
        /* A gap behind each, so that the kernel joins none. */
        parts[i] = mmap(NULL, 2 * SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        int kind = i == 1 ? MAP_SHARED : MAP_PRIVATE;
        parts[i] = mmap(parts[i], SIZE, PROT_READ | PROT_WRITE, MAP_FIXED | MAP_ANONYMOUS | kind,
                        -1, 0);
        memset(parts[i], 0x41 + i, SIZE);
    }
    if (madvise(parts[2], SIZE, MADV_DONTFORK) != 0 || madvise(parts[3], SIZE, MADV_WIPEONFORK) != 0)
        return 2;
    say_ready("size=%d private=%p shared=%p dontfork=%p wipeonfork=%p", SIZE, (void *)parts[0],
              (void *)parts[1], (void *)parts[2], (void *)parts[3]);
    char line[16];
    while (fgets(line, sizeof line, stdin) != NULL) {
        for (int i = 0; i < KINDS; i++)
            memset(parts[i], 0x61 + i, SIZE);
        puts("changed");
        fflush(stdout);
    }
    parked_main();
    return 0;
}
