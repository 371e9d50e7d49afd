// flags: -pthread
/* signals: counts real-time signals (SIGRTMIN is queued, so none may be lost or doubled) in two
 * busy threads; says the count when its standard input is closed. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <stdatomic.h>

static atomic_ulong count;

static void counted(int signal)
{
    (void)signal;
    atomic_fetch_add(&count, 1);
}

static void *busy(void *unused)
{
    for (;;)
        usleep(50);
    return unused;
}

int main(void)
{
    struct sigaction action = {.sa_handler = counted, .sa_flags = SA_RESTART};
    sigaction(SIGRTMIN, &action, NULL);
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, busy, NULL) != 0)
            return 3;
    }
    say_ready("signal=%d", SIGRTMIN);
    parked_main();
    usleep(200000);
    printf("%lu\n", atomic_load(&count));
    return 0;
}
