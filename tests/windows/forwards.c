/* A dbghelp.dll that hands MiniDumpWriteDump on to the dbgcore.dll beside it, as Windows' own does. */
__asm__(".section .drectve,\"yn\"\n"
        ".ascii \" -export:MiniDumpWriteDump=dbgcore.MiniDumpWriteDump\"\n"
        ".text\n");
