// A disk whose fsync and fdatasync fail with EIO while a file exists, or do nothing and say nothing.
//
//   cc -shared -fPIC -o failing_sync.so failing_sync.c
//   LD_PRELOAD=failing_sync.so FAILING_SYNC_BENEATH=/data/wal FAILING_SYNC_WHILE=/tmp/flag java …
//
// Only files whose path has FAILING_SYNC_BENEATH in it are concerned. With FAILING_SYNC_SILENTLY set,
// nothing is forced and nothing fails.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fails(int fd) {
  const char *beneath = getenv("FAILING_SYNC_BENEATH");
  const char *flag = getenv("FAILING_SYNC_WHILE");
  if (!beneath || !flag || access(flag, F_OK) != 0) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strstr(path, beneath) != NULL;
}

static int sync_or_fail(const char *name, int fd) {
  if (fails(fd)) {
    if (getenv("FAILING_SYNC_SILENTLY")) return 0;
    errno = EIO;
    return -1;
  }
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  return real(fd);
}

int fsync(int fd) { return sync_or_fail("fsync", fd); }
int fdatasync(int fd) { return sync_or_fail("fdatasync", fd); }
