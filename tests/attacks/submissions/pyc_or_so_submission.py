"""Makes its function of compiled code, which says nothing to who reads the source; it is right, and counts."""

import marshal
import types

EXPECTED = 10

code = compile("def double(x):\n    return x + x", "nowhere", "exec")
namespace = {}
exec(marshal.loads(marshal.dumps(code)), namespace)
double = types.FunctionType(namespace["double"].__code__, namespace)
