/* One thread in each system call that waits. Each tells whether its call came back by itself.
 *
 * "ready" when all of them wait; then, for every line on the standard input, a line for each call
 * that came back since, "NAME ERRNO", and "." A call that came back is made again. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LONG = 100000 };                       /* seconds: longer than anybody looks */
static const struct timespec LIMIT = {LONG, 0};
static const struct timeval WAIT = {LONG, 0};
static int pipes[2], full[2], epoll_fd, sems, queue, full_queue, pair[2], timed_pair[2], full_pair[2];
static int listener, timed_listener, watched, locked, events, child;
static mqd_t posix_queue;
static aio_context_t aio;
static char bytes[1 << 16];
static struct { long type; char text[64]; } letter = {1, ""};

static void take(void)
{
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, SIGRTMIN + 5);
    pthread_sigmask(SIG_BLOCK, &one, NULL);
}
static int waiting_set(const struct timespec *limit)
{
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, SIGRTMIN + 5);
    return limit ? sigtimedwait(&one, NULL, limit) : sigwaitinfo(&one, NULL);
}
static int sem_down(const struct timespec *limit)
{
    struct sembuf down = {0, -1, 0};
    return limit ? semtimedop(sems, &down, 1, limit) : semop(sems, &down, 1);
}
static int futex(const struct timespec *limit)
{
    static int word;
    return (int)syscall(SYS_futex, &word, FUTEX_WAIT, 0, limit, NULL, 0);
}
static int wait_lock(int posix)
{
    static __thread int own = -1;
    if (own < 0)
        own = open("lock", O_RDWR);
    if (!posix)
        return flock(own, LOCK_EX);
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
    return fcntl(own, F_OFD_SETLKW, &all);
}
static struct epoll_event event;
static struct pollfd poll_pipe(void) { return (struct pollfd){pipes[0], POLLIN, 0}; }
static int selecting(struct timeval *limit)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(pipes[0], &set);
    return select(pipes[0] + 1, &set, NULL, NULL, limit);
}
static int pselecting(void)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(pipes[0], &set);
    return pselect(pipes[0] + 1, &set, NULL, NULL, NULL, NULL);
}

static int c_epoll(void) { return epoll_wait(epoll_fd, &event, 1, -1); }
static int c_epoll_limit(void) { return epoll_wait(epoll_fd, &event, 1, LONG * 1000); }
static int c_epoll_p(void) { return epoll_pwait(epoll_fd, &event, 1, -1, NULL); }
static int c_epoll_p2(void) { return (int)syscall(441, epoll_fd, &event, 1, NULL, NULL, 8); }
static int c_epoll_p2_limit(void) { return (int)syscall(441, epoll_fd, &event, 1, &LIMIT, NULL, 8); }
static int c_sem(void) { return sem_down(NULL); }
static int c_sem_limit(void) { return sem_down(&LIMIT); }
static int c_sigwait(void) { return waiting_set(NULL); }
static int c_sigwait_limit(void) { return waiting_set(&LIMIT); }
static int c_msgrcv(void) { return (int)msgrcv(queue, &letter, 64, 0, 0); }
static int c_msgsnd(void) { return msgsnd(full_queue, &letter, 64, 0); }
static int c_mq(void) { return (int)mq_receive(posix_queue, bytes, sizeof bytes, NULL); }
static int c_mq_limit(void) { return (int)mq_timedreceive(posix_queue, bytes, sizeof bytes, NULL, &(struct timespec){time(NULL) + LONG, 0}); }
static int c_nanosleep(void) { return nanosleep(&LIMIT, NULL); }
static int c_clock(void) { errno = clock_nanosleep(CLOCK_MONOTONIC, 0, &LIMIT, NULL); return errno ? -1 : 0; }
static int c_poll(void) { struct pollfd one = poll_pipe(); return poll(&one, 1, -1); }
static int c_poll_limit(void) { struct pollfd one = poll_pipe(); return poll(&one, 1, LONG * 1000); }
static int c_ppoll(void) { struct pollfd one = poll_pipe(); return ppoll(&one, 1, &LIMIT, NULL); }
static int c_select(void) { return selecting(NULL); }
static int c_select_limit(void) { struct timeval limit = WAIT; return selecting(&limit); }
static int c_pselect(void) { return pselecting(); }
static int c_futex(void) { return futex(NULL); }
static int c_futex_limit(void) { return futex(&LIMIT); }
static int c_read(void) { return (int)read(pipes[0], bytes, 1); }
static int c_write(void) { return (int)write(full[1], bytes, sizeof bytes); }
static int c_eventfd(void) { return (int)read(events, bytes, 8); }
static int c_inotify(void) { return (int)read(watched, bytes, sizeof bytes); }
static int c_recv(void) { return (int)recv(pair[0], bytes, 1, 0); }
static int c_recv_limit(void) { return (int)recv(timed_pair[0], bytes, 1, 0); }
static int c_send_limit(void) { return (int)send(full_pair[0], bytes, sizeof bytes, 0); }
static int c_accept(void) { return accept(listener, NULL, NULL); }
static int c_accept_limit(void) { return accept(timed_listener, NULL, NULL); }
static int c_flock(void) { return wait_lock(0); }
static int c_fcntl(void) { return wait_lock(1); }
static int c_wait(void) { return waitpid(child, NULL, 0); }
static int c_aio(void) { struct io_event one; return (int)syscall(SYS_io_getevents, aio, 1, 1, &one, NULL); }
static int c_pause(void) { return pause(); }
static int c_sigsuspend(void) { sigset_t none; sigemptyset(&none); return sigsuspend(&none); }

static struct call { const char *name; int (*make)(void); volatile int came_back; volatile int tid; } calls[] = {
    {"epoll_wait", c_epoll, -1, 0}, {"epoll_wait, with a limit", c_epoll_limit, -1, 0},
    {"epoll_pwait", c_epoll_p, -1, 0}, {"epoll_pwait2", c_epoll_p2, -1, 0},
    {"epoll_pwait2, with a limit", c_epoll_p2_limit, -1, 0},
    {"semop", c_sem, -1, 0}, {"semtimedop, with a limit", c_sem_limit, -1, 0},
    {"sigwaitinfo", c_sigwait, -1, 0}, {"sigtimedwait, with a limit", c_sigwait_limit, -1, 0},
    {"msgrcv", c_msgrcv, -1, 0}, {"msgsnd", c_msgsnd, -1, 0},
    {"mq_receive", c_mq, -1, 0}, {"mq_timedreceive", c_mq_limit, -1, 0},
    {"nanosleep", c_nanosleep, -1, 0}, {"clock_nanosleep", c_clock, -1, 0},
    {"poll", c_poll, -1, 0}, {"poll, with a limit", c_poll_limit, -1, 0},
    {"ppoll, with a limit", c_ppoll, -1, 0},
    {"select", c_select, -1, 0}, {"select, with a limit", c_select_limit, -1, 0},
    {"pselect", c_pselect, -1, 0},
    {"futex", c_futex, -1, 0}, {"futex, with a limit", c_futex_limit, -1, 0},
    {"read of a pipe", c_read, -1, 0}, {"write to a full pipe", c_write, -1, 0},
    {"read of an eventfd", c_eventfd, -1, 0}, {"read of inotify", c_inotify, -1, 0},
    {"recv", c_recv, -1, 0}, {"recv with SO_RCVTIMEO", c_recv_limit, -1, 0},
    {"send with SO_SNDTIMEO", c_send_limit, -1, 0},
    {"accept", c_accept, -1, 0}, {"accept with SO_RCVTIMEO", c_accept_limit, -1, 0},
    {"flock", c_flock, -1, 0}, {"fcntl F_OFD_SETLKW", c_fcntl, -1, 0},
    {"waitpid", c_wait, -1, 0}, {"io_getevents", c_aio, -1, 0},
    {"pause", c_pause, -1, 0}, {"sigsuspend", c_sigsuspend, -1, 0},
};
enum { CALLS = sizeof calls / sizeof *calls };

static void *make_again(void *of)
{
    struct call *call = of;
    call->tid = (int)syscall(SYS_gettid);
    for (;;) {
        errno = 0;
        int told = call->make();
        call->came_back = told < 0 ? errno : 0;
        if (told >= 0 || errno != EINTR)
            for (;;)                          /* done or refused: not to be made again */
                sleep(LONG);
    }
    return NULL;
}

/* The state of a thread: 'S' when it waits. */
static char state_of(int tid)
{
    char path[64], text[256] = "";
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", tid);
    FILE *file = fopen(path, "r");
    if (file && fgets(text, sizeof text, file)) {
        char *end = strrchr(text, ')');
        fclose(file);
        return end ? end[2] : '?';
    }
    return '?';
}
static void until_all_wait(void)
{
    for (int i = 0; i < CALLS; i++)
        while (!calls[i].tid || state_of(calls[i].tid) != 'S')
            usleep(1000);
}
static int listening(const struct timeval *limit)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    if (limit)
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, limit, sizeof *limit);
    return bind(fd, (struct sockaddr *)&any, sizeof any) || listen(fd, 1) ? -1 : fd;
}

int main(void)
{
    take();
    char name[64];
    snprintf(name, sizeof name, "/interrupted-%d", getpid());
    struct mq_attr small = {.mq_maxmsg = 1, .mq_msgsize = 64};
    if (pipe(pipes) || pipe(full) || socketpair(AF_UNIX, SOCK_STREAM, 0, pair) ||
        socketpair(AF_UNIX, SOCK_STREAM, 0, timed_pair) ||
        socketpair(AF_UNIX, SOCK_STREAM, 0, full_pair))
        return 1;
    epoll_fd = epoll_create1(0);
    struct epoll_event in = {.events = EPOLLIN};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, pipes[0], &in);
    sems = semget(IPC_PRIVATE, 1, 0600);
    queue = msgget(IPC_PRIVATE, 0600);
    full_queue = msgget(IPC_PRIVATE, 0600);
    while (!msgsnd(full_queue, &letter, 64, IPC_NOWAIT)) {}
    posix_queue = mq_open(name, O_CREAT | O_RDWR, 0600, &small);
    mq_unlink(name);
    while (write(full[1], bytes, 1) == 1 && fcntl(full[1], F_SETFL, O_NONBLOCK) == 0) {}
    fcntl(full[1], F_SETFL, 0);
    setsockopt(timed_pair[0], SOL_SOCKET, SO_RCVTIMEO, &WAIT, sizeof WAIT);
    while (send(full_pair[0], bytes, sizeof bytes, MSG_DONTWAIT) > 0) {}
    setsockopt(full_pair[0], SOL_SOCKET, SO_SNDTIMEO, &WAIT, sizeof WAIT);
    listener = listening(NULL);
    timed_listener = listening(&WAIT);
    watched = inotify_init();
    events = eventfd(0, 0);
    syscall(SYS_io_setup, 8, &aio);
    locked = open("lock", O_CREAT | O_RDWR, 0600);
    flock(locked, LOCK_EX);
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
    fcntl(locked, F_OFD_SETLK, &all);
    child = fork();
    if (child == 0)
        for (;;)
            pause();
    for (int i = 0; i < CALLS; i++) {
        pthread_t thread;
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        pthread_attr_setstacksize(&attributes, 1 << 17);
        pthread_create(&thread, &attributes, make_again, &calls[i]);
    }
    until_all_wait();
    printf("ready\n");
    fflush(stdout);
    while (fgets(bytes, sizeof bytes, stdin)) {
        until_all_wait();
        for (int i = 0; i < CALLS; i++)
            printf("%s\t%d\n", calls[i].name, calls[i].came_back);
        for (int i = 0; i < CALLS; i++)
            calls[i].came_back = -1;
        printf(".\n");
        fflush(stdout);
    }
    kill(child, SIGKILL);
    semctl(sems, 0, IPC_RMID);
    msgctl(queue, IPC_RMID, NULL);
    msgctl(full_queue, IPC_RMID, NULL);
    return 0;
}
