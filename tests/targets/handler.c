// flags: -pthread -fno-omit-frame-pointer
/* A thread waits inside its own handler of a fault, as crash reporters do. Argument: which fault
   (segv, write, jump, fpe, abort, bus, sent, alternate), default segv; wait: one that somebody sends. */

#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include "target.h"

static const char *fault;
static volatile int zero;

static void handler(int signal, siginfo_t *info, void *context)
{
    (void)context;
    say_ready("signal=%d code=%d address=%p tid=%ld", signal, info->si_code, info->si_addr,
              (long)syscall(SYS_gettid));
    parked_main();
    _exit(0);
}

struct order {
    long id;
    long total;
};

__attribute__((noinline)) static long total_of(struct order *order)
{
    return order->total;
}

__attribute__((noinline)) static long process_order(struct order *order)
{
    return total_of(order) + 1;
}

static void *worker(void *argument)
{
    (void)argument;
    if (!strcmp(fault, "alternate")) {
        static char room[1 << 16];
        stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
        sigaltstack(&stack, NULL);
    }
    if (!strcmp(fault, "write"))
        *(volatile long *)8 = 1;
    if (!strcmp(fault, "jump"))
        ((void (*)(void))0x1000)();
    if (!strcmp(fault, "fpe"))
        zero = 7 / zero;
    if (!strcmp(fault, "abort"))
        abort();
    if (!strcmp(fault, "bus")) {
        char name[] = "/tmp/targetXXXXXX";
        int file = mkstemp(name);
        unlink(name);
        zero = *(volatile int *)mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
    }
    if (!strcmp(fault, "sent"))
        kill(getpid(), SIGSEGV);
    if (!strcmp(fault, "wait")) {
        say_ready("tid=%ld", (long)syscall(SYS_gettid));
        pause();
    }
    return (void *)process_order(NULL);
}

int main(int count, char **arguments)
{
    fault = count > 1 ? arguments[1] : "segv";
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    int caught[] = {SIGSEGV, SIGFPE, SIGABRT, SIGBUS, SIGILL};
    for (unsigned index = 0; index < sizeof caught / sizeof *caught; index++)
        sigaction(caught[index], &action, NULL);
    if (!strcmp(fault, "sent")) {
        pthread_setname_np(pthread_self(), "order-worker");
        worker(NULL);
    }
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    pthread_setname_np(thread, "order-worker");
    pthread_join(thread, NULL);
    return 0;
}
