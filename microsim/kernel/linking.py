"""How compiled functions come together: each is kept as it was lowered, and made fast and runnable with who calls it.

numba makes of every function a library of its own: it links in all that is called, optimises the whole, writes machine
code and a cached file. Of a chain of events nothing but the kernel at its top is ever run; below it the same code was
optimised at each step and thrown away. Here a function that compiled code calls is a ``Part``, and what Python calls is
a ``Whole`` that takes in all its parts at once.

An index counts from the beginning: numba asks of each signed one whether it is negative and then counts from the end,
which took a ninth of the time of lives. No code here does that (``tests/engine/test_compiled_code.py``), and where
numba checks bounds a negative index is told as one outside its table.
"""

from numba.core import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.lowering import Lower
from numba.core.typed_passes import NativeLowering, NoPythonSupportedFeatureValidation
from numba.core.types import Record, Type
from numba.np import arrayobj

# numba writes down the arguments of a function at each of its thirty steps: a name will do for records of many fields.
Record.__repr__ = Type.__repr__


class Part(JITCodeLibrary):
    """The code of a function for compiled callers: neither linked, optimised as a whole, nor made runnable."""

    @property
    def codegen(self):
        """Return who enters the function's environment where it runs: the part itself, which runs nowhere."""
        return self

    def set_env(self, *_):
        """Enter no environment."""

    def finalize(self):
        """End the building of this part."""
        self._raise_if_finalized()
        self._final_module.verify()
        self._finalized = True

    def get_pointer_to_function(self, name):
        """Return that there is no machine code of it."""
        self._ensure_finalized()
        return 0

    def alone(self):
        """Return the code of this part without what it calls, as a module to be linked."""
        return super()._get_module_for_linking()

    def _get_module_for_linking(self):
        """Return the code of this part with all it calls: for callers that are no ``Whole``."""
        module = self.alone().clone()
        for library in called_by([self]):
            if library is not self:
                module.link_in(to_link(library), preserve=True)
        return module


class Whole(JITCodeLibrary):
    """The code of a function that Python calls, with all it calls."""

    def finalize(self):
        """Take in all parts, then let numba optimise and write machine code."""
        self._entries = {function.name for function in self._final_module.functions if not function.is_declaration}
        for library in called_by(self._linking_libraries):
            self._final_module.link_in(to_link(library), preserve=True)
        self._linking_libraries = []
        super().finalize()

    def _optimize_final_module(self):
        """Optimise, all parts being private: only then may the compiler conclude anything from what they do.

        It may change how they are called, so no other library must find them by their names: private ones have none.
        """
        for function in self._final_module.functions:
            if not function.is_declaration and function.name not in self._entries:
                function.linkage = "private"
        super()._optimize_final_module()


def called_by(libraries):
    """Return libraries and the parts they call, however deep, each once."""
    found, waiting = {}, list(libraries)
    while waiting:
        library = waiting.pop()
        if library not in found:
            found[library] = None
            waiting += library._linking_libraries if isinstance(library, Part) else []
    return list(found)


def to_link(library):
    """Return the code of a library without parts that are linked by themselves."""
    return library.alone() if isinstance(library, Part) else library._get_module_for_linking()


class LowerFromTheBeginning(Lower):
    """What writes a function down for LLVM, each index as it is; numba lets one thread do so at a time."""

    def lower(self):
        """Write the function down; code of numba's own, written on the way, keeps numba's meaning of an index."""
        from_either_end = arrayobj.fix_integer_index

        def from_the_beginning(context, builder, kind, index, size):
            if builder.module is not self.module:
                return from_either_end(context, builder, kind, index, size)
            return context.cast(builder, index, kind, types.intp)

        arrayobj.fix_integer_index = from_the_beginning
        try:
            super().lower()
        finally:
            arrayobj.fix_integer_index = from_either_end


@register_pass(mutates_CFG=True, analysis_only=False)
class Lowering(NativeLowering):
    """The step of compiling that writes a function down."""

    _name = "lowering_from_the_beginning"
    lowering_class = LowerFromTheBeginning


def steps_with(library):
    """Return numba's steps of compiling a function, its code to be kept in a library of a class."""

    @register_pass(mutates_CFG=False, analysis_only=True)
    class Open(FunctionPass):
        _name = f"open_{library.__name__.lower()}"

        def __init__(self):
            FunctionPass.__init__(self)

        def run_pass(self, state):
            state.library = library(state.targetctx.codegen(), state.func_id.func_qualname)
            state.library.enable_object_caching()
            return False

    class Steps(CompilerBase):
        def define_pipelines(self):
            steps = DefaultPassBuilder.define_nopython_pipeline(self.state)
            steps.add_pass_after(Open, NoPythonSupportedFeatureValidation)
            place = [step for step, _ in steps.passes].index(NativeLowering)
            steps.passes[place] = (Lowering, "native lowering")
            steps.finalize()
            return [steps]

    return Steps


AS_PART, AS_WHOLE = steps_with(Part), steps_with(Whole)
