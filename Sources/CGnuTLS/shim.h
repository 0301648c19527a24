#pragma once
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

/* gnutls_free is a global function pointer that anybody may change: Swift rightly refuses to read it. */
static inline void cgnutls_free(void *memory) { gnutls_free(memory); }
