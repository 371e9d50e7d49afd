/* secret: memory that nobody else can read (memfd_secret, Linux 5.14), and memory like any other. */

#define _GNU_SOURCE
#include "target.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#define PAGE 4096UL

static char *map(int flags, int file)
{
    char *found = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, flags, file, 0);
    if (found == MAP_FAILED)
        abort();
    return found;
}

int main(void)
{
    int file = (int)syscall(447 /* memfd_secret */, 0);
    if (file < 0) {
        printf("ready missing=%d\n", errno);
        fflush(stdout);
        parked_main();
        return 0;
    }
    if (ftruncate(file, 4 * PAGE) != 0)
        return 2;
    char *secret = map(MAP_SHARED, file);
    memset(secret, 'S', 4 * PAGE);
    char *open = map(MAP_PRIVATE | MAP_ANONYMOUS, -1);
    memset(open, 'o', 4 * PAGE);
    say_ready("secret=%p open=%p", (void *)secret, (void *)open);
    parked_main();
    return 0;
}
