// flags: -pthread
/* interrupted: a thread reads address 8 in order_total and waits in its handler of SIGSEGV, as
 * crash reporters do; with an argument the handler runs on a stack of its own. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>

struct order {
    long id;
    long total;
};

static void caught(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    say_ready("thread=%d address=%p", gettid(), info->si_addr);
    parked_main();
    _exit(0);
}

__attribute__((noinline)) static long order_total(struct order *order)
{
    return order->total;
}

__attribute__((noinline)) static long process_order(struct order *order)
{
    return order_total(order) + 1;
}

static void *worker(void *own_stack)
{
    static char room[1 << 16];
    stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    if (own_stack != NULL && sigaltstack(&stack, NULL) != 0)
        return NULL;
    return (void *)process_order(NULL);
}

int main(int count, char **arguments)
{
    struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL);
    pthread_t thread;
    if (pthread_create(&thread, NULL, worker, count > 1 ? arguments[1] : NULL) != 0)
        return 3;
    pthread_join(thread, NULL);
    return 0;
}
