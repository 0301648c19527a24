#pragma once
#include <stddef.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

/* explicit_bzero: a wipe that the optimiser may not remove. */
void clinux_wipe(void *bytes, size_t count);
