/* gaps THREADS MIB MAPPINGS: a target that knows how long it was stopped.
 *
 * The main thread reads the clock without pause and keeps the longest gap between two readings.
 * The others sleep, each with some stack in use. A line on standard input: "reset" forgets, "read"
 * prints the longest gap in nanoseconds. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void *sleeper(void *argument)
{
    volatile char used[16384];
    memset((void *)used, 0x5a, sizeof used);
    for (;;)
        pause();
    return argument;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    int threads = atoi(argv[1]), mappings = atoi(argv[3]);
    size_t size = (size_t)atoi(argv[2]) << 20;
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0);

    unsigned long long *heap = size ? mmap(NULL, size, PROT_READ | PROT_WRITE,
                                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) : NULL;
    unsigned long long state = 88172645463325252ULL;
    for (size_t i = 0; i < size / 8; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        heap[i] = state;
    }
    for (int i = 0; i < mappings; i++) {
        /* Neighbours with other rights, so that they stay mappings of their own. */
        char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (page == MAP_FAILED)
            return 3;
        page[0] = (char)i;
        mprotect(page + 4096, 4096, PROT_READ);
    }
    for (int i = 0; i < threads; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, sleeper, NULL) != 0)
            return 4;
    }
    fcntl(0, F_SETFL, O_NONBLOCK);
    puts("ready");
    fflush(stdout);

    long long longest = 0, last = now();
    char line[64];
    for (unsigned count = 0;; count++) {
        long long time = now();
        if (time - last > longest)
            longest = time - last;
        last = time;
        if (count % 1024)
            continue;
        ssize_t got = read(0, line, sizeof line);
        if (got == 0)
            return 0;
        if (got > 0 && line[1] == 'e' && line[2] == 's')
            puts("ok"), fflush(stdout), longest = 0, last = now();
        else if (got > 0)
            printf("%lld\n", longest), fflush(stdout);
    }
}
