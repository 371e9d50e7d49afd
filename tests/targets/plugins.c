// flags: -ldl
/* plugins LIBRARY memfd: loads LIBRARY from its file and, with a second argument, once more from
 * a memfd. Says where their function plugin_answer is. */

#define _GNU_SOURCE
#include "target.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

static void *load(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *answer = library ? dlsym(library, "plugin_answer") : NULL;
    if (answer == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(3);
    }
    return answer;
}

static void *load_from_memory(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC), copy = memfd_create("plugin copy", MFD_CLOEXEC);
    struct stat status;
    if (fstat(file, &status) != 0 || sendfile(copy, file, NULL, (size_t)status.st_size) < 0)
        exit(4);
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", copy);
    void *answer = load(name);
    close(file);
    close(copy);
    return answer;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    void *from_file = load(argv[1]);
    void *from_memory = argc > 2 ? load_from_memory(argv[1]) : NULL;
    say_ready("from_file=%p from_memory=%p", from_file, from_memory);
    parked_main();
    return 0;
}
