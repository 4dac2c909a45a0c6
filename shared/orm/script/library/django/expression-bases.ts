/** What classes of a script are built on when they are functions, aggregates or lookups: only what Django's own keep. */

/** Stand for the two sides of a lookup in the SQL that its class writes. */
export const SIDES = { lhs: '\ue000lhs\ue001', rhs: '\ue000rhs\ue001' } as const

/** Stands for a function's only argument in the SQL that its class writes. */
export const ARGUMENT = '\ue000argument\ue001'

export const EXPRESSION_BASES = `
class Rendered:
    def __init__(self, function, template, arg_joiner, extra):
        self.function = function
        self.template = template
        self.arg_joiner = arg_joiner
        self.extra = extra


class Func:
    function = None
    template = '%(function)s(%(expressions)s)'
    arg_joiner = ', '
    arity = None
    output_field = None
    window_compatible = False

    def __init__(self, *expressions, output_field=None, **extra):
        if self.arity is not None and len(expressions) != self.arity:
            raise TypeError("'%s' takes exactly %s %s (%s given)" % (
                self.__class__.__name__, self.arity, 'argument' if self.arity == 1 else 'arguments', len(expressions)))
        self.source_expressions = list(expressions)
        self.given_output_field = output_field
        self.extra = extra

    def get_source_expressions(self):
        return self.source_expressions

    def as_sql(self, compiler, connection, function=None, template=None, arg_joiner=None, **extra_context):
        return Rendered(function, template, arg_joiner, extra_context)


class Transform(Func):
    arity = 1
    bilateral = False
    lookup_name = None

    @property
    def lhs(self):
        return self.source_expressions[0]


class Aggregate(Func):
    template = '%(function)s(%(distinct)s%(expressions)s)'
    name = None
    allow_distinct = False
    empty_result_set_value = None
    window_compatible = True

    def __init__(self, *expressions, distinct=False, filter=None, default=None, **extra):
        if distinct and not self.allow_distinct:
            raise TypeError('%s does not allow distinct.' % self.__class__.__name__)
        if default is not None and self.empty_result_set_value is not None:
            raise TypeError(f'{self.__class__.__name__} does not allow default.')
        self.distinct = distinct
        self.filter = filter
        self.default = default
        super().__init__(*expressions, **extra)


class Side:
    def __init__(self, sql):
        self.sql = sql


class SideCompiler:
    argument = None

    def compile(self, node):
        if isinstance(node, Side):
            return node.sql, [node.sql]
        if node is self.argument:
            return '${ARGUMENT}', ['${ARGUMENT}']
        raise NotImplementedError('compiler.compile() of anything but its own argument is not supported here yet')


COMPILER = SideCompiler()


class Lookup:
    lookup_name = None
    prepare_rhs = True

    def process_lhs(self, compiler, connection, lhs=None):
        return '${SIDES.lhs}', ['${SIDES.lhs}']

    def process_rhs(self, compiler, connection):
        return '${SIDES.rhs}', ['${SIDES.rhs}']

    @property
    def lhs(self):
        return Side('${SIDES.lhs}')

    @property
    def rhs(self):
        return Side('${SIDES.rhs}')
`
