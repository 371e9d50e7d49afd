/* gaps THREADS MIB MAPPINGS [ZERO_PERCENT RESERVED_GIB DOZE [LIBRARIES]]: a target that knows how
 * long it was stopped.
 *
 * The main thread reads the clock without pause and keeps the longest gap between two readings;
 * with DOZE it sleeps 50 microseconds between them, so that it leaves the cores to others. The
 * other threads sleep, each with some stack in use. So many percent of its pages are touched and
 * zero, RESERVED_GIB are mapped and never touched, and all of the folder LIBRARIES is loaded. A
 * line on standard input: "reset" forgets, "read" prints the longest gap in nanoseconds. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
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

static void fill(unsigned long long *heap, size_t size, unsigned zero_percent)
{
    unsigned long long state = 88172645463325252ULL;
    for (size_t page = 0; page < size / 4096; page++) {
        volatile unsigned long long *words = heap + page * 512;
        if (page % 100 < zero_percent) {
            words[0] = 0;
            continue;
        }
        for (int i = 0; i < 512; i++) {
            state ^= state << 13, state ^= state >> 7, state ^= state << 17;
            words[i] = state;
        }
    }
}

static int load(const char *folder)
{
    DIR *listing = opendir(folder);
    if (!listing)
        return 0;
    char path[4096];
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.' && !dlopen(path, RTLD_NOW))
            return 0;
    }
    closedir(listing);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 4 && argc != 7 && argc != 8)
        return 2;
    int threads = atoi(argv[1]), mappings = atoi(argv[3]);
    size_t size = (size_t)atoi(argv[2]) << 20;
    unsigned zero_percent = argc > 4 ? atoi(argv[4]) : 0;
    size_t reserved = argc > 4 ? (size_t)atoi(argv[5]) << 30 : 0;
    int doze = argc > 4 && atoi(argv[6]);
    const struct timespec nap = {0, 50000};
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0);
    prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);

    void *heap = size ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                      : NULL;
    if (heap == MAP_FAILED)
        return 3;
    fill(heap, size, zero_percent);
    if (reserved && mmap(NULL, reserved, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED)
        return 3;
    for (int i = 0; i < mappings; i++) {
        /* Neighbours with other rights, so that they stay mappings of their own. */
        char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (page == MAP_FAILED)
            return 3;
        page[0] = (char)i;
        mprotect(page + 4096, 4096, PROT_READ);
    }
    if (argc > 7 && !load(argv[7]))
        return 5;
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
        if (doze)
            nanosleep(&nap, NULL);
        else if (count % 1024)
            continue;
        ssize_t got = read(0, line, sizeof line);
        if (got == 0)
            return 0;
        if (got < 0)
            continue;
        /* Whoever asks may stop us before we are back from the answer: looked at before it. */
        time = now();
        if (time - last > longest)
            longest = time - last;
        last = time;
        if (line[2] == 's')
            longest = 0, puts("ok");
        else
            printf("%lld\n", longest);
        fflush(stdout);
    }
}
