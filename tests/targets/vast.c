// flags: -pthread
/* vast THREADS GIB: THREADS sleeping threads (more than a dump can tell by eye), and an address
 * space that is far larger than its memory: GIB GiB that could be written with a few pages here and
 * there, 16 TiB that are only reserved, and, where the processor and the kernel have 5 levels of
 * page tables, a mapping above 2^47. "known" are the pages with known bytes, in hexadecimal. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, MOST_PAGES = 16 };

#define GIB (UINT64_C(1) << 30)
#define TIB (UINT64_C(1) << 40)
#define ABOVE_47 ((void *)(UINT64_C(1) << 52))

static char *known[MOST_PAGES];
static int count;
static pthread_barrier_t started;

static char *map(void *hint, uint64_t size, int protection)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    char *found = mmap(hint, size, protection, flags, -1, 0);
    if (found == MAP_FAILED)
        abort();
    return found;
}

static void fill(char *page)
{
    for (int i = 0; i < PAGE; i++)
        page[i] = (char)(i * 7 + count * 13 + 1);
    known[count++] = page;
}

static void *sleeper(void *unused)
{
    pthread_barrier_wait(&started);
    for (;;)
        pause();
    return unused;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    unsigned threads = (unsigned)atoi(argv[1]);
    uint64_t size = strtoull(argv[2], NULL, 0) * GIB;

    char *vast = map(NULL, size, PROT_READ | PROT_WRITE);
    for (int part = 0; part < 8; part++)
        fill(vast + size / 8 * part / PAGE * PAGE);
    fill(vast + size - PAGE);
    map(NULL, 16 * TIB, PROT_NONE);
    char *high = map(ABOVE_47, 16 * PAGE, PROT_READ | PROT_WRITE);
    fill(high);

    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 128 * 1024);
    pthread_barrier_init(&started, NULL, threads + 1);
    for (unsigned i = 0; i < threads; i++) {
        pthread_t thread;
        if (pthread_create(&thread, &small, sleeper, NULL) != 0)
            return 3;
    }
    pthread_barrier_wait(&started);

    char pages[MOST_PAGES * 20] = "", *end = pages;
    for (int i = 0; i < count; i++)
        end += sprintf(end, "%s%llx", i ? "," : "", (unsigned long long)(uintptr_t)known[i]);
    say_ready("vast=%p size=%llu high=%p known=x%s", (void *)vast, (unsigned long long)size,
              (void *)high, pages);
    parked_main();
    return 0;
}
