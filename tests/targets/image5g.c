// flags: -mcmodel=large
/* A program whose image is larger than the 4 GiB that SizeOfImage can say. */

#include "target.h"

static char array[5L << 30];

int main(void)
{
    array[1] = 1;
    array[sizeof array - 1] = 2;
    say_ready("array=%p size=%#lx", (void *)array, sizeof array);
    parked_main();
    return 0;
}
