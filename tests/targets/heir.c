/* heir PID PROGRAM ...: runs another program under a process id that has become free.
 *
 * clone3 with set_tid (clone(2)) needs CAP_CHECKPOINT_RESTORE or CAP_SYS_ADMIN; it says "refused"
 * where it may not. The heir keeps our standard input and ends with us.
 */

#define _GNU_SOURCE
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

int main(int count, char **arguments)
{
    if (count < 3)
        return 2;
    pid_t wanted = atoi(arguments[1]);
    int started[2];
    if (pipe2(started, O_CLOEXEC) != 0)
        return 3;
    struct clone_args how;
    memset(&how, 0, sizeof how);
    how.exit_signal = SIGCHLD;
    how.set_tid = (uintptr_t)&wanted;
    how.set_tid_size = 1;
    pid_t heir = (pid_t)syscall(SYS_clone3, &how, sizeof how);
    if (heir == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        execvp(arguments[2], &arguments[2]);
        _exit(4);
    }
    if (heir < 0) {
        if (errno != EPERM && errno != ENOSYS)
            return 5;
        say_ready("refused=1");
        return 0;
    }
    /* It is the other program once its end of the pipe is closed. */
    char byte;
    close(started[1]);
    while (read(started[0], &byte, 1) < 0 && errno == EINTR)
        ;
    say_ready("pid=%d", (int)heir);
    parked_main();
    return 0;
}
