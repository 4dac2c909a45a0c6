/** `abc`: abstract methods are marked; a class that has some can still be called. */
export const ABC = `
class ABC:
    pass

class ABCMeta:
    pass

def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function
`
