// flags: -pthread
/* leader: the first thread has ended, another lives on; to the system the process is a zombie. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <string.h>
#include <sys/syscall.h>

static char state_of_first(void)
{
    char path[64], line[256] = "";
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)getpid());
    FILE *file = fopen(path, "r");
    if (file == NULL)
        exit(3);
    char *bracket = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    fclose(file);
    return bracket ? bracket[2] : 0;
}

static void *live(void *unused)
{
    while (state_of_first() != 'Z')
        usleep(1000);
    say_ready("living=%d", (int)syscall(SYS_gettid));
    parked_main();
    exit(0);
    return unused;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, live, NULL) != 0)
        return 3;
    pthread_exit(NULL);
}
