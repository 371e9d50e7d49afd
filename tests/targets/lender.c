// flags: -pthread -O1
/* lender: threads in system calls that a stop interrupts and the kernel makes again, and two that
 * compute without any, all of which notice when their registers or results are not what they were.
 * A line on standard input is answered with "fine NAME=COUNT …", or with what went wrong. */

#define _GNU_SOURCE
#include "target.h"

#include <errno.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <sched.h>

static atomic_uint ready;
static atomic_int child_signals;
static const char *_Atomic wrong;
static atomic_int wrong_value;
static atomic_ulong rounds[2];
static uint32_t word;
static int pipes[2];

static void say(const char *what, int value)
{
    wrong_value = value;
    wrong = what;
}

static void on_child(int signal)
{
    (void)signal;
    atomic_fetch_add(&child_signals, 1);
}

/* Each of these waits for ever; coming back at all is wrong. */
static void wait_nanosleep(void)
{
    struct timespec day = {86400, 0};
    say("nanosleep", nanosleep(&day, NULL) == 0 ? 0 : errno);
}

static void wait_poll(void)
{
    struct pollfd one = {pipes[0], POLLIN, 0};
    int found = poll(&one, 1, 86400 * 1000);
    say("poll", found < 0 ? errno : -found - 1);
}

static void wait_ppoll(void)
{
    struct pollfd one = {pipes[0], POLLIN, 0};
    sigset_t none;
    sigemptyset(&none);
    int found = ppoll(&one, 1, NULL, &none);
    say("ppoll", found < 0 ? errno : -found - 1);
}

static void wait_futex(void)
{
    struct timespec day = {86400, 0};
    long found = syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &day, NULL, 0);
    say("futex", found < 0 ? errno : 0);
}

static void wait_read(void)
{
    char byte;
    ssize_t found = read(pipes[0], &byte, 1);
    say("read", found < 0 ? errno : (int)-found - 1);
}

static void wait_pause(void)
{
    pause();
    say("pause", errno);
}

static void wait_child(void)
{
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        for (;;)
            pause();
    }
    atomic_fetch_add(&ready, 1);
    int status;
    pid_t found = waitpid(child, &status, 0);
    say("wait4", found < 0 ? errno : found == child ? 0 : -1);
}

/* Values in all kinds of registers, over and over. */
static void compute(int index)
{
    for (;;) {
        double sum = 0;
        uint64_t mixed = 88172645463325252u;
        for (int i = 1; i <= 4000; i++) {
            sum += 1.0 / i;
            mixed ^= mixed << 13;
            mixed ^= mixed >> 7;
            mixed ^= mixed << 17;
        }
        static double first_sum[2];
        static uint64_t first_mixed[2];
        if (first_mixed[index] == 0) {
            first_sum[index] = sum;
            first_mixed[index] = mixed;
        }
        if (sum != first_sum[index] || mixed != first_mixed[index])
            say("compute", index);
        atomic_fetch_add(&rounds[index], 1);
    }
}

static void compute_first(void)
{
    compute(0);
}

static void wait_epoll(void)
{
    int poller = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    epoll_ctl(poller, EPOLL_CTL_ADD, pipes[0], &event);
    int found = epoll_wait(poller, &event, 1, -1);
    say("epoll_wait", found < 0 ? errno : -found - 1);
}

static void wait_epoll_pwait(void)
{
    int poller = epoll_create1(0);
    struct epoll_event event;
    sigset_t none;
    sigemptyset(&none);
    int found = epoll_pwait(poller, &event, 1, -1, &none);
    say("epoll_pwait", found < 0 ? errno : -found - 1);
}

static void wait_signal(void)
{
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &one, NULL);
    int found = sigwaitinfo(&one, NULL);
    say("sigwaitinfo", found < 0 ? errno : 0);
}

static void (*const works[])(void) = {wait_nanosleep, wait_poll, wait_ppoll, wait_futex, wait_read,
                                      wait_pause, wait_epoll, wait_epoll_pwait, wait_signal,
                                      wait_child, compute_first};
enum { WORKS = sizeof works / sizeof *works };

static void *thread_main(void *argument)
{
    void (*work)(void) = *(void (*const *)(void))argument;
    if (work != wait_child)
        atomic_fetch_add(&ready, 1);
    work();
    return NULL;
}

int main(int argc, char **argv)
{
    /* "quiet": no thread computes, so that all are at rest. */
    unsigned count = argc > 1 && strcmp(argv[1], "quiet") == 0 ? WORKS - 1 : WORKS;
    struct sigaction action = {.sa_handler = on_child, .sa_flags = SA_RESTART};
    sigaction(SIGCHLD, &action, NULL);
    if (pipe(pipes) != 0)
        return 2;
    for (unsigned i = 0; i < count; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, thread_main, (void *)&works[i]) != 0)
            return 3;
    }
    while (atomic_load(&ready) < count)
        sched_yield();
    say_ready("threads=%u", count + 1);
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        unsigned long before = rounds[0];
        while (count == WORKS && rounds[0] < before + 2)
            sched_yield();
        int none = waitpid(-1, NULL, WNOHANG | __WCLONE) == -1 && errno == ECHILD;
        if (wrong != NULL)
            printf("wrong %s %d\n", wrong, wrong_value);
        else if (child_signals != 0)
            printf("wrong SIGCHLD %d\n", child_signals);
        else if (!none)
            puts("wrong children 0");
        else
            puts("fine");
        fflush(stdout);
    }
    parked_main();
    return 0;
}
