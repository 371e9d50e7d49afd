// Waits in calls that are inlined into each other; the comments at the ends of lines are looked for.
extern "C" {
__declspec(dllimport) void *GetStdHandle(unsigned long);
__declspec(dllimport) int WriteFile(void *, const void *, unsigned long, unsigned long *, void *);
__declspec(dllimport) int ReadFile(void *, void *, unsigned long, unsigned long *, void *);
__declspec(dllimport) void ExitProcess(unsigned);
}
#define INLINE static inline __attribute__((always_inline))

namespace work {
struct Reader {
    __attribute__((always_inline)) static int innermost(volatile char *byte)
    {
        unsigned long done = 0;
        return ReadFile(GetStdHandle(-10), (void *)byte, 1, &done, 0) + 1; // innermost
    }
};
INLINE int middle(volatile char *byte)
{
    if (*byte > 100) // condition
        return 1;
    return Reader::innermost(byte) + 2; // middle
}
template <class T> struct Pool {
    __attribute__((noinline)) static int run(T *things)
    {
        volatile char byte = 0; // run begins
        return middle(&byte) * 3 + *things; // run
    }
};
} // namespace work

static __attribute__((noinline)) int hidden(int number)
{
    return work::Pool<int>::run(&number) * 2; // hidden
}

extern "C" void start(void)
{
    unsigned long done = 0;
    WriteFile(GetStdHandle(-11), "ready\n", 6, &done, 0);
    ExitProcess(hidden(5)); // start
}
