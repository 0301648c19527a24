#pragma once
#include <krb5.h>
#include <profile.h>
#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>

/* The mechanisms a credential of ours is good for. libgssapi copies the OIDs, so that static storage is enough;
   written here because the library's own variables (gss_mech_krb5, …) are pointers that Swift rightly calls unsafe to share. */
static inline gss_OID ckerberos_krb5_mechanism(void) {
    static gss_OID_desc krb5 = {9, (void *)"\x2a\x86\x48\x86\xf7\x12\x01\x02\x02"};
    return &krb5;
}

/* SPNEGO must be among the mechanisms acquired: a credential that lacks it is taken for "none" by GSS-SPNEGO, which then
   silently uses the default cache. */
static inline gss_OID_set ckerberos_krb5_and_spnego(void) {
    static gss_OID_desc members[2] = {
        {9, (void *)"\x2a\x86\x48\x86\xf7\x12\x01\x02\x02"},
        {6, (void *)"\x2b\x06\x01\x05\x05\x02"},
    };
    static gss_OID_set_desc set = {2, members};
    return &set;
}

/* What SPNEGO may negotiate: Kerberos, never NTLM, whatever else is installed. */
static inline gss_OID_set ckerberos_krb5_only(void) {
    static gss_OID_desc members[1] = {{9, (void *)"\x2a\x86\x48\x86\xf7\x12\x01\x02\x02"}};
    static gss_OID_set_desc set = {1, members};
    return &set;
}
