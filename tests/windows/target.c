/* A process with three threads more than it begins with, and a known text; it ends when its
 * standard input is closed. */
#include <stdio.h>
#include <windows.h>

static char known[] = "a known text of the target";

static DWORD WINAPI wait_forever(void *unused)
{
    (void)unused;
    Sleep(INFINITE);
    return 0;
}

int main(void)
{
    for (int i = 0; i < 3; i++)
        CreateThread(NULL, 0, wait_forever, NULL, 0, NULL);
    printf("ready %llu\n", (unsigned long long)(ULONG_PTR)known);
    fflush(stdout);
    getchar();
    return 0;
}
