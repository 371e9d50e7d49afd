// flags: -pthread
/* execs OTHER MICROSECONDS THREADS [GENERATION]: after about so many microseconds it becomes OTHER,
 * a copy of itself under another name, and so on for ever. With THREADS it is not the first one
 * that does it. Each generation plants its number on its stack, in its name and environment. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

#define MARK UINT64_C(0x67656e65726174) /* "generat" */

static char **own_arguments;
static unsigned generation;

static void *become_the_other(void *unused)
{
    char next[16], pause[16], variable[32];
    unsigned wait = (unsigned)atoi(own_arguments[2]);
    usleep(wait / 2 + (generation * 7919u) % (wait + 1));
    snprintf(next, sizeof next, "%u", generation + 1);
    snprintf(pause, sizeof pause, "%u", wait);
    snprintf(variable, sizeof variable, "GENERATION=%u", generation + 1);
    char *arguments[] = {own_arguments[1], own_arguments[0], pause, own_arguments[3], next, NULL};
    char *environment[] = {variable, NULL};
    execve(own_arguments[1], arguments, environment);
    abort();
    return unused;
}

static void *wait_for_ever(void *unused)
{
    for (;;)
        pause();
    return unused;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    own_arguments = argv;
    generation = argc > 4 ? (unsigned)atoi(argv[4]) : 0;
    volatile uint64_t planted[2];
    planted[1] = generation;
    planted[0] = MARK; /* whoever finds it finds the number, too */
    char name[16];
    snprintf(name, sizeof name, "gen-%u", generation);
    prctl(PR_SET_NAME, name, 0, 0, 0);
    if (generation == 0)
        say_ready("planted=%p", (void *)planted);
    pthread_t thread;
    for (int left = atoi(argv[3]); left > 0; left--) /* the last one ends the rest */
        if (pthread_create(&thread, NULL, left > 1 ? wait_for_ever : become_the_other, NULL) != 0)
            return 3;
    if (atoi(argv[3]))
        parked_main();
    become_the_other(NULL);
    return planted[1] != generation;
}
