/** The other apps of django.contrib that have models which projects refer to. */
import type { Member } from '../../document/records.ts'
import { ascending, builtinModel, foreignKey, manager, manyToMany, scalar } from './records.ts'

const CONTENT_TYPE_METHODS = [
  `@property
def name(self):
    model = self.model_class()
    if not model:
        return self.model
    return str(model._meta.verbose_name)`,
  `@property
def app_labeled_name(self):
    model = self.model_class()
    if not model:
        return self.model
    return "%s | %s" % (model._meta.app_config.verbose_name, model._meta.verbose_name)`,
  `def model_class(self):
    try:
        return apps.get_model(self.app_label, self.model)
    except LookupError:
        return None`,
  `def get_object_for_this_type(self, using=None, **kwargs):
    return self.model_class()._base_manager.using(using).get(**kwargs)`,
  `def get_all_objects_for_this_type(self, **kwargs):
    return self.model_class()._base_manager.filter(**kwargs)`,
  `def natural_key(self):
    return (self.app_label, self.model)`,
  `def __str__(self):
    return self.app_labeled_name`,
]

function method(source: string): Member {
  return { name: /def (\w+)/.exec(source)?.[1] ?? '', source }
}

export const CONTENTTYPES_MODELS = [
  builtinModel('contenttypes.ContentType', {
    fields: [
      scalar('app_label', 'CharField', { max_length: 100 }),
      scalar('model', 'CharField', { max_length: 100, verbose_name: 'python model class name' }),
    ],
    meta: {
      db_table: 'django_content_type',
      verbose_name: 'content type',
      verbose_name_plural: 'content types',
      unique_together: [['app_label', 'model']],
    },
    members: [manager('ContentTypeManager()'), ...CONTENT_TYPE_METHODS.map(method)],
  }),
]

export const SESSIONS_MODELS = [
  builtinModel('sessions.AbstractBaseSession', {
    kind: 'abstract',
    fields: [
      scalar('session_key', 'CharField', { max_length: 40, primary_key: true, verbose_name: 'session key' }),
      scalar('session_data', 'TextField', { verbose_name: 'session data' }),
      scalar('expire_date', 'DateTimeField', { db_index: true, verbose_name: 'expire date' }),
    ],
    meta: { verbose_name: 'session', verbose_name_plural: 'sessions' },
    members: [manager('BaseSessionManager()')],
  }),
  builtinModel('sessions.Session', {
    bases: ['sessions.AbstractBaseSession'],
    meta: { db_table: 'django_session', verbose_name: 'session', verbose_name_plural: 'sessions' },
    members: [manager('SessionManager()')],
  }),
]

export const ADMIN_MODELS = [
  builtinModel('admin.LogEntry', {
    fields: [
      scalar('action_time', 'DateTimeField', {
        default: { expr: 'timezone.now' },
        editable: false,
        verbose_name: 'action time',
      }),
      foreignKey('user', {
        to: 'auth.User',
        toSource: 'settings.AUTH_USER_MODEL',
        options: { verbose_name: 'user' },
      }),
      foreignKey('content_type', {
        to: 'contenttypes.ContentType',
        onDelete: 'SET_NULL',
        options: { blank: true, null: true, verbose_name: 'content type' },
      }),
      scalar('object_id', 'TextField', { blank: true, null: true, verbose_name: 'object id' }),
      scalar('object_repr', 'CharField', { max_length: 200, verbose_name: 'object repr' }),
      scalar('action_flag', 'PositiveSmallIntegerField', { verbose_name: 'action flag' }),
      scalar('change_message', 'TextField', { blank: true, verbose_name: 'change message' }),
    ],
    meta: {
      db_table: 'django_admin_log',
      verbose_name: 'log entry',
      verbose_name_plural: 'log entries',
      ordering: [{ by: 'action_time', descending: true }],
    },
    members: [manager('LogEntryManager()')],
  }),
]

export const SITES_MODELS = [
  builtinModel('sites.Site', {
    fields: [
      scalar('domain', 'CharField', { max_length: 100, unique: true, verbose_name: 'domain name' }),
      scalar('name', 'CharField', { max_length: 50, verbose_name: 'display name' }),
    ],
    meta: {
      db_table: 'django_site',
      verbose_name: 'site',
      verbose_name_plural: 'sites',
      ordering: ascending('domain'),
    },
    members: [manager('SiteManager()'), { name: '__str__', source: 'def __str__(self):\n    return self.domain' }],
  }),
]

export const FLATPAGES_MODELS = [
  builtinModel('flatpages.FlatPage', {
    fields: [
      scalar('url', 'CharField', { max_length: 100, db_index: true, verbose_name: 'URL' }),
      scalar('title', 'CharField', { max_length: 200, verbose_name: 'title' }),
      scalar('content', 'TextField', { blank: true, verbose_name: 'content' }),
      scalar('enable_comments', 'BooleanField', { default: false, verbose_name: 'enable comments' }),
      scalar('template_name', 'CharField', { max_length: 70, blank: true, verbose_name: 'template name' }),
      scalar('registration_required', 'BooleanField', { default: false, verbose_name: 'registration required' }),
      manyToMany('sites', { to: 'sites.Site', options: { verbose_name: 'sites' } }),
    ],
    meta: {
      db_table: 'django_flatpage',
      verbose_name: 'flat page',
      verbose_name_plural: 'flat pages',
      ordering: ascending('url'),
    },
  }),
]

export const REDIRECTS_MODELS = [
  builtinModel('redirects.Redirect', {
    fields: [
      foreignKey('site', { to: 'sites.Site', options: { verbose_name: 'site' } }),
      scalar('old_path', 'CharField', { max_length: 200, db_index: true, verbose_name: 'redirect from' }),
      scalar('new_path', 'CharField', { max_length: 200, blank: true, verbose_name: 'redirect to' }),
    ],
    meta: {
      db_table: 'django_redirect',
      verbose_name: 'redirect',
      verbose_name_plural: 'redirects',
      unique_together: [['site', 'old_path']],
      ordering: ascending('old_path'),
    },
  }),
]
