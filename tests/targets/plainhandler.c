// flags: -pthread -fno-omit-frame-pointer
/* Waits inside a handler that was installed by signal(2), without SA_SIGINFO: the kernel copies no
   siginfo for it. First argument: segv, far, jump, abort, assert, sent, divide, trap, bus, overflow (of the
   stack), or alarm or thread, which are no faults. With "alternate" as the second one, and for an
   overflow, the handler has a stack of its own; with "nodefer" its signal is not blocked meanwhile;
   with "harmless" no fault has a handler. For "thread" another thread than the first is in it. */

#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

__attribute__((noinline)) static int divide(volatile int *by)
{
    return 7 / *by;
}

__attribute__((noinline)) static int read_behind_the_file(void)
{
    return *(volatile char *)mmap(NULL, 4096, PROT_READ, MAP_SHARED, fileno(tmpfile()), 0);
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

static void *raise_alarm(void *unused)
{
    raise(SIGALRM);
    return unused;
}

int main(int count, char **arguments)
{
    const char *fault = count > 1 ? arguments[1] : "segv";
    static char alternate[1 << 16];
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
    struct sigaction action = {.sa_handler = handler};
    const char *how = count > 2 ? arguments[2] : "";
    if (!strcmp(how, "alternate") || !strcmp(fault, "overflow")) {
        sigaltstack(&stack, NULL);
        action.sa_flags = SA_ONSTACK;
    }
    if (!strcmp(how, "nodefer"))
        action.sa_flags |= SA_NODEFER;
    int caught[] = {SIGALRM, SIGSEGV, SIGABRT, SIGFPE, SIGTRAP, SIGBUS};
    int kinds = strcmp(how, "harmless") ? sizeof caught / sizeof *caught : 1;
    for (int index = 0; index < kinds; index++)
        sigaction(caught[index], &action, NULL);
    if (!strcmp(fault, "jump"))
        return call_it(NULL);
    if (!strcmp(fault, "overflow"))
        return recurse(0);
    if (!strcmp(fault, "abort"))
        give_up();
    if (!strcmp(fault, "assert"))
        assert(!"it holds");
    if (!strcmp(fault, "sent"))
        raise(SIGSEGV);
    if (!strcmp(fault, "divide"))
        return divide(&(volatile int){0});
    if (!strcmp(fault, "trap"))
        __asm__ volatile("int3");
    if (!strcmp(fault, "bus"))
        return read_behind_the_file();
    if (!strcmp(fault, "alarm"))
        raise(SIGALRM);
    if (!strcmp(fault, "thread")) {
        pthread_t thread;
        pthread_create(&thread, NULL, raise_alarm, NULL);
        pthread_join(thread, NULL);
    }
    if (!strcmp(fault, "far"))
        return read_it((int *)0x1234560);
    return read_it((int *)16);
}
