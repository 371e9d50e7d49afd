// flags: -pthread -mavx
/* vectors: a thread fills ymm3 and ymm9 with known values and spins on them. Ends with 77 where
 * the processor has no AVX. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <stdint.h>
#include <sys/syscall.h>

static volatile pid_t spinner;
static volatile int spinning;
static const uint64_t known[8] = {
    0x0101010101010101, 0x0202020202020202, 0x0303030303030303, 0x0404040404040404,
    0x0505050505050505, 0x0606060606060606, 0x0707070707070707, 0x0808080808080808};

static void *spin(void *unused)
{
    (void)unused;
    spinner = (pid_t)syscall(SYS_gettid);
    __asm__ volatile("vmovdqu (%0), %%ymm3\n"
                     "vmovdqu 32(%0), %%ymm9\n"
                     "movl $1, %1\n"
                     "1: pause\n"
                     "jmp 1b\n"
                     :
                     : "r"(known), "m"(spinning)
                     : "memory", "xmm3", "xmm9");
    return NULL;
}

int main(void)
{
    if (!__builtin_cpu_supports("avx"))
        return 77;
    pthread_t thread;
    if (pthread_create(&thread, NULL, spin, NULL) != 0)
        return 3;
    while (spinning == 0)
        usleep(1000);
    say_ready("spinner=%d", (int)spinner);
    parked_main();
    return 0;
}
