/** django.contrib.auth: User, Group, Permission and the abstract bases to build one's own user on. */
import { ABSTRACT_USER_MEMBERS, BASE_USER_MEMBERS, PERMISSION_MEMBERS } from './auth-members.ts'
import { ascending, builtinModel, foreignKey, manager, manyToMany, scalar } from './records.ts'

const NAME_LENGTH = 150

export const AUTH_MODELS = [
  builtinModel('auth.AbstractBaseUser', {
    kind: 'abstract',
    fields: [
      scalar('password', 'CharField', { max_length: 128, verbose_name: 'password' }),
      scalar('last_login', 'DateTimeField', { blank: true, null: true, verbose_name: 'last login' }),
    ],
    members: [
      { name: 'is_active', source: 'is_active = True' },
      { name: 'is_anonymous', source: '@property\ndef is_anonymous(self):\n    return False' },
      { name: 'is_authenticated', source: '@property\ndef is_authenticated(self):\n    return True' },
      { name: 'get_username', source: 'def get_username(self):\n    return getattr(self, self.USERNAME_FIELD)' },
      { name: '__str__', source: 'def __str__(self):\n    return self.get_username()' },
      ...BASE_USER_MEMBERS,
    ],
  }),
  builtinModel('auth.Permission', {
    fields: [
      scalar('name', 'CharField', { max_length: 255, verbose_name: 'name' }),
      foreignKey('content_type', { to: 'contenttypes.ContentType', options: { verbose_name: 'content type' } }),
      scalar('codename', 'CharField', { max_length: 100, verbose_name: 'codename' }),
    ],
    meta: {
      verbose_name: 'permission',
      verbose_name_plural: 'permissions',
      unique_together: [['content_type', 'codename']],
      ordering: ascending('content_type__app_label', 'content_type__model', 'codename'),
    },
    members: [manager('PermissionManager()'), { name: '__str__', source: 'def __str__(self):\n    return self.name' }],
  }),
  builtinModel('auth.Group', {
    fields: [
      scalar('name', 'CharField', { max_length: NAME_LENGTH, unique: true, verbose_name: 'name' }),
      manyToMany('permissions', { to: 'auth.Permission', options: { blank: true, verbose_name: 'permissions' } }),
    ],
    meta: { verbose_name: 'group', verbose_name_plural: 'groups' },
    members: [manager('GroupManager()'), { name: '__str__', source: 'def __str__(self):\n    return self.name' }],
  }),
  builtinModel('auth.PermissionsMixin', {
    kind: 'abstract',
    fields: [
      scalar('is_superuser', 'BooleanField', { default: false, verbose_name: 'superuser status' }),
      manyToMany('groups', {
        to: 'auth.Group',
        relatedName: 'user_set',
        options: { blank: true, related_query_name: 'user', verbose_name: 'groups' },
      }),
      manyToMany('user_permissions', {
        to: 'auth.Permission',
        relatedName: 'user_set',
        options: { blank: true, related_query_name: 'user', verbose_name: 'user permissions' },
      }),
    ],
    members: [...PERMISSION_MEMBERS],
  }),
  builtinModel('auth.AbstractUser', {
    kind: 'abstract',
    bases: ['auth.AbstractBaseUser', 'auth.PermissionsMixin'],
    fields: [
      scalar('username', 'CharField', {
        max_length: NAME_LENGTH,
        unique: true,
        verbose_name: 'username',
        validators: { expr: '[username_validator]' },
        error_messages: { expr: "{'unique': 'A user with that username already exists.'}" },
      }),
      scalar('first_name', 'CharField', { max_length: NAME_LENGTH, blank: true, verbose_name: 'first name' }),
      scalar('last_name', 'CharField', { max_length: NAME_LENGTH, blank: true, verbose_name: 'last name' }),
      scalar('email', 'EmailField', { blank: true, verbose_name: 'email address' }),
      scalar('is_staff', 'BooleanField', { default: false, verbose_name: 'staff status' }),
      scalar('is_active', 'BooleanField', { default: true, verbose_name: 'active' }),
      scalar('date_joined', 'DateTimeField', { default: { expr: 'timezone.now' }, verbose_name: 'date joined' }),
    ],
    meta: { verbose_name: 'user', verbose_name_plural: 'users' },
    members: [
      manager('UserManager()'),
      { name: 'USERNAME_FIELD', source: "USERNAME_FIELD = 'username'" },
      { name: 'EMAIL_FIELD', source: "EMAIL_FIELD = 'email'" },
      { name: 'REQUIRED_FIELDS', source: "REQUIRED_FIELDS = ['email']" },
      {
        name: 'get_full_name',
        source: "def get_full_name(self):\n    return ('%s %s' % (self.first_name, self.last_name)).strip()",
      },
      { name: 'get_short_name', source: 'def get_short_name(self):\n    return self.first_name' },
      ...ABSTRACT_USER_MEMBERS,
    ],
  }),
  builtinModel('auth.User', {
    bases: ['auth.AbstractUser'],
    meta: { verbose_name: 'user', verbose_name_plural: 'users', swappable: 'AUTH_USER_MODEL' },
  }),
] as const
