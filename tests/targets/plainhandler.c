// flags: -pthread -fno-omit-frame-pointer
/* Waits inside a handler that was installed by signal(2), without SA_SIGINFO: the kernel copies no
   siginfo for it. Argument: segv, far, alternate (on a stack of its own), jump, abort, overflow (of the
   stack), or alarm, which is no fault. */

#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include "target.h"

static void handler(int signal)
{
    say_ready("signal=%d", signal);
    parked_main();
    _exit(0);
}

__attribute__((noinline)) static int read_it(int *place)
{
    return *(volatile int *)place;
}

__attribute__((noinline)) static int call_it(int (*function)(void))
{
    return function() + 1;
}

__attribute__((noinline)) static void give_up(void)
{
    abort();
}

__attribute__((noinline)) static int recurse(int depth)
{
    volatile char frame[200];
    frame[0] = (char)depth;
    return depth < 0 ? 0 : recurse(depth + 1) + frame[0];
}

int main(int count, char **arguments)
{
    const char *fault = count > 1 ? arguments[1] : "segv";
    static char alternate[1 << 16];
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
    struct sigaction action = {.sa_handler = handler};
    if (!strcmp(fault, "alternate") || !strcmp(fault, "overflow")) {
        sigaltstack(&stack, NULL);
        action.sa_flags = SA_ONSTACK;
    }
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGABRT, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    if (!strcmp(fault, "jump"))
        return call_it(NULL);
    if (!strcmp(fault, "overflow"))
        return recurse(0);
    if (!strcmp(fault, "abort"))
        give_up();
    if (!strcmp(fault, "alarm"))
        raise(SIGALRM);
    if (!strcmp(fault, "far"))
        return read_it((int *)0x1234560);
    return read_it((int *)16);
}
