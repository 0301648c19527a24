#pragma once
#include <sys/time.h>
#include <ldap.h>
#include <lber.h>
#include <openldap.h>

/* Macros that Swift cannot import: pointers to globals and string-pasted constants. */
static inline const void *copenldap_option_on(void) { return LDAP_OPT_ON; }
