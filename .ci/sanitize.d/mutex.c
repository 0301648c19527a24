// Tells ThreadSanitizer about Synchronization.Mutex. Linked into what runs under it, into nothing else.
//
// A Mutex is taken and given back by a compare-and-exchange that is inlined, so the sanitizer sees it. Whoever has to
// wait goes through _lockSlow, and whoever has kept others waiting through _unlockSlow: these do their work with a futex
// inside the toolchain's library, which is not instrumented. To the sanitizer such a lock was never taken, and everything
// that it guards looks like a race. So the three functions are put before the library's here (an executable's symbols come
// first), and say what happened.
//
// The names are mangled Swift and belong to the toolchain's binary interface. Should one of them ever go, the lookup
// below ends the process; should one no longer be called, the canary "contended" is reported as a race.
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK_SLOW "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lockSlow(uint32_t thread, SELF void *handle) __asm__(LOCK_SLOW);
SWIFT bool tryLockSlow(SELF void *handle) __asm__(TRY_LOCK_SLOW);
SWIFT void unlockSlow(SELF void *handle) __asm__(UNLOCK_SLOW);

static SWIFT void (*libraryLockSlow)(uint32_t thread, SELF void *handle);
static SWIFT bool (*libraryTryLockSlow)(SELF void *handle);
static SWIFT void (*libraryUnlockSlow)(SELF void *handle);

static void *inLibrary(const char *name) {
    void *function = dlsym(RTLD_NEXT, name);
    if (function == NULL) {
        fprintf(stderr, "sanitize: this toolchain has no %s: see .ci/sanitize.d/mutex.c\n", name);
        _Exit(70);
    }
    return function;
}

__attribute__((constructor)) static void find(void) {
    libraryLockSlow = (SWIFT void (*)(uint32_t, SELF void *))inLibrary(LOCK_SLOW);
    libraryTryLockSlow = (SWIFT bool (*)(SELF void *))inLibrary(TRY_LOCK_SLOW);
    libraryUnlockSlow = (SWIFT void (*)(SELF void *))inLibrary(UNLOCK_SLOW);
}

SWIFT void lockSlow(uint32_t thread, SELF void *handle) {
    libraryLockSlow(thread, handle);
    __tsan_acquire(handle);
}

SWIFT bool tryLockSlow(SELF void *handle) {
    bool taken = libraryTryLockSlow(handle);
    if (taken) __tsan_acquire(handle);
    return taken;
}

SWIFT void unlockSlow(SELF void *handle) {
    __tsan_release(handle);
    libraryUnlockSlow(handle);
}
