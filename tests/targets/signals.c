// flags: -pthread
/* signals: counts real-time signals (SIGRTMIN is queued, so none may be lost or doubled) in two
 * busy threads; says the count when its standard input is closed. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <stdatomic.h>

static atomic_ulong count;
static atomic_int stop;

static void counted(int signal)
{
    (void)signal;
    atomic_fetch_add(&count, 1);
}

static void *busy(void *unused)
{
    while (!atomic_load(&stop))
        usleep(50);
    return unused;
}

int main(void)
{
    struct sigaction action = {.sa_handler = counted, .sa_flags = SA_RESTART};
    sigaction(SIGRTMIN, &action, NULL);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, busy, NULL) != 0)
            return 3;
    say_ready("signal=%d", SIGRTMIN);
    parked_main();
    /* All signals were sent by now. What a thread has taken it handles before it ends, and what
       none has taken we get with our next call of the system. */
    atomic_store(&stop, 1);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    getppid();
    printf("%lu\n", atomic_load(&count));
    return 0;
}
