/* Memory with a page in it that the program itself may not read, all of it other bytes when told. */

#include "target.h"

#include <string.h>
#include <sys/mman.h>

int main(void)
{
    const size_t size = 24u << 20, page = 4096, closed = 7u << 20;
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (size_t i = 0; i < size / sizeof(long); i++)
        ((unsigned long *)memory)[i] = i * 0x9e3779b97f4a7c15ul;
    mprotect(memory + closed, page, PROT_NONE);
    say_ready("memory=%p size=%zu closed=%zu", (void *)memory, size, closed);
    getchar();
    memset(memory, 'x', closed);
    memset(memory + closed + page, 'x', size - closed - page);
    puts("changed");
    fflush(stdout);
    parked_main();
    return 0;
}
