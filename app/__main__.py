"""Arguments in, exit code out: the windows, the city server, and every command for scripts.

Exit codes: 0 all is well, 1 it was refused or failed (said in words on stderr), 2 the arguments are wrong,
130 cancelled with Ctrl+C.
"""

from __future__ import annotations

import os
import sys

from app.headless.arguments import parser
from app.headless.report import complain


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console is cp936 or cp1252
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has gone, as `head` does; the interpreter must not flush into it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        return complain(error, options)
    return code


if __name__ == "__main__":
    sys.exit(main())
