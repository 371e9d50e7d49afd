// flags: -pthread
/* registers: one thread fills its registers with known values and spins on them; another
 * sleeps. Prints the bounds of the loop. x86-64 only. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <stdint.h>
#include <sys/syscall.h>

extern char spin_begin[], spin_end[];
static volatile pid_t spinner;
static volatile int spinning;
static const uint64_t known_vector[4] = {0x1111111122222222, 0x3333333344444444,
                                         0x5555555566666666, 0x7777777788888888};

static void *spin(void *unused)
{
    (void)unused;
    spinner = (pid_t)syscall(SYS_gettid);
    __asm__ volatile("movdqu (%0), %%xmm0\n"
                     "movdqu 16(%0), %%xmm15\n"
                     "movabs $0x0a0a0a0a0a0a0a0a, %%rax\n"
                     "movabs $0x0b0b0b0b0b0b0b0b, %%rbx\n"
                     "movabs $0x0c0c0c0c0c0c0c0c, %%rcx\n"
                     "movabs $0x0d0d0d0d0d0d0d0d, %%rdx\n"
                     "movabs $0x0e0e0e0e0e0e0e0e, %%rsi\n"
                     "movabs $0x0f0f0f0f0f0f0f0f, %%rdi\n"
                     "movabs $0x1818181818181818, %%r8\n"
                     "movabs $0x1919191919191919, %%r9\n"
                     "movabs $0x2020202020202020, %%r10\n"
                     "movabs $0x2121212121212121, %%r11\n"
                     "movabs $0x2222222222222222, %%r12\n"
                     "movabs $0x2323232323232323, %%r13\n"
                     "movabs $0x2424242424242424, %%r14\n"
                     "movabs $0x2525252525252525, %%r15\n"
                     "movl $1, %1\n"
                     ".globl spin_begin\nspin_begin:\n"
                     "pause\n"
                     "jmp spin_begin\n"
                     ".globl spin_end\nspin_end:\n"
                     :
                     : "r"(known_vector), "m"(spinning)
                     : "memory");
    return NULL;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, spin, NULL) != 0)
        return 3;
    while (spinning == 0)
        usleep(1000);
    say_ready("spinner=%d begin=%p end=%p", (int)spinner, (void *)spin_begin, (void *)spin_end);
    parked_main();
    return 0;
}
