/** `django.forms.models`: `model_to_dict`, as Django writes it. */
export const FORMS_MODELS = `
def model_to_dict(instance, fields=None, exclude=None):
    opts = instance._meta
    data = {}
    for f in [*opts.concrete_fields, *opts.private_fields, *opts.many_to_many]:
        if not getattr(f, 'editable', False):
            continue
        if fields is not None and f.name not in fields:
            continue
        if exclude and f.name in exclude:
            continue
        data[f.name] = f.value_from_object(instance)
    return data
`
