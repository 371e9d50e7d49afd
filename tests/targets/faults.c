// flags: -pthread
/* faults: a thread runs into the same bad address again and again and gets over it each time;
 * says how often at the end, and how often its handler ran. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <sys/syscall.h>

static char *const bad = (char *)0x1234567000;
static sigjmp_buf back;
static atomic_ulong faulted, caught;
static atomic_int stop;
static volatile pid_t faulting;

static void handler(int signal)
{
    (void)signal;
    atomic_fetch_add(&caught, 1);
    siglongjmp(back, 1);
}

static void *fault(void *unused)
{
    faulting = (pid_t)syscall(SYS_gettid);
    while (!atomic_load(&stop)) {
        atomic_fetch_add(&faulted, 1);
        if (sigsetjmp(back, 1) == 0)
            *(volatile char *)bad = 1;
    }
    return unused;
}

int main(void)
{
    struct sigaction action = {.sa_handler = handler};
    sigaction(SIGSEGV, &action, NULL);
    pthread_t thread;
    if (pthread_create(&thread, NULL, fault, NULL) != 0)
        return 3;
    while (faulting == 0)
        usleep(1000);
    say_ready("thread=%d bad=%p", (int)faulting, (void *)bad);
    parked_main();
    atomic_store(&stop, 1);
    pthread_join(thread, NULL);
    printf("%lu %lu\n", atomic_load(&faulted), atomic_load(&caught));
    return 0;
}
