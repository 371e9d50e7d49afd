// flags: -shared -fPIC
/* A library that does not say what it is called. */

int nameless_state[2048] = {42};

int nameless_answer(void);
int nameless_answer(void)
{
    return nameless_state[0];
}
