/** Methods of django.contrib.auth's users that scripts call, as Python. Passwords are not hashed here: asking for it says so. */
interface SourceMember {
  readonly name: string
  readonly source: string
}

const method = (name: string, ...lines: readonly string[]): SourceMember => ({ name, source: lines.join('\n') })

const HASHING = "raise NotImplementedError('hashing of passwords is not supported here yet')"

export const BASE_USER_MEMBERS: readonly SourceMember[] = [
  method('natural_key', 'def natural_key(self):', '    return (self.get_username(),)'),
  method('set_password', 'def set_password(self, raw_password):', `    ${HASHING}`),
  method('check_password', 'def check_password(self, raw_password):', `    ${HASHING}`),
  method('set_unusable_password', 'def set_unusable_password(self):', "    self.password = '!'"),
  method(
    'has_usable_password',
    'def has_usable_password(self):',
    "    return self.password is None or not self.password.startswith('!')",
  ),
]

/** The answers of `ModelBackend`, kept on the object as there. */
export const PERMISSION_MEMBERS: readonly SourceMember[] = [
  method(
    '_get_permissions',
    'def _get_permissions(self, obj, kind):',
    '    if not self.is_active or obj is not None:',
    '        return set()',
    "    cache = '_%s_perm_cache' % kind",
    '    if not hasattr(self, cache):',
    '        if self.is_superuser:',
    '            found = Permission.objects.all()',
    "        elif kind == 'user':",
    '            found = self.user_permissions.all()',
    '        else:',
    '            found = Permission.objects.filter(group__in=self.groups.all())',
    "        names = found.values_list('content_type__app_label', 'codename').order_by()",
    "        setattr(self, cache, {'%s.%s' % pair for pair in names})",
    '    return getattr(self, cache)',
  ),
  method(
    'get_user_permissions',
    'def get_user_permissions(self, obj=None):',
    "    return self._get_permissions(obj, 'user')",
  ),
  method(
    'get_group_permissions',
    'def get_group_permissions(self, obj=None):',
    "    return self._get_permissions(obj, 'group')",
  ),
  method(
    'get_all_permissions',
    'def get_all_permissions(self, obj=None):',
    '    if not self.is_active or obj is not None:',
    '        return set()',
    "    if not hasattr(self, '_perm_cache'):",
    '        self._perm_cache = {*self.get_user_permissions(), *self.get_group_permissions()}',
    '    return self._perm_cache',
  ),
  method(
    'has_perm',
    'def has_perm(self, perm, obj=None):',
    '    if self.is_active and self.is_superuser:',
    '        return True',
    '    return self.is_active and perm in self.get_all_permissions(obj)',
  ),
  method(
    'has_perms',
    'def has_perms(self, perm_list, obj=None):',
    '    if isinstance(perm_list, str):',
    "        raise ValueError('perm_list must be an iterable of permissions.')",
    '    return all(self.has_perm(perm, obj) for perm in perm_list)',
  ),
  method(
    'has_module_perms',
    'def has_module_perms(self, app_label):',
    '    if self.is_active and self.is_superuser:',
    '        return True',
    "    return self.is_active and any(p.split('.')[0] == app_label for p in self.get_all_permissions())",
  ),
]

export const ABSTRACT_USER_MEMBERS: readonly SourceMember[] = [
  method('clean', 'def clean(self):', '    self.email = self.__class__.objects.normalize_email(self.email)'),
]
