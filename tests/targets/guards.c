// flags: -pthread
/* guards: stacks as glibc makes them from 2.42 on. All lie in one mapping, each with a guard page at
 * its lower end that no line of /proc/PID/maps shows (MADV_GUARD_INSTALL, Linux 6.13). The stack
 * pointer of the last thread has run into its guard. Ends with 77 where the kernel has no guards. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

enum { THREADS = 4, STACK = 256 * 1024, GUARD = 4096, BELOW = 64 };

static char *area;
static volatile int parked, over;
static volatile pid_t overflowed;

static void *park(void *unused)
{
    __atomic_add_fetch(&parked, 1, __ATOMIC_SEQ_CST);
    for (;;)
        pause();
    return unused;
}

static void *overflow(void *unused)
{
    overflowed = (pid_t)syscall(SYS_gettid);
    __asm__ volatile("mov %0, %%rsp\nmovl $1, (%1)\n1: pause\njmp 1b\n"
                     :
                     : "r"(area + (THREADS - 1) * STACK + GUARD - BELOW), "r"(&over)
                     : "memory");
    return unused;
}

int main(void)
{
    area = mmap(NULL, THREADS * STACK, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (area == MAP_FAILED)
        return 3;
    for (int number = 0; number < THREADS; number++) {
        char *stack = area + number * STACK;
        if (madvise(stack, GUARD, MADV_GUARD_INSTALL) != 0)
            return 77;
        pthread_attr_t inside;
        pthread_attr_init(&inside);
        pthread_attr_setstack(&inside, stack + GUARD, STACK - GUARD);
        pthread_t thread;
        if (pthread_create(&thread, &inside, number == THREADS - 1 ? overflow : park, NULL) !=
            0)
            return 3;
    }
    while (parked < THREADS - 1 || over == 0)
        usleep(1000);
    say_ready("area=%p stack=%d guard=%d overflowed=%d below=%d", (void *)area, STACK, GUARD,
              (int)overflowed, BELOW);
    parked_main();
    return 0;
}
