// flags: -shared -fPIC -Wl,-soname,libplugin.so.3.14.1
/* A library for plugins.c. */

int plugin_state[2048] = {42};

int plugin_answer(void);
int plugin_answer(void)
{
    return plugin_state[0];
}
