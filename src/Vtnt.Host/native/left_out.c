/*
 * What the runtime and its library refer to and the host does without, in place of the real thing. The link takes the first
 * definition that it meets, so that what stands here keeps the archives' objects, and all that they need, out of the program.
 * docs/size.md says what each group saves.
 */
#include <errno.h>
#include <stddef.h>
#include <unistd.h>

/* The C library's name services: refused. The unikernel has none. */
enum { EAI_FAIL_VALUE = -4 };

int getaddrinfo(const char *node, const char *service, const void *hints, void *result) { return EAI_FAIL_VALUE; }
int getnameinfo(const void *address, unsigned length, char *host, unsigned host_length, char *service, unsigned service_length, int flags) { return EAI_FAIL_VALUE; }
void freeaddrinfo(void *list) {}
const char *gai_strerror(int error) { return "no name service"; }

unsigned if_nametoindex(const char *name) { return 0; }
char *if_indextoname(unsigned index, char *name) { errno = ENOSYS; return NULL; }
int getifaddrs(void **list) { errno = ENOSYS; return -1; }
void freeifaddrs(void *list) {}

int getpwnam_r(const char *name, void *entry, char *buffer, size_t length, void **result) { *result = NULL; return ENOSYS; }
int getpwuid_r(unsigned id, void *entry, char *buffer, size_t length, void **result) { *result = NULL; return ENOSYS; }
int getgrgid_r(unsigned id, void *entry, char *buffer, size_t length, void **result) { *result = NULL; return ENOSYS; }
int getgrouplist(const char *user, unsigned group, unsigned *groups, int *count) { *count = 0; return -1; }

void openlog(const char *name, int options, int facility) {}
void syslog(int priority, const char *format, ...) {}

/*
 * The runtime's reading of control groups, NUMA nodes and /proc: nothing found, as in the unikernel, which has none of them.
 * The heap has a fixed limit, and one thread collects it.
 */
void _Z16InitializeCGroupv(void) {}
void _Z13CleanupCGroupv(void) {}
_Bool _Z21GetPhysicalMemoryUsedPm(size_t *used) { return 0; }
size_t _Z32GetRestrictedPhysicalMemoryLimitv(void) { return 0; }
void _Z19InitializeCpuCGroupv(void) {}
_Bool _Z11GetCpuLimitPj(unsigned *limit) { return 0; }

int g_numaAvailable, g_highestNumaNode;
void _Z21NUMASupportInitializev(void) {}
int _Z19GetNumaNodeNumByCpui(int processor) { return -1; }
long _Z16BindMemoryPolicyPvmPKmm(void *start, size_t length, const unsigned long *mask, unsigned long nodes) { return -1; }

int minipal_get_cpu_max_possible_count(void) { return (int)sysconf(_SC_NPROCESSORS_CONF); }

/* Dumps of a crashed process, which another program would write, and tables for debuggers. */
_Bool _Z23PalCreateDumpInitializev(void) { return 1; }
void _Z27PalCreateCrashDumpIfEnabledv(void) {}
void _Z27PalCreateCrashDumpIfEnabledPv(void *record) {}
void _Z27PalCreateCrashDumpIfEnablediP9siginfo_tPv(int signal, void *information, void *context) {}

void *DotNetRuntimeDebugHeader;
void PopulateDebugHeaders(void) {}
