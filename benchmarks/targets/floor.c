/* floor PID FILE [sync]: the least work that a full dump by one thread is.
 *
 * Stops every thread of PID, copies all present pages of its readable mappings by
 * process_vm_readv into FILE, whose room was made before, and lets it go on: no headers, no check.
 * With "sync" the file is on the disk at the end. */

#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define BUFFER (512u << 10)
#define RANGES 4096

/* PAGEMAP_SCAN of linux/fs.h, Linux 6.7. */
struct range {
    uint64_t start, end, categories;
};
struct scan {
    uint64_t size, flags, start, end, walk_end, vec, vec_len, max_pages;
    uint64_t inverted, mask, any_of, returned;
};
#define SCAN _IOWR('f', 16, struct scan)
#define PRESENT (1u << 3)
#define SWAPPED (1u << 4)

static int pid, pagemap, output, tasks[65536], stopped;
static off_t written;
static char buffer[BUFFER];

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void copy(uint64_t start, uint64_t end)
{
    while (start < end) {
        size_t size = end - start < BUFFER ? end - start : BUFFER;
        struct iovec local = {buffer, size}, remote = {(void *)start, size};
        ssize_t got = process_vm_readv(pid, &local, 1, &remote, 1, 0);
        if (got <= 0)
            return; /* vvar */
        if (pwrite(output, buffer, got, written) != got)
            fail("write");
        written += got;
        start += got;
    }
}

/* Calls each for the present ranges of [start, end). */
static void present(uint64_t start, uint64_t end, void (*each)(uint64_t, uint64_t))
{
    static struct range found[RANGES];
    struct scan scan = {sizeof scan, 0, start, end, 0, (uintptr_t)found, RANGES, 0,
                        0, 0, PRESENT | SWAPPED, PRESENT | SWAPPED};
    for (; scan.start < end; scan.start = scan.walk_end) {
        int count = ioctl(pagemap, SCAN, &scan);
        if (count < 0)
            break;
        for (int i = 0; i < count; i++)
            each(found[i].start, found[i].end);
    }
    if (scan.start >= end)
        return;
    static uint64_t entries[65536]; /* an older kernel */
    uint64_t first = 0, page = scan.start / 4096;
    while (page < end / 4096) {
        size_t left = end / 4096 - page, wanted = left < 65536 ? left : 65536;
        ssize_t got = pread(pagemap, entries, wanted * 8, page * 8);
        if (got <= 0)
            break;
        for (ssize_t i = 0; i < got / 8; i++, page++) {
            int there = (entries[i] >> 62) != 0;
            if (there && !first)
                first = page;
            else if (!there && first)
                each(first * 4096, page * 4096), first = 0;
        }
    }
    if (first)
        each(first * 4096, page * 4096);
}

static uint64_t total;

static void add(uint64_t start, uint64_t end)
{
    total += end - start;
}

static void everything(void (*each)(uint64_t, uint64_t))
{
    char name[64], line[4352], rights[8];
    uint64_t start, end;
    snprintf(name, sizeof name, "/proc/%d/maps", pid);
    FILE *maps = fopen(name, "r");
    if (!maps)
        fail("maps");
    while (fgets(line, sizeof line, maps))
        if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s", &start, &end, rights) == 3 &&
            rights[0] == 'r' && start < 1ull << 47)
            present(start, end, each);
    fclose(maps);
}

static void stop(void)
{
    char name[64];
    snprintf(name, sizeof name, "/proc/%d/task", pid);
    for (int found = 1; found;) {
        found = 0;
        DIR *listing = opendir(name);
        for (struct dirent *entry; listing && (entry = readdir(listing)) != NULL;) {
            int task = atoi(entry->d_name), known = task == 0;
            for (int i = 0; i < stopped && !known; i++)
                known = tasks[i] == task;
            if (known || stopped == 65536 || ptrace(PTRACE_SEIZE, task, 0, 0))
                continue;
            ptrace(PTRACE_INTERRUPT, task, 0, 0);
            tasks[stopped++] = task;
            found = 1;
        }
        closedir(listing);
    }
    for (int i = 0; i < stopped; i++)
        waitpid(tasks[i], NULL, __WALL);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    char name[64];
    pid = atoi(argv[1]);
    snprintf(name, sizeof name, "/proc/%d/pagemap", pid);
    pagemap = open(name, O_RDONLY);
    output = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (pagemap < 0 || output < 0)
        fail("open");
    everything(add);
    if (posix_fallocate(output, 0, total))
        fail("fallocate");
    stop();
    everything(copy);
    for (int i = 0; i < stopped; i++)
        ptrace(PTRACE_DETACH, tasks[i], 0, 0);
    if (ftruncate(output, written) || (argc > 3 && fsync(output)))
        fail("end");
    return 0;
}
