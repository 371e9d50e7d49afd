/* A process whose threads stand where they say: each function notes where it returns to. One thread
 * waits, four calls deep; one counts for ever and calls nobody. It ends with its standard input. */
#include <stdio.h>
#include <windows.h>

#define DEEP 4

static void *returns[DEEP];
static volatile long long counted;
static HANDLE asleep, never;

#define NOTE(level) (returns[level] = __builtin_return_address(0))
/* A call that is the last thing a function does would be a jump. */
#define STAY __asm__ volatile("" ::: "memory")

/* Known by their names to the file of symbols alone: nothing of this program is exported. */
__attribute__((noinline)) int wait_inside(int number)
{
    NOTE(0);
    SignalObjectAndWait(asleep, never, INFINITE, FALSE);
    STAY;
    return number;
}

__attribute__((noinline)) int with_large_frame(int number)
{
    volatile char room[3000];
    NOTE(1);
    room[number] = (char)number;
    number = wait_inside(number + 1) + room[number];
    STAY;
    return number;
}

__attribute__((noinline)) int with_room_asked_for(int number)
{
    volatile char *room = __builtin_alloca(100 + number);
    NOTE(2);
    room[number] = (char)number;
    number = with_large_frame(number + 1) + room[number];
    STAY;
    return number;
}

DWORD WINAPI waits(void *number)
{
    NOTE(3);
    int result = with_room_asked_for((int)(ULONG_PTR)number);
    STAY;
    return (DWORD)result;
}

__attribute__((noinline)) void counts_for_ever(void)
{
    for (;;)
        counted++;
}

DWORD WINAPI counts(void *unused)
{
    (void)unused;
    counts_for_ever();
    STAY;
    return 0;
}

int main(void)
{
    DWORD waiting, counting;
    asleep = CreateEventA(NULL, TRUE, FALSE, NULL);
    never = CreateEventA(NULL, TRUE, FALSE, NULL);
    CreateThread(NULL, 0, waits, (void *)7, 0, &waiting);
    CreateThread(NULL, 0, counts, NULL, 0, &counting);
    WaitForSingleObject(asleep, INFINITE);
    while (!counted)
        Sleep(1);
    printf("ready waiting=%lu counting=%lu main=%lu", waiting, counting, GetCurrentThreadId());
    for (int level = 0; level < DEEP; level++)
        printf(" return%d=%llu", level, (unsigned long long)(ULONG_PTR)returns[level]);
    printf(" wait_inside=%llu", (unsigned long long)(ULONG_PTR)wait_inside);
    printf(" counts_for_ever=%llu\n", (unsigned long long)(ULONG_PTR)counts_for_ever);
    fflush(stdout);
    getchar();
    return 0;
}
