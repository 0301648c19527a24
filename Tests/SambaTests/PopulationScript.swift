/// What runs inside dc1, with Samba's own Python: users of every kind that writeback cannot serve.
enum PopulationScript {
    /// Makes an organizational unit below `OU=Judged` for each reason, and users in each, in the database itself. AdminSDHolder gets the
    /// DACL that Windows gives it in essence, since Samba neither protects it nor copies it to anybody.
    static let setup = """
        import json, sys
        import ldb, samba.param
        from samba.auth import system_session
        from samba.dcerpc import security
        from samba.ndr import ndr_pack, ndr_unpack
        from samba.samdb import SamDB
        lp = samba.param.LoadParm()
        lp.load_default()
        db = SamDB(url='/var/lib/samba/private/sam.ldb', session_info=system_session(), lp=lp)
        root = db.domain_dn()
        domain = security.dom_sid(db.get_domain_sid())
        top = 'OU=Judged,' + root
        change = 'ab721a53-1e2f-11d0-9819-00aa0040529b'
        def unit(name, parent=top):
            db.add({'dn': 'OU=%s,%s' % (name, parent), 'objectClass': 'organizationalUnit'})
            return 'OU=%s,%s' % (name, parent)
        def put(dn, attribute, value, flag=ldb.FLAG_MOD_REPLACE, controls=None):
            message = ldb.Message(ldb.Dn(db, dn))
            message['value'] = ldb.MessageElement(value, flag, attribute)
            db.modify(message, controls or [])
        def secure(dn, sddl):
            put(dn, 'nTSecurityDescriptor', ndr_pack(security.descriptor.from_sddl(sddl, domain)), controls=['sd_flags:1:4'])
        def dacl(dn):
            found = db.search(base=dn, scope=ldb.SCOPE_BASE, attrs=['nTSecurityDescriptor'], controls=['sd_flags:1:4'])[0]
            text = ndr_unpack(security.descriptor, found['nTSecurityDescriptor'][0]).as_sddl(domain)
            return text.split('D:', 1)[1].split('S:')[0]
        def user(name, place):
            db.newuser(name, sys.argv[1], userou='OU=%s,OU=Judged' % place, force_password_change_at_next_login_req=False)
            return 'CN=%s,OU=%s,%s' % (name, place, top)
        db.add({'dn': top, 'objectClass': 'organizationalUnit'})
        for name in ['Plain', 'Cut', 'Own', 'Protected', 'Left', 'Disabled', 'Fixed', 'Aged']:
            unit(name)
        full = 'CCDCLCSWRPWPDTLOCRSDRCWDWO'
        closed = 'D:P(A;CI;%s;;;DA)(A;CI;%s;;;SY)(A;CI;RPLCLORC;;;AU)' % (full, full)
        secure('OU=Cut,' + top, closed)
        user('judged-plain', 'Plain')
        user('judged-cut-1', 'Cut')
        user('judged-cut-2', 'Cut')
        user('judged-own-1', 'Own')
        secure(user('judged-own-2', 'Own'), closed)
        holder = 'D:P(A;;%s;;;DA)(A;;%s;;;SY)(A;;RPLCLORC;;;AU)' % (full, full)
        secure('CN=AdminSDHolder,CN=System,' + root, holder)
        guarded = user('judged-protected', 'Protected')
        secure(guarded, holder)
        put(guarded, 'adminCount', '1')
        left = user('judged-left', 'Left')
        secure(left, closed)
        put(left, 'adminCount', '1')
        db.disable_account('(sAMAccountName=%s)' % user('judged-disabled', 'Disabled').split(',')[0][3:])
        for name in ['judged-fixed-1', 'judged-fixed-2']:
            dn = user(name, 'Fixed')
            flags, entries = dacl(dn).split('(', 1)
            secure(dn, 'D:%s(OD;;CR;%s;;WD)(OD;;CR;%s;;PS)(%s' % (flags, change, change, entries))
        aged = [user('judged-aged-%d' % number, 'Aged') for number in range(3)]
        db.add({'dn': 'CN=Judged,CN=Password Settings Container,CN=System,' + root, 'objectClass': 'msDS-PasswordSettings',
                'msDS-PasswordSettingsPrecedence': '20', 'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
                'msDS-PasswordHistoryLength': '0', 'msDS-PasswordComplexityEnabled': 'TRUE', 'msDS-MinimumPasswordLength': '7',
                'msDS-MinimumPasswordAge': '-864000000000', 'msDS-MaximumPasswordAge': '-36288000000000',
                'msDS-LockoutThreshold': '0', 'msDS-LockoutObservationWindow': '-18000000000',
                'msDS-LockoutDuration': '-18000000000', 'msDS-PSOAppliesTo': aged})
        """
}
