// flags: -pthread
/* churn: two threads start and end threads all the time. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>

static void *short_lived(void *unused)
{
    for (volatile int i = 0; i < 2000; i++)
        ;
    return unused;
}

static void *starter(void *unused)
{
    for (;;) {
        pthread_t threads[8];
        int started = 0;
        while (started < 8 && pthread_create(&threads[started], NULL, short_lived, NULL) == 0)
            started++;
        while (started > 0)
            pthread_join(threads[--started], NULL);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, starter, NULL) != 0)
            return 3;
    say_ready("starters=2");
    parked_main();
    return 0;
}
