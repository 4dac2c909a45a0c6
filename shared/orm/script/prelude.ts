/** Classes of Django's own apps that scripts call, in the language that the interpreter speaks. */
import type { PyStatement } from '../../python/ast.ts'
import { parseScript } from '../../python/parse.ts'

/**
 * django.contrib.auth's manager. Passwords are not hashed here: the column gets the marker with which
 * Django says that there is no usable one, so that nobody can log in with a made-up row.
 */
const SOURCE = `
from django.core.validators import RegexValidator as _Regex

username_validator = _Regex(
    r'^[\\w.@+-]+$',
    'Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.',
)


class BaseUserManager(models.Manager):
    def normalize_email(self, email):
        email = email or ''
        if '@' not in email:
            return email
        name, domain = email.strip().rsplit('@', 1)
        return name + '@' + domain.lower()

    def get_by_natural_key(self, username):
        return self.get(**{self.model.USERNAME_FIELD: username})


class UserManager(BaseUserManager):
    def _create_user(self, username, email, password, extra_fields):
        if not username:
            raise ValueError('The given username must be set')
        user = self.model(username=username, email=self.normalize_email(email), **extra_fields)
        user.password = '!'
        user.save()
        return user

    def create_user(self, username, email=None, password=None, **extra_fields):
        extra_fields.setdefault('is_staff', False)
        extra_fields.setdefault('is_superuser', False)
        return self._create_user(username, email, password, extra_fields)

    def create_superuser(self, username, email=None, password=None, **extra_fields):
        extra_fields.setdefault('is_staff', True)
        extra_fields.setdefault('is_superuser', True)
        return self._create_user(username, email, password, extra_fields)
`

let parsed: readonly PyStatement[] | null = null

export function prelude(): readonly PyStatement[] {
  parsed ??= parseScript(SOURCE).body
  return parsed
}
