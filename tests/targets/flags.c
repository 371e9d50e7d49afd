// flags: -pthread
/* flags FOLDER [past-end | secret | device FILE]: something for every flag of a dump to find.
 * FOLDER gets the files it maps. On request it also maps two pages more than a file has, memory
 * that no other process may read, or FILE. */

#define _GNU_SOURCE
#include "target.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif
#define PAGE 4096UL
enum { HEAP_SIZE = 64 * 1024, HEAP_MIDDLE = 32 * 1024, PRIVATE_PAGES = 16 };
#define SECRET UINT64_C(0x7365637265743432)
#define NEGATIVE ((uint64_t)-17)

static uint64_t in_data[4] = {UINT64_C(0x64617461646174), 2, 3, 4};
static __thread uint64_t thread_local_word = UINT64_C(0x746c73746c73);
static unsigned char *heap;
static volatile pid_t worker;

static void *map(size_t size, int protection, int flags, int file)
{
    void *found = mmap(NULL, size, protection, flags, file, 0);
    if (found == MAP_FAILED)
        abort();
    return found;
}

static int make_file(const char *folder, const char *name, size_t size)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    char bytes[PAGE];
    memset(bytes, 'f', sizeof bytes);
    for (size_t done = 0; done < size; done += sizeof bytes)
        if (file < 0 || write(file, bytes, sizeof bytes) != sizeof bytes)
            exit(3);
    return file;
}

static void *wait_for_ever(void *unused)
{
    thread_local_word++;
    pthread_setname_np(pthread_self(), "worker");
    worker = (pid_t)syscall(SYS_gettid);
    for (;;)
        pause();
    return unused;
}

__attribute__((noinline)) static void plant_and_park(void *file_mapping, void *past_end,
                                                     void *private_memory, void *device,
                                                     void *secret)
{
    /* Seven words on the stack, two of them secrets. */
    volatile uint64_t planted[7] = {
        SECRET, 1234, NEGATIVE, (uintptr_t)heap + HEAP_MIDDLE, (uintptr_t)plant_and_park,
        (uintptr_t)&planted[0], (uintptr_t)in_data};
    say_ready("planted=%p heap=%p data=%p tls=%p worker=%d private=%p copied=%p past_end=%p "
              "device=%p secret=%p park=%p",
              (void *)planted, (void *)heap, (void *)in_data, (void *)&thread_local_word,
              (int)worker, private_memory, file_mapping, past_end, device,
              secret, (void *)plant_and_park);
    parked_main();
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    heap = malloc(HEAP_SIZE);
    for (unsigned i = 0; i < HEAP_SIZE; i++)
        heap[i] = (unsigned char)(i * 31 + 7);
    unsigned char *private_memory =
        map(PRIVATE_PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    for (unsigned i = 0; i < PRIVATE_PAGES * PAGE; i++)
        private_memory[i] = (unsigned char)(i * 13 + 5);
    unsigned char *copied = map(2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE,
                                make_file(argv[1], "copied", 2 * PAGE));
    memset(copied, 'c', 100);
    unsigned char *past_end = NULL;
    if (argc == 3 && strcmp(argv[2], "past-end") == 0) {
        past_end = map(3 * PAGE, PROT_READ, MAP_SHARED, make_file(argv[1], "short", PAGE));
        if (*(volatile unsigned char *)past_end != 'f')
            return 6;
    }
    unsigned char *device = NULL;
    if (argc == 4 && strcmp(argv[2], "device") == 0) {
        device = map(PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, open(argv[3], O_RDWR));
        memset(device, 'd', PAGE);
    }
    unsigned char *secret = NULL;
    int secret_file = -1;
    if (argc == 3 && strcmp(argv[2], "secret") == 0)
        secret_file = (int)syscall(SYS_memfd_secret, 0);
    if (secret_file >= 0) {
        if (ftruncate(secret_file, 2 * PAGE) != 0)
            return 5;
        secret = map(2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, secret_file);
        memset(secret, 's', 2 * PAGE);
    }
    pthread_t thread;
    if (pthread_create(&thread, NULL, wait_for_ever, NULL) != 0)
        return 4;
    while (worker == 0)
        usleep(1000);
    plant_and_park(copied, past_end, private_memory, device, secret);
    return 0;
}
