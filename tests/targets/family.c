/* A process with a child and a grandchild. All share a page, in which the grandchild counts. */

#define _GNU_SOURCE
#include "target.h"

#include <signal.h>
#include <sys/mman.h>

int main(void)
{
    volatile unsigned long *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return 2;
    int pids[2];
    if (pipe(pids) != 0)
        return 3;
    pid_t child = fork();
    if (child == 0) {
        be_a_target();
        pid_t grandchild = fork();
        if (grandchild == 0) {
            be_a_target();
            for (;;)
                ++page[0];
        }
        if (write(pids[1], &grandchild, sizeof grandchild) != sizeof grandchild)
            return 4;
        for (;;)
            pause();
    }
    pid_t grandchild = 0;
    if (read(pids[0], &grandchild, sizeof grandchild) != sizeof grandchild)
        return 5;
    while (page[0] == 0)
        usleep(1000);
    say_ready("child=%d grandchild=%d page=%p", child, grandchild, (void *)page);
    parked_main();
    return 0;
}
