/*
 * The C library's name services, refused. The runtime's own library refers to them, the host calls none of them, and
 * the unikernel has none: without these lines the static link takes a resolver and the user database along (90 KB).
 */
#include <errno.h>
#include <stddef.h>

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
