/* A process with three threads more than it begins with, and a known text; it ends when its
 * standard input is closed. */
#include <stdio.h>
#include <windows.h>

static char known[] = "a known text of the target";

/* Tells that it waits in the call in which it waits: whoever hears it finds it asleep. */
static DWORD WINAPI wait_forever(void *asleep)
{
    SignalObjectAndWait(asleep, CreateEventA(NULL, TRUE, FALSE, NULL), INFINITE, FALSE);
    return 0;
}

int main(void)
{
    HANDLE asleep[3];
    for (int i = 0; i < 3; i++) {
        asleep[i] = CreateEventA(NULL, TRUE, FALSE, NULL);
        CreateThread(NULL, 0, wait_forever, asleep[i], 0, NULL);
    }
    WaitForMultipleObjects(3, asleep, TRUE, INFINITE);
    printf("ready %llu\n", (unsigned long long)(ULONG_PTR)known);
    fflush(stdout);
    getchar();
    return 0;
}
