// flags: -pthread
/* stuck: the first thread sleeps where nothing can wake it (state D, as the parent of a vfork), and
 * so cannot be stopped; a second one waits. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>

static void *ready_when_stuck(void *unused)
{
    char path[64], state = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)getpid());
    while (state != 'D') {
        FILE *file = fopen(path, "r");
        if (file == NULL || fscanf(file, "%*d (stuck) %c", &state) != 1)
            exit(3);
        fclose(file);
        usleep(1000);
    }
    say_ready("stuck=%d", (int)getpid());
    for (;;)
        pause();
    return unused;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, ready_when_stuck, NULL) != 0)
        return 3;
    if (vfork() == 0) {
        be_a_target(); /* gone when the tests kill us */
        parked_main();
        _exit(0);
    }
    parked_main();
    return 0;
}
