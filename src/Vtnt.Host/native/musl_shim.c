/* What the runtime's objects, made for glibc, miss in musl. */
#include <stdlib.h>

void *__sched_cpualloc(size_t count) { return calloc(1, (count + 63) / 64 * 8); }
void __sched_cpufree(void *set) { free(set); }
