// flags: -pthread
/* threads [COUNT]: COUNT named threads (default 3) sleep in pause(), each in a function of its
 * own name, with known bytes in static memory, on the heap and on every stack. */

#define _GNU_SOURCE
#include "target.h"

#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdatomic.h>
#include <sys/syscall.h>

enum { MOST_THREADS = 4096, HEAP_SIZE = 64 * 1024 };

/* In .data: the words 0x6b6e6f776e000000 + index. */
#define WORD(index) (UINT64_C(0x6b6e6f776e000000) + (index))
#define WORDS(index) WORD(index), WORD((index) + 1), WORD((index) + 2), WORD((index) + 3)
uint64_t known_words[16] = {WORDS(0), WORDS(4), WORDS(8), WORDS(12)};

/* How often a pause() came back: stays 0 unless somebody sends or loses a signal. */
atomic_uint interruptions;

static atomic_uint arrived;
static pid_t thread_ids[MOST_THREADS];

#define PARK(name)                                                             \
    __attribute__((noinline)) static void name(uint64_t index)                 \
    {                                                                          \
        volatile uint64_t mark = UINT64_C(0x737461636b000000) + index;         \
        atomic_fetch_add(&arrived, 1);                                         \
        for (;;) {                                                             \
            pause();                                                           \
            atomic_fetch_add(&interruptions, 1);                               \
            (void)mark;                                                        \
        }                                                                      \
    }

PARK(parked_alpha)
PARK(parked_beta)
PARK(parked_gamma)

static void (*const parks[])(uint64_t) = {parked_alpha, parked_beta, parked_gamma};

static void *thread_main(void *argument)
{
    uint64_t index = (uintptr_t)argument;
    char name[16];
    snprintf(name, sizeof name, "worker-%u", (unsigned)index);
    pthread_setname_np(pthread_self(), name);
    thread_ids[index] = (pid_t)syscall(SYS_gettid);
    parks[index % (sizeof parks / sizeof *parks)](index);
    return NULL;
}

static char state_of(pid_t thread)
{
    char path[64], state = '?';
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)thread);
    FILE *file = fopen(path, "r");
    if (file == NULL || fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        abort();
    fclose(file);
    return state;
}

int main(int argc, char **argv)
{
    unsigned count = argc > 1 ? (unsigned)atoi(argv[1]) : 3;
    if (count > MOST_THREADS)
        return 2;

    unsigned char *heap = malloc(HEAP_SIZE);
    for (unsigned i = 0; i < HEAP_SIZE; i++)
        heap[i] = (unsigned char)(i * 31 + 7);

    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 128 * 1024);
    for (unsigned i = 0; i < count; i++) {
        pthread_t thread;
        if (pthread_create(&thread, &small, thread_main, (void *)(uintptr_t)i) != 0)
            return 3;
    }
    while (atomic_load(&arrived) < count)
        sched_yield();
    for (unsigned i = 0; i < count; i++)
        while (state_of(thread_ids[i]) != 'S')
            sched_yield();

    say_ready("threads=%u first=%d last=%d words=%p words_size=%zu heap=%p heap_size=%u "
              "interruptions=%p",
              count, count ? (int)thread_ids[0] : 0, count ? (int)thread_ids[count - 1] : 0,
              (void *)known_words, sizeof known_words, (void *)heap, HEAP_SIZE,
              (void *)&interruptions);
    parked_main();
    return 0;
}
