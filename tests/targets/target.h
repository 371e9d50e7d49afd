/* What every target has in common: it can be traced, never outlives the tests, says "ready". */

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Before main: any process of this user may trace us, and we die with whoever started us. */
__attribute__((constructor)) static void be_a_target(void)
{
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}

/* One line of key=value pairs; the test goes on when it has read it. */
__attribute__((format(printf, 1, 2))) static void say_ready(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    fputs("ready ", stdout);
    vprintf(format, values);
    va_end(values);
    putchar('\n');
    fflush(stdout);
}

/* Sleep in read() until the test closes our standard input. */
__attribute__((noinline)) static void parked_main(void)
{
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
}
