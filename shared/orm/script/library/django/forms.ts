/** `django.forms`, as far as it is about rows. */
export const FORMS = `
from django.forms.models import model_to_dict
`
