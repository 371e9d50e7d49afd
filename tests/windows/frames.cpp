// Calls without frame pointers, each with another prologue, that note where they return to; the
// innermost tells that, and waits.
extern "C" {
__declspec(dllimport) void *__stdcall GetStdHandle(unsigned long);
__declspec(dllimport) int __stdcall WriteFile(
    void *, const void *, unsigned long, unsigned long *, void *);
__declspec(dllimport) int __stdcall ReadFile(
    void *, void *, unsigned long, unsigned long *, void *);
__declspec(dllimport) void __stdcall ExitProcess(unsigned);
extern const char padding[8192] = {1}; // images of less than a page are not told from flat files
}
#define NOINLINE __attribute__((noinline))
#define NOTE(level) (returns[level] = (unsigned)__builtin_return_address(0))
#define STAY __asm__ volatile("" ::: "memory") // a call that is the last thing would be a jump

static const int LEVELS = 5;
static unsigned returns[LEVELS];
static unsigned long done;
static char line[200];

static NOINLINE char *put(char *to, const char *text)
{
    while (*text)
        *to++ = *text++;
    return to;
}

static NOINLINE char *put_number(char *to, unsigned value)
{
    char digits[10];
    int count = 0;
    do
        digits[count++] = (char)('0' + value % 10);
    while (value /= 10);
    while (count)
        *to++ = digits[--count];
    return to;
}

static NOINLINE void tell()
{
    char *end = put(line, "ready");
    for (int level = 0; level < LEVELS; level++) {
        end = put(end, " return");
        end = put_number(end, (unsigned)level);
        end = put(end, "=");
        end = put_number(end, returns[level]);
    }
    end = put(end, "\n");
    WriteFile(GetStdHandle((unsigned long)-11), line, (unsigned long)(end - line), &done, 0);
}

NOINLINE int waits(int number)
{
    char byte;
    NOTE(0);
    tell();
    ReadFile(GetStdHandle((unsigned long)-10), &byte, 1, &done, 0);
    STAY;
    return number + byte;
}

NOINLINE int large_frame(int number)
{
    volatile char room[300];
    NOTE(1);
    room[number] = 3;
    number = waits(number) + room[number];
    STAY;
    return number;
}

NOINLINE int saves_registers(int a, int b)
{
    NOTE(2);
    int c = a * b, d = a - b, e = a ^ b;
    STAY;
    __asm__ volatile("" : "+b"(c), "+S"(d), "+D"(e));
    a = large_frame(a);
    __asm__ volatile("" : "+b"(c), "+S"(d), "+D"(e));
    return a + c * d + e;
}

NOINLINE int __stdcall cleans_up(int a, int b, int c)
{
    NOTE(3);
    a = saves_registers(a, b) + c;
    STAY;
    return a;
}

NOINLINE int aligns_its_frame(int a)
{
    volatile char room[24] __attribute__((aligned(32)));
    NOTE(4);
    room[0] = 1;
    a = cleans_up(a, 3, 4) + room[0];
    STAY;
    return a;
}

extern "C" void start()
{
    ExitProcess((unsigned)aligns_its_frame(40));
}
