/// What runs inside dc1, with Samba's own Python: one script makes the users, one is the connector account at work.
enum EffectScripts {
    /// Makes the users of a plan below `OU=Effects`, the account `svc-connect` and its groups, in the database itself; prints where
    /// the users are, and the SIDs. The domain's minimum password age is set to none.
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
        plan = json.loads(sys.argv[1])
        top = 'OU=Effects,' + root
        def add(dn, **values):
            db.add(dict(values, dn=dn))
        def sid(dn):
            entry = db.search(base=dn, scope=ldb.SCOPE_BASE, attrs=['objectSid'])[0]
            return str(ndr_unpack(security.dom_sid, entry['objectSid'][0]))
        add(top, objectClass='organizationalUnit')
        db.newuser('svc-connect', plan['password'], userou='OU=Effects', force_password_change_at_next_login_req=False)
        service = 'CN=svc-connect,' + top
        add('CN=grp-global,' + top, objectClass='group', sAMAccountName='grp-global', groupType='-2147483646', member=service)
        add('CN=grp-local,' + top, objectClass='group', sAMAccountName='grp-local', groupType='-2147483644', member='CN=grp-global,' + top)
        add('CN=grp-mail,' + top, objectClass='group', sAMAccountName='grp-mail', groupType='4', member=service)
        names = {'SVC': sid(service), 'LOCAL': sid('CN=grp-local,' + top), 'MAIL': sid('CN=grp-mail,' + top)}
        if plan.get('foreign'):
            add('CN=grp-partner,' + top, objectClass='group', sAMAccountName='grp-partner', groupType='-2147483644')
            message = ldb.Message(ldb.Dn(db, 'CN=grp-partner,' + top))
            message['member'] = ldb.MessageElement('<SID=%s>' % plan['foreign'], ldb.FLAG_MOD_ADD, 'member')
            db.modify(message)
            names['PARTNER'] = sid('CN=grp-partner,' + top)
        def filled(text):
            for name, value in names.items():
                text = text.replace('{' + name + '}', value)
            return text
        def secure(dn, entries, protect, owner=None):
            if not entries and not protect and not owner:
                return
            found = db.search(base=dn, scope=ldb.SCOPE_BASE, attrs=['nTSecurityDescriptor'], controls=['sd_flags:1:7'])[0]
            text = ndr_unpack(security.descriptor, found['nTSecurityDescriptor'][0]).as_sddl(domain)
            owned, rest = text.split('D:', 1)
            flags, rest = rest.split('(', 1)
            own = ['(' + entry for entry in rest.split('S:')[0].split('(')]
            if protect:
                flags = 'P' + flags.replace('P', '')
                own = [entry for entry in own if 'ID' not in entry.split(';')[1]]
            if owner:
                owned = 'O:' + filled(owner) + 'G:DU'
            text = owned + 'D:' + flags + filled(entries) + ''.join(own)
            message = ldb.Message(ldb.Dn(db, dn))
            value = ndr_pack(security.descriptor.from_sddl(text, domain))
            message['sd'] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, 'nTSecurityDescriptor')
            db.modify(message, ['sd_flags:1:7'])
        result = {}
        for case in plan['cases']:
            outer = 'OU=%s,%s' % (case['name'], top)
            inner = 'OU=inner,' + outer
            add(outer, objectClass='organizationalUnit')
            secure(outer, case['outer'], False)
            add(inner, objectClass='organizationalUnit')
            secure(inner, case['inner'], case['cut'] == 'inner')
            name = 'fx-' + case['name']
            dn = 'CN=%s,%s' % (name, inner)
            add(dn, objectClass=case['class'], sAMAccountName=name, userPrincipalName=name + '@corp.example.test', **({'sn': name} if case['class'] != 'user' else {}))
            db.setpassword('(sAMAccountName=%s)' % name, plan['password'], force_change_at_next_login=False)
            db.enable_account('(sAMAccountName=%s)' % name)
            secure(dn, case['user'], case['cut'] == 'user', case.get('owner') or None)
            result[case['name']] = dn
        # Two policies that differ only in the minimum age: the domain's is none, so that a change can be tried at once.
        container = 'CN=Password Settings Container,CN=System,' + root
        for name in plan.get('aged', []):
            db.add({'dn': 'CN=Aged %s,%s' % (name, container), 'objectClass': 'msDS-PasswordSettings',
                    'msDS-PasswordSettingsPrecedence': '20', 'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
                    'msDS-PasswordHistoryLength': '0', 'msDS-PasswordComplexityEnabled': 'TRUE', 'msDS-MinimumPasswordLength': '7',
                    'msDS-MinimumPasswordAge': '-864000000000', 'msDS-MaximumPasswordAge': '-36288000000000',
                    'msDS-LockoutThreshold': '0', 'msDS-LockoutObservationWindow': '-18000000000',
                    'msDS-LockoutDuration': '-18000000000', 'msDS-PSOAppliesTo': result[name]})
        message = ldb.Message(ldb.Dn(db, root))
        message['minPwdAge'] = ldb.MessageElement('0', ldb.FLAG_MOD_REPLACE, 'minPwdAge')
        db.modify(message)
        print(json.dumps({'users': result, 'sids': names}))
        """

    /// Binds as `svc-connect`, over sealed LDAP, and does to each user what writeback does; prints the result codes, and whether the
    /// new passwords are taken.
    static let operate = """
        import json, sys
        import ldb, samba.param
        from samba import gensec
        from samba.credentials import Credentials, DONT_USE_KERBEROS
        from samba.samdb import SamDB
        lp = samba.param.LoadParm()
        lp.load_default()
        plan = json.loads(sys.argv[1])
        def connect(name, password):
            creds = Credentials()
            creds.guess(lp)
            creds.set_username(name)
            creds.set_domain('CORP')
            creds.set_password(password)
            creds.set_kerberos_state(DONT_USE_KERBEROS)
            creds.set_gensec_features(creds.get_gensec_features() | gensec.FEATURE_SEAL)
            return SamDB(url='ldap://dc1.corp.example.test', credentials=creds, lp=lp)
        def encoded(password):
            return ('"%s"' % password).encode('utf-16-le')
        def attempt(action):
            try:
                action()
                return 0
            except ldb.LdbError as error:
                return error.args[0]
        db = connect('svc-connect', plan['password'])
        def modify(dn, *elements):
            message = ldb.Message(ldb.Dn(db, dn))
            for index, (flag, name, value) in enumerate(elements):
                message[str(index)] = ldb.MessageElement(value, flag, name)
            return attempt(lambda: db.modify(message))
        def signs_in(name, password):
            try:
                connect(name, password)
                return True
            except ldb.LdbError:
                return False
        results = {}
        for name, dn in plan['users'].items():
            found = {}
            if 'unlock' in plan['operations']:
                found['unlock'] = modify(dn, (ldb.FLAG_MOD_REPLACE, 'lockoutTime', '0'))
            if 'change' in plan['operations']:
                fresh = 'Changed.Word.%s.1' % name
                found['change'] = modify(dn, (ldb.FLAG_MOD_DELETE, 'unicodePwd', encoded(plan['password'])),
                                         (ldb.FLAG_MOD_ADD, 'unicodePwd', encoded(fresh)))
                found['changeSeen'] = signs_in('fx-' + name, fresh)
            if 'reset' in plan['operations']:
                fresh = 'Reset.Word.%s.1' % name
                found['reset'] = modify(dn, (ldb.FLAG_MOD_REPLACE, 'unicodePwd', encoded(fresh)))
                found['resetSeen'] = signs_in('fx-' + name, fresh)
            if 'pwdLastSet' in plan['operations']:
                found['pwdLastSet'] = modify(dn, (ldb.FLAG_MOD_REPLACE, 'pwdLastSet', '0'))
            results[name] = found
        print(json.dumps(results))
        """

    /// Takes Authenticated Users out of Pre-Windows 2000 Compatible Access; samba-tool says that it did, and does not.
    static let closePreWindows2000 = """
        import ldb, samba.param
        from samba.auth import system_session
        from samba.samdb import SamDB
        lp = samba.param.LoadParm()
        lp.load_default()
        db = SamDB(url='/var/lib/samba/private/sam.ldb', session_info=system_session(), lp=lp)
        root = db.domain_dn()
        message = ldb.Message(ldb.Dn(db, 'CN=Pre-Windows 2000 Compatible Access,CN=Builtin,' + root))
        member = 'CN=S-1-5-11,CN=ForeignSecurityPrincipals,' + root
        message['member'] = ldb.MessageElement(member, ldb.FLAG_MOD_DELETE, 'member')
        db.modify(message)
        """
}
