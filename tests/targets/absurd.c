// flags: -pthread
/* Threads whose stack pointers and lists of robust mutexes lead to absurd addresses. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>

static uint64_t places[] = {
    0,
    1,
    4095,
    0x7fffffffffff,
    0x7ffffffff000,
    0x800000000000,
    0x7fffffffffffffff,
    0x8000000000000000,
    0xffff800000000000,
    0xffffffffff600000,
    0xfffffffffffff000,
    0xffffffffffffffff,
};
enum { COUNT = sizeof places / sizeof *places };
static atomic_int astray;

static void *go_astray(void *place)
{
    uint64_t address = *(uint64_t *)place;
    syscall(SYS_set_robust_list, address, 24);
    /* Counted with the stack pointer as it will stay: from then on nothing of ours is called. */
    __asm__ volatile("mov %0, %%rsp\n"
                     "lock incl %1\n"
                     "1: mov $34, %%eax\n" /* SYS_pause */
                     "syscall\n"
                     "jmp 1b" ::"r"(address),
                     "m"(astray)
                     : "rax", "rcx", "r11", "memory");
    return NULL;
}

int main(void)
{
    pthread_t thread;
    for (int index = 0; index < COUNT; index++)
        pthread_create(&thread, NULL, go_astray, &places[index]);
    while (atomic_load(&astray) < COUNT)
        usleep(1000);
    say_ready("count=%d", COUNT);
    parked_main();
    _exit(0);
}
