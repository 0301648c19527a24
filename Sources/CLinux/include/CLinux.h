#pragma once
#include <stddef.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

/* explicit_bzero: a wipe that the optimiser may not remove. */
void clinux_wipe(void *bytes, size_t count);

/* The C library's text for an error number ("Connection refused") and its name ("ECONNREFUSED").
   Both are constants that need no lock and no buffer; NULL for a number that the C library does not know. */
const char *clinux_error_text(int number);
const char *clinux_error_name(int number);

/* Names the calling thread; Linux keeps the first 15 bytes. */
void clinux_name_thread(const char *name);

/* How long a send, and a connect to a local socket, may wait (SO_SNDTIMEO); 0 for ever. -1 and errno as setsockopt.
   In C, since several modules that are imported here declare timeval, and which of them Swift finds it in is not told. */
int clinux_limit_sending(int socket, long milliseconds);
