// flags: -pthread
/* stacks: threads whose stacks are odd. One's stack pointer has run into the guard page, one's
 * stack lies in the middle of a larger mapping, and main has grown its own by a megabyte. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

enum { PAGE = 4096, AREA = 1 << 20, SMALL = 128 * 1024 };

static char *guarded;
static volatile pid_t overflowed, merged;
static volatile int over;

static void *overflow(void *unused)
{
    overflowed = (pid_t)syscall(SYS_gettid);
    __asm__ volatile("mov %0, %%rsp\nmovl $1, (%1)\n1: pause\njmp 1b\n"
                     :
                     : "r"(guarded + PAGE / 2), "r"(&over)
                     : "memory");
    return unused;
}

static void *park(void *unused)
{
    merged = (pid_t)syscall(SYS_gettid);
    for (;;)
        pause();
    return unused;
}

static char *map(size_t size)
{
    char *found = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (found == MAP_FAILED)
        abort();
    return found;
}

__attribute__((noinline)) static void grow(void)
{
    volatile char room[AREA];
    memset((char *)room, 'g', sizeof room);
    say_ready("overflowed=%d guarded=%p merged=%d area=%p room=%p", (int)overflowed,
              (void *)guarded, (int)merged, (void *)(guarded + 4 * PAGE), (void *)room);
    parked_main();
}

int main(void)
{
    /* One page of guard, one of stack; behind a gap an area with a stack in its middle. */
    guarded = map(4 * PAGE + AREA);
    mprotect(guarded, PAGE, PROT_NONE);
    munmap(guarded + 2 * PAGE, 2 * PAGE);
    pthread_attr_t inside;
    pthread_attr_init(&inside);
    pthread_attr_setstack(&inside, guarded + 4 * PAGE + AREA / 2, SMALL);
    pthread_t threads[2];
    if (pthread_create(&threads[0], NULL, overflow, NULL) != 0 ||
        pthread_create(&threads[1], &inside, park, NULL) != 0)
        return 3;
    while (over == 0 || merged == 0)
        usleep(1000);
    grow();
    return 0;
}
